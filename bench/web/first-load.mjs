// What a first visit loads, and how long the first painting takes.
import { gzipSync } from 'node:zlib';
import { openPage } from './open-page.mjs';

const isCode = (url) => /\.(js|css|wasm|svg|html|webmanifest)$|\/$/.test(new URL(url).pathname);
const isPicture = (url) => /\.(jpe?g|png|webp)$/.test(new URL(url).pathname);

/** Notes every answer that a page gets: what it is, and its size gzipped. */
async function watched(studio, path) {
  const context = await studio.browser.newContext({ locale: 'en-GB', serviceWorkers: 'block' });
  const bodies = [];
  context.on('response', (response) => {
    const size = response.body().then(
      (body) => (isPicture(response.url()) ? body.length : gzipSync(body, { level: 9 }).length),
      () => 0,
    );
    bodies.push({ url: response.url(), size });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(studio.address + path);
  await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  const total = async (wanted) => {
    const sizes = await Promise.all(
      bodies.filter(({ url }) => wanted(url)).map(({ size }) => size),
    );
    return sizes.reduce((sum, size) => sum + size, 0) / 1000;
  };
  return { page, total };
}

/** Paints the first sample photograph with the first model. */
async function paintFirst(page, onShown = () => {}) {
  await page.locator('.photos .thumb').first().click();
  onShown();
  await page.locator('.style-panel .thumbs').first().locator('.thumb').first().click();
  await page.getByRole('button', { name: 'Paint', exact: true }).click();
  await page.getByRole('button', { name: 'Download PNG' }).waitFor();
}

/** Kilobytes, gzipped, before anything computes and once a backend has painted. */
export async function benchFirstLoad(studio, { backends }) {
  const rows = [await loaded(studio, 'before a backend and a model are chosen')];
  for (const { name } of backends) rows.push(await loaded(studio, `with ${name}`, name));
  return rows;
}

async function loaded(studio, title, backend) {
  const { page, total } = await watched(studio, `?backend=${backend ?? ''}#/stylise`);
  await page.locator('.photos img').first().waitFor();
  if (backend) await paintFirst(page);
  await page.waitForLoadState('networkidle');
  const row = { title, code: await total(isCode), pictures: await total(isPicture) };
  await page.context().close();
  console.log(row);
  return row;
}

/** Seconds from the address to the first painting of a sample photograph, and in which parts. */
export async function benchFirstPainting(studio, { backends }) {
  const rows = [];
  for (const { name } of backends) {
    const started = performance.now();
    const since = () => (performance.now() - started) / 1000;
    const page = await openPage(studio, `?backend=${name}#/stylise`);
    let shown = 0;
    await paintFirst(page, () => {
      shown = since();
    });
    rows.push({ backend: name, shown, painted: since() });
    console.log(rows.at(-1));
    await page.context().close();
  }
  return rows;
}
