import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { useOnnx } from '@ikat/backend-onnx';
import { readImage, writeImage } from '@ikat/data/node';
import { stylize } from '@ikat/models';
import { loadModel, saveModel } from '@ikat/models/node';
import { samplePaths } from '@ikat/samples';
import * as tf from '@tensorflow/tfjs-core';
import { measure } from './measure.mjs';

const models = fileURLToPath(new URL('../models', import.meta.url));
const PREVIEW_SIDE = 320;

/** Writes the trained model in half precision with its card, and a painted photograph beside it. */
export async function publish(name, recipe, { run, data, prepared, seconds }) {
  await useOnnx({ threads: 1 });
  const { model: trained, card } = await loadModel(join(run, 'run', 'models', 'generator'));
  const folder = join(run, 'published'); // whole before it takes the old one's place
  rmSync(folder, { recursive: true, force: true });
  await saveModel(trained, folder, { ...card, precision: 'float16' });
  trained.dispose();
  const { model } = await loadModel(folder); // measured as it is shipped, in half precision
  const metrics = await measure(model, {
    photos: pathsIn(join(data, 'held-back')),
    styles: pathsIn(join(data, 'style')),
    styleSize: recipe.styleSize,
  });
  await saveModel(model, folder, {
    ...factsOf(recipe, { card, prepared, seconds }),
    metrics,
    precision: 'float16',
  });
  await preview(model, folder);
  model.dispose();
  rmSync(join(models, name), { recursive: true, force: true });
  cpSync(folder, join(models, name), { recursive: true });
  console.log(name, JSON.stringify(metrics));
}

const pathsIn = (folder) => readdirSync(folder).map((file) => join(folder, file));

function factsOf({ title, steps, from, ...recipe }, { card, prepared, seconds }) {
  const works = prepared.styles.map((work) => `${work.creator ?? 'unknown'}, ${work.title}`);
  const begun = from ? `, from the weights of ${from}` : '';
  const settings = Object.entries(recipe).filter(([key]) => key !== 'style');
  return {
    description: `${title}. After ${works.join('; ')}.`,
    preprocessing:
      `RGB in [-1, 1]; ikat train style, ${steps} steps${begun}, ${Math.round(seconds / 60)} minutes on one ` +
      `thread: ${settings.map(([key, value]) => `${key} ${value}`).join(', ')}. ` +
      `Metrics on ${prepared.heldBack.length} photographs that it has not seen, 256 pixels a side.`,
    trainedOn: card.trainedOn.map((data) =>
      data.name === 'style' ? { ...data, name: `style: ${works.join('; ')}` } : data,
    ),
    versions: { ...card.versions, node: process.versions.node },
  };
}

/** The photograph that @ikat/samples recommends (CC0), painted. */
async function preview(model, folder) {
  const photo = await readImage(samplePaths.photo, { size: PREVIEW_SIDE, fit: 'inside' });
  const painted = tf.tidy(() => stylize(model, photo));
  await writeImage(painted, join(folder, 'preview.jpg'), { quality: 80 });
  tf.dispose([photo, painted]);
}
