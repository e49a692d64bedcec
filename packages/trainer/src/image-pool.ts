import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { expectBetween } from './check.js';
import type { Stateful } from './train-step.js';

export interface ImagePoolOptions {
  /** How many images it remembers; 0 gives every image back. @default 50 */
  size?: number | undefined;
  /** @default 0 */
  seed?: number | undefined;
}

/** Remembers generated images, so that a discriminator does not forget what it has seen through. */
export interface ImagePool extends Stateful {
  /** As many images as it is given, `[b, h, w, c]`: new ones, or remembered ones in their place. */
  query(images: tf.Tensor4D): tf.Tensor4D;
  /** How many images it holds now. */
  readonly count: number;
}

/**
 * CycleGAN's pool of generated images.
 *
 * While it fills, every image is remembered and given back. Then each new image is given back with
 * probability 1/2; else it takes the place of a remembered one, which is given instead.
 *
 * @see Shrivastava et al. 2017, section 2.3; Zhu et al. 2017, section 4
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import { imagePool } from '@ikat/trainer';
 *
 * const pool = imagePool({ size: 50, seed: 1 });
 * const judged = pool.query(tf.zeros([1, 8, 8, 3]));
 * console.log(judged.shape, pool.count); // [ 1, 8, 8, 3 ] 1
 * pool.dispose();
 * ```
 */
export function imagePool({ size = 50, seed = 0 }: ImagePoolOptions = {}): ImagePool {
  expectBetween('imagePool: size', size, [0, Number.MAX_SAFE_INTEGER]);
  // Variables, because these outlive the tidy of the step that stores them.
  const images: tf.Variable<tf.Rank.R4>[] = [];
  let [root, queries] = [seed, 0];
  const store = (image: tf.Tensor4D, place: number) => {
    images[place]?.dispose();
    images[place] = tf.variable(image, false);
  };
  const exchange = (image: tf.Tensor4D): tf.Tensor4D => {
    if (images.length < size) {
      store(image, images.length);
      return image;
    }
    const draw = randomSource(childSeed(root, `image ${queries}`));
    if (draw.uniform() <= 0.5) return image;
    const place = draw.integer(size);
    const remembered = tf.clone(images[place]!);
    store(image, place);
    return remembered;
  };
  return {
    get count() {
      return images.length;
    },
    query(batch) {
      if (size === 0) return tf.clone(batch);
      return tf.tidy(() => {
        const single = batch.shape[0] === 1;
        const given = (single ? [batch] : tf.split<tf.Tensor4D>(batch, batch.shape[0])).map(
          (image) => {
            const result = exchange(image);
            queries++;
            return result;
          },
        );
        return tf.concat(given);
      });
    },
    state: () => ({
      tensors: Object.fromEntries(images.map((image, place) => [place, tf.clone(image)])),
      values: { queries, seed: root },
    }),
    restore({ tensors, values }) {
      tf.dispose(images.splice(0));
      const saved = Object.entries(tensors).sort(([a], [b]) => Number(a) - Number(b));
      for (const [, image] of saved) store(image as tf.Tensor4D, images.length);
      queries = values.queries as number;
      root = values.seed as number;
    },
    dispose: () => tf.dispose(images.splice(0)),
  };
}
