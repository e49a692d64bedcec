import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { beginToPaint, openModelFolder, openPicture, paint } from './stylise-page.js';

const model = useScratchModel();
const studio = useStudio();

/** Gives the room a picture and a model, ready to paint. */
async function ready(page: Page, width: number, height: number): Promise<void> {
  await openPicture(page, await resized(width, height));
  await openModelFolder(page, model());
}

const boxOf = async (part: Locator) => (await part.boundingBox())!;

/** Whether a part lies between what is fixed at the top of the window and at its bottom. */
async function isSeen(page: Page, part: Locator): Promise<boolean> {
  const [box, header, rooms] = await Promise.all([
    boxOf(part),
    boxOf(page.locator('header.top')),
    boxOf(page.locator('nav.rooms')),
  ]);
  return box.y >= header.y + header.height && box.y + box.height <= rooms.y;
}

describe.each(['reduce', 'no-preference'] as const)(
  'on a telephone, motion: %s',
  (reducedMotion) => {
    test('what is painted comes into view, and the focus stays', async () => {
      const viewport = { width: 390, height: 844 };
      const page = await studio().open('stylise', { viewport, reducedMotion });
      await ready(page, 1500, 1000);
      const stage = page.locator('.comparison');
      await page.getByText('Open a style picture').scrollIntoViewIfNeeded();
      expect(await isSeen(page, stage)).toBe(false);
      await beginToPaint(page);
      await page.locator('.working').waitFor();
      await expect.poll(() => isSeen(page, stage), { timeout: 10_000 }).toBe(true);
      expect(await isSeen(page, page.locator('.working'))).toBe(true);
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      expect(await focused()).toBe('Paint');
      await page.getByRole('button', { name: 'Download PNG' }).waitFor();
      expect(await isSeen(page, stage)).toBe(true);
      expect(await focused()).toBe('Paint again');
      await page.context().close();
    });
  },
);

describe('the comparison', () => {
  test('keeps its handle in the picture at both ends', async () => {
    const page = await studio().open('stylise');
    await ready(page, 300, 200);
    await paint(page);
    for (const share of ['0', '100']) {
      await page.getByRole('slider', { name: 'How much of the original is seen' }).fill(share);
      const [knob, figure] = [
        await boxOf(page.locator('.knob')),
        await boxOf(page.locator('.comparison')),
      ];
      expect(knob.x).toBeGreaterThanOrEqual(figure.x);
      expect(knob.x + knob.width).toBeLessThanOrEqual(figure.x + figure.width);
    }
    await page.getByText('Original', { exact: true }).waitFor();
    await page.context().close();
  });

  test('lays no words over a small picture', async () => {
    const page = await studio().open('stylise');
    await ready(page, 90, 60);
    await paint(page);
    const { width, height } = await boxOf(page.locator('.comparison'));
    expect([width, height]).toEqual([90, 60]);
    expect(await page.locator('.side').isVisible()).toBe(false);
    expect(await page.locator('.knob').isVisible()).toBe(false);
    await page.context().close();
  });

  test('shows a high picture whole, in its shape', async () => {
    const page = await studio().open('stylise', { viewport: { width: 1280, height: 800 } });
    await openPicture(page, await resized(500, 1500));
    const { width, height } = await boxOf(page.locator('.comparison img'));
    expect(height).toBeCloseTo(0.72 * 800, 0);
    expect(width / height).toBeCloseTo(1 / 3, 2);
    await page.context().close();
  });
});

test('nothing lies half under the bar with the button that paints', async () => {
  const page = await studio().open('stylise', { viewport: { width: 1280, height: 800 } });
  await page.getByRole('button', { name: /Entrance hall/i }).focus();
  const [thumb, bar] = [
    await boxOf(page.getByRole('button', { name: /Entrance hall/i })),
    await boxOf(page.locator('.paint')),
  ];
  expect(thumb.y + thumb.height).toBeLessThanOrEqual(bar.y);
  await page.context().close();
});
