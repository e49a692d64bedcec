import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';

/** A tensor in a golden file. */
export interface GoldenTensor {
  shape: number[];
  values: number[];
}

/** Reads a golden file by its URL: `readGolden(new URL('../golden/l1.json', import.meta.url))`. */
export function readGolden<T>(url: URL): T {
  return JSON.parse(readFileSync(fileURLToPath(url), 'utf8'));
}

/** Makes the tensor that a golden file describes. */
export function goldenTensor<R extends tf.Tensor = tf.Tensor>({ shape, values }: GoldenTensor): R {
  return tf.tensor(values, shape) as R;
}
