import { type NumberArray, readSafetensors } from '@ikat/weights';

/** The values of one named weight. */
export interface WeightArray {
  /** The lengths of the axes, slowest first. */
  readonly shape: readonly number[];
  /** The values, row by row. */
  readonly data: NumberArray;
}

/** Weights by name, as `readTfjsWeights` and `@ikat/weights` read them. */
export type WeightMap = Readonly<Record<string, WeightArray>>;

/** Weights as the user has them: read, or the bytes of a safetensors file. */
export type WeightSource = WeightMap | Uint8Array;

/** Reads the weights if they are bytes. */
export function weightMap(net: string, weights: WeightSource): WeightMap {
  if (weights instanceof Uint8Array) return readSafetensors(weights).tensors;
  if (typeof weights === 'object' && weights !== null) return weights;
  throw new TypeError(
    `${net}: expected weights by name or the bytes of a safetensors file, got ${typeof weights}.`,
  );
}
