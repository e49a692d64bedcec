// Writes models/index.json, the list of the models for browsers, from their cards and recipes.
//
//   node packages/zoo/scripts/index-file.mjs
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { samplesFolder } from '@ikat/samples';
import { recipes, translations } from './recipes.mjs';

const models = fileURLToPath(new URL('../models', import.meta.url));
const names = Object.keys(recipes).filter((name) => existsSync(join(models, name)));
const list = { models: names.map(entry) };
writeFileSync(join(models, 'index.json'), `${JSON.stringify(list, null, 1)}\n`);
console.log(`${names.length} models`);

function entry(name) {
  const { description, trainedOn } = JSON.parse(
    readFileSync(join(models, name, 'ikat.json'), 'utf8'),
  );
  const style = trainedOn.find((data) => data.name.startsWith('style: '));
  const picture = `images/${recipes[name].style[0]}`;
  return {
    ...{ name, title: recipes[name].title, description },
    translations: Object.fromEntries(
      Object.entries(translations).map(([language, words]) => [language, words[name]]),
    ),
    cultures: style?.cultures ?? [],
    licences: style?.licences ?? [],
    sample: existsSync(join(samplesFolder, picture)) ? picture : null,
    bytes: statSync(join(models, name, 'weights.bin')).size,
  };
}
