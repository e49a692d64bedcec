import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

/** Waits until the service worker keeps all files that its list names. */
async function everythingKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const missing = () =>
    page.evaluate(async () => {
      const list = await (await fetch('service-worker.js')).text();
      const named = list.match(/\["[^"]+","[0-9a-f]{12}"\]/g) ?? [];
      const kept = await (await caches.open('ikat-studio')).keys();
      return named.length === 0 ? 'no list' : named.length - kept.length;
    });
  await expect.poll(missing, { timeout: 120_000 }).toBe(0);
}

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
