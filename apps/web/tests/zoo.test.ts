import { join } from 'node:path';
import { useWasm } from '@ikat/backend-wasm';
import { beforeAll, expect, test } from 'vitest';
import type { ZooEntry } from '../src/shipped/zoo.js';
import { useStudio } from './open-studio.js';
import { paintInNode } from './paint-in-node.js';
import { meanDifference, pixelsOf, resized } from './pictures.js';
import { dist } from './serve-studio.js';
import { downloaded, openPicture, paint } from './stylise-page.js';

const studio = useStudio();
beforeAll(() => useWasm());

test('every model of the zoo paints what it paints in Node, under the culture of its style', async () => {
  const page = await studio().open('stylise');
  const photo = await resized(160, 120);
  await openPicture(page, photo);
  const answer = await page.request.get(`${studio().address}zoo/index.json`);
  const entries = (await answer.json()) as ZooEntry[];
  const thumbs = page.locator('.style-panel .thumbs').first().locator('.thumb');
  expect(await thumbs.count()).toBe(entries.length);
  expect(entries.length).toBeGreaterThan(0);
  for (const [index, { name, card }] of entries.entries()) {
    await thumbs.nth(index).click();
    await paint(page);
    const { data } = await pixelsOf((await downloaded(page)).bytes);
    const inNode = await paintInNode(photo.buffer, join(dist, 'zoo', name));
    expect(meanDifference(data, inNode), name).toBeLessThanOrEqual(2);
    const { cultures = [] } = card.trainedOn.find((part) => part.name.startsWith('style: '))!;
    const credit = await page.locator('[data-part=credit]').textContent();
    for (const { label } of cultures) expect(credit).toContain(label);
    expect(credit).not.toContain('place of the motif');
  }
  expect(studio().problems).toEqual([]);
});
