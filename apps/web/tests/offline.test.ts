import { expect, test } from 'vitest';
import { everythingKept } from './kept-files.js';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { openModelFolder, openPicture, paint } from './stylise-page.js';

const model = useScratchModel();
const studio = useStudio();

test('paints without a network after the first visit, also what was never used before', async () => {
  const page = await studio().open('about');
  await everythingKept(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByRole('link', { name: 'Stylise' }).click();
  await openPicture(page, await resized(48, 32));
  await openModelFolder(page, model());
  await paint(page);
  await page.context().close();
  expect(studio().problems).toEqual([]);
});
