import { choosePart, type WeightFile } from '@ikat/weights';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  type ImportedModel,
  type ImportPyTorchOptions,
  importWeights,
  type LoadPyTorchOptions,
} from '../import-weights.js';
import { loadWeights } from '../load-weights.js';
import { named } from '../named.js';
import { readWeightFile } from './read-weight-file.js';

/**
 * Reads all dictionaries of tensors in a PyTorch checkpoint (`.pth`, `.pt`) or a safetensors file.
 *
 * Nothing in the file is executed: see `readPyTorch` of `@ikat/weights`, which reads bytes.
 *
 * @throws Error that names the file when it is missing, larger than 2 GB, damaged or of another kind
 *
 * @example
 * ```ts
 * import { pixelDiscriminator } from '@ikat/models';
 * import { readPyTorch, saveSafetensors } from '@ikat/models/node';
 *
 * await saveSafetensors(pixelDiscriminator({ filters: 2, seed: 1 }), 'judge.safetensors');
 * const { parts } = await readPyTorch('judge.safetensors');
 * console.log(parts['']?.['net.0.weight']?.shape.join()); // 2,3,1,1
 * ```
 */
export async function readPyTorch(file: string): Promise<WeightFile> {
  return readWeightFile(file);
}

/**
 * Gives a model the weights of a PyTorch checkpoint or a safetensors file of the same network.
 *
 * @throws Error that names the file, and lists what is missing, unexpected or of another shape; the
 *   model is then unchanged
 *
 * @example
 * ```ts
 * import { patchDiscriminator } from '@ikat/models';
 * import { loadPyTorch, saveSafetensors } from '@ikat/models/node';
 *
 * const trained = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
 * await saveSafetensors(trained, 'trained.safetensors', { keys: 'ikat' });
 * const fresh = patchDiscriminator({ layers: 1, filters: 2, seed: 2 });
 * await loadPyTorch(fresh, 'trained.safetensors'); // or 'latest_net_D.pth'
 * ```
 */
export async function loadPyTorch(
  model: LayersModel,
  file: string,
  { part }: LoadPyTorchOptions = {},
): Promise<void> {
  const { parts } = await readWeightFile(file);
  named(file, () => loadWeights(model, choosePart(parts, part)));
}

/**
 * Makes a model of a PyTorch checkpoint or a safetensors file: the generators and discriminators of
 * CycleGAN, pix2pix and CUT, told by the names and shapes of their weights.
 *
 * @returns the model and what is known for its card
 * @throws Error that names the file when it cannot be read or is not of such a network
 *
 * @example
 * ```ts
 * import { resnetGenerator, stylize } from '@ikat/models';
 * import { importPyTorch, saveModel, saveSafetensors } from '@ikat/models/node';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const trained = resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed', seed: 1 });
 * await saveSafetensors(trained, 'latest_net_G.safetensors');
 * const { model, facts } = await importPyTorch('latest_net_G.safetensors'); // or '….pth'
 * await saveModel(model, 'horse2zebra', facts);
 * console.log(stylize(model, tf.zeros([1, 18, 12, 3])).shape.join()); // 1,18,12,3
 * ```
 */
export async function importPyTorch(
  file: string,
  options: ImportPyTorchOptions = {},
): Promise<ImportedModel> {
  return importWeights(file, await readWeightFile(file), options);
}
