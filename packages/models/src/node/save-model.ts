import type { LayersModel } from '@tensorflow/tfjs-layers';
import { type ArtifactOptions, modelArtifacts } from '../artifacts.js';
import { replaceFolder } from './replace-folder.js';

/**
 * Saves a model as a folder: `model.json` and `weights.bin` in tfjs's layers format, and its card,
 * `ikat.json`.
 *
 * The folder is written beside, flushed and renamed, so that a model saved there before stays whole
 * until the new one is.
 *
 * @param options what the card tells beyond the architecture (a loaded model's card will do), and the
 *   precision
 * @throws Error with its cause when the folder holds other files or cannot be written
 *
 * @example
 * ```ts
 * import { resnetGenerator } from '@ikat/models';
 * import { loadModel, saveModel } from '@ikat/models/node';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * await saveModel(generator, 'my-model', { trainedOn: [{ name: 'our photos' }] });
 * const { model, card } = await loadModel('my-model');
 * console.log(card.trainedOn[0]?.name, model.countParams() === generator.countParams()); // our photos true
 * ```
 */
export async function saveModel(
  model: LayersModel,
  folder: string,
  options: ArtifactOptions = {},
): Promise<void> {
  await replaceFolder(folder, await modelArtifacts(model, options));
}
