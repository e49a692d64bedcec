import type { LayersModel } from '@tensorflow/tfjs-layers';
import {
  type ArtifactOptions,
  fromArtifacts,
  type LoadedModel,
  type ModelArtifacts,
  modelArtifacts,
} from '../artifacts.js';
import type { ModelCard } from '../model-card.js';
import { within } from '../named.js';
import { parseCard } from '../parse-card.js';
import { withDatabase } from './model-database.js';

/** A model that the browser keeps. */
export interface SavedModel {
  name: string;
  card: ModelCard;
  /** Bytes that its files take. */
  bytes: number;
  saved: Date;
}

/**
 * Saves a model in the browser (IndexedDB) under a name of your own: the files of a model folder.
 *
 * A model of that name is replaced in one transaction: there is always a whole one.
 *
 * @param options what the card tells beyond the architecture, and the precision
 * @throws Error with its cause when the browser does not store it
 *
 * @example
 * ```ts
 * import { resnetGenerator } from '@ikat/models';
 * import { listModels, loadModel, saveModel } from '@ikat/models/web';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
 * await saveModel(generator, 'mine', { description: 'A test', precision: 'float16' });
 * const { model } = await loadModel('mine');
 * console.log((await listModels())[0]?.card.description, model.name); // A test resnetGenerator
 * ```
 */
export async function saveModel(
  model: LayersModel,
  name: string,
  options: ArtifactOptions = {},
): Promise<void> {
  const files = await modelArtifacts(model, options);
  const bytes = Object.values(files).reduce((sum, file) => sum + file.length, 0);
  const card = new TextDecoder().decode(files['ikat.json']);
  await withDatabase('saveModel', async (database) => {
    const writing = database.transaction(['models', 'files'], 'readwrite', {
      durability: 'strict',
    });
    await Promise.all([
      writing.objectStore('models').put({ name, bytes, card, saved: Date.now() }),
      writing.objectStore('files').put(files, name),
      writing.done,
    ]);
  }).catch((cause: Error) => {
    if (cause.message.startsWith('saveModel')) throw cause;
    const full = cause.name === 'QuotaExceededError';
    const why = full ? `the browser's storage is full` : cause.message;
    throw new Error(
      `saveModel: could not keep ${name} of ${bytes} bytes: ${why}. ${full ? 'Delete other models, or download this one with packModel.' : 'Download it with packModel.'}`,
      { cause },
    );
  });
}

/**
 * Loads a model that {@link saveModel} keeps in the browser, and its card.
 *
 * @throws Error when there is none of that name, or its files are damaged
 *
 * @example
 * ```ts
 * import { patchDiscriminator } from '@ikat/models';
 * import { loadModel, saveModel } from '@ikat/models/web';
 *
 * await saveModel(patchDiscriminator({ layers: 1, filters: 2, seed: 1 }), 'judge');
 * console.log((await loadModel('judge')).card.architecture.options.filters); // 2
 * ```
 */
export async function loadModel(name: string): Promise<LoadedModel> {
  const files = await withDatabase('loadModel', (database) => database.get('files', name));
  if (!files) {
    throw new Error(
      `loadModel: expected a model that this browser keeps, got none of the name ${name}. See listModels for those that there are.`,
    );
  }
  return within(name, () => fromArtifacts(async (file) => fileOf(files, file)));
}

function fileOf(files: ModelArtifacts, name: string): Uint8Array {
  if (Object.hasOwn(files, name)) return files[name as keyof ModelArtifacts];
  throw new Error(`${name}: expected a file of a model folder, got none. Save the model again.`);
}

/**
 * Lists the models that the browser keeps, the newest first.
 *
 * @example
 * ```ts
 * import { mlpGenerator } from '@ikat/models';
 * import { listModels, saveModel } from '@ikat/models/web';
 *
 * await saveModel(mlpGenerator({ seed: 1 }), 'glyphs');
 * console.log((await listModels()).some(({ name }) => name === 'glyphs')); // true
 * ```
 */
export async function listModels(): Promise<SavedModel[]> {
  const records = await withDatabase('listModels', (database) => database.getAll('models'));
  return records
    .toSorted((a, b) => b.saved - a.saved)
    .map(({ card, saved, ...record }) => ({
      ...record,
      card: parseCard(card),
      saved: new Date(saved),
    }));
}

/**
 * Deletes a model that the browser keeps; one that is not there is no error.
 *
 * @example
 * ```ts
 * import { mlpGenerator } from '@ikat/models';
 * import { deleteModel, listModels, saveModel } from '@ikat/models/web';
 *
 * await saveModel(mlpGenerator({ seed: 1 }), 'old');
 * await deleteModel('old');
 * console.log((await listModels()).some(({ name }) => name === 'old')); // false
 * ```
 */
export async function deleteModel(name: string): Promise<void> {
  await withDatabase('deleteModel', async (database) => {
    const writing = database.transaction(['models', 'files'], 'readwrite');
    await Promise.all([
      writing.objectStore('models').delete(name),
      writing.objectStore('files').delete(name),
      writing.done,
    ]);
  });
}
