import type * as tf from '@tensorflow/tfjs-core';

const bytes: Record<string, number> = {
  float32: 4,
  int32: 4,
  bool: 1,
  uint8: 1,
  uint16: 2,
  float16: 2,
};

/** Bytes that weights of these specifications take in a file. */
export function weightBytes(specifications: tf.io.WeightsManifestEntry[]): number {
  return specifications.reduce((sum, { name, shape, dtype, quantization }) => {
    const type = quantization?.dtype ?? dtype;
    const each = bytes[type];
    if (each === undefined || !shape.every((size) => Number.isInteger(size) && size >= 0)) {
      throw new Error(
        `model.json: expected weights of numbers, got ${name} of ${type} [${shape}].`,
      );
    }
    return sum + each * shape.reduce((product, size) => product * size, 1);
  }, 0);
}
