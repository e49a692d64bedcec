import * as tf from '@tensorflow/tfjs-core';
import { extend } from '../extend.js';

/** A rectangle of a picture, in pixels. */
export interface Region {
  top: number;
  left: number;
  height: number;
  width: number;
}

/** A picture that need never be in memory as a whole. */
export interface TiledPicture {
  height: number;
  width: number;
  /** The pixels of a region: `[1, height, width, channels]` in [-1, 1]; they are disposed after use. */
  read(region: Region): tf.Tensor4D | Promise<tf.Tensor4D>;
}

/** The part of a tensor of a region that another region covers; both in pixels of the picture. */
export function crop(x: tf.Tensor4D, from: Region, to: Region): tf.Tensor4D {
  const scale = from.height / x.shape[1];
  const begin = [0, (to.top - from.top) / scale, (to.left - from.left) / scale, 0] as const;
  const size = [x.shape[0], to.height / scale, to.width / scale, x.shape[3]] as const;
  return tf.slice(x, [...begin], [...size]);
}

/** Mirrors a picture at the bottom and the right up to a size that a network takes. */
export function fitPicture(picture: TiledPicture, multiple: number, least: number): TiledPicture {
  const fitted = (size: number) => Math.ceil(Math.max(size, least) / multiple) * multiple;
  const [height, width] = [fitted(picture.height), fitted(picture.width)];
  const read = async (region: Region): Promise<tf.Tensor4D> => {
    const rows = within(region.top, region.height, { has: picture.height, wants: height });
    const columns = within(region.left, region.width, { has: picture.width, wants: width });
    const there = { top: rows.from, left: columns.from, height: rows.size, width: columns.size };
    const x = await picture.read(there);
    try {
      return tf.tidy(() => {
        const [bottom, right] = [region.top + region.height, region.left + region.width];
        const mirrored = { ...there, height: bottom - rows.from, width: right - columns.from };
        return crop(extend(x, mirrored.height, mirrored.width), mirrored, region);
      });
    } finally {
      x.dispose();
    }
  };
  return { height, width, read };
}

/** The stretch of a side that is to be read so that what lies beyond its end can be mirrored. */
function within(from: number, size: number, { has, wants }: { has: number; wants: number }) {
  if (from + size <= has) return { from, size };
  const begin = Math.max(0, Math.min(from, has - 1 - (wants - has)));
  return { from: begin, size: has - begin };
}
