import { readFileSync } from 'node:fs';
import { useWasm } from '@ikat/backend-wasm';
import { openModel } from '@ikat/models/web';
import { beforeAll, describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { photograph } from './pictures.js';
import { give } from './stylise-page.js';
import {
  begin,
  lossRow,
  savedNetwork,
  setUp,
  setUpTwoGans,
  shownStep,
  stop,
  untilStep,
} from './train-page.js';

const studio = useStudio();
beforeAll(() => useWasm());

describe('the Train room', () => {
  test("trains the source's GAN: its discriminator learns within 200 steps", async () => {
    const page = await studio().open('train');
    await setUp(page, { 'Pictures a step': '8' });
    await begin(page);
    await untilStep(page, 200);
    await stop(page);
    await page.getByText('The same as a table').click();
    const { now } = await lossRow(page, 'discriminator');
    // It starts at 2 log 2, that of a discriminator that knows nothing.
    expect(now).toBeLessThan(2 * Math.log(2) - 0.05);
    expect(now).toBeGreaterThan(0);
    await page.getByRole('img', { name: /^Characters that the generator makes/ }).waitFor();
    const health = page.getByRole('region', { name: 'Health' });
    await health.getByText('Too early to tell: step').waitFor();
    await health.getByText('The made pictures look alike: their diversity is').waitFor();
    expect(await health.textContent()).not.toContain('Good.');
    await page.context().close();
  }, 900_000);

  test('goes on after a reload from the step where two GANs were paused', async () => {
    const page = await studio().open('train');
    await setUpTwoGans(page);
    await begin(page);
    await untilStep(page, 5);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('At rest', { exact: true }).waitFor();
    const step = await shownStep(page);
    await page.reload();
    await page.getByText(`step ${step}: go on or discard?`).waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await untilStep(page, step);
    expect(await shownStep(page)).toBeLessThan(step + 5);
    await untilStep(page, Math.max(step, 10) + 2);
    await page.getByText('The transfer is on').waitFor();
    await stop(page);
    const { name, path } = await savedNetwork(page, 'sourceGenerator');
    expect(name).toMatch(/^dual-sourceGenerator-\d+\.zip$/);
    const { model, card } = await openModel(new Blob([readFileSync(path)]));
    expect(card.architecture).toMatchObject({ name: 'resnetGenerator', options: { filters: 4 } });
    expect(card.trainedOn[0]?.name).toContain('12 pictures');
    model.dispose();
    await page.context().close();
  }, 900_000);

  test('leaves out what is no picture, and says that there are too few', async () => {
    const page = await studio().open('train');
    await page.getByText('CycleGAN', { exact: true }).click();
    const words = { name: 'words.txt', mimeType: 'text/plain', buffer: Buffer.from('words') };
    const source = page.getByRole('region', { name: 'Pictures to transfer' });
    await source.getByLabel('Choose pictures').setInputFiles([photograph(), words]);
    await source.getByText('1 file was left out:').waitFor();
    await source.getByText('words.txt').waitFor();
    await source.getByText('At least 4 are needed.').waitFor();
    await page.getByText('Add at least 4 pictures of each kind first.').waitFor();
    await page.context().close();
  });

  test('refuses a file that holds no images of 28 x 28, in words', async () => {
    const page = await studio().open('train');
    await page.getByText('An IDX file of your own').click();
    const file = { name: 'digits.gz', mimeType: 'application/gzip', buffer: Buffer.from('no') };
    await give(page, 'Choose an IDX file', [file]);
    await begin(page);
    await page.getByText('This is not a set of images that the studio can read.').waitFor();
    await page.context().close();
  });

  test('discards a training when asked twice', async () => {
    const page = await studio().open('train');
    await setUpTwoGans(page);
    await begin(page);
    await untilStep(page, 1);
    await stop(page);
    await page.getByRole('button', { name: 'Train something else' }).click();
    await page.getByRole('button', { name: 'Discard', exact: true }).click();
    await page.getByRole('button', { name: 'Discard for good' }).click();
    await page.getByText('Trainings that this browser keeps').waitFor({ state: 'detached' });
    await page.reload();
    await page.getByRole('heading', { name: 'What shall be trained?' }).waitFor();
    expect(await page.getByText('go on or discard?').count()).toBe(0);
    await page.context().close();
  });

  test('does not discard what another tab trains', async () => {
    const page = await studio().open('train');
    await begin(page);
    await untilStep(page, 1);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Discard', exact: true }).click();
    await other.getByRole('button', { name: 'Discard for good' }).click();
    await other.getByText('This training goes on in another tab or window.').waitFor();
    await stop(page);
    await page.reload();
    await page.getByRole('button', { name: 'Go on' }).click();
    await untilStep(page, 1);
    await page.context().close();
  });

  test('asked nobody but its own server, and broke no rule of its policy', () => {
    expect(studio().problems).toEqual([]);
  });
});
