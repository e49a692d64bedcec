import { numberToHalf } from './half.js';
import type { NumberArray, WeightMap } from './weight-array.js';

/** Float weights to be written. */
export type FloatWeights = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: NumberArray }>
>;

/** Options of {@link writeSafetensors}. */
export interface WriteSafetensorsOptions {
  /** Half precision takes half the bytes and keeps three to four digits. */
  precision?: 'float32' | 'float16' | undefined;
  /** Notes in the file's header. */
  metadata?: Readonly<Record<string, string>> | undefined;
}

const kinds = {
  float32: {
    name: 'F32',
    bytes: 4,
    write: (view: DataView, at: number, value: number) => view.setFloat32(at, value, true),
    largest: 3.4028235677973366e38,
  },
  float16: {
    name: 'F16',
    bytes: 2,
    write: (view: DataView, at: number, value: number) =>
      view.setUint16(at, numberToHalf(value), true),
    largest: 65520,
  },
} as const;

type Kind = (typeof kinds)[keyof typeof kinds];

/**
 * Writes weights as the bytes of a safetensors file, which PyTorch and many others read.
 *
 * @param weights values by name, in the order in which they are to be in the file
 * @returns the whole file
 * @throws RangeError when values do not fill their shape, or are too large for the precision
 * @see https://github.com/huggingface/safetensors
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from '@ikat/weights';
 *
 * const weights = { bias: { shape: [2], data: Float32Array.of(0.5, -1) } };
 * const bytes = writeSafetensors(weights, { precision: 'float16', metadata: { made: 'today' } });
 * console.log(readSafetensors(bytes).tensors.bias?.data.join()); // 0.5,-1
 * ```
 */
export function writeSafetensors(
  weights: FloatWeights | WeightMap,
  { precision = 'float32', metadata }: WriteSafetensorsOptions = {},
): Uint8Array {
  const kind = kinds[precision];
  if (!kind) {
    throw new RangeError(`writeSafetensors: expected float32 or float16, got ${precision}.`);
  }
  checkWeights(weights, precision);
  const header = headerBytes(weights, kind, metadata);
  const count = Object.values(weights).reduce((sum, { data }) => sum + data.length, 0);
  const file = new Uint8Array(8 + header.length + count * kind.bytes);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let at = 8 + header.length;
  for (const { data } of Object.values(weights)) {
    for (const value of data) {
      kind.write(view, at, value);
      at += kind.bytes;
    }
  }
  return file;
}

function checkWeights(weights: FloatWeights, precision: keyof typeof kinds): void {
  for (const [name, { shape, data }] of Object.entries(weights)) {
    const size = shape.reduce((product, length) => product * length, 1);
    if (size !== data.length) {
      throw new RangeError(
        `writeSafetensors: expected ${size} values for ${name} of shape [${shape}], got ${data.length}.`,
      );
    }
    const large = data.find((value) => Math.abs(value) >= kinds[precision].largest);
    if (large !== undefined && Number.isFinite(large)) {
      throw new RangeError(
        `writeSafetensors: expected ${name} to fit ${precision}, got ${large}. Write float32.`,
      );
    }
  }
}

function headerBytes(
  weights: FloatWeights,
  kind: Kind,
  metadata: WriteSafetensorsOptions['metadata'],
): Uint8Array {
  let end = 0;
  const entries = Object.entries(weights).map(([name, { shape, data }]) => {
    const begin = end;
    end += data.length * kind.bytes;
    return [name, { dtype: kind.name, shape, data_offsets: [begin, end] }];
  });
  const notes = metadata === undefined ? [] : [['__metadata__', metadata]];
  const json = JSON.stringify(Object.fromEntries([...notes, ...entries]));
  const bytes = new TextEncoder().encode(json);
  // Spaces bring the values to a multiple of 8, so that readers can map them.
  const padded = new Uint8Array(Math.ceil(bytes.length / 8) * 8).fill(0x20);
  padded.set(bytes);
  return padded;
}
