// Writes contact-sheet.jpg: a row a model, its style picture (if @ikat/samples ships it) and
// held-back photographs painted by it; and the list of the models, models/index.json.
//
//   node packages/zoo/scripts/contact-sheet.mjs
import './index-file.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useOnnx } from '@ikat/backend-onnx';
import { readImage, writeGrid } from '@ikat/data/node';
import { stylize } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import { samplesFolder } from '@ikat/samples';
import * as tf from '@tensorflow/tfjs-core';
import { recipes } from './recipes.mjs';

const models = fileURLToPath(new URL('../models', import.meta.url));
const sheet = fileURLToPath(new URL('../contact-sheet.jpg', import.meta.url));
const photos = [
  'photo-france/photo/mont-saint-michel.jpg',
  'photo-asia-other/photo/nagoya-castle.jpg',
  'photo-nature/photo/red-panda.jpg',
];
const SIDE = 180;

const square = (path, size = SIDE) => readImage(path, { size });
const sample = (file) => join(samplesFolder, 'images', file);
const names = Object.keys(recipes).filter((name) => existsSync(join(models, name)));

await useOnnx({ threads: 1 });
const rows = [
  [tf.ones([1, SIDE, SIDE, 3]), ...(await Promise.all(photos.map((file) => square(sample(file)))))],
];
for (const name of names) rows.push(await row(name));
const grid = tf.concat(rows.flat());
await writeGrid(grid, sheet, { columns: photos.length + 1 });

async function row(name) {
  const { model } = await loadModel(join(models, name));
  const style = sample(recipes[name].style[0]);
  const first = existsSync(style) ? await square(style) : tf.ones([1, SIDE, SIDE, 3]);
  const painted = [];
  for (const file of photos) {
    // Painted at twice the size, as photographs are, then made small.
    const photo = await square(sample(file), 2 * SIDE);
    painted.push(tf.tidy(() => tf.avgPool(stylize(model, photo), 2, 2, 'valid')));
    photo.dispose();
  }
  model.dispose();
  return [first, ...painted];
}
