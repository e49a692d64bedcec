import { hashUniforms } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Given, given, tensorOf } from './given.js';
import { shapes } from './shapes.js';

const words = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

const seeds = fc.constantFrom(2 ** 31, -(2 ** 31)).chain((below) => given([], { below }, 'int32'));

const uniforms: fc.Arbitrary<Call> = fc
  .tuple(shapes(), words, seeds)
  .map(([shape, stream, seed]) => ({ inputs: { seed }, attributes: { shape, stream } }));

function hashed({ inputs, attributes }: Call): tf.Tensor {
  const { shape, stream } = attributes as { shape: number[]; stream: number };
  const seed = tensorOf((inputs as Record<string, Given>).seed!).dataSync()[0]!;
  return tf.tensor(hashUniforms(tf.util.sizeFromShape(shape), seed, stream), shape);
}

export const random: readonly KernelCase[] = [
  { kernel: 'SeededUniform', calls: uniforms, oracle: hashed, tolerance: 0 },
];
