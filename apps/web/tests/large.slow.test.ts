import { expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { pixelsOf, resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { downloaded, openModelFolder, openPicture, paint } from './stylise-page.js';

const model = useScratchModel();
const studio = useStudio();

test('a photograph of 4000 x 3000 is painted in memory that has bounds', async () => {
  const page = await studio().open('stylise');
  page.setDefaultTimeout(1_500_000);
  await openPicture(page, await resized(4000, 3000));
  await openModelFolder(page, model());
  const painting = paint(page);
  // It tells how far it is: some share between the first tile and the last.
  await page.getByText(/Painting: [1-9]\d? %/).waitFor();
  await painting;
  const facts = (await page.locator('.facts').textContent()) ?? '';
  const megabytes = Number(/(\d+) MB/.exec(facts)?.[1]);
  // The picture alone takes 144 MB as numbers, a layer of 16 channels 768 MB.
  expect(megabytes).toBeGreaterThan(10);
  expect(megabytes).toBeLessThan(700);
  const { width, height } = await pixelsOf((await downloaded(page)).bytes);
  expect([width, height]).toEqual([4000, 3000]);
  expect(studio().problems).toEqual([]);
});
