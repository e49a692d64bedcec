import '@ikat/testing';
import type { WeightMap } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  architectureOf,
  inferArchitecture,
  modelFromWeights,
  patchDiscriminator,
  resnetGenerator,
  torchWeights,
  unetGenerator,
} from './index.js';
import { golden } from './testing/golden-model.js';

const names = golden<Record<string, Record<string, number[]>>>('weights/names');
const shapes = (name: string) =>
  Object.fromEntries(Object.entries(names[name]!).map(([key, shape]) => [key, { shape }]));

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const expected: Record<string, [name: string, options: Record<string, unknown>]> = {
  'resnet-9': [
    'resnetGenerator',
    { blocks: 9, upsampling: 'transposed', normalisation: 'instance', dropout: false },
  ],
  'resnet-9-batch': [
    'resnetGenerator',
    { blocks: 9, upsampling: 'transposed', normalisation: 'batch', dropout: false },
  ],
  'resnet-9-dropout': [
    'resnetGenerator',
    { blocks: 9, upsampling: 'transposed', normalisation: 'instance', dropout: true },
  ],
  'resnet-6': [
    'resnetGenerator',
    { blocks: 6, upsampling: 'transposed', normalisation: 'instance', dropout: false },
  ],
  'resnet-9-resize': [
    'resnetGenerator',
    { blocks: 9, upsampling: 'resize', normalisation: 'instance', dropout: false },
  ],
  'cut-9': [
    'resnetGenerator',
    { blocks: 9, upsampling: 'blur', normalisation: 'instance', dropout: false },
  ],
  'cut-6': [
    'resnetGenerator',
    { blocks: 6, upsampling: 'blur', normalisation: 'instance', dropout: false },
  ],
  'unet-256': [
    'unetGenerator',
    { downs: 8, upsampling: 'transposed', normalisation: 'batch', dropout: true },
  ],
  'unet-128': [
    'unetGenerator',
    { downs: 7, upsampling: 'transposed', normalisation: 'batch', dropout: true },
  ],
  'unet-256-instance': [
    'unetGenerator',
    { downs: 8, upsampling: 'transposed', normalisation: 'instance', dropout: false },
  ],
  'patch-3': [
    'patchDiscriminator',
    { layers: 3, normalisation: 'instance', spectral: false, blur: false },
  ],
  'patch-5': [
    'patchDiscriminator',
    { layers: 5, normalisation: 'instance', spectral: false, blur: false },
  ],
  'patch-3-batch': [
    'patchDiscriminator',
    { layers: 3, normalisation: 'batch', spectral: false, blur: false },
  ],
  'cut-patch-3': [
    'patchDiscriminator',
    { layers: 3, normalisation: 'instance', spectral: false, blur: true },
  ],
  pixel: ['pixelDiscriminator', { normalisation: 'instance', spectral: false }],
  'pixel-batch': ['pixelDiscriminator', { normalisation: 'batch', spectral: false }],
};

test.each(Object.keys(names))('%s is told from its names, and all of them are used', (file) => {
  const [name, options] = expected[file]!;
  const inferred = inferArchitecture(shapes(file));
  expect(inferred).toEqual({ name, options: { ...options, filters: 2, channels: 3 } });
  const weights: WeightMap = Object.fromEntries(
    Object.entries(names[file]!).map(([key, shape]) => {
      const data = new Float32Array(shape.reduce((product, size) => product * size, 1));
      return [key, { dtype: 'float32', shape, data }];
    }),
  );
  const model = modelFromWeights(weights);
  expect(architectureOf(model).name).toBe(name);
  model.dispose();
});

test('our own networks come back from their torch weights', async () => {
  const models = [
    resnetGenerator({ blocks: 1, filters: 2, channels: 1 }),
    unetGenerator({ downs: 3, filters: 1, upsampling: 'resize' }),
    unetGenerator({
      downs: 2,
      filters: 1,
      upsampling: 'blur',
      normalisation: 'instance',
      dropout: false,
    }),
    patchDiscriminator({ layers: 1, filters: 1, channels: 6, spectral: true, blur: true }),
  ];
  for (const model of models) {
    const again = modelFromWeights(await torchWeights(model));
    const { seed: _, ...options } = architectureOf(model).options;
    expect(architectureOf(again).options).toMatchObject(options);
    again.dispose();
    model.dispose();
  }
});

test('scales of instance norms are taken where they do nothing', async () => {
  const model = patchDiscriminator({ layers: 1, filters: 1 });
  const plain = await torchWeights(model);
  const ones = { dtype: 'float32', shape: [2], data: Float32Array.of(1, 1) } as const;
  const zeros = { dtype: 'float32', shape: [2], data: Float32Array.of(0, 0) } as const;
  const neutral = { ...plain, 'model.3.weight': ones, 'model.3.bias': zeros };
  modelFromWeights(neutral).dispose();
  expect(() =>
    modelFromWeights({ ...neutral, 'model.3.bias': ones }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: loadWeights: expected the 6 weights of this patchDiscriminator, got 1 unexpected (model.3.bias). The file is of another network, or of this one with other options.]`,
  );
  const broken = {
    ...plain,
    'model.0.bias': { ...ones, shape: [1], data: Float32Array.of(Number.NaN) },
  };
  expect(() => modelFromWeights(broken)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: loadWeights: expected finite weights, got NaN in model.0.bias. The network diverged before it was saved.]`,
  );
  model.dispose();
});

test('errors say what was seen', () => {
  const infer = (name: string, change: Record<string, { shape: number[] } | undefined>) => () => {
    const entries = Object.entries({ ...shapes(name), ...change });
    inferArchitecture(
      Object.fromEntries(
        entries.filter((entry): entry is [string, { shape: number[] }] => !!entry[1]),
      ),
    );
  };
  expect(() => inferArchitecture({})).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected the names of a ResNet (model.10.conv_block…), a U-Net (model.model.0…), a patch (model.0…) or a pixel discriminator (net.0…), got no weights. Say which network it is, if it is one of ours.]`,
  );
  const vgg = { 'features.0.weight': { shape: [64, 3, 3, 3] }, 'features.0.bias': { shape: [64] } };
  expect(() => inferArchitecture(vgg)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected the names of a ResNet (model.10.conv_block…), a U-Net (model.model.0…), a patch (model.0…) or a pixel discriminator (net.0…), got features.0.weight, features.0.bias (2 names). Say which network it is, if it is one of ours.]`,
  );
  const wide = { 'model.4.weight': { shape: [9, 2, 3, 3] } };
  expect(infer('resnet-9', wide)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected model.4.weight of shape [4,2,3,3], got [9,2,3,3]. Say which network it is, if it is one of ours.]`,
  );
  expect(infer('resnet-9', { 'model.7.weight': undefined })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected model.7.weight of shape [8,4,3,3], got none. Say which network it is, if it is one of ours.]`,
  );
  const gap = { 'model.30.conv_block.1.weight': { shape: [8, 8, 3, 3] } };
  expect(infer('resnet-9', gap)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected residual blocks in a row from model.10 or, with blurs, model.12, got model.10,11,12,13,14,15,16,17,18,30. Say which network it is, if it is one of ours.]`,
  );
  const two = { 'model.26.weight': { shape: [2, 2, 7, 7] } };
  expect(infer('resnet-9', two)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected as many channels out as in, got 3 in and 2 out. Say which network it is, if it is one of ours.]`,
  );
  expect(infer('resnet-9', { 'model.1.bias': undefined })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected model.1.bias (instance norm) or model.2.weight (batch norm), got neither. Say which network it is, if it is one of ours.]`,
  );
  expect(infer('resnet-9', { 'model.19.weight': undefined })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected a convolution at model.19 or model.21, got neither. Say which network it is, if it is one of ours.]`,
  );
  const shallow = { 'model.model.0.weight': { shape: [2, 3, 4, 4] } };
  expect(() => inferArchitecture(shallow)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected a second level at model.model.1.model.1.weight, got none. Say which network it is, if it is one of ours.]`,
  );
  expect(() =>
    inferArchitecture({ 'model.0.weight': { shape: [2, 3, 4, 4] } }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: inferArchitecture: expected at least three convolutions, got 1. Say which network it is, if it is one of ours.]`,
  );
  expect(() => modelFromWeights({}, { name: 'diffusion' })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: modelFromWeights: expected one of dcganDiscriminator, dcganGenerator, mlpDiscriminator, mlpGenerator, patchDiscriminator, pixelDiscriminator, resnetGenerator, unetGenerator, got diffusion.]`,
  );
});
