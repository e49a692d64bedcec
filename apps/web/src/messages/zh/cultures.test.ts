import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesManifest } from '@ikat/samples';
import { zooModels } from '@ikat/zoo';
import { expect, test } from 'vitest';
import { cultures } from './cultures.js';

interface Labelled {
  culture: string[] | null;
}

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

/** Every label of the samples and of the cards of the zoo, once. */
function labels(): string[] {
  const ofSamples = (read(samplesManifest).images as Labelled[]).flatMap(
    ({ culture }) => culture ?? [],
  );
  const ofZoo = Object.values(zooModels).flatMap((folder) =>
    (read(join(folder, 'ikat.json')).trainedOn as { cultures?: { label: string }[] }[]).flatMap(
      (data) => (data.cultures ?? []).map(({ label }) => label),
    ),
  );
  return [...new Set([...ofSamples, ...ofZoo])].sort();
}

test('names every culture that the studio can show, and no other', () => {
  expect(Object.keys(cultures).sort()).toEqual(labels());
});
