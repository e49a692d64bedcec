import { numberToHalf } from '@ikat/weights';
import type * as tf from '@tensorflow/tfjs-core';

/** Writes float32 weights in half precision, as tfjs's layers format has it. */
export function halfWeights(
  specifications: tf.io.WeightsManifestEntry[],
  full: Uint8Array<ArrayBuffer>,
): [specifications: tf.io.WeightsManifestEntry[], bytes: Uint8Array<ArrayBuffer>] {
  const from = new DataView(full.buffer);
  const bytes = new Uint8Array(full.length / 2);
  const to = new DataView(bytes.buffer);
  for (let at = 0; at < bytes.length; at += 2) {
    const value = from.getFloat32(2 * at, true);
    const half = numberToHalf(value);
    if ((half & 0x7fff) === 0x7c00 && Number.isFinite(value)) {
      throw new RangeError(
        `modelArtifacts: expected weights that fit float16, got ${value}. Write float32.`,
      );
    }
    to.setUint16(at, half, true);
  }
  const quantization = { dtype: 'float16' } as const;
  return [specifications.map((specification) => ({ ...specification, quantization })), bytes];
}
