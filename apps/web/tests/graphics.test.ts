import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { meanDifference, pixelsOf, resized } from './pictures.js';
import { useScratchModel } from './scratch-model.js';
import {
  beginToPaint,
  downloaded,
  openModelFolder,
  openPicture,
  paint,
  painted,
} from './stylise-page.js';

const model = useScratchModel();

/** Gives the room a picture and a model, ready to paint. */
async function getReady(page: Page, side: number): Promise<void> {
  await openPicture(page, await resized(side, side));
  await openModelFolder(page, model());
}

describe('a browser without WebGL', () => {
  const studio = useStudio(['--disable-gpu', '--disable-software-rasterizer', '--disable-3d-apis']);

  test('computes with WebAssembly and says why', async () => {
    const page = await studio().open('stylise', { query: '' });
    await getReady(page, 32);
    await paint(page);
    await page.getByRole('button', { name: 'What computes: WebAssembly' }).click();
    await page.getByText('This browser offers no WebGL 2 here.').waitFor();
    await page.context().close();
  });

  test('refuses WebGL in words and goes on with what the visitor takes instead', async () => {
    const page = await studio().open('stylise', { query: '?backend=webgl' });
    await openPicture(page, await resized(32, 32));
    await page.getByText('Your own model').click();
    await page.getByLabel('Open a model', { exact: true }).setInputFiles({
      name: 'any.pth',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from('any'),
    });
    const notice = page.getByRole('alert').filter({ hasText: 'does not start here' });
    await notice.waitFor();
    expect(await notice.getAttribute('data-kind')).toBe('no-backend');
    expect(await notice.textContent()).toContain('Choose another way to compute');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByRole('button', { name: 'What computes: Nothing computes' }).click();
    await page.getByRole('radio', { name: 'WebAssembly' }).check();
    await page.keyboard.press('Escape');
    await openModelFolder(page, model());
    await paint(page);
    expect(page.url()).toContain('backend=wasm');
    await page.context().close();
  });
});

describe('WebGL', () => {
  const studio = useStudio(['--use-angle=gl-egl', '--ignore-gpu-blocklist']);

  test('paints what WebAssembly paints', async () => {
    const files: Buffer[] = [];
    for (const backend of ['webgl', 'wasm']) {
      const page = await studio().open('stylise', { query: `?backend=${backend}` });
      await getReady(page, 96);
      await paint(page);
      files.push((await downloaded(page)).bytes);
      await page.context().close();
    }
    const [webgl, wasm] = await Promise.all(files.map(pixelsOf));
    expect(meanDifference(webgl!.data, wasm!.data)).toBeLessThanOrEqual(2);
  });

  test('taken away while it paints, the painting is made once more', async () => {
    const page = await studio().open('stylise', { query: '?backend=webgl' });
    await getReady(page, 96);
    await beginToPaint(page); // so that there is a context to lose
    await page.getByText('takes longer the first time').first().waitFor();
    await painted(page);
    const first = await pixelsOf((await downloaded(page)).bytes);
    await loseContextWhenDrawing(page);
    await page.getByRole('button', { name: 'Paint again' }).click();
    await page.getByText('The graphics processor was taken away.').waitFor();
    await page.getByRole('button', { name: 'Download PNG' }).waitFor();
    const second = await pixelsOf((await downloaded(page)).bytes);
    expect(meanDifference(first.data, second.data)).toBeLessThanOrEqual(1);
    await page.context().close();
  });
});

/** Has the context be lost in the middle of the next painting, after a few layers. */
const loseContextWhenDrawing = (page: Page) =>
  page.workers()[0]!.evaluate(() => {
    const { _tfengine } = globalThis as unknown as {
      _tfengine: { backendInstance: { gpgpu: { gl: WebGL2RenderingContext } } };
    };
    const { gl } = _tfengine.backendInstance.gpgpu;
    const lose = gl.getExtension('WEBGL_lose_context')!;
    const draw = gl.drawElements.bind(gl);
    let draws = 0;
    gl.drawElements = (...parts) => {
      if (++draws === 10) lose.loseContext();
      draw(...parts);
    };
  });
