import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  dcganDiscriminator,
  dcganGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
  torchKeys,
  unetGenerator,
} from './index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

function count(build: () => ReturnType<typeof resnetGenerator>): number {
  const model = build();
  const parameters = model.countParams();
  model.dispose();
  return parameters;
}

test('full networks have the papers’ numbers of parameters', () => {
  expect(count(() => resnetGenerator({ upsampling: 'transposed' }))).toBe(11_378_179);
  expect(count(() => patchDiscriminator())).toBe(2_764_737);
  expect(count(() => dcganGenerator())).toBe(3_576_704 + 2 * 960); // weights, moving statistics
  expect(count(() => dcganDiscriminator())).toBe(2_765_568 + 2 * 896);
});

describe('weights', () => {
  test('have the same names in two models and different values by seed and layer', () => {
    const [one, same, other] = [1, 1, 2].map((seed) =>
      resnetGenerator({ blocks: 2, filters: 2, seed }),
    ) as [
      ReturnType<typeof resnetGenerator>,
      ReturnType<typeof resnetGenerator>,
      ReturnType<typeof resnetGenerator>,
    ];
    const names = (model: typeof one) => model.weights.map((weight) => weight.originalName);
    const values = (model: typeof one, name: string) => [
      ...model.weights
        .find((weight) => weight.originalName === name)!
        .read()
        .dataSync(),
    ];
    expect(names(one)).toEqual(names(same));
    expect(new Set(names(one)).size).toBe(names(one).length);
    expect(values(one, 'block1Conv1/kernel')).toEqual(values(same, 'block1Conv1/kernel'));
    expect(values(one, 'block1Conv1/kernel')).not.toEqual(values(one, 'block1Conv2/kernel'));
    expect(values(one, 'stem/kernel')).not.toEqual(values(other, 'stem/kernel'));
    for (const model of [one, same, other]) model.dispose();
  });

  test('start at N(0, 0.02)', () => {
    const model = resnetGenerator({ blocks: 1, filters: 16, seed: 1 });
    const kernel = model.getLayer('block1Conv1').getWeights()[0]!; // 36,864 draws
    const { mean, variance } = tf.tidy(() => tf.moments(kernel));
    expect(Math.abs(mean.dataSync()[0]!)).toBeLessThan(4 * (0.02 / 192));
    expect(Math.sqrt(variance.dataSync()[0]!)).toBeCloseTo(0.02, 3);
    model.dispose();
  });
});

test('PyTorch’s keys are those of CycleGAN, pix2pix and CUT', () => {
  const keys = (build: () => ReturnType<typeof resnetGenerator>) => {
    const model = build();
    const named = torchKeys(model);
    model.dispose();
    return named;
  };
  const nine = { filters: 1, normalisation: 'batch', dropout: true } as const;
  const cycle = keys(() => resnetGenerator({ ...nine, upsampling: 'transposed' }));
  expect(cycle['stemNorm/gamma']).toBe('model.2.weight');
  expect(cycle['block9Conv2/kernel']).toBe('model.18.conv_block.6.weight');
  expect(cycle['block9Conv2Norm/movingMean']).toBe('model.18.conv_block.7.running_mean');
  expect(cycle['up1/kernel']).toBe('model.19.weight');
  expect(cycle['up2Norm/beta']).toBe('model.23.bias');
  expect(cycle['head/bias']).toBe('model.26.bias');
  const cut = keys(() => resnetGenerator({ filters: 1, upsampling: 'blur' }));
  expect(
    ['stem', 'down1', 'down2', 'block1Conv1', 'block9Conv1', 'up1', 'up2', 'head'].map(
      (layer) => cut[`${layer}/kernel`],
    ),
  ).toEqual(
    ['1', '4', '8', '12.conv_block.1', '20.conv_block.1', '22', '26', '30'].map(
      (index) => `model.${index}.weight`,
    ),
  );
  const pix = keys(() => unetGenerator({ filters: 1, upsampling: 'transposed' }));
  expect(pix['up1/bias']).toBe('model.model.3.bias');
  expect(pix['down3Norm/gamma']).toBe('model.model.1.model.3.model.2.weight');
  expect(pix['up8Norm/movingVariance']).toBe(
    `model.model.1${'.model.3'.repeat(6)}.model.4.running_var`,
  );
  const judge = keys(() => patchDiscriminator({ filters: 1, blur: true }));
  expect(judge['scores/kernel']).toBe('model.14.weight');
  expect(keys(() => pixelDiscriminator())['scores/bias']).toBe('net.5.bias');
});

test('errors name the option', () => {
  const cases = [
    () => resnetGenerator({ blocks: -1 }),
    () => resnetGenerator({ upsampling: 'nearest' as never }),
    () => unetGenerator({ downs: 1 }),
    () => patchDiscriminator({ layers: 1.5 }),
    () => patchDiscriminator({ normalisation: 'layer' as never }),
    () => pixelDiscriminator({ filters: 0 }),
    () => dcganGenerator({ imageSize: 48 }),
    () => dcganDiscriminator({ imageSize: 4 }),
  ];
  const messages = cases.map((run) => {
    try {
      run().dispose();
      return 'nothing was thrown';
    } catch (error) {
      return String(error);
    }
  });
  expect(messages).toMatchInlineSnapshot(`
    [
      "RangeError: resnetGenerator blocks: expected a whole number of at least 0, got -1.",
      "RangeError: resnetGenerator upsampling: expected one of resize, bilinear, blur, transposed, got nearest.",
      "RangeError: unetGenerator downs: expected a whole number of at least 2, got 1.",
      "RangeError: patchDiscriminator layers: expected a whole number of at least 1, got 1.5.",
      "RangeError: patchDiscriminator normalisation: expected one of instance, batch, none, got layer.",
      "RangeError: pixelDiscriminator filters: expected a whole number of at least 1, got 0.",
      "RangeError: dcganGenerator imageSize: expected a power of 2 from 8, got 48.",
      "RangeError: dcganDiscriminator imageSize: expected a power of 2 from 8, got 4.",
    ]
  `);
});
