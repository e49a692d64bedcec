import { describe, expect, test } from 'vitest';
import { everythingKept } from './kept-files.js';
import { useStudio } from './open-studio.js';

const studio = useStudio();

describe('the shell', () => {
  test('leads to every room', async () => {
    const page = await studio().open('stylise');
    for (const name of ['Train', 'Judge', 'About', 'Stylise']) {
      await page.getByRole('navigation').getByRole('link', { name }).click();
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      expect(page.url()).toContain(`#/${name.toLowerCase()}`);
    }
  });

  test('names the page after its room, in its language', async () => {
    const page = await studio().open('train');
    const title = (wanted: string) => page.waitForFunction((it) => document.title === it, wanted);
    await title('Train – Ikat Studio');
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await title('About – Ikat Studio');
    await page.getByLabel('Language').selectOption('zh');
    await title('关于 – Ikat 工作室');
    await page.context().close();
  });

  test('speaks the language of the browser, and another on request', async () => {
    const page = await studio().open('about', { locale: 'zh-CN' });
    await page.getByRole('link', { name: '训练' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh');
    await page.getByLabel('语言').selectOption('en');
    await page.getByRole('link', { name: 'Train' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Train' }).waitFor();
  });

  test('works without a network after the first visit', async () => {
    const page = await studio().open('stylise');
    await everythingKept(page);
    await page.reload();
    await page.context().setOffline(true);
    await page.reload();
    await page.getByRole('link', { name: 'About' }).click();
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  });

  test('asked nobody but its own server, and broke no rule of its policy', () => {
    expect(studio().problems).toEqual([]);
  });
});
