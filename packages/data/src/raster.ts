import * as tf from '@tensorflow/tfjs-core';

/** Pixels in rows from the top, channels together, on a scale of 0 to 255. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `height * width * channels` numbers; floats hold what 8 bits cannot. */
  readonly data: Uint8Array | Uint8ClampedArray | Float32Array;
}

const range = Float32Array.from({ length: 256 }, (_, value) => value / 127.5 - 1);

function writeRow(raster: Raster, row: number, target: Float32Array, mirrored: boolean): void {
  const { width, channels, data } = raster;
  const exact = data instanceof Float32Array;
  const first = row * width * channels;
  for (let x = 0; x < width; x++) {
    const from = first + (mirrored ? width - 1 - x : x) * channels;
    for (let c = 0; c < channels; c++) {
      const value = data[from + c]!;
      target[x * channels + c] = exact ? value / 127.5 - 1 : range[value]!;
    }
  }
}

/** The values of a raster in [-1, 1], mirrored left to right if asked. */
export function rasterValues(raster: Raster, mirrored = false): Float32Array {
  const { width, height, channels } = raster;
  const values = new Float32Array(width * height * channels);
  const length = width * channels;
  for (let row = 0; row < height; row++)
    writeRow(raster, row, values.subarray(row * length, (row + 1) * length), mirrored);
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
