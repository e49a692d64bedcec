import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zooFolder } from '@ikat/zoo';
import type { ZooEntry } from '../src/shipped/zoo.js';
import type { ShippedFile } from './shipped-files.js';

// Model folders: those of the zoo; or a folder of one's own, to try the studio with other models.
const folder = process.env.IKAT_STUDIO_MODELS ?? zooFolder;

/** Every model folder of the zoo, and an index with the cards. */
export function zooFiles(): ShippedFile[] {
  const names = existsSync(folder) ? readdirSync(folder).sort().filter(isModel) : [];
  const listed = listOf(join(folder, 'index.json'));
  const index = names.map((name): ZooEntry => ({ ...entryOf(name), ...listed.get(name) }));
  return [
    ['zoo/index.json', { text: JSON.stringify(index) }],
    ...names.flatMap((name) =>
      readdirSync(join(folder, name)).map(
        (file): ShippedFile => [`zoo/${name}/${file}`, { file: join(folder, name, file) }],
      ),
    ),
  ];
}

type Listed = Pick<ZooEntry, 'title' | 'translations'>;

/** What the list of the zoo says of each model, where there is one. */
function listOf(file: string): ReadonlyMap<string, Listed> {
  if (!existsSync(file)) return new Map();
  const { models } = JSON.parse(readFileSync(file, 'utf8')) as {
    models: ({ name: string } & Listed)[];
  };
  return new Map(models.map(({ name, title, translations }) => [name, { title, translations }]));
}

const isModel = (name: string) => existsSync(join(folder, name, 'ikat.json'));

function entryOf(name: string): ZooEntry {
  const files = readdirSync(join(folder, name));
  const card = JSON.parse(readFileSync(join(folder, name, 'ikat.json'), 'utf8'));
  const picture = files.find((file) => /\.(jpe?g|png|webp)$/.test(file));
  return { name, folder: `zoo/${name}/`, card, picture: picture && `zoo/${name}/${picture}` };
}
