import Papa from 'papaparse';
import { recognitionColumns } from '../recognition-row.js';
import { type RatingRow, ratingColumns, type StudySessionFile } from '../session.js';
import { state } from './statements/statement.js';

/** A file that participants or colleagues sent. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
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

/** Why a file or a participant is left out. */
export class Refused extends Error {
  constructor(
    readonly reason: RefusedFile['reason'],
    message: string,
  ) {
    super(message);
  }
}

/** The rows of one participant, as they came. */
export interface GivenSession {
  readonly participant: string;
  readonly rows: readonly RatingRow[];
  readonly whole?: StudySessionFile;
}

/** Reads a session file, or the participants of a table. */
export function sessionsOf({ name, bytes }: GivenFile): GivenSession[] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Refused('encoding', state('otherBytes'));
  }
  if (text.includes('\0')) {
    throw new Refused('encoding', state('noText'));
  }
  return /^\s*\{/.test(text) || /\.json$/i.test(name) ? [wholeSession(text)] : tableSessions(text);
}

function wholeSession(text: string): GivenSession {
  let whole: StudySessionFile;
  try {
    whole = JSON.parse(text);
  } catch (error) {
    throw new Refused('not a session', state('badJson', { mistake: (error as Error).message }));
  }
  if (!isSession(whole)) throw new Refused('not a session', state('otherFile'));
  return { participant: whole.participant, rows: whole.ratings, whole };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a file has the form of a session; what stands in it is checked against the design. */
function isSession(file: unknown): file is StudySessionFile {
  if (!isRecord(file) || file.format !== 'ikat-session') return false;
  const { participant, withdrawalCode, consent, background, ratings, recognition } = file;
  return (
    [participant, withdrawalCode].every((text) => typeof text === 'string') &&
    isRecord(consent) &&
    (background === null || (isRecord(background) && Array.isArray(background.traditions))) &&
    areRows(ratings, ratingColumns) &&
    areRows(recognition, recognitionColumns)
  );
}

const areRows = (rows: unknown, columns: readonly string[]) =>
  Array.isArray(rows) &&
  rows.every((row) => isRecord(row) && columns.every((column) => Object.hasOwn(row, column)));

function tableSessions(text: string): GivenSession[] {
  const { data, errors, meta } = Papa.parse<Record<string, string>>(text.replace(/^\uFEFF/, ''), {
    header: true,
    skipEmptyLines: 'greedy',
  });
  const missing = ratingColumns.filter((column) => !meta.fields?.includes(column));
  if (missing.length > 0) {
    throw new Refused('not a session', state('otherTable', { columns: missing.join(', ') }));
  }
  const fault = errors[0];
  if (fault)
    throw new Refused(
      'edited',
      state('badRow', { row: (fault.row ?? 0) + 2, mistake: fault.message }),
    );
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
