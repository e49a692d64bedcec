import * as tf from '@tensorflow/tfjs-core';
import type { Region } from './tiled-picture.js';

/** What a layer made of the whole picture, kept in plain memory. */
export interface FeatureMap {
  write(region: Region, part: tf.Tensor4D): Promise<void>;
  /** `[1, height / scale, width / scale, channels]`, the caller's. */
  read(region: Region): tf.Tensor4D;
}

interface MapSize {
  width: number;
  height: number;
  scale: number;
  channels: number;
}

/** An empty map; regions are in pixels of the picture. */
export function featureMap({ height, width, scale, channels }: MapSize): FeatureMap {
  const row = (width / scale) * channels;
  const values = new Float32Array((height / scale) * row);
  const rowsOf = (region: Region) => {
    const length = (region.width / scale) * channels;
    return Array.from({ length: region.height / scale }, (_, y) => ({
      at: (region.top / scale + y) * row + (region.left / scale) * channels,
      from: y * length,
      length,
    }));
  };
  return {
    async write(region, part) {
      const data = await part.data();
      for (const { at, from, length } of rowsOf(region)) {
        values.set(data.subarray(from, from + length) as Float32Array, at);
      }
    },
    read(region) {
      const shape = [1, region.height / scale, region.width / scale, channels] as const;
      const data = new Float32Array(shape[1] * shape[2] * channels);
      for (const { at, from, length } of rowsOf(region)) {
        data.set(values.subarray(at, at + length), from);
      }
      return tf.tensor4d(data, [...shape]);
    },
  };
}
