import { randomSource } from '@ikat/random';
import { expectClose, type GoldenTensor, goldenTensor, readGolden } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { expect } from 'vitest';
import { torchKeys } from '../torch-keys.js';

// By a name of its own: Vite would look for the files beforehand, and not in folders of the folder.
const here = import.meta.url;

/** Reads one of this package's golden files. */
export const golden = <T>(name: string) =>
  readGolden<T>(new URL(`../../golden/${name}.json`, here));

/** Gives each weight the tensor of its PyTorch key; every key must be used. */
export function loadGolden(model: LayersModel, weights: Record<string, GoldenTensor>): void {
  const keys = torchKeys(model);
  expect(new Set(Object.values(keys))).toEqual(new Set(Object.keys(weights)));
  for (const weight of model.weights) {
    const tensor = goldenTensor(weights[keys[weight.originalName]!]!);
    weight.write(tensor);
    tensor.dispose();
  }
}

/** Images of noise in [-1, 1], always the same for a seed. */
export const images = (shape: [number, number, number, number], seed = 1) =>
  tf.tensor4d(randomSource(seed).uniforms(tf.util.sizeFromShape(shape), -1, 1), shape);

/** The variables that train, by their stable names. */
export const variables = (model: LayersModel): Record<string, tf.Variable> =>
  Object.fromEntries(
    model.trainableWeights.map((weight) => [weight.originalName, weight.read() as tf.Variable]),
  );

/** sum g sin(0, 1, 2, ...), as golden/make.py condenses a gradient. */
export const probed = (gradient: tf.Tensor) =>
  tf.sum(tf.mul(tf.reshape(gradient, [-1]), tf.sin(tf.range(0, gradient.size))));

/** Expects the value and the gradients of sum (d sum D(x) / dx)^2 that PyTorch found. */
export function expectPenalty(
  model: LayersModel,
  x: tf.Tensor,
  expected: { value: number; gradients: Record<string, number> },
): void {
  const keys = torchKeys(model);
  const byName = variables(model);
  const total = (input: tf.Tensor) =>
    tf.sum(model.apply(input, { training: true }) as tf.Tensor) as tf.Scalar;
  const penalty = () => tf.sum(tf.square(tf.grad(total)(x))) as tf.Scalar;
  const { value, grads } = tf.variableGrads(penalty, Object.values(byName));
  expectClose(value, expected.value, 1e-4);
  for (const [name, variable] of Object.entries(byName)) {
    const gradient = grads[variable.name] ?? tf.zerosLike(variable);
    expectClose(probed(gradient), expected.gradients[keys[name]!]!, 1e-4);
  }
}
