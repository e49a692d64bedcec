// Whole training steps: time and memory.
import { useWasm } from '@ikat/backend-wasm';
import { mlpDiscriminator, mlpGenerator, patchDiscriminator, resnetGenerator } from '@ikat/models';
import { cycleGanStep, ganStep } from '@ikat/trainer';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import { digits, milliseconds } from './measure.mjs';

const images = (shape) => tf.randomUniform(shape, -1, 1, 'float32', 1);

function mlp() {
  const networks = {
    generator: mlpGenerator({ seed: 1 }),
    discriminator: mlpDiscriminator({ seed: 2 }),
  };
  return { step: ganStep(networks, { seed: 3 }), batch: images([64, 28, 28, 1]), networks };
}

function cycle(size) {
  const generator = (seed) => resnetGenerator({ filters: 16, blocks: 6, seed });
  const discriminator = (seed) => patchDiscriminator({ filters: 16, seed });
  const networks = {
    generatorAB: generator(1),
    generatorBA: generator(2),
    discriminatorA: discriminator(3),
    discriminatorB: discriminator(4),
  };
  const batch = { a: images([1, size, size, 3]), b: images([1, size, size, 3]) };
  return { step: cycleGanStep(networks, { seed: 5, poolSize: 1 }), batch, networks };
}

async function row(name, { step, batch, networks }, { rounds, warmUp = 3 }) {
  const once = () => {
    const losses = step(batch);
    Object.values(losses)[0].dataSync();
    tf.dispose(losses);
  };
  for (let round = 0; round < warmUp; round++) once();
  const held = [];
  const time = await milliseconds(() => {
    once();
    held.push(tf.memory().numTensors);
  }, rounds);
  const leaked = (held.at(-1) - held[0]) / (held.length - 1);
  const heap = tf.backend().wasm?.HEAPU8.length;
  const result = [
    name,
    digits(time),
    heap === undefined ? '' : digits(heap / 2 ** 20),
    digits(process.memoryUsage.rss() / 2 ** 20),
    `${held[0]}`,
    `${leaked}`,
  ];
  step.dispose();
  tf.dispose(batch);
  for (const network of Object.values(networks)) network.dispose();
  return result;
}

const heads = ['step', 'ms', 'wasm heap, MiB', 'process, MiB', 'tensors held', 'leaked a step'];

/** Steps on wasm as it is here. */
export async function benchSteps() {
  await useWasm();
  return {
    title: 'Training steps on wasm',
    rows: [
      heads,
      await row('MLP GAN, 28 px, batch 64', mlp(), { rounds: 15 }),
      await row('CycleGAN, 16 filters, 6 blocks, 64 px', cycle(64), { rounds: 7 }),
      await row('CycleGAN, 16 filters, 6 blocks, 128 px', cycle(128), { rounds: 3 }),
    ],
  };
}

/** The same on the stock backends: wasm cannot train convolutions, cpu can. */
export async function benchStockSteps() {
  await tf.setBackend('wasm');
  const rows = [heads];
  rows.push(await row('MLP GAN, stock wasm', mlp(), { rounds: 3, warmUp: 1 }));
  await tf.setBackend('cpu');
  rows.push(
    await row('CycleGAN, 16 filters, 6 blocks, 32 px, cpu', cycle(32), { rounds: 1, warmUp: 0 }),
  );
  return { title: 'The same steps on stock backends', rows };
}
