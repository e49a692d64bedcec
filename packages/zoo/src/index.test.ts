import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fromArtifacts, stylize } from '@ikat/models';
import { useTestBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { zooFolder, zooModels, zooNames } from './index.js';

interface Card {
  description: string;
  trainedOn: { name: string; licences?: string[]; cultures?: { label: string; basis: string }[] }[];
  metrics: Record<string, { value: number; low: number; high: number }>;
}

const licences = readFileSync(new URL('../LICENSES.md', import.meta.url), 'utf8');
const cardOf = (name: keyof typeof zooModels): Card =>
  JSON.parse(readFileSync(join(zooModels[name], 'ikat.json'), 'utf8'));

test('the names are the folders, and index.json lists them', () => {
  const folders = readdirSync(zooFolder, { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual([...zooNames].sort());
  const { models } = JSON.parse(readFileSync(join(zooFolder, 'index.json'), 'utf8'));
  expect(models.map(({ name }: { name: string }) => name)).toEqual(zooNames);
  const chinese = expect.stringMatching(/\p{Script=Han}/u);
  const words = { name: chinese, title: chinese, after: chinese };
  for (const { translations } of models) expect(translations).toEqual({ zh: words });
});

describe.each(zooNames)('%s', (name) => {
  const card = cardOf(name);

  test('is small', () => {
    const files = ['ikat.json', 'model.json', 'preview.jpg', 'weights.bin'];
    expect(readdirSync(zooModels[name]).sort()).toEqual(files);
    const bytes = files.map((file) => statSync(join(zooModels[name], file)).size);
    expect(bytes.reduce((sum, size) => sum + size)).toBeLessThan(3e6);
  });

  test('has a card that names pictures, licences and what the culture labels rest on', () => {
    expect(card.description).toMatch(/After .+\.$/);
    expect(card.trainedOn.length).toBeGreaterThanOrEqual(2);
    for (const { licences: named } of card.trainedOn) expect(named?.length).toBeGreaterThan(0);
    const style = card.trainedOn.find((data) => data.name.startsWith('style: '))!;
    expect(style.cultures!.length).toBeGreaterThan(0);
    for (const { basis } of style.cultures!) expect(basis.length).toBeGreaterThan(3);
    for (const licence of style.licences!) {
      expect(licences).toMatch(new RegExp(`\\| ${name} +\\| ${licence} +\\|`));
    }
  });

  test('has come nearer to the style than photographs are', () => {
    const { contentDistance, styleDistance, styleDistanceOfPhotographs } = card.metrics;
    expect(styleDistance!.high).toBeLessThan(styleDistanceOfPhotographs!.low);
    expect(contentDistance!.value).toBeLessThan(0.6);
  });

  test('paints a picture of any size, in its range', async () => {
    await useTestBackend('wasm');
    const { model } = await fromArtifacts(async (file) =>
      readFileSync(join(zooModels[name], file)),
    );
    const photo = tf.randomUniform<tf.Rank.R4>([1, 45, 38, 3], -1, 1, 'float32', 1);
    const painted = stylize(model, photo);
    expect(painted.shape).toEqual([1, 45, 38, 3]);
    const [least, most] = [tf.min(painted), tf.max(painted)].map((x) => x.dataSync()[0]!);
    expect(least).toBeGreaterThanOrEqual(-1);
    expect(most).toBeLessThanOrEqual(1);
    expect(most! - least!).toBeGreaterThan(0.5);
    model.dispose();
  });
});
