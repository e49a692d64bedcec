import { join } from 'node:path';
import { useWasm } from '@ikat/backend-wasm';
import { resnetGenerator } from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll } from 'vitest';
import { useScratchFolder } from './scratch-folder.js';

/** The folder of a small generator for the tests of one file; WebAssembly computes in Node then. */
export function useScratchModel(): () => string {
  const parent = useScratchFolder();
  const folder = () => join(parent(), 'vivid');
  beforeAll(async () => {
    await useWasm();
    await saveVivid(folder());
  });
  return folder;
}

/** Saves a generator that makes pictures full of contrast. */
async function saveVivid(folder: string): Promise<void> {
  const generator = resnetGenerator({ filters: 4, blocks: 1, seed: 7 });
  // Fresh networks paint in grey.
  const weights = generator.getWeights();
  const stronger = weights.map((weight, index) =>
    index === weights.length - 2 ? tf.mul(weight, 12) : weight,
  );
  generator.setWeights(stronger);
  await saveModel(generator, folder, { description: 'A vivid model' });
  generator.dispose();
}
