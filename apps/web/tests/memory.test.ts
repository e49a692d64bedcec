import { expect, test } from 'vitest';
import { measurer } from './heap.js';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import { openModelFolder, openPicture, paint } from './stylise-page.js';

// Until then the heaps grow by compiled code.
const WARM_UP = 20;
const PAINTINGS = 50;

const model = useScratchModel();
const studio = useStudio();

test(`holds nothing more after ${PAINTINGS} paintings than after ${WARM_UP}`, async () => {
  const page = await studio().open('stylise');
  await openPicture(page, await resized(48, 32));
  await openModelFolder(page, model());
  const measure = await measurer(page);
  for (let count = 0; count < WARM_UP; count++) await paint(page);
  const before = await measure();
  for (let count = 0; count < PAINTINGS; count++) await paint(page);
  const after = await measure();
  expect(before.tensors.numTensors).toBeGreaterThan(0);
  expect(after.tensors).toEqual(before.tensors);
  expect(after.page / before.page).toBeLessThan(1.1);
  expect(after.worker / before.worker).toBeLessThan(1.1);
});
