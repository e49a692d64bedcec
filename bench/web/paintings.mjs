// Seconds a picture through the Stylise path of the worker: decoding, network, pixels and bitmap.
import { median } from '../measure.mjs';
import { openPage, prepare } from './open-page.mjs';

/** Beyond a first painting of so many seconds, no larger picture is tried. */
const TOO_SLOW = 15;

/** The networks that came with the build: of models that differ in weights only, one is measured. */
export async function modelsOf({ address }) {
  const answer = await fetch(`${address}zoo/index.json`);
  const networks = new Map();
  for (const { name, folder, card } of await answer.json()) {
    const { seed: _, ...options } = card.architecture.options;
    const network = JSON.stringify(options);
    const { names = [], url = address + folder } = networks.get(network) ?? {};
    networks.set(network, { names: [...names, name], url });
  }
  return [...networks.values()].map(({ names, url }) => ({ name: names.join(', '), url }));
}

/** One row a model, size and backend. */
export async function benchPaintings(studio, { backends, sizes, runs }) {
  const rows = [];
  for (const { name: backend } of backends) {
    const page = await openPage(studio, '#/about');
    await prepare(page);
    for (const model of await modelsOf(studio)) {
      for (const size of sizes) {
        const work = { backend, url: model.url, size, runs };
        const row = { model: model.name, backend, size };
        rows.push({ ...row, ...(await paintings(page, work)) });
        console.log(rows.at(-1));
        if (!(rows.at(-1).first < TOO_SLOW)) break;
      }
    }
    await page.context().close();
  }
  return rows;
}

async function paintings(page, work) {
  try {
    const { first, times, memory } = await page.evaluate(paintInPage, work);
    return { first, seconds: median(times), memory };
  } catch (error) {
    return { failed: error.message.split('\n')[0] };
  }
}

/** Runs in the page: the first painting loads and compiles, the others are what is measured. */
async function paintInPage({ backend, url, size, runs }) {
  const { photos } = await (await fetch('samples/index.json')).json();
  const photo = await createImageBitmap(await (await fetch(photos[0].path)).blob());
  const canvas = new OffscreenCanvas(size, size);
  canvas.getContext('2d').drawImage(photo, 0, 0, size, size);
  const picture = await canvas.convertToBlob({ type: 'image/png' });
  const model = { kind: 'folder', url };
  const paint = async () => {
    const started = performance.now();
    const { bitmap, memory } = await globalThis.askStudio({
      backend,
      method: 'stylise',
      request: { picture, model },
    });
    bitmap.close();
    return { seconds: (performance.now() - started) / 1000, memory };
  };
  const { seconds: first } = await paint();
  const all = [];
  for (let run = 0; run < runs; run++) all.push(await paint());
  return {
    first,
    times: all.map(({ seconds }) => seconds),
    memory: Math.max(...all.map(({ memory }) => memory)),
  };
}
