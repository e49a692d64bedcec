// The feature network forward and backward, and styling by pixels.
import { useWasm } from '@ikat/backend-wasm';
import { inception } from '@ikat/features';
import { correctGradients } from '@ikat/ops';
import { optimiseImage } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { digits, milliseconds } from './measure.mjs';

const layers = ['activation_1', 'activation_2', 'activation_3', 'activation_4', 'activation_5'];

async function optimisation(net, steps) {
  const image = (seed) => tf.randomUniform([1, 256, 256, 3], -1, 1, 'float32', seed);
  const inputs = [image(1), image(2)];
  const used = process.cpuUsage();
  for await (const preview of optimiseImage(...inputs, net, { steps, previewEvery: steps })) {
    await preview.losses();
  }
  const { user, system } = process.cpuUsage(used);
  tf.dispose(inputs);
  return (user + system) / 1000;
}

/** At 256 px on wasm. */
export async function benchFeatures() {
  await useWasm();
  correctGradients();
  const net = await inception();
  const x = tf.randomUniform([1, 256, 256, 3], -1, 1, 'float32', 1);
  const energy = (image) =>
    tf.addN(Object.values(net.forward(image, layers)).map((map) => tf.mean(tf.square(map))));
  const forward = await milliseconds(() => tf.dispose(net.forward(x, layers)));
  const both = await milliseconds(() => tf.dispose(tf.grad(energy)(x)));
  // the difference of two runs leaves out what comes before the first update
  const [few, many] = [await optimisation(net, 2), await optimisation(net, 8)];
  return {
    title: 'Features and styling at 256 px on wasm',
    rows: [
      ['what', 'ms'],
      ['Inception stem, forward', digits(forward)],
      ['Inception stem, forward and backward', digits(both)],
      ['optimiseImage, one update', digits((many - few) / 6)],
    ],
  };
}
