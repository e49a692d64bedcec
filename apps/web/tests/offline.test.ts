import { afterAll, beforeAll, expect, test } from 'vitest';
import { everythingKept } from './kept-files.js';
import { type OpenStudio, openStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { type ScratchModel, scratchModel } from './scratch-model.js';
import { openModelFolder, openPicture, paint } from './stylise-page.js';

let studio: OpenStudio;
let model: ScratchModel;
beforeAll(async () => {
  model = await scratchModel();
  studio = await openStudio();
});
afterAll(async () => {
  await studio?.close();
  model?.remove();
});

test('paints without a network after the first visit, also what was never used before', async () => {
  const page = await studio.open('about');
  await everythingKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Stylise' }).click();
  await openPicture(page, await resized(48, 32));
  await openModelFolder(page, model.folder);
  await paint(page);
  await page.context().close();
  expect(studio.problems).toEqual([]);
});
