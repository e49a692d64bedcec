import { imageGrid } from '@ikat/data';
import * as tf from '@tensorflow/tfjs-core';

/** Pictures in one, as a canvas takes them. */
export interface SamplePixels {
  width: number;
  height: number;
  /** Red, green, blue and alpha, 0 to 255. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

/** Lays pictures [n, h, w, 1 or 3] in [-1, 1] out in rows. The pictures stay the caller's. */
export async function samplePixels(images: tf.Tensor4D, columns: number): Promise<SamplePixels> {
  const grid = tf.tidy(() => imageGrid(images, { columns, gap: 2 }));
  try {
    const [, height, width, channels] = grid.shape;
    return { width, height, data: rgba(await grid.data(), channels) };
  } finally {
    grid.dispose();
  }
}

/** Values in [-1, 1] of 1 or 3 channels as opaque pixels. */
export function rgba(values: ArrayLike<number>, channels: number) {
  const pixels = new Uint8ClampedArray((values.length / channels) * 4);
  const green = channels === 1 ? 0 : 1;
  for (let from = 0, to = 0; to < pixels.length; from += channels, to += 4) {
    pixels[to] = (values[from]! + 1) * 127.5;
    pixels[to + 1] = (values[from + green]! + 1) * 127.5;
    pixels[to + 2] = (values[from + 2 * green]! + 1) * 127.5;
    pixels[to + 3] = 255;
  }
  return pixels;
}
