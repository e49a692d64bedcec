import { expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { begin, setUp, shownStep, stop, untilStep } from './train-page.js';

const studio = useStudio(['--use-angle=gl-egl', '--ignore-gpu-blocklist']);

/** Remembers the contexts that the worker gets, so that the test can take them away. */
function rememberContexts(): void {
  const { prototype } = OffscreenCanvas;
  const contexts: WebGL2RenderingContext[] = [];
  Object.assign(globalThis, { contexts });
  const getContext = prototype.getContext as (...given: unknown[]) => unknown;
  prototype.getContext = function (this: OffscreenCanvas, ...given: unknown[]) {
    const context = getContext.apply(this, given);
    if (given[0] === 'webgl2') contexts.push(context as WebGL2RenderingContext);
    return context;
  } as typeof prototype.getContext;
}

function loseContext(): void {
  const { contexts } = globalThis as unknown as { contexts: WebGL2RenderingContext[] };
  contexts.at(-1)!.getExtension('WEBGL_lose_context')!.loseContext();
}

test('a training goes on from its last save when the browser takes the GPU away', async () => {
  const page = await studio().open('train', { query: '?backend=webgl' });
  const worker = page.workers()[0] ?? (await page.waitForEvent('worker'));
  await worker.evaluate(rememberContexts);
  await setUp(page, { 'Pictures a step': '2' });
  await begin(page);
  await untilStep(page, 1);
  await worker.evaluate(loseContext);
  await page.getByText('took the graphics processor away').waitFor({ timeout: 600_000 });
  const step = await shownStep(page);
  await untilStep(page, step + 2);
  await stop(page);
  expect(await shownStep(page)).toBeGreaterThanOrEqual(step + 2);
}, 1_500_000);
