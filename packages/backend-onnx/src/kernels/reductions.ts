import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Draw, type Given, given, tensorOf } from './given.js';
import { axesOf, axisOf, shapes } from './shapes.js';

type DType = Given['dtype'];

const reduced = (draw: Draw | undefined, dtype: DType = 'float32'): fc.Arbitrary<Call> =>
  shapes()
    .chain((shape) => fc.tuple(given(shape, draw, dtype), axesOf(shape), fc.boolean()))
    .map(([x, axis, keepDims]) => ({ inputs: { x }, attributes: { axis, keepDims } }));

/** Of nothing there is no largest; and TensorFlow.js calls the axes of Max by another name. */
const extreme = (draw: Draw, dtype: DType = 'float32'): fc.Arbitrary<Call> =>
  shapes(1, 6, { empty: false })
    .chain((shape) => fc.tuple(given(shape, draw, dtype), axesOf(shape, 1), fc.boolean()))
    .map(([x, axis, keepDims]) => ({
      inputs: { x },
      attributes: { axis, reductionIndices: axis, keepDims },
    }));

/** Over one axis of at least one element. */
const along = (draw: Draw | undefined, dtype: DType = 'float32'): fc.Arbitrary<Call> =>
  shapes(1, 5, { empty: false })
    .chain((shape) => fc.tuple(given(shape, draw, dtype), axisOf(shape)))
    .map(([x, axis]) => ({ inputs: { x }, attributes: { axis } }));

const running: fc.Arbitrary<Call> = fc
  .tuple(
    fc.constantFrom<DType>('float32', 'int32').chain((dtype) => along(undefined, dtype)),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([{ inputs, attributes }, exclusive, reverse]) => ({
    inputs,
    attributes: { ...attributes, exclusive, reverse },
  }));

const last = (name: string): fc.Arbitrary<Call> =>
  shapes(1, 5, { empty: false })
    .chain((shape) => given(shape))
    .map((x) => ({ inputs: { [name]: x }, attributes: { dim: x.shape.length - 1 } }));

export const reductions: readonly KernelCase[] = [
  { kernel: 'Sum', calls: reduced('quarters') },
  { kernel: 'Sum', about: 'int32', calls: reduced('whole', 'int32') },
  { kernel: 'Sum', about: 'bool', calls: reduced('truth', 'bool') },
  { kernel: 'Mean', calls: reduced('quarters') },
  { kernel: 'Mean', about: 'int32', calls: reduced('whole', 'int32') },
  { kernel: 'Prod', calls: reduced('unit') },
  { kernel: 'Prod', about: 'int32', calls: reduced({ below: 3 }, 'int32') },
  ...['Max', 'Min'].flatMap((kernel) => [
    { kernel, calls: extreme('quarters') },
    { kernel, about: 'int32', calls: extreme('whole', 'int32') },
  ]),
  ...['All', 'Any'].map((kernel) => ({ kernel, calls: extreme('truth', 'bool') })),
  ...['ArgMax', 'ArgMin'].flatMap((kernel) => [
    { kernel, calls: along('quarters') },
    { kernel, about: 'int32', calls: along('whole', 'int32') },
  ]),
  { kernel: 'Cumsum', calls: running },
  { kernel: 'Cumprod', calls: running },
  { kernel: 'Softmax', calls: last('logits') },
  {
    kernel: 'LogSoftmax',
    calls: last('logits'),
    oracle: ({ inputs }) => tf.logSoftmax(tensorOf((inputs as Record<string, Given>).logits!)),
  },
];
