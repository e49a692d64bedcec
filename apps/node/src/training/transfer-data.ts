import { unpaired } from '@ikat/data';
import { imageFolder } from '@ikat/data/node';
import { childSeed } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { TransferSettings } from './settings.js';
import { trainingData } from './training-data.js';

/** How many source pictures are shown while a transfer is trained: the first ones. */
export const FIXED_PICTURES = 4;

/** Two folders as unpaired batches, and a few fixed source pictures to look at. */
export async function transferData(settings: TransferSettings) {
  const { source, target, size, batch, seed } = settings;
  const open = (folder: string, name: string) =>
    imageFolder(folder, { size, batchSize: batch, seed: childSeed(seed, name) });
  const [a, b] = [open(source, 'source'), open(target, 'target')];
  const joined = unpaired(a, b, { seed: childSeed(seed, 'pairs') });
  return {
    batches: {
      ...joined,
      get skipped() {
        return [...a.skipped, ...b.skipped];
      },
    },
    fixed: await fixedImages(source, size),
    trainedOn: [trainingData(source, a.files), trainingData(target, b.files)],
  };
}

/** The first pictures of a folder, cut in the middle: [n, size, size, 3]. */
export async function fixedImages(folder: string, size: number): Promise<tf.Tensor4D> {
  const images = imageFolder(folder, { size, shuffle: false, randomCrop: false, flip: false });
  const kept: tf.Tensor4D[] = [];
  for await (const image of images) {
    kept.push(image);
    if (kept.length === FIXED_PICTURES) break;
  }
  try {
    return tf.concat(kept);
  } finally {
    tf.dispose(kept);
  }
}
