import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { useWasm } from '@ikat/backend-wasm';
import { patchDiscriminator, resnetGenerator } from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { photograph } from './pictures.js';
import { useScratchFolder } from './scratch-folder.js';
import { give } from './stylise-page.js';
import { begin, savedNetwork, setUpTwoGans, stop, untilStep } from './train-page.js';

const folder = useScratchFolder();
const studio = useStudio();
beforeAll(() => useWasm());

/** Gives the files of a model to the room. */
async function giveModel(page: Page, name: string, model: LayersModel): Promise<void> {
  const at = join(folder(), name);
  await saveModel(model, at);
  model.dispose();
  await page.getByText('A discriminator of your own').click();
  await give(
    page,
    'Choose files',
    readdirSync(at).map((file) => join(at, file)),
  );
}

const judge = (page: Page) => page.getByRole('button', { name: 'Judge', exact: true }).click();

describe('the Judge room', () => {
  test('lays the scores of a dropped discriminator over a picture', async () => {
    const page = await studio().open('judge');
    await giveModel(page, 'patches', patchDiscriminator({ filters: 4, layers: 2, seed: 3 }));
    await give(page, 'Choose pictures', [photograph()]);
    await judge(page);
    await page.getByText(/^\d+% like its style$/).waitFor();
    await page.getByRole('img', { name: /^Map of the scores over the picture/ }).waitFor();
    await page.getByText('about 34 x 34 pixels').waitFor();
    const slider = page.getByRole('slider', { name: 'Map over picture' });
    await slider.focus();
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toBe('0 %');
    await page.context().close();
  });

  test('measures what was kept and what was reached', async () => {
    const page = await studio().open('judge');
    await giveModel(page, 'measured', patchDiscriminator({ filters: 2, layers: 1, seed: 3 }));
    await give(page, 'Choose pictures', [photograph()]);
    await page.getByText('Compare with the original and the style').click();
    await page.getByLabel('Choose a picture').first().setInputFiles([photograph()]);
    await judge(page);
    // The picture is its own original.
    await page.getByText('Content: nearly all of it is kept (distance 0).').waitFor();
    await page.context().close();
  });

  test('refuses a generator in words', async () => {
    const page = await studio().open('judge');
    await giveModel(page, 'painter', resnetGenerator({ filters: 2, blocks: 1, seed: 3 }));
    await give(page, 'Choose pictures', [photograph()]);
    await judge(page);
    await page.getByText('This model makes pictures; it does not judge them.').waitFor();
    await page.context().close();
  });

  test('judges with what was just trained, and with the file that it was saved as', async () => {
    const page = await studio().open('train');
    await setUpTwoGans(page);
    await begin(page);
    await untilStep(page, 2);
    await stop(page);
    const { name, path } = await savedNetwork(page, 'targetDiscriminator');
    await page.getByRole('button', { name: 'Judge pictures with it' }).click();
    await page.getByText('trained on: 12 pictures').waitFor();
    await give(page, 'Choose pictures', [photograph()]);
    await judge(page);
    const said = page.getByText(/^Mean of sigmoid/);
    const kept = await said.textContent();
    await page.getByText('A discriminator of your own').click();
    await give(page, 'Choose files', [path]);
    await said.waitFor({ state: 'detached' });
    await judge(page);
    expect(await said.textContent()).toBe(kept);
    expect(name).toMatch(/\.zip$/);
    await page.context().close();
  }, 600_000);

  test('leads a visitor without a discriminator to two GANs that are set up', async () => {
    const page = await studio().open('judge');
    await page.getByRole('link', { name: 'Set up two GANs on the sample pictures' }).click();
    const algorithm = page.getByRole('radio', { name: /^Style transfer by two GANs/ });
    await algorithm.waitFor();
    expect(await algorithm.isChecked()).toBe(true);
    for (const set of ['Pictures to transfer', 'Pictures of the style']) {
      await page
        .getByRole('region', { name: set })
        .getByText(/^1[12] pictures/)
        .waitFor();
    }
    await begin(page);
    await untilStep(page, 1);
    await page.getByRole('link', { name: 'Judge', exact: true }).click();
    await page.getByRole('link', { name: 'Go to your training' }).click();
    await stop(page);
    await page.context().close();
  });

  test('speaks Chinese', async () => {
    const page = await studio().open('judge', { locale: 'zh-CN' });
    await page.getByRole('heading', { name: '评判', exact: true }).waitFor();
    await page.getByText('请先选择一个判别器和至少一张图片。').waitFor();
    await page.context().close();
  });

  test('asked nobody but its own server, and broke no rule of its policy', () => {
    expect(studio().problems).toEqual([]);
  });
});
