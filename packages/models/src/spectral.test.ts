import { correctGradients } from '@ikat/ops';
import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { patchDiscriminator, torchKeys } from './index.js';
import { expectPenalty, golden, loadGolden } from './testing/golden-model.js';

interface SpectralGolden {
  weights: Record<string, GoldenTensor>;
  input: GoldenTensor;
  outputs: GoldenTensor[];
  u: Record<string, GoldenTensor>;
  penalty: { value: number; gradients: Record<string, number> };
}

beforeAll(() => correctGradients());

onEachBackend(() => {
  test('follows PyTorch over three passes in training, and keeps u among the weights', async () => {
    const file = golden<SpectralGolden>('spectral');
    const options = { layers: 1, filters: 2, normalisation: 'none', spectral: true } as const;
    const model = patchDiscriminator(options);
    loadGolden(model, file.weights);
    const x = goldenTensor(file.input);
    for (const output of file.outputs) {
      const y = model.apply(x, { training: true }) as tf.Tensor;
      expectClose(y, output.values, 1e-5);
      y.dispose();
    }
    const keys = torchKeys(model);
    expect(model.nonTrainableWeights.map((weight) => weight.originalName)).toEqual([
      'conv1/u',
      'conv2/u',
      'scores/u',
    ]);
    for (const weight of model.nonTrainableWeights) {
      expectClose(weight.read(), file.u[keys[weight.originalName]!]!.values, 1e-5);
    }
    tf.tidy(() => expectPenalty(model, x, file.penalty));
    await expectNoLeak(() => model.apply(x, { training: true }));
    const before = model.nonTrainableWeights.map((weight) => weight.read().dataSync().slice());
    await expectNoLeak(() => model.apply(x));
    const after = model.nonTrainableWeights.map((weight) => weight.read().dataSync().slice());
    expect(after).toEqual(before);
    x.dispose();
    model.dispose();
  });
});
