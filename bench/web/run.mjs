// pnpm bench:web: measures the built studio in Chromium; writes docs/studio-benchmarks.md.
//
// node bench/web/run.mjs load tasks     only these parts, not written: load, first, paintings, trainings, tasks
//   --quick       the smallest size, one run, three seconds of training
//   --backends wasm,webgl     only these; by default all that start
//   --write       writes the page although not everything was measured
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findBackends } from './backends.mjs';
import { benchFirstLoad, benchFirstPainting } from './first-load.mjs';
import { benchLongTasks } from './long-tasks.mjs';
import { startChromium } from './open-page.mjs';
import { benchPaintings, modelsOf } from './paintings.mjs';
import { page, tables } from './report.mjs';
import { serveStudio } from './serve.mjs';
import { benchTrainings } from './trainings.mjs';

const { values: flags, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    backends: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

const parts = {
  load: benchFirstLoad,
  first: benchFirstPainting,
  paintings: benchPaintings,
  trainings: benchTrainings,
  tasks: benchLongTasks,
};

/** Parts that a studio without models cannot show. */
const needsModels = ['load', 'first', 'paintings'];

const load = () => loadavg()[0].toFixed(2);

function machine(version, before) {
  const date = new Date().toISOString().slice(0, 10);
  const memory = Math.round(totalmem() / 2 ** 30);
  return [
    `${date}. ${cpus()[0].model}, ${cpus().length} cores, ${memory} GiB; Chromium ${version}.`,
    `Load average ${before} at the start, ${load()} at the end.`,
  ];
}

/** A renderer in software is named, since its figures say nothing about a GPU. */
function graphicsWords(backends) {
  const { device } = backends.find(({ name }) => name === 'webgl') ?? {};
  if (!device) return 'This machine has no GPU that the browser can use.';
  if (!/llvmpipe|swiftshader|software/i.test(device)) return `WebGL draws with ${device}.`;
  return `**This machine has no GPU:** WebGL draws in software (${device}), so its figures say what the code does and not what a GPU would.`;
}

function settings(backends) {
  return {
    backends: backends.filter(({ missing }) => !missing),
    sizes: flags.quick ? [256] : [256, 512, 1024],
    runs: flags.quick ? 1 : 3,
    seconds: flags.quick ? 3 : 15,
  };
}

async function measure(studio, chosen) {
  const models = await modelsOf(studio);
  const results = {};
  for (const name of Object.keys(parts)) {
    if (words.length > 0 && !words.includes(name)) continue;
    if (models.length === 0 && needsModels.includes(name)) {
      console.log(`${name}: not measured, because the studio was built without models.`);
      continue;
    }
    results[name] = await parts[name](studio, chosen);
    console.log(`\n${tables({ [name]: results[name] })}\n`);
  }
  return results;
}

async function main() {
  const before = load();
  if (Number(before) > 0.5) console.log(`The machine is busy: load average ${before}.`);
  const { address, close } = await serveStudio();
  const browser = await startChromium();
  try {
    const studio = { address, browser };
    const backends = await findBackends(studio, flags.backends?.split(','));
    console.log(backends);
    const results = await measure(studio, settings(backends));
    const about = [...machine(browser.version(), before), graphicsWords(backends)];
    const text = page({ about, backends, results });
    console.log(text);
    if (words.length > 0 && !flags.write) return;
    writeFileSync(join(import.meta.dirname, '../../docs/studio-benchmarks.md'), text);
  } finally {
    await browser.close();
    close();
  }
}

await main();
