import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds the model folders, and `index.json`, which lists them for browsers.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { zooFolder } from '@ikat/zoo';
 *
 * const { models } = JSON.parse(await readFile(`${zooFolder}/index.json`, 'utf8'));
 * console.log(models[0].name); // ukiyo-e
 * ```
 */
export const zooFolder: string = fileURLToPath(new URL('../models', import.meta.url));

/** The names of the models, each also the name of its folder. */
export const zooNames = [
  'ukiyo-e',
  'van-gogh',
  'impressionism',
  'maya-glyphs',
  'kandinsky',
  'chinese-ornament',
] as const;

/** A name of a model of the zoo. */
export type ZooName = (typeof zooNames)[number];

/**
 * The model folder of each generator: `model.json`, `weights.bin` in half precision, the card
 * `ikat.json` and a painted photograph, `preview.jpg`.
 *
 * @example
 * ```ts
 * import { loadModel } from '@ikat/models/node';
 * import { zooModels } from '@ikat/zoo';
 *
 * const { model, card } = await loadModel(zooModels['van-gogh']);
 * console.log(card.architecture.name); // resnetGenerator
 * model.dispose();
 * ```
 */
export const zooModels: Readonly<Record<ZooName, string>> = Object.fromEntries(
  zooNames.map((name) => [name, join(zooFolder, name)]),
) as Record<ZooName, string>;
