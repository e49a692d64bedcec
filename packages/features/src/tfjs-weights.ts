import { halfToNumber } from '@ikat/weights';
import type { WeightArray, WeightMap } from './weight-map.js';

/** How a tfjs weight is stored in fewer bits: float16, or `value * scale + min`. */
export interface TfjsQuantization {
  readonly dtype: string;
  readonly scale?: number | undefined;
  readonly min?: number | undefined;
}

/** One weight in the manifest. */
export interface TfjsWeight {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly quantization?: TfjsQuantization | undefined;
}

/** One group of the `weightsManifest` in a tfjs `model.json`. */
export interface TfjsWeightGroup {
  /** The files that hold the group's bytes, one after the other. */
  readonly paths: readonly string[];
  /** The weights in those bytes, in order. */
  readonly weights: readonly TfjsWeight[];
}

/** A tfjs `model.json`, or its weights manifest alone. */
export type TfjsManifest =
  | { readonly weightsManifest: readonly TfjsWeightGroup[] }
  | readonly TfjsWeightGroup[];

type Reader = (view: DataView, offset: number) => number;

const readers: Readonly<Record<string, readonly [size: number, read: Reader]>> = {
  float32: [4, (view, offset) => view.getFloat32(offset, true)],
  float16: [2, (view, offset) => halfToNumber(view.getUint16(offset, true))],
  uint16: [2, (view, offset) => view.getUint16(offset, true)],
  uint8: [1, (view, offset) => view.getUint8(offset)],
};

/**
 * Reads the float weights of a tfjs model (as `tensorflowjs_converter` writes it) without the model.
 *
 * Quantised weights become `value * scale + min` (uint8, uint16) or are widened (float16).
 *
 * @param manifest the parsed `model.json`, or its `weightsManifest`
 * @param shards the bytes of the weight files, in the order of the manifest's paths
 * @returns the weights by name
 * @throws RangeError when shards are missing, too short or too long, or a weight is not float32
 * @see https://github.com/tensorflow/tfjs/tree/master/tfjs-converter
 * @example
 * ```ts
 * import { readTfjsWeights } from '@ikat/features';
 *
 * const weight = { name: 'a', shape: [2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.5, min: -1 } };
 * const weights = readTfjsWeights([{ paths: ['shard1'], weights: [weight] }], [Uint8Array.of(0, 4)]);
 * console.log(weights.a?.data.join()); // -1,1
 * ```
 */
export function readTfjsWeights(manifest: TfjsManifest, shards: readonly Uint8Array[]): WeightMap {
  const groups = 'weightsManifest' in manifest ? manifest.weightsManifest : manifest;
  const paths = groups.flatMap((group) => group.paths);
  if (shards.length !== paths.length) {
    throw new RangeError(
      `readTfjsWeights: expected ${paths.length} shards (${paths.join(', ')}), got ${shards.length}.`,
    );
  }
  let used = 0;
  const weights = groups.flatMap((group) => {
    const bytes = joined(shards.slice(used, used + group.paths.length));
    used += group.paths.length;
    return readGroup(group, bytes);
  });
  return Object.fromEntries(weights);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

function readGroup(group: TfjsWeightGroup, bytes: Uint8Array): [string, WeightArray][] {
  const view = new DataView(bytes.buffer);
  let end = 0;
  const weights = group.weights.map((weight): [string, WeightArray] => {
    const [size, read] = readerOf(weight);
    const data = new Float32Array(lengthOf(weight, bytes.length));
    const start = end;
    end += data.length * size;
    if (end > bytes.length) refuseLength(group, `${end} bytes or more`, bytes.length);
    const { scale = 1, min = 0 } = weight.quantization ?? {};
    for (let at = 0; at < data.length; at++) data[at] = read(view, start + at * size) * scale + min;
    return [weight.name, { shape: weight.shape, data }];
  });
  if (end !== bytes.length) refuseLength(group, `${end} bytes`, bytes.length);
  return weights;
}

function readerOf({ name, dtype, quantization }: TfjsWeight): readonly [number, Reader] {
  const stored = quantization?.dtype ?? dtype;
  if (dtype === 'float32' && Object.hasOwn(readers, stored)) return readers[stored]!;
  throw new RangeError(
    `readTfjsWeights: expected ${name} to be float32, or quantised to float16, uint16 or uint8, got ${stored} for ${dtype}.`,
  );
}

function lengthOf({ name, shape }: TfjsWeight, most: number): number {
  const length = shape.reduce((product, axis) => product * axis, 1);
  const isShape = shape.every((axis) => Number.isSafeInteger(axis) && axis >= 0);
  if (isShape && length <= most) return length;
  throw new RangeError(
    `readTfjsWeights: expected ${name} to have a shape of at most ${most} values, got [${shape}]. Give the shards in the manifest's order.`,
  );
}

function refuseLength({ paths }: TfjsWeightGroup, expected: string, got: number): never {
  throw new RangeError(
    `readTfjsWeights: expected ${expected} in ${paths.join(', ')}, got ${got}. Give the shards in the manifest's order.`,
  );
}
