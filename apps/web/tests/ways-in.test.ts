import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { patchDiscriminator } from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { drop } from './drop.js';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { useScratchFolder } from './scratch-folder.js';
import { useScratchModel } from './scratch-model.js';
import { beginToPaint, openModelFolder, openPicture, paint, painted } from './stylise-page.js';

const model = useScratchModel();
const scratch = useScratchFolder();
const studio = useStudio(['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']);

/** Pastes a picture as a visitor does: out of the clipboard, with the keys. */
async function paste(page: Page, picture: Buffer): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate(
    async (bytes) => {
      const blob = new Blob([new Uint8Array(bytes)], { type: 'image/png' });
      await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
    },
    [...picture],
  );
  await page.keyboard.press('Control+V');
}

describe('a picture', () => {
  test('comes from the camera, once it shows something', async () => {
    const page = await studio().open('stylise');
    await page.getByRole('button', { name: 'Use the camera' }).click();
    await page.getByRole('button', { name: 'Take the picture' }).click();
    await page.getByText('Camera picture').waitFor();
    expect(await page.locator('.picture-name').textContent()).toMatch(/\d{3} × \d{3}/);
    expect(await page.locator('dialog.camera').count()).toBe(0);
    await page.context().close();
  });

  test('comes from the clipboard, but not into a painting under way', async () => {
    const page = await studio().open('stylise');
    const small = await resized(60, 40);
    await paste(page, small.buffer);
    await page.getByText('60 × 40').waitFor();
    await page.getByRole('button', { name: 'Another picture' }).click();
    await openPicture(page, await resized(1100, 1100));
    await openModelFolder(page, model());
    await beginToPaint(page);
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await paste(page, small.buffer);
    await painted(page);
    expect(await page.locator('.picture-name').textContent()).toContain('1100 × 1100');
    await page.context().close();
  });
});

describe('what is dropped', () => {
  test('may be the folder of a model', async () => {
    const page = await studio().open('stylise');
    await openPicture(page, await resized(64, 48));
    await page.getByText('Your own model').click();
    await drop(page, page.locator('.drop').first(), [model()]);
    await page.getByText('A vivid model').first().waitFor();
    await paint(page);
    await page.context().close();
  });

  test('is refused in words when it is the folder of something else', async () => {
    const folder = join(scratch(), 'letters');
    mkdirSync(folder);
    writeFileSync(join(folder, 'letter.txt'), 'Dear reader');
    const page = await studio().open('stylise');
    await openPicture(page, await resized(64, 48));
    await page.getByText('Your own model').click();
    await drop(page, page.locator('.drop').first(), [folder]);
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.getAttribute('data-kind')).toBe('foreign-model');
    await page.context().close();
  });

  test('is not read to its end when it is a folder of thousands of files', async () => {
    const folder = join(scratch(), 'thousands');
    mkdirSync(folder);
    for (let file = 0; file <= 2000; file++) writeFileSync(join(folder, `${file}.txt`), '');
    const page = await studio().open('stylise');
    await drop(page, page.locator('.drop').first(), [folder]);
    const notice = page.getByRole('alert');
    await notice.getByText('These are more files than the studio reads at once.').waitFor();
    expect(await notice.getAttribute('data-kind')).toBe('too-much');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await openPicture(page, await resized(64, 48));
    await page.context().close();
  });

  test('does not take the place of the studio where it misses its own', async () => {
    const file = join(scratch(), 'letter.txt');
    writeFileSync(file, 'Dear reader');
    const page = await studio().open('stylise');
    await openPicture(page, await resized(64, 48));
    await drop(page, page.getByRole('heading', { level: 1 }), [file]);
    // Whatever the browser does with it, it has done when another room is open.
    await page.getByRole('link', { name: 'About' }).click();
    await page.getByRole('heading', { name: 'About this studio' }).waitFor();
    expect(
      page
        .context()
        .pages()
        .map((tab) => tab.url()),
    ).toEqual([page.url()]);
    await page.context().close();
  });
});

describe('a model', () => {
  test('that judges is no painter', async () => {
    const folder = join(scratch(), 'judge');
    const judge = patchDiscriminator({ filters: 2, layers: 1, seed: 3 });
    await saveModel(judge, folder);
    judge.dispose();
    const page = await studio().open('stylise');
    await openPicture(page, await resized(64, 48));
    await page.getByText('Your own model').click();
    await drop(page, page.locator('.drop').first(), [folder]);
    await page.getByText('This model judges pictures; it does not make them.').waitFor();
    await page.context().close();
  });

  test('is opened while another one paints', async () => {
    const page = await studio().open('stylise');
    await openPicture(page, await resized(1100, 1100));
    await openModelFolder(page, model());
    await beginToPaint(page);
    await page
      .getByText(/Painting: [1-9]/)
      .first()
      .waitFor();
    await drop(page, page.locator('.drop').first(), [model()]);
    await painted(page);
    expect(await page.getByRole('alert').count()).toBe(0);
    await paint(page);
    await page.context().close();
  });
});

test('nothing went wrong unseen', () => {
  expect(studio().problems).toEqual([]);
});
