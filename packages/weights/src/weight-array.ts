/** How a file stores numbers. */
export type DataType =
  | 'float16'
  | 'bfloat16'
  | 'float32'
  | 'float64'
  | 'bool'
  | 'uint8'
  | 'int8'
  | 'int16'
  | 'int32'
  | 'int64';

/** Numbers as they are given: see {@link WeightArray}. */
export type NumberArray = Float32Array | Float64Array | Int32Array | Uint8Array;

/** The values of one named weight. */
export interface WeightArray {
  /** How the file stores the values. */
  readonly dtype: DataType;
  /** The lengths of the axes, slowest first; none for a single number. */
  readonly shape: readonly number[];
  /**
   * The values, row by row: float16, bfloat16 and float32 as Float32Array, the 64-bit types as
   * Float64Array (whole numbers are exact up to 2^53), bool and uint8 as Uint8Array, the rest as
   * Int32Array.
   */
  readonly data: NumberArray;
}

/** Weights by name. */
export type WeightMap = Readonly<Record<string, WeightArray>>;
