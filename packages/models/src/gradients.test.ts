import { correctGradients } from '@ikat/ops';
import { expectGradient, expectSecondOrderGradient, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { beforeAll, expect, test } from 'vitest';
import {
  dcganDiscriminator,
  dcganGenerator,
  mlpDiscriminator,
  mlpGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  reseed,
  resnetGenerator,
  unetGenerator,
} from './index.js';
import { images } from './testing/golden-model.js';

type Case = [name: string, build: () => LayersModel, shape: number[]];

const generators: Case[] = [
  ['mlpGenerator', () => mlpGenerator({ seed: 1 }), [1, 100]],
  [
    'dcganGenerator',
    () => dcganGenerator({ imageSize: 16, filters: 2, noiseSize: 4, seed: 1 }),
    [2, 4],
  ],
  [
    'resnetGenerator',
    () => resnetGenerator({ blocks: 1, filters: 2, dropout: true, seed: 1 }),
    [1, 12, 12, 3],
  ],
  ['unetGenerator', () => unetGenerator({ downs: 3, filters: 2, seed: 1 }), [2, 16, 16, 3]],
];

const patch = { layers: 1, filters: 2, seed: 1 } as const;
const discriminators: Case[] = [
  ['mlpDiscriminator', () => mlpDiscriminator({ seed: 1 }), [1, 28, 28, 1]],
  [
    'dcganDiscriminator',
    () => dcganDiscriminator({ imageSize: 16, filters: 2, seed: 1 }),
    [2, 16, 16, 3],
  ],
  ['patchDiscriminator', () => patchDiscriminator(patch), [1, 12, 12, 3]],
  ['spectral patch', () => patchDiscriminator({ ...patch, spectral: true }), [1, 12, 12, 3]],
  ['blurred patch', () => patchDiscriminator({ ...patch, blur: true }), [1, 12, 12, 3]],
  ['pixelDiscriminator', () => pixelDiscriminator({ filters: 4, seed: 1 }), [1, 5, 6, 3]],
];

beforeAll(() => correctGradients());

/** First weights are small: scaled up, every layer has a part in the gradient. */
function prepare(build: () => LayersModel, shape: number[]) {
  const model = build();
  const gain = { mlpGenerator: 1.5, mlpDiscriminator: 2 }[model.name] ?? 10;
  model.setWeights(tf.tidy(() => model.getWeights().map((weight) => tf.mul(weight, gain))));
  const x = tf.reshape(images([1, 1, 1, tf.util.sizeFromShape(shape)], 5), shape);
  return { model, x };
}

/** sum sin(y) cos(0, 1, 2, ...): bounded, and curved even where the network is linear. */
function curved(output: unknown): tf.Tensor {
  const y = output as tf.Tensor;
  const probe = tf.reshape(tf.cos(tf.range(0, y.size)), y.shape);
  return tf.sum(tf.mul(tf.sin(y), probe));
}

/** The gradient's length: near 0 it would agree with anything. */
const steepness = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor) =>
  tf.norm(tf.grad((input) => f(input) as tf.Scalar)(x)).dataSync()[0]!;

onEachBackend(() => {
  // A step of 1e-3 keeps few ReLUs from changing sides between the two evaluations.
  test.each([...generators, ...discriminators])('%s, in training', (_, build, shape) => {
    const { model, x } = prepare(build, shape);
    // the same masks at every evaluation; the singular vectors have stood still by then
    const run = (input: tf.Tensor) => {
      reseed(model, 3);
      return curved(model.apply(input, { training: true }));
    };
    tf.tidy(() => {
      for (let pass = 0; pass < 30 && model.nonTrainableWeights.length > 0; pass++) run(x);
      const scale = 5 / steepness(run, x);
      expectGradient((input) => tf.mul(run(input), scale), [x], { epsilon: 1e-3 });
    });
    model.dispose();
  });

  test.each(discriminators)('%s, second order', (_, build, shape) => {
    const { model, x } = prepare(build, shape);
    tf.tidy(() => {
      const run = (input: tf.Tensor) => curved(model.apply(input));
      const slope = (input: tf.Tensor) => tf.sum(tf.square(tf.grad(run)(input)));
      const scale = Math.sqrt(5 / steepness(slope, x));
      expectSecondOrderGradient((input) => tf.mul(run(input), scale), [x], { epsilon: 1e-3 });
    });
    model.dispose();
  });

  test('a training step leaves nothing behind', () => {
    const model = unetGenerator({ downs: 2, filters: 1, seed: 1 });
    const x = images([1, 8, 8, 3]);
    const step = () => {
      const { value, grads } = tf.variableGrads(
        () => tf.mean(model.apply(x, { training: true }) as tf.Tensor) as tf.Scalar,
        model.trainableWeights.map((weight) => weight.read() as tf.Variable),
      );
      tf.dispose([value, grads]);
    };
    step();
    const before = tf.memory().numTensors;
    step();
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
    model.dispose();
  });
});
