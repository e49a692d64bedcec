import type * as tf from '@tensorflow/tfjs-core';
import { levels, sizeOfOne } from '../one-image.js';

/**
 * Downloads an image as pixels that canvases take, and that a worker can post.
 *
 * @param image `[1, height, width, channels]` or `[height, width, channels]` in [-1, 1], with 1
 *   channel (grey), 3 (colour) or 4 (colour and alpha); what is outside is clipped
 * @throws RangeError for another shape
 *
 * @example
 * ```ts
 * import { imageData } from '@ikat/data/web';
 * import type * as tf from '@tensorflow/tfjs-core';
 *
 * async function post(painting: tf.Tensor4D) {
 *   const pixels = await imageData(painting);
 *   postMessage(pixels, { transfer: [pixels.data.buffer] });
 * }
 * ```
 */
export async function imageData(image: tf.Tensor3D | tf.Tensor4D): Promise<ImageData> {
  return pixelsFor('imageData', image);
}

/** {@link imageData} under the name of what the user called. */
export async function pixelsFor(
  name: string,
  image: tf.Tensor3D | tf.Tensor4D,
): Promise<ImageData> {
  const { width, height, channels } = sizeOfOne(name, image);
  const values = levels(await image.data(), 8);
  const pixels = new ImageData(width, height);
  const { data } = pixels;
  for (let from = 0, to = 0; from < values.length; from += channels, to += 4) {
    data[to] = values[from]!;
    data[to + 1] = values[channels === 1 ? from : from + 1]!;
    data[to + 2] = values[channels === 1 ? from : from + 2]!;
    data[to + 3] = channels === 4 ? values[from + 3]! : 255;
  }
  return pixels;
}
