// pnpm bench: measures everything, each part in a process of its own, and writes docs/benchmarks.md.
// node bench/run.mjs kernels steps: only these, printed and not written.
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { promisify } from 'node:util';
import { benchData } from './data.mjs';
import { benchFeatures } from './features.mjs';
import { benchKernels } from './kernels.mjs';
import { digits } from './measure.mjs';
import { benchSteps, benchStockSteps } from './steps.mjs';

async function dataTable() {
  const { imagesPerSecond, sharpImagesPerSecond, ratio, processorRatio } = await benchData();
  return {
    title: 'Reading images: scaled to 286 and cut to 256 px',
    rows: [
      ['', 'images a second'],
      ['imageFolder', digits(imagesPerSecond)],
      ['sharp alone', digits(sharpImagesPerSecond)],
      ['ratio', digits(ratio)],
      ['ratio by processor time', digits(processorRatio)],
    ],
  };
}

const parts = {
  kernels: benchKernels,
  steps: benchSteps,
  stock: benchStockSteps,
  features: benchFeatures,
  data: dataTable,
};

function markdown({ title, rows: [head, ...rows] }) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line), ''].join(
    '\n',
  );
}

function machine() {
  const { model } = cpus()[0];
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${model}, ${cpus().length} cores, ${memory} GiB, Node ${process.versions.node}`;
}

async function measureApart(name) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    import.meta.filename,
    '--one',
    name,
  ]);
  return stdout.slice(stdout.indexOf('## '));
}

async function main(names) {
  const date = new Date().toISOString().slice(0, 10);
  const about = `${date}. ${machine()}; load ${digits(loadavg()[0])} at the start.`;
  console.log(about);
  const tables = [];
  for (const name of names.length > 0 ? names : Object.keys(parts)) {
    tables.push(await measureApart(name));
    console.log(tables.at(-1));
  }
  if (names.length > 0) return;
  const page = `# Benchmarks

Written by \`pnpm bench\`; do not edit.

${about}
Times are processor time on one thread, the median of several rounds.

${tables.join('\n')}`;
  writeFileSync(new URL('../docs/benchmarks.md', import.meta.url), page);
}

const [flag, ...rest] = process.argv.slice(2);
if (flag === '--one') console.log(markdown(await parts[rest[0]]()));
else await main(flag === undefined ? [] : [flag, ...rest]);
