import { type RandomSource, randomSource } from '@ikat/random';
import type { StudyTrial } from './design-study.js';

/**
 * Puts repeated trials (sides swapped) into the second half of a session and catch trials anywhere,
 * where the contents of the neighbours are others, if there is such a place.
 */
export function insertChecks(
  trials: readonly StudyTrial[],
  options: {
    readonly repeats: number;
    readonly catches: number;
    readonly contents: readonly string[];
    readonly seed: number;
  },
): StudyTrial[] {
  const source = randomSource(options.seed);
  const result = [...trials];
  const firstHalf = trials.slice(0, Math.max(1, Math.floor(trials.length / 2)));
  for (const trial of source.shuffle(firstHalf).slice(0, options.repeats)) {
    const repeat: StudyTrial = { ...trial, kind: 'repeat', left: trial.right, right: trial.left };
    const from = Math.max(result.indexOf(trial) + 2, Math.floor(result.length / 2));
    insert(result, repeat, { from, source });
  }
  for (let count = 0; count < options.catches; count++) {
    const content = options.contents[source.integer(options.contents.length)]!;
    const [left, right] = source.integer(2) === 0 ? ['real', 'noise'] : ['noise', 'real'];
    const construct = trials[source.integer(trials.length)]!.construct;
    insert(
      result,
      { kind: 'catch', construct, content, left: left!, right: right! },
      { from: 1, source },
    );
  }
  return result;
}

function insert(
  trials: StudyTrial[],
  trial: StudyTrial,
  { from, source }: { readonly from: number; readonly source: RandomSource },
): void {
  const places = Array.from({ length: trials.length + 1 }, (_, place) => place);
  const within = places.filter(
    (place) =>
      trials[place - 1]?.construct === trial.construct ||
      trials[place]?.construct === trial.construct,
  );
  const apart = within.filter(
    (place) =>
      trials[place - 1]?.content !== trial.content && trials[place]?.content !== trial.content,
  );
  const late = apart.filter((place) => place >= from);
  const choice = [late, apart, within].find((list) => list.length > 0)!;
  trials.splice(choice[source.integer(choice.length)]!, 0, trial);
}
