import { childSeed, randomSource } from '@ikat/random';

/** The order of `count` things in each epoch; the last one asked for is kept. */
export function epochOrder(
  count: number,
  seed: number,
  shuffle: boolean,
): (epoch: number) => readonly number[] {
  const unshuffled = [...Array(count).keys()];
  let last = { epoch: -1, order: unshuffled };
  return (epoch) => {
    if (!shuffle) return unshuffled;
    if (last.epoch !== epoch)
      last = { epoch, order: randomSource(childSeed(seed, `epoch ${epoch}`)).shuffle(unshuffled) };
    return last.order;
  };
}
