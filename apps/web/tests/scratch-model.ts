import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useWasm } from '@ikat/backend-wasm';
import { resnetGenerator } from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import * as tf from '@tensorflow/tfjs-core';

/** A model folder in a folder of its own. */
export interface ScratchModel {
  folder: string;
  remove: () => void;
}

/** Saves a small generator that makes pictures full of contrast. */
export async function scratchModel(): Promise<ScratchModel> {
  await useWasm();
  const parent = mkdtempSync(join(tmpdir(), 'ikat-studio-'));
  const folder = join(parent, 'vivid');
  const generator = resnetGenerator({ filters: 4, blocks: 1, seed: 7 });
  // Fresh networks paint in grey.
  const weights = generator.getWeights();
  const stronger = weights.map((weight, index) =>
    index === weights.length - 2 ? tf.mul(weight, 12) : weight,
  );
  generator.setWeights(stronger);
  await saveModel(generator, folder, { description: 'A vivid model' });
  generator.dispose();
  return { folder, remove: () => rmSync(parent, { recursive: true }) };
}
