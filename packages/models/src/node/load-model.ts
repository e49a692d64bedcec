import { fromArtifacts, type LoadedModel } from '../artifacts.js';
import type { ModelCard } from '../model-card.js';
import { within } from '../named.js';
import { parseCard } from '../parse-card.js';
import { folderFiles } from './folder-files.js';

/**
 * Loads a model folder, or one that `packModel` of `@ikat/models/web` made a .zip of: the model, ready
 * for use, and its card. It needs the folder and no flags.
 *
 * @throws Error that names the file when one is missing, damaged, cut off or of an unknown kind
 *
 * @example
 * ```ts
 * import { patchDiscriminator } from '@ikat/models';
 * import { loadModel, saveModel } from '@ikat/models/node';
 *
 * await saveModel(patchDiscriminator({ layers: 1, filters: 2, seed: 1 }), 'judge');
 * const { card } = await loadModel('judge');
 * console.log(card.architecture.options.filters); // 2
 * ```
 */
export async function loadModel(folder: string): Promise<LoadedModel> {
  return within(folder, async () => fromArtifacts(await folderFiles(folder)));
}

/**
 * Reads the card of a model folder (or a .zip of one) alone, without its weights.
 *
 * @throws Error that names the file when it is missing or not a card
 *
 * @example
 * ```ts
 * import { mlpGenerator } from '@ikat/models';
 * import { readCard, saveModel } from '@ikat/models/node';
 *
 * await saveModel(mlpGenerator({ seed: 1 }), 'glyphs', { description: 'Draws glyphs' });
 * console.log((await readCard('glyphs')).description); // Draws glyphs
 * ```
 */
export async function readCard(folder: string): Promise<ModelCard> {
  return within(folder, async () => {
    const read = await folderFiles(folder);
    return parseCard(new TextDecoder().decode(await read('ikat.json')));
  });
}
