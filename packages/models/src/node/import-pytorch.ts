import { basename } from 'node:path';
import { choosePart, type WeightFile } from '@ikat/weights';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type InferredArchitecture, inferArchitecture } from '../infer-architecture.js';
import { loadWeights } from '../load-weights.js';
import type { CardFacts } from '../model-card.js';
import { type ArchitectureChoice, modelFromWeights } from '../model-from-weights.js';
import { parseJson } from '../parse-card.js';
import { named, readWeightFile } from './read-weight-file.js';

/** Options of {@link loadPyTorch}. */
export interface LoadPyTorchOptions {
  /** The dictionary within the file, for example `netG`; needed where it holds several networks. */
  part?: string | undefined;
}

/** Options of {@link importPyTorch}. */
export interface ImportPyTorchOptions extends LoadPyTorchOptions {
  /** Which network it is; `inferArchitecture` tells by default. */
  architecture?: ArchitectureChoice | undefined;
}

/** A network from a file, and what its card can tell. */
export interface ImportedModel {
  /** Yours to dispose. */
  model: LayersModel;
  /** For `saveModel`. */
  facts: CardFacts;
}

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
  { part, architecture }: ImportPyTorchOptions = {},
): Promise<ImportedModel> {
  const { parts, notes } = await readWeightFile(file);
  const model = named(file, () => {
    const weights = choosePart(parts, part);
    return modelFromWeights(weights, architecture ?? withNotes(inferArchitecture(weights), notes));
  });
  const epoch = notes.epoch === undefined ? '' : `, epoch ${notes.epoch}`;
  const where = part ? `${basename(file)}, ${part}` : basename(file);
  return { model, facts: { description: `Imported from ${where}${epoch}` } };
}

/** What names and shapes do not show stands in the notes of {@link saveSafetensors}. */
function withNotes(inferred: InferredArchitecture, notes: WeightFile['notes']): ArchitectureChoice {
  const noted = typeof notes.ikat === 'string' ? parseJson('notes', notes.ikat) : undefined;
  const { name, options } = (noted ?? {}) as Partial<ArchitectureChoice>;
  if (name !== inferred.name || inferred.options.normalisation !== 'instance') return inferred;
  const isBare = options?.normalisation === 'none';
  return isBare ? { name, options: { ...inferred.options, normalisation: 'none' } } : inferred;
}
