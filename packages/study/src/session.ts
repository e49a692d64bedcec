import type { RecognitionRow } from './recognition-row.js';

/** One answer, as a row of `ratings.csv`. */
export interface RatingRow {
  readonly study: string;
  readonly design_sha: string;
  readonly participant: string;
  readonly group_rule_version: string;
  /** The declared groups, joined by `|`; empty for none. */
  readonly groups: string;
  readonly lang: string;
  /** The number of the block, from 1. */
  readonly block: number;
  readonly construct: string;
  readonly trial: number;
  readonly content_id: string;
  /** The pictures shown, as `system/content`. */
  readonly left_id: string;
  readonly right_id: string;
  readonly left_system: string;
  readonly right_system: string;
  readonly left_style: string;
  readonly right_style: string;
  readonly left_strength: string;
  readonly right_strength: string;
  /** Left, right, no preference; empty where the question was skipped. */
  readonly response: 'L' | 'R' | 'N' | '';
  readonly rt_ms: number;
  readonly is_repeat: 0 | 1;
  readonly is_catch: 0 | 1;
  /** Width and height of the window in steps of 100 pixels, `1200x800`. */
  readonly viewport: string;
  readonly dpr: number;
  readonly ua_class: string;
}

/** The columns of `ratings.csv`, in order. */
export const ratingColumns = [
  'study',
  'design_sha',
  'participant',
  'group_rule_version',
  'groups',
  'lang',
  'block',
  'construct',
  'trial',
  'content_id',
  'left_id',
  'right_id',
  'left_system',
  'right_system',
  'left_style',
  'right_style',
  'left_strength',
  'right_strength',
  'response',
  'rt_ms',
  'is_repeat',
  'is_catch',
  'viewport',
  'dpr',
  'ua_class',
] as const satisfies readonly (keyof RatingRow)[];

/** What a participant said of himself, all of it optional. */
export interface Background {
  /** Traditions that the participant grew up with or feels at home in. */
  readonly traditions: readonly string[];
  /** In the participant's own words: read by the researcher, in no shared table. */
  readonly ownWords: string;
  readonly preferNotToSay: boolean;
  /** Familiarity from 1 to 5, by tradition. */
  readonly familiarity: Readonly<Record<string, number>>;
  /** Years lived where the tradition comes from: `0`, `1-4`, `5-15`, `16+`. */
  readonly years: Readonly<Record<string, string>>;
  readonly artTraining: string;
  readonly colourVision: string;
  readonly ageBand: string;
}

/** `session-<id>.json`: what one participant saved and sent. */
export interface StudySessionFile {
  readonly format: 'ikat-session';
  readonly version: '1.0';
  readonly study: string;
  readonly design_sha: string;
  /** 128 random bits. */
  readonly participant: string;
  /** Which list of trials was shown. */
  readonly session: string;
  /** The day, not the time. */
  readonly day: string;
  readonly consent: {
    readonly takePart: true;
    readonly background: boolean;
    readonly share: boolean;
  };
  readonly withdrawalCode: string;
  readonly screenCheck: string;
  readonly background: Background | null;
  readonly ratings: readonly RatingRow[];
  readonly recognition: readonly RecognitionRow[];
  /** Of everything before it: notices accidents, does not stop forgers. */
  readonly checksum: string;
}

/** The checksum of a session (CRC-32 of its JSON without it). */
export function sessionChecksum(session: Omit<StudySessionFile, 'checksum'>): string {
  const { checksum: _, ...content } = session as StudySessionFile;
  let crc = 0xffffffff;
  for (const byte of new TextEncoder().encode(JSON.stringify(content))) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ((crc ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0');
}

/** The name of those who are in no group. */
export const NO_GROUP = 'no group';

/** The groups that follow from what a participant said, by the declared rule and nothing else. */
export function declaredGroups(
  rule: readonly { readonly id: string; readonly traditions: readonly string[] }[],
  background: Background | null,
): string[] {
  if (background === null || background.preferNotToSay) return [];
  return rule
    .filter(({ traditions }) => traditions.some((name) => background.traditions.includes(name)))
    .map(({ id }) => id);
}
