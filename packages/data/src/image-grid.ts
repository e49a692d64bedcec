import * as tf from '@tensorflow/tfjs-core';
import { checkImages, checkWhole } from './check.js';

/** What {@link imageGrid} takes. */
export interface ImageGridOptions {
  /** Images a row. @default the square root of their number, rounded up */
  columns?: number | undefined;
  /** Pixels between images. @default 2 */
  gap?: number | undefined;
  /** Value of the gaps and of empty places. @default 1, white */
  fill?: number | undefined;
}

/**
 * Lays images out in one, row by row.
 *
 * @param images `[n, height, width, channels]`
 * @returns `[1, rows * (height + gap) - gap, columns * (width + gap) - gap, channels]`
 * @throws RangeError if `images` is no such tensor, or an option is not a whole number
 *
 * @example
 * ```ts
 * import { imageGrid } from '@ikat/data';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const grid = imageGrid(tf.zeros([6, 8, 8, 3]), { columns: 3 });
 * console.log(grid.shape.join(' ')); // 1 18 28 3
 * ```
 */
export function imageGrid(images: tf.Tensor4D, options: ImageGridOptions = {}): tf.Tensor4D {
  checkImages('imageGrid', images);
  const [count, height, width, channels] = images.shape;
  const { columns = Math.ceil(Math.sqrt(count)), gap = 2, fill = 1 } = options;
  checkWhole('imageGrid', 'columns', columns, 1);
  checkWhole('imageGrid', 'a gap', gap, 0);
  const rows = Math.ceil(count / columns);
  const [tall, wide] = [height + gap, width + gap];
  return tf.tidy(() => {
    const spaced = tf.pad(
      images,
      [
        [0, 0],
        [0, gap],
        [0, gap],
        [0, 0],
      ],
      fill,
    );
    const full = tf.pad(
      spaced,
      [
        [0, rows * columns - count],
        [0, 0],
        [0, 0],
        [0, 0],
      ],
      fill,
    );
    const placed = tf.reshape(full, [rows, columns, tall, wide * channels]);
    const laid: tf.Tensor4D = tf.reshape(tf.transpose(placed, [0, 2, 1, 3]), [
      1,
      rows * tall,
      columns * wide,
      channels,
    ]);
    return tf.slice(laid, [0, 0, 0, 0], [1, rows * tall - gap, columns * wide - gap, channels]);
  });
}
