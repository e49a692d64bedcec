// Our side of the comparison: reads a request a line (JSON), answers a line.
//
// { "do": "listen" }                 keeps weights and draws from now on, to be dumped later
// { "do": "dump", "file" }           writes them for torch_side.py
// { "do": "step", "losses": true }   one step: milliseconds on the wall and of the processor, and the losses if asked
// { "do": "recording" }              how many kernels a step calls, and how long it takes to call them
// { "do": "memory" }                 the peak of the resident memory, bytes; and how many programs were compiled
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import { backends } from './backends.mjs';
import { listen } from './draws.mjs';
import { dump, weightsOf } from './dump.mjs';
import { median } from './statistics.mjs';
import { works } from './works.mjs';

const options = JSON.parse(process.argv[2]);
const { info, compile } = await backends[options.backend](options);
if (options.mode === 'compiled' && !compile) {
  throw new Error(`expected a backend that compiles, got ${options.backend}.`);
}
correctGradients();
tf.enableProdMode(); // as the ikat command does
const work = works[options.kind](options, options.mode === 'compiled' ? compile : undefined);
let kept;

const batchOf = () =>
  Object.fromEntries(
    Object.entries(work.batch).map(([name, { shape, values }]) => [name, tf.tensor(values, shape)]),
  );

/** One number a loss; of a picture some that tell it from another. */
function figures(losses) {
  const { picture, ...scalars } = losses;
  if (!picture) return Object.fromEntries(Object.entries(scalars).map(([n, [x]]) => [n, x]));
  const mean = (f) => picture.reduce((sum, x) => sum + f(x), 0) / picture.length;
  const [first, middle] = [picture[0], picture[picture.length >> 1]];
  return { mean: mean((x) => x), meanSquare: mean((x) => x * x), first, middle };
}

function once() {
  const batch = batchOf();
  const losses = work.step(batch);
  const read = Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()]);
  tf.dispose([batch, losses]);
  return Object.fromEntries(read);
}

function timedStep(request) {
  const [wall, used] = [performance.now(), process.cpuUsage()];
  const losses = once();
  const milliseconds = performance.now() - wall;
  const { user, system } = process.cpuUsage(used);
  const answer = { milliseconds, processor: (user + system) / 1000 };
  return request.losses ? { ...answer, losses: figures(losses) } : answer;
}

function kernelsOf(run) {
  const engine = tf.engine();
  const { runKernel } = engine;
  let kernels = 0;
  engine.runKernel = (...inputs) => {
    kernels++;
    return runKernel.apply(engine, inputs);
  };
  run();
  delete engine.runKernel;
  return kernels;
}

/** The call of a step is all recording but for its flushes, which are timed and taken off. */
function timeOfRecording() {
  const backend = tf.backend();
  const { flush } = backend;
  let flushing = 0;
  backend.flush = () => {
    const start = performance.now();
    flush.call(backend);
    flushing += performance.now() - start;
  };
  const batch = batchOf();
  const start = performance.now();
  const losses = work.step(batch);
  const milliseconds = performance.now() - start - flushing;
  delete backend.flush;
  for (const loss of Object.values(losses)) loss.dataSync();
  tf.dispose([batch, losses]);
  return milliseconds;
}

function recording() {
  const kernels = kernelsOf(timeOfRecording);
  const times = Array.from({ length: 15 }, timeOfRecording);
  return { kernels, milliseconds: median(times) };
}

const answers = {
  listen: () => {
    kept = { weights: weightsOf(work.networks), batch: work.batch, draws: listen(work.networks) };
    return {};
  },
  dump: ({ file }) => dump(file, kept) ?? {},
  step: timedStep,
  recording,
  memory: () => {
    const [, peak] = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    const bytes = peak === undefined ? process.resourceUsage().maxRSS * 1024 : peak * 1024;
    return { peak: bytes, programs: tf.backend().programs?.compiled };
  },
};

const say = (answer) => console.log(JSON.stringify(answer));
say({ tfjs: tf.version_core, node: process.versions.node, ...info });
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  say(answers[request.do](request));
}
