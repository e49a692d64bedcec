import { describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { paintInNode } from './paint-in-node.js';
import { meanDifference, photograph, pixelsOf, resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { downloaded, give, openModelFolder, openPicture, paint } from './stylise-page.js';

const model = useScratchModel();
const studio = useStudio();

describe('the Stylise room', () => {
  test('paints what Node paints', async () => {
    const page = await studio().open('stylise');
    const photo = photograph();
    await openPicture(page, photo);
    await openModelFolder(page, model());
    await paint(page);
    const { width, height, data } = await pixelsOf((await downloaded(page)).bytes);
    const original = await pixelsOf(photo.buffer);
    expect([width, height]).toEqual([original.width, original.height]);
    expect(meanDifference(data, original.data)).toBeGreaterThan(20);
    const inNode = await paintInNode(photo.buffer, model());
    expect(meanDifference(data, inNode)).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  test('paints a picture of several tiles as Node does in one, and keeps its odd size', async () => {
    const page = await studio().open('stylise');
    const photo = await resized(1013, 771);
    await openPicture(page, photo);
    await openModelFolder(page, model());
    await paint(page);
    const { width, height, data } = await pixelsOf((await downloaded(page)).bytes);
    expect([width, height]).toEqual([1013, 771]);
    const inNode = await paintInNode(photo.buffer, model());
    expect(meanDifference(data, inNode)).toBeLessThanOrEqual(2);
    await page.context().close();
  });

  test('mixes strength and colours into the file', async () => {
    const page = await studio().open('stylise');
    const photo = await resized(96, 64);
    await openPicture(page, photo);
    await openModelFolder(page, model());
    await paint(page);
    const whole = await pixelsOf((await downloaded(page)).bytes);
    await page.getByRole('slider', { name: 'Strength' }).fill('0');
    const none = await pixelsOf((await downloaded(page)).bytes);
    expect(meanDifference(none.data, (await pixelsOf(photo.buffer)).data)).toBeLessThan(1);
    await page.getByRole('slider', { name: 'Strength' }).fill('0.5');
    const half = await pixelsOf((await downloaded(page)).bytes);
    const between = whole.data.map((value, index) => (value + none.data[index]!) / 2);
    expect(meanDifference(half.data, between)).toBeLessThan(2);
    await page.context().close();
  });

  test('names the source of the style beside the painting and in the file', async () => {
    const page = await studio().open('stylise');
    await openPicture(page, await resized(64, 64));
    await openModelFolder(page, model());
    await page.getByLabel('Where the style comes from').fill('Weavers of Margilan');
    await paint(page);
    await page.getByText('Weavers of Margilan').first().waitFor();
    expect(await page.locator('[data-part=credit]').textContent()).toContain('Weavers of Margilan');
    expect((await downloaded(page)).name).toMatch(/^64.*\.png$/);
    await page.context().close();
  });

  test('stops when it is told to, and paints again', async () => {
    const page = await studio().open('stylise');
    await openPicture(page, await resized(1500, 1500));
    await openModelFolder(page, model());
    await page.getByRole('button', { name: 'Paint', exact: true }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('button', { name: 'Another picture' }).click();
    await give(page, 'Open a picture', await resized(64, 48));
    await page.getByText('64 × 48').waitFor();
    await paint(page);
    await page.context().close();
  });

  test('asked nobody but its own server, and broke no rule of its policy', () => {
    expect(studio().problems).toEqual([]);
  });
});
