import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until the service worker keeps all files that its list names. */
export async function everythingKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
  const missing = () =>
    page.evaluate(async () => {
      const list = await (await fetch('service-worker.js')).text();
      const named = list.match(/\["[^"]+","[0-9a-f]{12}"\]/g) ?? [];
      const kept = await (await caches.open('ikat-studio')).keys();
      return named.length === 0 ? 'no list' : named.length - kept.length;
    });
  await expect.poll(missing, { timeout: 120_000 }).toBe(0);
}
