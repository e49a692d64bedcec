import * as tf from '@tensorflow/tfjs-core';
import { resize, resizeWeights } from './optimise-image-resize.js';

// Adam's step is the same for every variable; these scale it for the pixels and the levels.
const PIXEL_SCALE = 0.35;
const LEVEL_SCALE = 0.6;
const LEVELS = 4;

/** An image written as `content + 0.35 q0 + 0.6 sum_k upsample(q_k)`, every q starting at zero. */
export interface ImagePyramid {
  /** q0 at full size and q1 to q4, each half the size of the one before. */
  variables: Record<string, tf.Variable>;
  /** The image that the variables stand for, [1, h, w, 3], not limited to [-1, 1]. */
  image(): tf.Tensor4D;
  dispose(): void;
}

/** Starts the pyramid of an image [1, h, w, 3]; keeps a copy of it. */
export function imagePyramid(content: tf.Tensor4D): ImagePyramid {
  const [, height, width, channels] = content.shape;
  const base = tf.clone(content);
  const zeros = (h: number, w: number) =>
    tf.tidy(() => tf.variable(tf.zeros<tf.Rank.R4>([1, h, w, channels])));
  const pixels = zeros(height, width);
  const coarse = Array.from({ length: LEVELS }, (_, k) => {
    const half = (size: number) => Math.ceil(size / 2 ** (k + 1));
    const [h, w] = [half(height), half(width)];
    return { level: zeros(h, w), rows: resizeWeights(height, h), columns: resizeWeights(width, w) };
  });
  const levels = Object.fromEntries(coarse.map(({ level }, k) => [`q${k + 1}`, level]));
  return {
    variables: { q0: pixels, ...levels },
    image: () =>
      tf.tidy(() => {
        const smooth = coarse.map(({ level, rows, columns }) => resize(level, rows, columns));
        const change = tf.add(
          tf.mul(pixels, PIXEL_SCALE),
          tf.mul(tf.addN<tf.Tensor4D>(smooth), LEVEL_SCALE),
        );
        return tf.add(base, change) as tf.Tensor4D;
      }),
    dispose: () => {
      tf.dispose([base, pixels]);
      for (const { level, rows, columns } of coarse) tf.dispose([level, rows, columns]);
    },
  };
}
