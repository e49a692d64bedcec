import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import {
  blurDownsample,
  blurUpsample,
  circularPad,
  correctGradients,
  flip,
  instanceNorm,
  pixelShuffle,
  reflectPad,
  upsampleNearest,
} from './index.js';

type Operation = (x: tf.Tensor4D) => tf.Tensor4D;

type Golden = Record<
  'x' | 'y' | 'weights' | 'gradient' | 'second' | 'gamma' | 'beta',
  GoldenTensor
>;

const affine = readGolden<Record<string, Golden>>(
  new URL('../golden/instanceNorm.json', import.meta.url),
).affine!;

/** Each operation as PyTorch's golden file names it. */
const operations: Record<string, Record<string, Operation>> = {
  reflectPad: {
    1: (x) => reflectPad(x, 1),
    'top 1, bottom 2, left 3, right 0': (x) =>
      reflectPad(x, { top: 1, bottom: 2, left: 3, right: 0 }),
    '3, wider than half': (x) => reflectPad(x, 3),
  },
  circularPad: {
    both: (x) => circularPad(x, 2),
    width: (x) => circularPad(x, 2, { axes: 'width' }),
    height: (x) => circularPad(x, 2, { axes: 'height' }),
  },
  instanceNorm: {
    plain: (x) => instanceNorm(x),
    affine: (x) =>
      tf.tidy(() =>
        instanceNorm(x, { gamma: goldenTensor(affine.gamma), beta: goldenTensor(affine.beta) }),
      ),
    'far from zero': (x) => instanceNorm(x),
  },
  blurDownsample: {
    '3 taps, odd': (x) => blurDownsample(x),
    '3 taps, even': (x) => blurDownsample(x, { taps: 3 }),
    '4 taps, odd': (x) => blurDownsample(x, { taps: 4 }),
    '4 taps, even': (x) => blurDownsample(x, { taps: 4 }),
  },
  blurUpsample: {
    '3 taps, odd': (x) => blurUpsample(x),
    '3 taps, even': (x) => blurUpsample(x, { taps: 3 }),
    '4 taps, odd': (x) => blurUpsample(x, { taps: 4 }),
    '4 taps, even': (x) => blurUpsample(x, { taps: 4 }),
  },
  pixelShuffle: { 2: (x) => pixelShuffle(x, 2), 3: (x) => pixelShuffle(x, 3) },
  flip: {
    horizontal: (x) => flip(x, 'horizontal'),
    vertical: (x) => flip(x, 'vertical'),
  },
  upsampleNearest: { 2: (x) => upsampleNearest(x, 2), 3: (x) => upsampleNearest(x, 3) },
};

const rows = Object.entries(operations).flatMap(([name, variants]) =>
  Object.entries(variants).map(([variant, operation]) => ({ name, variant, operation })),
);

onEachBackend(() => {
  beforeAll(correctGradients);

  describe.each(rows)('$name, $variant', ({ name, variant, operation }) => {
    const golden = () =>
      readGolden<Record<string, Golden>>(new URL(`../golden/${name}.json`, import.meta.url))[
        variant
      ]!;

    it('has the values of PyTorch', () => {
      tf.tidy(() => {
        const { x, y } = golden();
        expectClose(operation(goldenTensor(x)), y.values, 2e-5);
      });
    });

    it('has the gradient of PyTorch', () => {
      tf.tidy(() => {
        const { x, weights, gradient } = golden();
        const loss = (v: tf.Tensor) =>
          tf.sum(tf.mul(goldenTensor(weights), operation(v as tf.Tensor4D)));
        expectClose(tf.grad(loss)(goldenTensor(x)), gradient.values, 2e-5);
      });
    });

    it('has the second gradient of PyTorch', () => {
      tf.tidy(() => {
        const { x, weights, second } = golden();
        const loss = (v: tf.Tensor) =>
          tf.sum(tf.mul(goldenTensor(weights), tf.square(operation(v as tf.Tensor4D))));
        const penalty = (v: tf.Tensor) => tf.sum(tf.square(tf.grad(loss)(v)));
        expectClose(tf.grad(penalty)(goldenTensor(x)), second.values, 2e-4);
      });
    });

    it('leaves no tensors over', async () => {
      const x = goldenTensor<tf.Tensor4D>(golden().x);
      await expectNoLeak(() => operation(x));
      await expectNoLeak(() => tf.grad((v) => tf.sum(operation(v as tf.Tensor4D)))(x));
      x.dispose();
    });
  });
});
