import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { openModelFolder, openPicture, paint } from './stylise-page.js';

const model = useScratchModel();
const studio = useStudio();

async function ready(): Promise<Page> {
  const page = await studio().open('stylise');
  await openPicture(page, await resized(512, 384));
  await openModelFolder(page, model());
  return page;
}

/** Expects the words about memory, and a worker that paints again once there is some. */
async function expectWayOn(page: Page): Promise<void> {
  const notice = page.getByRole('alert');
  await notice.waitFor();
  expect(await notice.getAttribute('data-kind')).toBe('out-of-memory');
  expect(await notice.textContent()).toContain('take a smaller picture');
  await notice.getByRole('button', { name: 'Start the computing part again' }).click();
  await paint(page);
  expect(studio().problems).toEqual([]);
  await page.context().close();
}

test('a heap of WebAssembly that cannot grow is told in words, and is no wrong painting', async () => {
  const page = await ready();
  await page.workers()[0]!.evaluate(() => {
    WebAssembly.Memory.prototype.grow = () => {
      throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
    };
  });
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expectWayOn(page);
});

test('pixels that do not fit into memory are told in words', async () => {
  const page = await ready();
  await page.workers()[0]!.evaluate(() => {
    globalThis.ImageData = class {
      constructor() {
        throw new RangeError('Array buffer allocation failed');
      }
    } as unknown as typeof ImageData;
  });
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await expectWayOn(page);
});
