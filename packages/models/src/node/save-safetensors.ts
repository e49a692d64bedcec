import { writeSafetensors } from '@ikat/weights';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { architectureOf } from '../architecture.js';
import { ourWeights, torchWeights } from '../torch-weights.js';
import { replaceFile } from './replace-file.js';

/** Options of {@link saveSafetensors}. */
export interface SaveSafetensorsOptions {
  /** Half precision takes half the bytes and keeps three to four digits. */
  precision?: 'float32' | 'float16' | undefined;
  /** PyTorch's names and layout, so that its `load_state_dict` takes them, or our own. */
  keys?: 'torch' | 'ikat' | undefined;
}

/**
 * Saves the weights of a model as a safetensors file, by default as PyTorch names them and lays them
 * out: there it is `net.load_state_dict(safetensors.torch.load_file(file))`.
 *
 * The architecture stands in the file's notes. The file is written beside, flushed and renamed.
 *
 * @throws RangeError for PyTorch's names of a model that our factories did not build, and for weights
 *   too large for float16; Error with its cause when the file cannot be written
 *
 * @example
 * ```ts
 * import { resnetGenerator } from '@ikat/models';
 * import { readPyTorch, saveSafetensors } from '@ikat/models/node';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed', seed: 1 });
 * await saveSafetensors(generator, 'generator.safetensors', { precision: 'float16' });
 * const { parts } = await readPyTorch('generator.safetensors');
 * console.log(parts['']?.['model.1.weight']?.dtype); // float16
 * ```
 */
export async function saveSafetensors(
  model: LayersModel,
  file: string,
  { precision = 'float32', keys = 'torch' }: SaveSafetensorsOptions = {},
): Promise<void> {
  if (!['torch', 'ikat'].includes(keys)) {
    throw new RangeError(`saveSafetensors: expected keys torch or ikat, got ${keys}.`);
  }
  const weights = keys === 'torch' ? await torchWeights(model) : await ourWeights(model);
  const { name, options } = architectureOf(model);
  const notes = {
    format: keys === 'torch' ? 'pt' : 'ikat',
    ikat: JSON.stringify({ name, options }),
  };
  await replaceFile(file, writeSafetensors(weights, { precision, metadata: notes }));
}
