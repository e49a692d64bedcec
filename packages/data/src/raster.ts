import * as tf from '@tensorflow/tfjs-core';

/** Pixels in rows from the top, channels together, on a scale of 0 to 255. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `height * width * channels` numbers; floats hold what 8 bits cannot. */
  readonly data: Uint8Array | Uint8ClampedArray | Float32Array;
}

// For whole levels this rounds to the same float as value / 127.5.
const perLevel = 1 / 127.5;

function writeAll(raster: Raster, target: Float32Array): void {
  target.set(raster.data);
  for (let i = 0; i < target.length; i++) target[i] = target[i]! * perLevel - 1;
}

/** Swaps the columns of what was written. */
function mirror({ width, height, channels }: Raster, values: Float32Array): void {
  for (let row = 0; row < height; row++) {
    let left = row * width * channels;
    let right = left + (width - 1) * channels;
    for (; left < right; left += channels, right -= channels)
      for (let c = 0; c < channels; c++) {
        const value = values[left + c]!;
        values[left + c] = values[right + c]!;
        values[right + c] = value;
      }
  }
}

/** Writes the values of a raster in [-1, 1], mirrored left to right if asked. */
export function writeValues(raster: Raster, target: Float32Array, mirrored = false): void {
  writeAll(raster, target);
  if (mirrored) mirror(raster, target);
}

/** The values of a raster in [-1, 1], mirrored left to right if asked. */
export function rasterValues(raster: Raster, mirrored = false): Float32Array {
  const values = new Float32Array(raster.width * raster.height * raster.channels);
  writeValues(raster, values, mirrored);
  return values;
}

/**
 * Turns pixels into images, value / 127.5 - 1.
 *
 * @param raster pixels, 0 to 255
 * @returns images `[1, height, width, channels]` in [-1, 1]
 *
 * @example
 * ```ts
 * import { rasterToImages } from '@ikat/data';
 *
 * const data = Uint8Array.from([0, 255, 255]);
 * const image = rasterToImages({ width: 1, height: 1, channels: 3, data });
 * console.log(image.shape.join(' '), image.dataSync().join(' ')); // 1 1 1 3 -1 1 1
 * ```
 */
export function rasterToImages(raster: Raster): tf.Tensor4D {
  return tf.tensor4d(rasterValues(raster), [1, raster.height, raster.width, raster.channels]);
}
