import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fromArtifacts, type LoadedModel } from '../artifacts.js';
import type { ModelCard } from '../model-card.js';
import { within } from '../named.js';
import { parseCard } from '../parse-card.js';
import { putBack } from './replace-folder.js';

/**
 * Loads a model folder: the model, ready for use, and its card. It needs the folder and no flags.
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
  await putBack(resolve(folder));
  return within(folder, () => fromArtifacts((name) => readBytes(folder, name)));
}

/**
 * Reads the card of a model folder alone, without its weights.
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
  await putBack(resolve(folder));
  return within(folder, async () => {
    const bytes = await readBytes(folder, 'ikat.json');
    return parseCard(new TextDecoder().decode(bytes));
  });
}

async function readBytes(folder: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(join(folder, name));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const got = code === 'ENOENT' ? 'none' : code;
    throw new Error(
      `${name}: expected a file of a model folder, got ${got}. Name the folder that saveModel wrote.`,
      { cause },
    );
  }
}
