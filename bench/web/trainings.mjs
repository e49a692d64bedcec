// Milliseconds a training step in the worker.
import { openPage, prepare } from './open-page.mjs';

const common = { learningRate: 2e-4, seed: 1, average: 0.99 };

/** The trainings that are measured: the source's GAN, and a small transfer by two GANs. */
const works = [
  {
    title: "the source's GAN, 28 x 28, batch 64",
    data: 'glyphs',
    settings: { ...common, algorithm: 'gan', batch: 64 },
  },
  {
    title: 'two GANs, 32 x 32, batch 1, 12 filters, 2 blocks',
    data: 'pictures',
    settings: {
      ...common,
      ...{ algorithm: 'dual', batch: 1, size: 32, filters: 12, blocks: 2 },
      ...{ styleWeight: 5, contentWeight: 20, learningSteps: 0 },
    },
  },
];

/** One row a training and backend. */
export async function benchTrainings(studio, { backends, seconds }) {
  const rows = [];
  for (const { name: backend } of backends) {
    const page = await openPage(studio, '#/about');
    await prepare(page);
    for (const { title, ...work } of works) {
      rows.push({ title, backend, ...(await oneTraining(page, { ...work, backend, seconds })) });
      console.log(rows.at(-1));
    }
    await page.context().close();
  }
  return rows;
}

async function oneTraining(page, work) {
  try {
    return await page.evaluate(trainInPage, work);
  } catch (error) {
    return { failed: error.message.split('\n')[0] };
  }
}

/** Runs in the page: trains for some seconds; the steps before the first report do not count. */
async function trainInPage({ backend, settings, data, seconds }) {
  const samples = await (await fetch('samples/index.json')).json();
  const bytesOf = async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const picturesOf = async (set) => {
    const files = await Promise.all(
      set.map(async ({ path }) => new File([await bytesOf(path)], path)),
    );
    const pictures = [];
    const onEvent = ({ picture }) => void (picture && pictures.push(picture));
    await globalThis.askStudio({ backend, method: 'readPictures', request: { files }, onEvent });
    return pictures;
  };
  const given =
    data === 'glyphs'
      ? { kind: 'idx', name: 'glyphs28', bytes: await bytesOf(samples.glyphs) }
      : {
          kind: 'pictures',
          source: await picturesOf(samples.sets.photographs),
          target: await picturesOf(samples.sets.paintings),
        };
  const reports = [];
  const onEvent = (event) => {
    if (event.kind === 'progress') reports.push(event.progress);
    const [first, now] = [reports[0], reports.at(-1)];
    return now && now.seconds - first.seconds >= seconds ? 'enough' : undefined;
  };
  const request = { settings, data: given };
  await globalThis.askStudio({ backend, method: 'train', request, onEvent });
  const [first, last] = [reports[0], reports.at(-1)];
  const steps = last.step - first.step;
  return { steps, milliseconds: (1000 * (last.seconds - first.seconds)) / steps };
}
