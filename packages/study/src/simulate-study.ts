import { type SimulatedTruth, simulateRaters } from '@ikat/culture';
import { childSeed, type RandomSource, randomSource } from '@ikat/random';
import { blockNumbers, ratingRow } from './rating-row.js';
import type { StudyFileSession } from './recognition-design.js';
import { recognitionRow, UNSURE } from './recognition-row.js';
import {
  declaredGroups,
  type RatingRow,
  type StudySessionFile,
  sessionChecksum,
} from './session.js';
import type { StudyFile } from './study-file.js';

/** The truth from which {@link simulateStudy} draws. */
export interface StudyTruth extends SimulatedTruth {
  /** The share of raters who press anything; 0 by default. */
  readonly careless?: number | undefined;
  /** Chances of recognising a work and an output, and what one's own adds; 0.8, 0.5, 0 by default. */
  readonly recognition?:
    | { readonly real?: number; readonly generated?: number; readonly own?: number }
    | undefined;
}

/**
 * Sessions of raters of whom the truth is known, to try an analysis before anybody is asked.
 *
 * Owners of systems are those of the design. Careless raters answer by lot, and fast.
 *
 * @param sha the SHA-256 of the design's text, see {@link studySha}
 *
 * @example
 * ```ts
 * import { examplePlan, makeStudy, simulateStudy } from '@ikat/study';
 *
 * const result = makeStudy(examplePlan, { runs: 0 });
 * if (result.kind === 'designed') {
 *   const sessions = simulateStudy(result.study, 'sha', { inGroup: 0.8 });
 *   console.log(sessions.length); // 160
 * }
 * ```
 */
export function simulateStudy(
  study: StudyFile,
  sha: string,
  truth: StudyTruth,
  seed = study.seed,
): StudySessionFile[] {
  checkTruth(study, truth);
  const owners = Object.fromEntries(
    study.systems.flatMap(({ id, owner }) => (owner === undefined ? [] : [[id, owner]])),
  );
  // Repeats are answered like pairs, by the same taste.
  const asked = study.sessions.map((session) => ({
    ...session,
    trials: session.trials.flatMap((trial) =>
      trial.kind === 'catch' ? [] : [{ ...trial, kind: 'pair' as const }],
    ),
  }));
  const answers = simulateRaters(asked, { owners, ...truth }, seed);
  let next = 0;
  return study.sessions.map((session) => {
    const source = randomSource(childSeed(seed, `person ${session.id}`));
    const careless = source.uniform() < (truth.careless ?? 0);
    const responses = session.trials.map((trial): RatingRow['response'] => {
      const outcome = trial.kind === 'catch' ? undefined : answers[next++]!.outcome;
      if (careless) return source.uniform() < 0.5 ? 'L' : 'R';
      if (outcome === undefined) return trial.left === 'real' ? 'L' : 'R';
      return ({ left: 'L', right: 'R', none: 'N' } as const)[outcome];
    });
    const recognised = recognitionAnswers(study, { session, truth, careless });
    return sessionOf(study, sha, { session, responses, recognised, careless, source });
  });
}

function sessionOf(
  study: StudyFile,
  sha: string,
  drawn: {
    readonly session: StudyFileSession;
    readonly responses: readonly RatingRow['response'][];
    readonly recognised: readonly string[];
    readonly careless: boolean;
    readonly source: RandomSource;
  },
): StudySessionFile {
  const { session, responses, recognised, careless, source } = drawn;
  const digits = (count: number) =>
    Array.from({ length: count }, () => source.integer(16).toString(16)).join('');
  const participant = digits(32);
  const background = {
    traditions: study.groups.find(({ id }) => id === session.group)!.traditions.slice(0, 1),
    ownWords: '',
    preferNotToSay: false,
    familiarity: {},
    years: {},
    artTraining: 'none',
    colourVision: 'full',
    ageBand: '25-34',
  };
  const groups = declaredGroups(study.groups, background).join('|');
  const head = {
    design_sha: sha,
    participant,
    groups,
    lang: 'en',
    viewport: '1200x800',
    dpr: 1,
    ua_class: 'simulated',
  };
  const blocks = blockNumbers(session.trials);
  const ratings = session.trials.map((trial, at) =>
    ratingRow(study, head, {
      trial,
      number: at + 1,
      block: blocks[at]!,
      response: responses[at]!,
      time: careless ? 300 + 400 * source.uniform() : 1500 + 3000 * source.uniform(),
    }),
  );
  const recognition = (session.recognition?.trials ?? []).map((trial, at) =>
    recognitionRow(study, head, { trial, number: at + 1, answer: recognised[at]!, time: 3000 }),
  );
  const content = {
    format: 'ikat-session',
    version: '1.0',
    study: study.study,
    design_sha: sha,
    participant,
    session: session.id,
    day: '2000-01-01',
    consent: { takePart: true, background: true, share: true },
    withdrawalCode: digits(12).toUpperCase(),
    screenCheck: 'all',
    background,
    ratings,
    recognition,
  } as const;
  return { ...content, checksum: sessionChecksum(content) };
}

/** Right with the chance of the truth; else any other tradition, or not sure, by lot. */
function recognitionAnswers(
  { groups, seed }: StudyFile,
  about: {
    readonly session: StudyFileSession;
    readonly truth: StudyTruth;
    readonly careless: boolean;
  },
): string[] {
  const { session, truth, careless } = about;
  const { trials = [], choices = [] } = session.recognition ?? {};
  const { real = 0.8, generated = 0.5, own = 0 } = truth.recognition ?? {};
  const source = randomSource(childSeed(seed, `recognises ${session.id}`));
  const traditions = groups.find(({ id }) => id === session.group)?.traditions ?? [];
  return trials.map(({ picture, shown }) => {
    const chance = (picture === 'real' ? real : generated) + (traditions.includes(shown) ? own : 0);
    const others = [...choices.filter((choice) => choice !== shown), UNSURE];
    const right = source.uniform() < (careless ? 1 / (choices.length + 1) : chance);
    return right ? shown : others[source.integer(others.length)]!;
  });
}

const TRUTHS = [
  'abilities',
  'owners',
  'inGroup',
  'raterSpread',
  'contentSpread',
  'side',
  'tie',
  'careless',
  'recognition',
];

function checkTruth(study: StudyFile, truth: StudyTruth): void {
  const known = study.systems.map(({ id }) => id);
  const faults = [
    ...Object.keys(truth)
      .filter((name) => !TRUTHS.includes(name))
      .map((name) => `expected ${TRUTHS.join(', ')} in the truth, got '${name}'.`),
    ...Object.keys(truth.abilities ?? {})
      .filter((name) => !known.includes(name))
      .map((name) => `expected abilities of ${known.join(', ')}, got '${name}'.`),
  ];
  if (faults.length > 0) {
    throw new RangeError(faults.map((fault) => `simulateStudy: ${fault}`).join('\n'));
  }
}
