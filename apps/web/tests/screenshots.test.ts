import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenStudio, openStudio } from './open-studio.js';

const folder =
  process.env.IKAT_SCREENSHOTS ?? fileURLToPath(new URL('../screenshots', import.meta.url));
const ROOMS = ['stylise', 'train', 'judge', 'about'] as const;
const WIDTHS = [1280, 390] as const;

let studio: OpenStudio;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  studio = await openStudio();
});
afterAll(() => studio?.close());

// To be looked at: what they show is not compared with anything.
test.each(['light', 'dark'] as const)(
  'every room is photographed in the %s',
  async (colorScheme) => {
    for (const width of WIDTHS) {
      const page = await studio.open('stylise', { colorScheme, viewport: { width, height: 900 } });
      for (const room of ROOMS) {
        await page.goto(`${studio.address}?backend=wasm#/${room}`);
        await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        const path = join(folder, `${room}-${width}-${colorScheme}.png`);
        const { length } = await page.screenshot({ path, fullPage: true });
        expect(length).toBeGreaterThan(10_000);
      }
      await page.context().close();
    }
  },
);
