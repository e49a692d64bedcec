import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';

/** A function through one kernel, with inputs that are clear of its kinks. */
export interface GradientCase {
  kernel: string;
  name: string;
  f: (...inputs: tf.Tensor[]) => tf.Tensor;
  /** Fresh float32 inputs. */
  inputs: () => tf.Tensor[];
  /** The backend whose kernel is wrong itself, so that nothing can be tested there. */
  except?: 'wasm';
}

/** Values in [-1.2, -0.3] and [0.3, 1.2]. */
export function values(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((all, n) => all * n, 1);
  const normals = randomSource(seed).normals(size);
  return tf.tensor(
    Array.from(normals, (v) => Math.sign(v) * (0.3 + 0.9 * Math.abs(Math.tanh(v)))),
    shape,
  );
}

/** Values in [0.8, 1.4]. */
export function positives(shape: number[], seed: number): tf.Tensor {
  return tf.tidy(() => tf.add(tf.mul(tf.sigmoid(values(shape, seed)), 1), 0.6));
}

/** Values no two of which are nearer than 0.1, in random order. */
export function distinct(shape: number[], seed: number): tf.Tensor {
  const size = shape.reduce((all, n) => all * n, 1);
  const keys = randomSource(seed).normals(size);
  const order = Array.from(keys, (_, i) => i).sort((a, b) => keys[a]! - keys[b]!);
  return tf.tensor(
    order.map((rank) => (rank - size / 2) * 0.1 + 0.05),
    shape,
  );
}

export type Inputs = () => tf.Tensor[];

/** One small tensor. */
export const one: Inputs = () => [values([2, 3, 5], 1)];

/** A function of one tensor. */
export function unary(kernel: string, f: (x: tf.Tensor) => tf.Tensor, inputs = one): GradientCase {
  return { kernel, name: 'elements', f: (x) => f(x!), inputs };
}
