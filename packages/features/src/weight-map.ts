/** The values of one named weight. */
export interface WeightArray {
  /** The lengths of the axes, slowest first. */
  readonly shape: readonly number[];
  /** The values, row by row. */
  readonly data: Float32Array | Uint8Array;
}

/** Weights by name. */
export type WeightMap = Readonly<Record<string, WeightArray>>;
