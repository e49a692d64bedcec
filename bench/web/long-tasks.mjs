// How long the page's own thread is busy at a time while the worker trains.
import { openPage } from './open-page.mjs';

/** Trains the source's GAN in the Train room, moves about in the page, and notes tasks over 50 ms. */
export async function benchLongTasks(studio, { backends, seconds }) {
  const rows = [];
  for (const { name } of backends) {
    const page = await openPage(studio, `?backend=${name}#/train`);
    await page.getByRole('button', { name: 'Begin to train' }).click();
    while ((await shownStep(page)) === 0) await page.waitForTimeout(200);
    await page.evaluate(() => {
      globalThis.longTasks = [];
      const note = (list) =>
        globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration));
      new PerformanceObserver(note).observe({ type: 'longtask' });
    });
    const step = await shownStep(page);
    await page.waitForTimeout(1000 * seconds);
    const tasks = await page.evaluate(() => globalThis.longTasks);
    const steps = (await shownStep(page)) - step;
    rows.push({
      backend: name,
      seconds,
      steps,
      count: tasks.length,
      longest: Math.max(0, ...tasks),
    });
    console.log(rows.at(-1));
    await page.context().close();
  }
  return rows;
}

const shownStep = async (page) =>
  Number((await page.locator('[data-figure=step]').textContent()).replaceAll(',', ''));
