import {
  expectClose,
  expectGradient,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { correctGradients, spectralNorm } from './index.js';

type Golden = Record<'weight' | 'u' | 'normal' | 'nextU' | 'weights' | 'gradient', GoldenTensor> & {
  iterations: number;
  sigma: number;
};

const file = readGolden<Record<string, Golden>>(
  new URL('../golden/spectralNorm.json', import.meta.url),
);

onEachBackend(() => {
  beforeAll(correctGradients);

  describe.each(Object.entries(file))('%s', (_, golden) => {
    const { iterations } = golden;

    it('has the weight, the vector and the singular value of PyTorch', () => {
      tf.tidy(() => {
        const { weight, u, sigma } = spectralNorm(
          goldenTensor(golden.weight),
          goldenTensor<tf.Tensor1D>(golden.u),
          { iterations },
        );
        expect(weight.shape).toEqual(golden.normal.shape);
        expectClose(weight, golden.normal.values);
        expectClose(u, golden.nextU.values);
        expectClose(sigma, golden.sigma);
      });
    });

    it('has the gradient of PyTorch: the vectors are constants', () => {
      tf.tidy(() => {
        const u = goldenTensor<tf.Tensor1D>(golden.u);
        const loss = (w: tf.Tensor) =>
          tf.sum(tf.mul(goldenTensor(golden.weights), spectralNorm(w, u, { iterations }).weight));
        expectClose(tf.grad(loss)(goldenTensor(golden.weight)), golden.gradient.values);
      });
    });
  });

  it('agrees with differences when the vectors have settled', () => {
    tf.tidy(() => {
      const weight = goldenTensor(file.dense!.weight);
      const start = goldenTensor<tf.Tensor1D>(file.dense!.u);
      const { u } = spectralNorm(weight, start, { iterations: 500 });
      const normalised = (w: tf.Tensor) =>
        tf.square(spectralNorm(w, u, { iterations: 200 }).weight);
      expectGradient((w) => normalised(w!), [weight]);
      const { weight: again } = spectralNorm(spectralNorm(weight, u).weight, u);
      expectClose(again, spectralNorm(weight, u).weight.dataSync());
    });
  });

  it('leaves no tensors over', async () => {
    const weight = goldenTensor(file.convolution!.weight);
    const u = goldenTensor<tf.Tensor1D>(file.convolution!.u);
    await expectNoLeak(() => spectralNorm(weight, u));
    await expectNoLeak(() => spectralNorm(weight, u, { iterations: 0 }));
    tf.dispose([weight, u]);
  });

  it('names the shapes that do not fit', () => {
    const run = () => spectralNorm(tf.zeros([3, 3, 2, 4]), tf.zeros([2]));
    expect(run).toThrow(RangeError);
    expect(run).toThrow(
      'spectralNorm: expected a weight [..., 4] with u [4], got [3,3,2,4] with [2]. Start with u of normal values, one for each filter.',
    );
    expect(() => spectralNorm(tf.zeros([2, 4]), tf.zeros([4]), { iterations: 0.5 })).toThrow(
      'spectralNorm iterations: expected a whole number of at least 0, got 0.5.',
    );
  });
});
