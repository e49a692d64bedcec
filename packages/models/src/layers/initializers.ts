import { childSeed } from '@ikat/random';
import * as tfl from '@tensorflow/tfjs-layers';

interface NormalOptions {
  /** Seed of the layer. */
  seed: number;
  /** Name of the weight within its layer. */
  name: string;
  mean?: number;
  stddev: number;
}

/** The seed of one weight; never 0, which tfjs takes for "no seed". */
export const weightSeed = (seed: number, name: string) => childSeed(seed, name) || 1;

/** N(mean, stddev), drawn from a child seed of the layer's. */
export function normalInitializer({ seed, name, mean = 0, stddev }: NormalOptions) {
  return tfl.initializers.randomNormal({ mean, stddev, seed: weightSeed(seed, name) });
}

/** U(-bound, bound), drawn from a child seed of the layer's. */
export function uniformInitializer(seed: number, name: string, bound: number) {
  return tfl.initializers.randomUniform({
    minval: -bound,
    maxval: bound,
    seed: weightSeed(seed, name),
  });
}
