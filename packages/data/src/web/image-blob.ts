import type * as tf from '@tensorflow/tfjs-core';
import { type AnyCanvas, contextOf, makeCanvas } from './canvas.js';
import { pixelsFor } from './image-data.js';

/** What {@link imageBlob} takes. */
export interface ImageBlobOptions {
  /** @default 'image/png' */
  type?: 'image/png' | 'image/jpeg' | 'image/webp' | undefined;
  /** 1 to 100, for JPEG and WebP. @default 90 */
  quality?: number | undefined;
}

/**
 * Encodes an image as a file for downloading.
 *
 * @param image `[1, height, width, channels]` or `[height, width, channels]` in [-1, 1], with 1
 *   channel (grey), 3 (colour) or 4 (colour and alpha); what is outside is clipped
 * @throws RangeError for another shape or quality; Error if the browser cannot write the type
 *
 * @example
 * ```ts
 * import { imageBlob } from '@ikat/data/web';
 * import type * as tf from '@tensorflow/tfjs-core';
 *
 * const link = async (painting: tf.Tensor4D) => URL.createObjectURL(await imageBlob(painting));
 * ```
 */
export async function imageBlob(
  image: tf.Tensor3D | tf.Tensor4D,
  { type = 'image/png', quality = 90 }: ImageBlobOptions = {},
): Promise<Blob> {
  if (!(quality >= 1 && quality <= 100))
    throw new RangeError(`imageBlob: expected a quality of 1 to 100, got ${quality}.`);
  const pixels = await pixelsFor('imageBlob', image);
  const canvas = makeCanvas(pixels.width, pixels.height);
  contextOf('imageBlob', canvas).putImageData(pixels, 0, 0);
  const blob = await encode(canvas, type, quality / 100);
  // A browser that does not know the type writes PNG without a word.
  if (blob?.type === type) return blob;
  throw new Error(
    `imageBlob: expected a browser that writes ${type}, got ${blob?.type ?? 'nothing'}. Take image/png, or a smaller image.`,
  );
}

function encode(canvas: AnyCanvas, type: string, quality: number): Promise<Blob | null> {
  if ('convertToBlob' in canvas) return canvas.convertToBlob({ type, quality });
  return new Promise((resolve) => canvas.toBlob(resolve, type, quality));
}
