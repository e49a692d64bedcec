import type { RecognitionRow } from '../recognition-row.js';
import type { Background, RatingRow } from '../session.js';

/** The pages, in order. */
export type Step =
  | 'consent'
  | 'background'
  | 'screen'
  | 'practice'
  | 'recognition'
  | 'trials'
  | 'debrief'
  | 'erased';

/** Where a participant is, and all that was said; kept in the browser until it is deleted. */
export interface State {
  sha: string;
  /** How often it was kept: two tabs that differ in it do not overwrite each other. */
  saves: number;
  step: Step;
  lang: string;
  participant: string;
  withdrawalCode: string;
  consent: { takePart: boolean; background: boolean; share: boolean };
  background: Background | null;
  screenCheck: string;
  practised: number;
  /** The list of trials that is shown; empty before it was drawn. */
  session: string;
  /** Whether the page before the current block was read. */
  blockBegun: number;
  ratings: RatingRow[];
  /** Whether the page before the pictures to be recognised was read. */
  recognitionBegun: boolean;
  recognition: RecognitionRow[];
}

/** A fresh participant: random numbers, nothing ticked. */
export function newState(sha: string, lang: string): State {
  return {
    sha,
    saves: 0,
    step: 'consent',
    lang,
    participant: randomHex(16),
    withdrawalCode: randomHex(6)
      .toUpperCase()
      .replace(/(.{4})(?=.)/g, '$1-'),
    consent: { takePart: false, background: false, share: false },
    background: null,
    screenCheck: '',
    practised: 0,
    session: '',
    blockBegun: 0,
    ratings: [],
    recognitionBegun: false,
    recognition: [],
  };
}

function randomHex(bytes: number): string {
  const values = crypto.getRandomValues(new Uint8Array(bytes));
  return [...values].map((value) => value.toString(16).padStart(2, '0')).join('');
}

/** A random place in a list. */
export function randomPlace(length: number): number {
  return crypto.getRandomValues(new Uint32Array(1))[0]! % length;
}
