// Convolutions, their gradients and matrix products on wasm, against the stock backend.
import { useWasm } from '@ikat/backend-wasm';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { digits, milliseconds, times } from './measure.mjs';

const convolutions = [
  { size: 128, channels: 32, stride: 1, batch: 1 },
  { size: 128, channels: 32, stride: 2, batch: 1 },
  { size: 32, channels: 64, stride: 1, batch: 4 },
  { size: 32, channels: 64, stride: 2, batch: 4 },
  { size: 64, channels: 64, stride: 1, batch: 4 },
];

const products = [
  { what: 'a b', m: 64, k: 1024, n: 784 },
  { what: "a' b", m: 1024, k: 64, n: 784, transposeA: true },
  { what: "a b'", m: 64, k: 784, n: 1024, transposeB: true },
  { what: 'a b, batch 4', m: 256, k: 256, n: 256, batch: 4 },
];

const passes = tf.engine();
const run = (kernel, inputs, attrs) => tf.dispose(passes.runKernel(kernel, inputs, attrs));

function convolutionRuns({ size, channels, stride, batch }) {
  const output = size / stride;
  const normal = (shape) => tf.randomNormal(shape, 0, 1, 'float32', 1);
  const x = normal([batch, size, size, channels]);
  const filter = normal([3, 3, channels, channels]);
  const dy = normal([batch, output, output, channels]);
  const attrs = { strides: stride, pad: 1, dataFormat: 'NHWC', dimRoundingMode: 'floor' };
  const operations = 2 * batch * output ** 2 * 9 * channels ** 2;
  return {
    operations,
    forward: () => run('Conv2D', { x, filter }, { ...attrs, dilations: 1 }),
    input: () => run('Conv2DBackpropInput', { dy, filter }, { ...attrs, inputShape: x.shape }),
    filter: () => run('Conv2DBackpropFilter', { x, dy }, { ...attrs, filterShape: filter.shape }),
  };
}

function productRun({ m, k, n, batch = 1, transposeA = false, transposeB = false }) {
  const matrix = (rows, columns, turned) =>
    tf.randomNormal([batch, ...(turned ? [columns, rows] : [rows, columns])], 0, 1, 'float32', 1);
  const [a, b] = [matrix(m, k, transposeA), matrix(k, n, transposeB)];
  return {
    operations: 2 * batch * m * k * n,
    product: () => run('BatchMatMul', { a, b }, { transposeA, transposeB }),
  };
}

async function gigaflops({ operations, ...runs }, rounds) {
  const rates = {};
  for (const [name, once] of Object.entries(runs)) {
    const isThere = name !== 'filter' || tf.getKernel('Conv2DBackpropFilter', 'wasm');
    if (isThere) rates[name] = operations / 1e6 / (await milliseconds(once, rounds));
  }
  return rates;
}

async function all(rounds) {
  const rates = [];
  for (const sizes of convolutions) rates.push(await gigaflops(convolutionRuns(sizes), rounds));
  for (const sizes of products) rates.push(await gigaflops(productRun(sizes), rounds));
  return rates;
}

/** GFLOPS, stock and here. */
export async function benchKernels() {
  await tf.setBackend('wasm');
  const stock = await all(3);
  await useWasm();
  const here = await all(9);
  const cell = (i, name) =>
    stock[i][name] === undefined
      ? `missing, ${digits(here[i][name])}`
      : `${digits(stock[i][name])}, ${digits(here[i][name])} (${times(here[i][name], stock[i][name])})`;
  return {
    title: 'Kernels on wasm, GFLOPS: stock, here',
    rows: [
      ['convolution 3 x 3', 'forward', 'gradient for the input', 'gradient for the filter'],
      ...convolutions.map(({ size, channels, stride, batch }, i) => [
        `${batch} x ${size} x ${size} x ${channels}, stride ${stride}`,
        digits(here[i].forward),
        cell(i, 'input'),
        cell(i, 'filter'),
      ]),
      ...products.map(({ what, m, k, n }, i) => [
        `product ${what}, [${m}, ${k}] [${k}, ${n}]`,
        cell(convolutions.length + i, 'product'),
        '',
        '',
      ]),
    ],
  };
}
