import type { StudySession } from '@ikat/culture';
import { type RecognitionRow, UNSURE } from '../recognition-row.js';
import {
  declaredGroups,
  type RatingRow,
  type StudySessionFile,
  sessionChecksum,
} from '../session.js';
import type { StudyFile } from '../study-file.js';
import {
  type GivenFile,
  type GivenSession,
  Refused,
  type RefusedFile,
  sessionsOf,
} from './given-sessions.js';
import { state } from './statements/statement.js';

/** What one participant answered, checked against the design. */
export interface ReadSession {
  readonly file: string;
  readonly participant: string;
  readonly groups: readonly string[];
  readonly rows: readonly RatingRow[];
  /** What was answered to single pictures; none in a table. */
  readonly recognition: readonly RecognitionRow[];
  /** The trials that were to be shown. */
  readonly trials: number;
  /** Nothing for a table, which says only what may be shared. */
  readonly whole?: StudySessionFile | undefined;
}

/** What was read. */
export interface ReadSessions {
  readonly sessions: readonly ReadSession[];
  readonly refused: readonly RefusedFile[];
  /** Withdrawal codes that no file has: mistyped, or of a participant who never sent one. */
  readonly unknownCodes: readonly string[];
}

/** A participant of a file, on the way to being read. */
interface Opened {
  /** The place of the file. */
  readonly at: number;
  readonly file: string;
  readonly given: GivenSession;
}

/**
 * Reads session files and rating tables, and keeps out what is not of this study as it was designed:
 * ratings of another design, duplicates, edited files, other encodings, withdrawn sessions.
 *
 * A session file says more than a table of the same participant and counts before it; who withdrew by
 * the code in it is left out of all tables too.
 *
 * @param sha the SHA-256 of the design's text
 * @param withdrawn withdrawal codes of participants who want their data deleted
 */
export function readSessions(
  design: { readonly study: StudyFile; readonly sha: string },
  files: readonly GivenFile[],
  withdrawn: readonly string[] = [],
): ReadSessions {
  const sessions = new Map<string, ReadSession>();
  const refused: (RefusedFile & { at: number })[] = [];
  const opened = files.flatMap((file, at) => {
    try {
      return sessionsOf(file).map((given): Opened => ({ at, file: file.name, given }));
    } catch (error) {
      refused.push({ at, file: file.name, ...refusalOf(error) });
      return [];
    }
  });
  const { gone, unknownCodes } = withdrawnOf(opened, withdrawn);
  const wholeFirst = opened.toSorted((a, b) => Number(!a.given.whole) - Number(!b.given.whole));
  for (const { at, file, given } of wholeFirst) {
    const { participant } = given;
    try {
      if (gone.has(participant)) throw new Refused('withdrawn', state('withdrawn'));
      const session = checkSession(design, given, file);
      refuseDuplicate(session, sessions.get(participant));
      sessions.set(participant, session);
    } catch (error) {
      refused.push({ at, file, participant, ...refusalOf(error) });
    }
  }
  return {
    sessions: [...sessions.values()],
    refused: refused.toSorted((a, b) => a.at - b.at).map(({ at: _, ...file }) => file),
    unknownCodes,
  };
}

function refusalOf(error: unknown): Pick<RefusedFile, 'reason' | 'message'> {
  if (!(error instanceof Refused)) throw error;
  return { reason: error.reason, message: error.message };
}

/** The participants who withdrew, whether their files are whole or were changed since. */
function withdrawnOf(opened: readonly Opened[], withdrawn: readonly string[]) {
  const codes = new Map(withdrawn.map((code) => [plainCode(code), code]));
  codes.delete('');
  const gone = new Set<string>();
  const found = new Set<string>();
  for (const { given } of opened) {
    const code = plainCode(given.whole?.withdrawalCode ?? '');
    if (!codes.has(code)) continue;
    gone.add(given.participant);
    found.add(code);
  }
  const unknown = [...codes].filter(([code]) => !found.has(code));
  return { gone, unknownCodes: unknown.map(([, given]) => given) };
}

const plainCode = (code: string) => code.replace(/[^0-9a-z]/gi, '').toUpperCase();

function refuseDuplicate(session: ReadSession, before: ReadSession | undefined): void {
  if (!before) return;
  const same = JSON.stringify(before.rows) === JSON.stringify(session.rows);
  const message = state(same ? 'sameAnswers' : 'otherAnswers', { before: before.file });
  throw new Refused('duplicate', message);
}

function checkSession(
  { study, sha }: { readonly study: StudyFile; readonly sha: string },
  { participant, rows, whole }: GivenSession,
  file: string,
): ReadSession {
  if (rows.length === 0) throw new Refused('not a session', state('noRows'));
  const other = [whole?.design_sha, ...rows.map((row) => row.design_sha)].find(
    (value) => value !== undefined && value !== sha,
  );
  if (other !== undefined) {
    throw new Refused(
      'another design',
      state('otherDesign', { expected: sha.slice(0, 12), got: String(other).slice(0, 12) }),
    );
  }
  if (whole && whole.checksum !== sessionChecksum(whole)) {
    throw new Refused('edited', state('otherChecksum'));
  }
  const trials = matchingTrials(study, rows);
  const groups = rows[0]!.groups === '' ? [] : rows[0]!.groups.split('|');
  checkGroups(study, { rows, groups, whole });
  const recognition = whole?.recognition ?? [];
  checkRecognition(study, { rows, recognition, whole });
  return { file, participant, groups, rows, recognition, trials, whole };
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
      state('badAnswer', { trial: bad.trial, response: bad.response, time: bad.rt_ms }),
    );
  }
  const numbers = new Set(rows.map(({ trial }) => trial));
  if (numbers.size < rows.length) throw new Refused('edited', state('trialTwice'));
  const session = study.sessions.find((one) => rows.every((row) => matches(one, row)));
  if (!session) {
    throw new Refused('edited', state('otherTrials'));
  }
  return session.trials.length;
}

/** Rows of recognition must be the trials of the session, in order, with its groups. */
function checkRecognition(
  study: StudyFile,
  {
    rows,
    recognition,
    whole,
  }: {
    rows: readonly RatingRow[];
    recognition: readonly RecognitionRow[];
    whole: StudySessionFile | undefined;
  },
): void {
  const asked = study.sessions.find(({ id }) => id === whole?.session)?.recognition;
  const bad = recognition.find((row, at) => {
    const trial = asked?.trials[at];
    const known = ['', UNSURE, ...(asked?.choices ?? [])].includes(row.answer);
    const same = trial?.image === row.picture_id && trial.shown === row.shown;
    const own = row.design_sha === rows[0]!.design_sha && row.groups === rows[0]!.groups;
    return !(known && same && own && trial.picture === row.picture);
  });
  if (bad) {
    throw new Refused(
      'edited',
      state('badRecognition', { trial: bad.trial, picture: bad.picture_id, answer: bad.answer }),
    );
  }
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
    throw new Refused('edited', state('otherGroup', { groups: known.join(', '), group: unknown }));
  }
  if (rows.some((row) => row.groups !== rows[0]!.groups)) {
    throw new Refused('edited', state('groupsChange'));
  }
  if (whole && declaredGroups(study.groups, whole.background).join('|') !== groups.join('|')) {
    throw new Refused('edited', state('groupsByNoRule'));
  }
}
