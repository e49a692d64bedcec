import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { resized } from './pictures.js';
import { openPicture } from './stylise-page.js';

const ROOMS = ['stylise', 'train', 'judge', 'about'] as const;

const studio = useStudio();

/** Opens a room and waits until it is furnished. */
async function openRoom(room: string, options = {}): Promise<Page> {
  const page = await studio().open(room, options);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  return page;
}

async function goTo(page: Page, room: string): Promise<void> {
  await page.evaluate((name) => {
    location.hash = `#/${name}`;
  }, room);
  await page.locator(`a[href="#/${room}"][aria-current]`).waitFor();
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
}

/** What axe finds wrong, each with the elements it is about. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(document),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

describe.each(['light', 'dark'] as const)('in the %s', (colorScheme) => {
  test('no room has anything that axe minds', async () => {
    const page = await openRoom('stylise', { colorScheme, reducedMotion: 'reduce' });
    const found: string[] = [];
    for (const room of ROOMS) {
      await goTo(page, room);
      found.push(...(await violationsOf(page)).map((words) => `${room}: ${words}`));
    }
    expect(found).toEqual([]);
    await page.context().close();
  });
});

test('nothing scrolls sideways on a phone of 360 pixels', async () => {
  const page = await openRoom('stylise', { viewport: { width: 360, height: 740 } });
  const wide: string[] = [];
  for (const room of ROOMS) {
    await goTo(page, room);
    const { scrollWidth } = await page.evaluate(() => {
      const { scrollWidth } = document.documentElement;
      return { scrollWidth };
    });
    if (scrollWidth > 360) wide.push(`${room}: ${scrollWidth}`);
  }
  expect(wide).toEqual([]);
  await page.context().close();
});

test('the language changes all words, and the page says which it is', async () => {
  const page = await openRoom('stylise');
  const language = () => page.evaluate(() => document.documentElement.lang);
  expect(await language()).toBe('en');
  await page.getByLabel('Language').selectOption('zh');
  for (const room of ROOMS) {
    await goTo(page, room);
    expect(await language()).toBe('zh');
    expect(await page.getByRole('main').getByRole('heading', { level: 1 }).textContent()).toMatch(
      /\p{Script=Han}/u,
    );
    expect(await page.getByRole('navigation').textContent()).toMatch(/\p{Script=Han}/u);
  }
  await page.getByLabel('语言').selectOption('en');
  await page.getByRole('link', { name: 'About' }).waitFor();
  await page.context().close();
});

/** Presses Tab until the element with this name has the focus, which must be seen. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const { says, ring } = await page.evaluate(() => {
      const focused = document.activeElement ?? document.body;
      const { outlineStyle, boxShadow } = getComputedStyle(focused);
      return {
        says: focused.getAttribute('aria-label') || focused.textContent || '',
        ring: outlineStyle !== 'none' || boxShadow !== 'none',
      };
    });
    if (!name.test(says.trim())) continue;
    expect(ring, `${name} shows no focus`).toBe(true);
    return;
  }
  throw new Error(`expected ${name} in reach of the Tab key, got nothing.`);
}

test('Stylise can be used with the keyboard alone', async () => {
  const page = await openRoom('stylise');
  // The browser is told to hand over its file picker before the key that opens it is pressed.
  const chooser = page.waitForEvent('filechooser');
  await tabTo(page, /^Open a picture$/);
  await page.keyboard.press('Enter');
  await (await chooser).setFiles(await resized(64, 48));
  await page.getByText('64 × 48').waitFor();
  await tabTo(page, /entrance-hall|Entrance Hall/i);
  await page.keyboard.press('Enter');
  await tabTo(page, /^Settings$/);
  await page.keyboard.press('Enter');
  const steps = page.getByRole('slider', { name: 'Steps' });
  await steps.focus();
  await page.keyboard.press('Home');
  expect(await steps.inputValue()).toBe('10');
  await tabTo(page, /^Paint$/);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Download PNG' }).waitFor({ timeout: 200_000 });
  const compare = page.getByRole('slider', { name: 'How much of the original is seen' });
  await compare.focus();
  await page.keyboard.press('ArrowRight');
  expect(await compare.getAttribute('aria-valuetext')).toBe('1 % original');
  await tabTo(page, /^Download PNG$/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.png$/);
  await page.context().close();
});

test('a picture on the stage has nothing that axe minds', async () => {
  const page = await openRoom('stylise');
  await openPicture(page, await resized(64, 48));
  expect(await violationsOf(page)).toEqual([]);
  await page.context().close();
});
