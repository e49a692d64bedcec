import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

type ScalarFunction = (...inputs: tf.Tensor[]) => tf.Tensor;

interface GradientOptions {
  /** Half the distance between the two evaluations. */
  epsilon?: number;
  /** Allowed difference, relative to max(1, |numeric|). */
  tolerance?: number;
  /** Random directions tried for each input. */
  directions?: number;
}

/** The sum of f's elements, in double precision: the differences are small beside it. */
const total = (f: ScalarFunction, inputs: tf.Tensor[]) =>
  tf.tidy(() => Array.from(f(...inputs).dataSync()).reduce((sum, value) => sum + value, 0));

function direction(like: tf.Tensor, seed: number): tf.Tensor {
  const values = randomSource(seed).normals(like.size);
  const norm = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
  return tf.tensor(
    values.map((v) => v / norm),
    like.shape,
  );
}

/**
 * Expects the gradient of sum f(inputs) to agree with central differences,
 * <grad f, v> = (f(x + e v) - f(x - e v)) / 2e, along random unit directions v of every input.
 */
export function expectGradient(
  f: ScalarFunction,
  inputs: tf.Tensor[],
  { epsilon = 1e-2, tolerance = 5e-3, directions = 3 }: GradientOptions = {},
): void {
  const gradients = tf.grads((...xs: tf.Tensor[]) => tf.sum(f(...xs)))(inputs);
  for (const [position, input] of inputs.entries()) {
    for (let seed = 1; seed <= directions; seed++) {
      const v = direction(input, seed * 31 + position);
      const at = (step: number) =>
        total(
          f,
          inputs.map((x, i) => (i === position ? tf.add(x, tf.mul(v, step)) : x)),
        );
      const numeric = (at(epsilon) - at(-epsilon)) / (2 * epsilon);
      const analytic = tf.tidy(() => tf.sum(tf.mul(gradients[position]!, v)).dataSync()[0]!);
      const error = Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric));
      expect(error, `input ${position}: gradient ${analytic}, differences ${numeric}`).toBeLessThan(
        tolerance,
      );
    }
  }
}

/**
 * Expects the second-order gradient to be right: the gradient, for every input, of the scalar
 * s(inputs) = sum (df/dinputs[0])^2, which is what R1 and WGAN-GP differentiate.
 */
export function expectSecondOrderGradient(
  f: ScalarFunction,
  inputs: tf.Tensor[],
  options: GradientOptions = {},
): void {
  const penalty = (...xs: tf.Tensor[]) =>
    tf.square(tf.grad((x) => tf.sum(f(x, ...xs.slice(1))))(xs[0]!));
  expectGradient(penalty, inputs, { tolerance: 1e-2, ...options });
}
