import type { StudySession } from '@ikat/culture';
import { childSeed, randomSource } from '@ikat/random';
import type { RecognitionPlan, StudyPlan } from './study-plan.js';

/** A picture of which is asked which tradition it is after. */
export interface RecognitionTrial {
  readonly picture: 'real' | 'generated';
  /** The tradition that it is of, or was made after. */
  readonly shown: string;
  /** `works/<tradition>/<work>`, or `<system>/<content>`. */
  readonly image: string;
}

/** What one participant is asked to recognise. */
export interface RecognitionPart {
  /** The order of the answers, the same in all trials of a participant. */
  readonly choices: readonly string[];
  readonly trials: readonly RecognitionTrial[];
}

/** What one participant is shown. */
export interface StudyFileSession extends StudySession {
  readonly recognition?: RecognitionPart | undefined;
}

/**
 * Adds pictures to be recognised to sessions: of each tradition the same number of works and of
 * outputs. Pictures, systems and contents go round, so that all are seen about equally often; the
 * order of pictures and of answers is drawn for each participant.
 */
export function withRecognition(
  sessions: readonly StudySession[],
  plan: StudyPlan & { readonly recognition?: RecognitionPlan | undefined; readonly seed: number },
): StudyFileSession[] {
  const asked = plan.recognition;
  if (asked === undefined) return [...sessions];
  return sessions.map((session, place) => {
    const source = randomSource(childSeed(plan.seed, `recognition ${session.id}`));
    const trials = plan.traditions.flatMap((tradition) => [
      ...worksOf(tradition, asked.real ?? 1, place),
      ...outputsOf(plan, tradition.id, { count: asked.generated ?? 1, place }),
    ]);
    const choices = source.shuffle(plan.traditions.map(({ id }) => id));
    return { ...session, recognition: { choices, trials: source.shuffle(trials) } };
  });
}

function worksOf(
  { id, works = [] }: StudyPlan['traditions'][number],
  count: number,
  place: number,
): RecognitionTrial[] {
  return Array.from({ length: Math.min(count, works.length) }, (_, at) => {
    const work = works[(place * count + at) % works.length]!;
    return { picture: 'real', shown: id, image: `works/${id}/${work.id}` };
  });
}

function outputsOf(
  { systems, contents }: StudyPlan,
  tradition: string,
  { count, place }: { readonly count: number; readonly place: number },
): RecognitionTrial[] {
  const own = systems.filter((system) => system.tradition === tradition);
  if (own.length === 0) return [];
  return Array.from({ length: count }, (_, at) => {
    const turn = place * count + at;
    const system = own[turn % own.length]!;
    // Another content at each turn, and other systems for it at each round.
    const content = contents[Math.floor(turn / own.length) % contents.length]!;
    return { picture: 'generated', shown: tradition, image: `${system.id}/${content}` };
  });
}

/**
 * Whether recognition is asked before the comparisons: where these name the traditions, the names
 * would teach the answers. Else it comes last, so that it does not prime the comparisons.
 */
export function recognitionFirst({
  sources,
  constructs,
}: {
  readonly sources: 'beside' | 'afterwards';
  readonly constructs: readonly string[];
}): boolean {
  return sources === 'beside' || constructs.includes('fidelity');
}
