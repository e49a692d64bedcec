// pnpm bench:engine: our steps and PyTorch's in turns; writes results.json and docs/engine-benchmarks.md.
//
// node bench/engine/run.mjs cyclegan-64 mlp     only the rows whose id contains one of the words, not written
//   --list            the ids of all rows
//   --pairs 15        how many pairs of steps a row
//   --quick           three pairs a row
//   --backend wasm    this backend in the place of onnx
//   --python path     a Python with PyTorch; by default the first of the path that has it
//   --write           writes the files although rows were chosen
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureRow } from './measure-row.mjs';
import { findOpenBlas, findPython } from './python.mjs';
import { page, tables } from './report.mjs';
import { rowsOf } from './rows.mjs';
import { startSide } from './side.mjs';

const here = import.meta.dirname;
const { values: flags, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean', default: false },
    pairs: { type: 'string', default: '15' },
    quick: { type: 'boolean', default: false },
    backend: { type: 'string', default: 'onnx' },
    python: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});

function environment(threads, openBlas) {
  const count = `${threads}`;
  return {
    OMP_NUM_THREADS: count,
    OPENBLAS_NUM_THREADS: count,
    ...(openBlas && { LD_LIBRARY_PATH: openBlas }),
  };
}

/**
 * PyTorch frees what a step needed, and the system's allocator gives large blocks back, to be taken anew in the next
 * step: page by page, which is slow on a virtual machine. This makes the allocator keep them.
 */
const keptMemory = {
  MALLOC_MMAP_THRESHOLD_: '4000000000',
  MALLOC_TRIM_THRESHOLD_: '8000000000',
  MALLOC_TOP_PAD_: '268435456',
};

/** How the two sides are started; `torch` is missing where there is none. */
function starters() {
  const python = findPython(flags.python);
  const openBlas = findOpenBlas();
  const ikat = (options) =>
    startSide(
      [process.execPath, join(here, 'ikat-side.mjs'), JSON.stringify(options)],
      environment(options.threads),
    );
  if (!python) {
    console.log('No Python with torch and numpy on the path: only our side runs.');
    return { ikat };
  }
  const torch = (options) =>
    startSide([python, join(here, 'torch_side.py'), JSON.stringify(options)], {
      ...environment(options.threads, openBlas),
      ...(options.kept && keptMemory),
    });
  return { ikat, torch };
}

function chosenRows() {
  const rows = rowsOf(flags.backend);
  if (words.length === 0) return rows;
  return rows.filter(({ id }) => words.some((word) => id.includes(word)));
}

const load = () => loadavg().map((value) => value.toFixed(2));

function machine(before) {
  const { model } = cpus()[0];
  const memory = Math.round(totalmem() / 2 ** 30);
  const date = new Date().toISOString().slice(0, 10);
  return [
    `${date}. ${model}, ${cpus().length} cores, ${memory} GiB.`,
    `Load average ${before.join(' ')} at the start, ${load().join(' ')} at the end.`,
  ];
}

function versions(results) {
  const { ours, torch } = results.findLast(({ about }) => about.torch)?.about ?? results[0].about;
  const backends = new Set(
    results.map(({ about: { ours } }) => `${ours.name} ${ours.version} (${ours.device})`),
  );
  return [
    `Node ${ours.node}, TensorFlow.js ${ours.tfjs}; ${[...backends].join('; ')}.`,
    torch
      ? `PyTorch ${torch.torch} (${torch.oneDNN}; ${torch.blas}), Python ${torch.python}.`
      : 'No PyTorch here.',
  ];
}

async function measureAll(chosen, folder) {
  const bench = { start: starters(), folder, checks: new Map(), ...flags };
  bench.pairs = Number(flags.pairs);
  const [results, failures] = [[], []];
  for (const row of chosen) {
    try {
      results.push(await measureRow(bench, row));
      console.log(`${row.id}\n${tables(results.slice(-1))}\n`);
    } catch (error) {
      failures.push({ id: row.id, message: error.message });
      console.log(`${row.id}: ${error.message}\n`);
    }
  }
  return { results, failures };
}

function write({ about, results, failures }) {
  const file = join(here, 'results.json');
  writeFileSync(file, `${JSON.stringify({ about, results, failures }, null, 2)}\n`);
  writeFileSync(join(here, '../../docs/engine-benchmarks.md'), page({ about, results, failures }));
}

async function main() {
  if (flags.list)
    return console.log(
      chosenRows()
        .map(({ id }) => id)
        .join('\n'),
    );
  const before = load();
  if (Number(before[0]) > 0.5) console.log(`The machine is busy: load average ${before[0]}.`);
  const folder = mkdtempSync(join(tmpdir(), 'ikat-bench-'));
  const { results, failures } = await measureAll(chosenRows(), folder);
  rmSync(folder, { recursive: true });
  if (failures.length > 0) process.exitCode = 1;
  if (results.length === 0) return;
  const about = [...machine(before), ...versions(results)];
  console.log([...about, '', tables(results)].join('\n'));
  if (words.length === 0 || flags.write) write({ about, results, failures });
}

await main();
