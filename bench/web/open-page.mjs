// The studio in Chromium: a page, and workers of the build that are asked without the page's buttons.
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** WebGL by Mesa, which draws in software faster than Chromium itself; WebGPU where there is one. */
const flags = [
  '--no-sandbox',
  '--use-angle=gl-egl',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-webgpu',
  '--disable-background-networking',
];

/** Starts Chromium: `IKAT_CHROMIUM`, or where Debian has it. */
export async function startChromium() {
  const executablePath = process.env.IKAT_CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `startChromium: expected Chromium at ${executablePath}, got nothing. Install it, or set IKAT_CHROMIUM to its path.`,
    );
  }
  return chromium.launch({ executablePath, args: flags });
}

/** Opens the studio as a first visit: nothing cached, no service worker. */
export async function openPage({ browser, address }, path = '') {
  const context = await browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(address + path);
  return page;
}

/** Puts `askStudio` into a page: one worker of the build a backend, spoken to as the page does. */
export async function prepare(page) {
  await page.waitForFunction(() => performance.getEntriesByType('resource').length > 0);
  while (page.workers().length === 0) await page.waitForTimeout(50);
  const url = page.workers()[0].url();
  await page.evaluate((workerUrl) => {
    let [worker, asked, last] = [undefined, '', 0];
    const start = (backend) => {
      if (worker && asked === backend) return worker;
      worker?.terminate();
      asked = backend;
      worker = new Worker(workerUrl, { type: 'module', name: backend });
      return worker;
    };
    globalThis.askStudio = ({ backend, method, request, onEvent }) =>
      new Promise((resolve, reject) => {
        const id = ++last;
        const port = start(backend);
        const hear = ({ data }) => {
          if (data.id !== id) return;
          if ('event' in data) {
            if (onEvent?.(data.event) === 'enough') port.postMessage({ id, cancel: true });
            return;
          }
          port.removeEventListener('message', hear);
          if ('error' in data) reject(new Error(data.error.message));
          else resolve(data.result);
        };
        port.addEventListener('message', hear);
        port.onerror = (event) => reject(new Error(event.message));
        port.postMessage({ id, method, request });
      });
  }, url);
}
