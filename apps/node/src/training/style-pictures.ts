import { type ImageStream, imageStream } from '@ikat/data';
import { listImages, readImage } from '@ikat/data/node';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { isFolder } from '../picture-files.js';
import type { StyleSettings } from './settings.js';

/** The pictures of a style: whole for the statistics, and crops for a discriminator. */
export interface StylePictures {
  /** Each `[1, h, w, 3]`, the caller's. */
  pictures: tf.Tensor4D[];
  files: string[];
  crops: ImageStream<tf.Tensor4D>;
}

interface Plain {
  values: Float32Array;
  height: number;
  width: number;
}

/** Reads a picture, or the pictures of a folder, at the size that the style is measured at. */
export async function openStyle(settings: StyleSettings): Promise<StylePictures> {
  const { style, styleSize } = settings;
  const files = isFolder(style) ? listImages(style) : [style];
  if (files.length === 0) {
    throw new Error(`train: expected pictures in ${style}, got none. Name another --style.`);
  }
  const pictures: tf.Tensor4D[] = [];
  try {
    for (const file of files) {
      pictures.push(await readImage(file, { size: styleSize, fit: 'inside' }));
    }
  } catch (error) {
    tf.dispose(pictures);
    throw error;
  }
  return { pictures, files, crops: cropsOf(pictures.map(plain), settings) };
}

const plain = (picture: tf.Tensor4D): Plain => {
  const [, height, width] = picture.shape;
  return { values: picture.dataSync<'float32'>().slice(), height, width };
};

/** Crops at random places; of a picture that is smaller than a crop, the border is mirrored. */
function cropsOf(
  pictures: readonly Plain[],
  { size, batch, seed }: StyleSettings,
): ImageStream<tf.Tensor4D> {
  return imageStream({
    length: pictures.length,
    fetch: async (number) => {
      const draw = randomSource(childSeed(seed, `style crop ${number}`));
      const crops = Array.from({ length: batch }, () =>
        crop(pictures[draw.integer(pictures.length)]!, size, draw),
      );
      return () => tf.concat(crops.map((values) => tf.tensor4d(values, [1, size, size, 3])));
    },
  });
}

function crop(
  { values, height, width }: Plain,
  size: number,
  draw: { integer(n: number): number },
) {
  const [top, left] = [height, width].map((side) => draw.integer(Math.max(1, side - size + 1)));
  const cut = new Float32Array(size * size * 3);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = (mirrored(top! + row, height) * width + mirrored(left! + column, width)) * 3;
      cut.set(values.subarray(from, from + 3), (row * size + column) * 3);
    }
  }
  return cut;
}

/** Folds a place beyond the border back: 0, 1, 2, 3, 2, 1, 0, 1, … of four. */
function mirrored(place: number, size: number): number {
  if (size === 1) return 0;
  const within = place % (2 * size - 2);
  return within < size ? within : 2 * size - 2 - within;
}
