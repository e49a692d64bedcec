import type { StudySession } from '@ikat/culture';
import Papa from 'papaparse';
import {
  declaredGroups,
  type RatingRow,
  ratingColumns,
  type StudySessionFile,
  sessionChecksum,
} from '../session.js';
import type { StudyFile } from '../study-file.js';

/** A file that participants or colleagues sent. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What one participant answered, checked against the design. */
export interface ReadSession {
  readonly file: string;
  readonly participant: string;
  readonly groups: readonly string[];
  readonly rows: readonly RatingRow[];
  /** The trials that were to be shown. */
  readonly trials: number;
  /** Nothing for a table, which says only what may be shared. */
  readonly whole?: StudySessionFile | undefined;
}

/** A file, or a participant in it, that is not analysed. */
export interface RefusedFile {
  readonly file: string;
  readonly participant?: string | undefined;
  readonly reason:
    | 'encoding'
    | 'not a session'
    | 'another design'
    | 'edited'
    | 'duplicate'
    | 'withdrawn';
  readonly message: string;
}

/** What was read. */
export interface ReadSessions {
  readonly sessions: readonly ReadSession[];
  readonly refused: readonly RefusedFile[];
}

class Refused extends Error {
  constructor(
    readonly reason: RefusedFile['reason'],
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads session files and rating tables, and keeps out what is not of this study as it was designed:
 * ratings of another design, duplicates, edited files, other encodings, withdrawn sessions.
 *
 * @param sha the SHA-256 of the design's text
 * @param withdrawn withdrawal codes of participants who want their data deleted
 */
export function readSessions(
  { study, sha }: { readonly study: StudyFile; readonly sha: string },
  files: readonly GivenFile[],
  withdrawn: readonly string[] = [],
): ReadSessions {
  const sessions = new Map<string, ReadSession>();
  const refused: RefusedFile[] = [];
  const codes = new Set(withdrawn.map(plainCode));
  for (const file of files) {
    const refuse = (error: unknown, participant?: string) => {
      if (!(error instanceof Refused)) throw error;
      const { reason, message } = error;
      refused.push({ file: file.name, ...(participant && { participant }), reason, message });
    };
    try {
      for (const given of sessionsOf(file)) {
        try {
          const session = checkSession({ study, sha }, given, file.name);
          if (codes.has(plainCode(session.whole?.withdrawalCode ?? ' '))) {
            throw new Refused('withdrawn', 'The participant withdrew: delete this file.');
          }
          const before = sessions.get(session.participant);
          if (before) {
            const same = JSON.stringify(before.rows) === JSON.stringify(session.rows);
            throw new Refused(
              'duplicate',
              `The participant is in ${before.file} already, ${same ? 'with the same answers' : 'with OTHER answers'}; the first one counts.`,
            );
          }
          sessions.set(session.participant, session);
        } catch (error) {
          refuse(error, given.participant);
        }
      }
    } catch (error) {
      refuse(error);
    }
  }
  return { sessions: [...sessions.values()], refused };
}

const plainCode = (code: string) => code.replace(/[^0-9a-z]/gi, '').toUpperCase();

interface GivenSession {
  readonly participant: string;
  readonly rows: readonly RatingRow[];
  readonly whole?: StudySessionFile;
}

function sessionsOf({ name, bytes }: GivenFile): GivenSession[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refused('encoding', 'Expected UTF-8, got other bytes. Save the file as UTF-8.');
  }
  if (text.includes('\0')) {
    throw new Refused('encoding', 'Expected UTF-8, got UTF-16 or no text. Save the file as UTF-8.');
  }
  return /^\s*\{/.test(text) || /\.json$/i.test(name) ? [wholeSession(text)] : tableSessions(text);
}

function wholeSession(text: string): GivenSession {
  let whole: StudySessionFile;
  try {
    whole = JSON.parse(text);
  } catch (error) {
    throw new Refused(
      'not a session',
      `Expected JSON, got a mistake: ${(error as Error).message}.`,
    );
  }
  const good =
    whole?.format === 'ikat-session' &&
    typeof whole.participant === 'string' &&
    Array.isArray(whole.ratings);
  if (!good)
    throw new Refused('not a session', 'Expected a session file of ikat, got another file.');
  return { participant: whole.participant, rows: whole.ratings, whole };
}

function tableSessions(text: string): GivenSession[] {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const missing = ratingColumns.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0) {
    throw new Refused(
      'not a session',
      `Expected the columns of ratings.csv, got a table without ${missing.join(', ')}.`,
    );
  }
  const fault = errors[0];
  if (fault) throw new Refused('edited', `Row ${(fault.row ?? 0) + 2}: ${fault.message}.`);
  return [...groupRows(data)].map(([participant, own]) => ({
    participant,
    rows: own.map(typedRow),
  }));
}

function groupRows(data: readonly Record<string, string>[]): Map<string, Record<string, string>[]> {
  const rows = new Map<string, Record<string, string>[]>();
  for (const row of data) rows.set(row.participant!, [...(rows.get(row.participant!) ?? []), row]);
  return rows;
}

const NUMBERS = ['block', 'trial', 'rt_ms', 'is_repeat', 'is_catch', 'dpr'] as const;

function typedRow(row: Record<string, string>): RatingRow {
  const numbers = Object.fromEntries(NUMBERS.map((column) => [column, Number(row[column])]));
  return { ...row, ...numbers } as unknown as RatingRow;
}

function checkSession(
  { study, sha }: { readonly study: StudyFile; readonly sha: string },
  { participant, rows, whole }: GivenSession,
  file: string,
): ReadSession {
  if (rows.length === 0) throw new Refused('not a session', 'Expected answers, got none.');
  const other = [whole?.design_sha, ...rows.map((row) => row.design_sha)].find(
    (value) => value !== undefined && value !== sha,
  );
  if (other !== undefined) {
    throw new Refused(
      'another design',
      `Expected the design ${sha.slice(0, 12)}…, got ${String(other).slice(0, 12)}…: these are ratings of another study or version.`,
    );
  }
  if (whole && whole.checksum !== sessionChecksum(whole)) {
    throw new Refused(
      'edited',
      'The checksum is another one: the file was changed after it was saved.',
    );
  }
  const trials = matchingTrials(study, rows);
  const groups = rows[0]!.groups === '' ? [] : rows[0]!.groups.split('|');
  checkGroups(study, { rows, groups, whole });
  return { file, participant, groups, rows, trials, whole };
}

const kindOf = (row: RatingRow) => (row.is_catch ? 'catch' : row.is_repeat ? 'repeat' : 'pair');

function matchingTrials(study: StudyFile, rows: readonly RatingRow[]): number {
  const matches = (session: StudySession, row: RatingRow) => {
    const trial = session.trials[row.trial - 1];
    return (
      trial?.kind === kindOf(row) &&
      trial.construct === row.construct &&
      trial.content === row.content_id &&
      trial.left === row.left_system &&
      trial.right === row.right_system
    );
  };
  const bad = rows.find(
    ({ response, rt_ms }) => !['L', 'R', 'N', ''].includes(response) || !(rt_ms >= 0),
  );
  if (bad) {
    throw new Refused(
      'edited',
      `Trial ${bad.trial}: expected L, R, N or nothing and a time, got ${bad.response} and ${bad.rt_ms}.`,
    );
  }
  const numbers = new Set(rows.map(({ trial }) => trial));
  if (numbers.size < rows.length) throw new Refused('edited', 'A trial is there twice.');
  const session = study.sessions.find((one) => rows.every((row) => matches(one, row)));
  if (!session) {
    throw new Refused(
      'edited',
      'The trials are those of no session of the design: rows were changed or mixed.',
    );
  }
  return session.trials.length;
}

function checkGroups(
  study: StudyFile,
  {
    rows,
    groups,
    whole,
  }: { rows: readonly RatingRow[]; groups: readonly string[]; whole: StudySessionFile | undefined },
): void {
  const known = study.groups.map(({ id }) => id);
  const unknown = groups.find((group) => !known.includes(group));
  if (unknown !== undefined) {
    throw new Refused('edited', `Expected groups among ${known.join(', ')}, got '${unknown}'.`);
  }
  if (rows.some((row) => row.groups !== rows[0]!.groups)) {
    throw new Refused('edited', 'The groups change within the session.');
  }
  if (whole && declaredGroups(study.groups, whole.background).join('|') !== groups.join('|')) {
    throw new Refused(
      'edited',
      'The groups do not follow from the background by the declared rule.',
    );
  }
}
