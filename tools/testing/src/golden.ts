import * as tf from '@tensorflow/tfjs-core';

/** A tensor in a golden file. */
export interface GoldenTensor {
  shape: number[];
  values: number[];
}

/** Makes the tensor that a golden file describes. */
export function goldenTensor<R extends tf.Tensor = tf.Tensor>({ shape, values }: GoldenTensor): R {
  return tf.tensor(values, shape) as R;
}

/** Reads a golden file by its URL: `readGolden(new URL('../golden/l1.json', import.meta.url))`. */
export const goldenReader =
  (readFile: (url: URL) => Uint8Array) =>
  <T>(url: URL): T =>
    JSON.parse(new TextDecoder().decode(readFile(url)));
