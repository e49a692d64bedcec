import type * as tf from '@tensorflow/tfjs-core';
import { type AnyCanvas, contextOf } from './canvas.js';
import { pixelsFor } from './image-data.js';

/**
 * Draws an image on a canvas, which takes its size.
 *
 * @param image `[1, height, width, channels]` or `[height, width, channels]` in [-1, 1], with 1
 *   channel (grey), 3 (colour) or 4 (colour and alpha); what is outside is clipped
 * @throws RangeError for another shape; Error for a canvas that cannot be drawn on
 *
 * @example
 * ```ts
 * import { drawImage } from '@ikat/data/web';
 * import type * as tf from '@tensorflow/tfjs-core';
 *
 * const show = (painting: tf.Tensor4D) =>
 *   drawImage(painting, document.querySelector<HTMLCanvasElement>('#painting')!);
 * ```
 */
export async function drawImage(
  image: tf.Tensor3D | tf.Tensor4D,
  canvas: AnyCanvas,
): Promise<void> {
  const pixels = await pixelsFor('drawImage', image);
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  contextOf('drawImage', canvas).putImageData(pixels, 0, 0);
}
