/**
 * What each term of the two-GAN transfer does: photographs to Japanese prints, trained again with
 * terms left out. Prints a table and writes a picture.
 *
 *     node ablation/two-gans.mjs [steps] [picture.png] [only this variant]
 */
import { useWasm } from '@ikat/backend-wasm';
import { diffAugment, imageGrid, scaleShortSide, unpaired } from '@ikat/data';
import { imageFolder, writeImage } from '@ikat/data/node';
import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { samplePaths } from '@ikat/samples';
import { dualGanStep, train } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';

const STEPS = Number(process.argv[2] ?? 600);
const ONLY = process.argv[4];
const PICTURE = process.argv[3] ?? 'two-gans.png';
const [SIZE, BATCH, SHOWN, LEARNING, LAST] = [32, 4, 6, Math.round(STEPS / 3), 50];

const VARIANTS = {
  'all terms': {},
  'style weight 0': { styleWeight: 0 },
  'style weight 1': { styleWeight: 1 },
  'content weights 0': { contentWeight: 0, targetContentWeight: 0 },
  'G_target not held': { targetContentWeight: 0 },
  'no learning phase': { learningSteps: 0 },
};

const generator = (seed) => resnetGenerator({ filters: 12, blocks: 2, seed });
// Without instance norm, which would hide colours from it
const discriminator = (seed) =>
  patchDiscriminator({ filters: 16, layers: 2, normalisation: 'none', spectral: true, seed });

const networks = () => ({
  sourceGenerator: generator(1),
  sourceDiscriminator: discriminator(2),
  targetGenerator: generator(3),
  targetDiscriminator: discriminator(4),
});

const pictures = (folder, batchSize, options = {}) =>
  imageFolder(folder, {
    framing: scaleShortSide(40, { crop: SIZE }),
    ...{ batchSize, seed: 5 },
    ...options,
  });

async function shown() {
  const photos = pictures(samplePaths.photos, SHOWN, {
    shuffle: false,
    randomCrop: false,
    flip: false,
  });
  for await (const batch of photos) return batch;
}

async function run(name, options, photos) {
  const batches = unpaired(
    pictures(samplePaths.photos, BATCH),
    pictures(samplePaths.ukiyoe, BATCH),
  );
  const made = networks();
  const step = dualGanStep(made, {
    ...{ learningSteps: LEARNING, learningRate: 4e-4, emaDecay: 0.99, seed: 6 },
    augment: (images, seed) => diffAugment(images, { seed }),
    ...options,
  });
  const sums = {};
  let time = 0;
  for await (const { step: number, losses, seconds } of train(step, batches, { steps: STEPS })) {
    time = seconds;
    if (number % 100 === 0) console.error(name, number, JSON.stringify(await losses()), seconds);
    if (number <= STEPS - LAST) continue;
    for (const [key, value] of Object.entries(await losses())) {
      sums[key] = (sums[key] ?? 0) + value / LAST;
    }
  }
  console.error(`${name}: ${Math.round(time)} s`);
  const row = step.average.during(() => made.sourceGenerator.predict(photos));
  step.dispose();
  return { sums, rows: [row, made.targetGenerator.predict(photos)] };
}

await useWasm();
const photos = await shown();
const rows = [photos];
const table = {};
for (const [name, options] of Object.entries(VARIANTS).filter(([it]) => (ONLY ?? it) === it)) {
  const { sums, rows: made } = await run(name, options, photos);
  table[name] = sums;
  rows.push(made[0]);
  if (name === 'all terms') rows.push(made[1]);
}

const names = Object.keys(Object.values(table)[0]).sort();
console.log(`| | ${names.join(' | ')} |\n| --- |${' ---: |'.repeat(names.length)}`);
for (const [variant, sums] of Object.entries(table)) {
  console.log(`| ${variant} | ${names.map((name) => sums[name].toFixed(3)).join(' | ')} |`);
}

const grid = imageGrid(tf.concat(rows), { columns: SHOWN });
const [, height, width] = grid.shape;
await writeImage(tf.image.resizeNearestNeighbor(grid, [2 * height, 2 * width]), PICTURE);
