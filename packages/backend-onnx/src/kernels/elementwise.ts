import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Draw, type Given, given, tensorOf } from './given.js';
import { pairs, partOf, shapes } from './shapes.js';

type DType = Given['dtype'];

const oneInput = (
  draw: Draw | undefined,
  dtype: DType = 'float32',
  attributes: Record<string, unknown> = {},
  name = 'x',
): fc.Arbitrary<Call> =>
  shapes()
    .chain((shape) => given(shape, draw, dtype))
    .map((x) => ({ inputs: { [name]: x }, attributes }));

const twoInputs = (
  draws: readonly [Draw | undefined, Draw | undefined],
  dtype: DType = 'float32',
  [first, second] = ['a', 'b'],
): fc.Arbitrary<Call> =>
  pairs
    .chain(([a, b]) => fc.tuple(given(a, draws[0], dtype), given(b, draws[1], dtype)))
    .map(([a, b]) => ({ inputs: { [first!]: a, [second!]: b } }));

const on = (kernels: string, draw: Draw, tolerance?: number): KernelCase[] =>
  kernels
    .split(' ')
    .map((kernel) => ({ kernel, about: `${draw}`, calls: oneInput(draw), tolerance }));

const onIntegers = (kernels: string): KernelCase[] =>
  kernels
    .split(' ')
    .map((kernel) => ({ kernel, about: 'int32', calls: oneInput('whole', 'int32') }));

const unary: KernelCase[] = [
  ...on('Abs Ceil Floor Neg Relu Round Sign Square IsNan IsInf IsFinite', 'special'),
  ...on('Relu6 Elu Exp Sigmoid Softplus Tanh Atan Asinh Cos Sin Tan', 'quarters', 3e-6),
  ...on('Cosh Sinh Expm1 Selu Erf', 'quarters', 3e-6),
  ...on('Exp Sigmoid Tanh Softplus Log1p Expm1 Sqrt Log Rsqrt Reciprocal', 'special', 3e-6),
  ...on('Log Log1p Sqrt Rsqrt Reciprocal', 'positive', 3e-6),
  ...on('Acos Asin Atanh Log1p Expm1 Tanh Sigmoid Erf', 'unit', 3e-6),
  { kernel: 'Acosh', calls: oneInput({ below: 9 }), tolerance: 3e-6 },
  ...onIntegers('Abs Neg Sign Square Relu Relu6 Ceil Floor Round'),
  ...[0, 0.2, 1, 1.5, -1].map((alpha) => ({
    kernel: 'Step',
    about: `alpha ${alpha}`,
    calls: oneInput('special', 'float32', { alpha }),
  })),
  ...[0, 0.2, 1.5, -1].map((alpha) => ({
    kernel: 'LeakyRelu',
    about: `alpha ${alpha}`,
    calls: oneInput('quarters', 'float32', { alpha }),
  })),
  ...(['float32', 'int32'] as const).map((dtype) => ({
    kernel: 'ClipByValue',
    about: dtype,
    calls: oneInput(undefined, dtype, { clipValueMin: -1, clipValueMax: 2 }),
  })),
  {
    kernel: 'ClipByValue',
    about: 'special',
    calls: oneInput('special', 'float32', { clipValueMin: -1.25, clipValueMax: 2.5 }),
  },
  { kernel: 'LogicalNot', calls: oneInput(undefined, 'bool') },
  ...(['float32', 'int32', 'bool'] as const).flatMap((from) =>
    (['float32', 'int32', 'bool'] as const).map((dtype) => ({
      kernel: 'Cast',
      about: `${from} to ${dtype}`,
      calls: oneInput(undefined, from, { dtype }),
    })),
  ),
  {
    kernel: 'Cast',
    about: 'special to int32',
    calls: oneInput('special', 'float32', { dtype: 'int32' }),
  },
];

const binary: KernelCase[] = [
  ...'Add Sub Multiply RealDiv Maximum Minimum SquaredDifference'
    .split(' ')
    .flatMap((kernel): KernelCase[] => [
      { kernel, calls: twoInputs(['quarters', 'quarters']), tolerance: 1e-6 },
      { kernel, about: 'special', calls: twoInputs(['special', 'special']), tolerance: 1e-6 },
    ]),
  ...'Add Sub Multiply Maximum Minimum SquaredDifference'
    .split(' ')
    .map((kernel) => ({ kernel, about: 'int32', calls: twoInputs(['whole', 'whole'], 'int32') })),
  { kernel: 'Pow', calls: twoInputs(['positive', 'quarters']), tolerance: 1e-5 },
  { kernel: 'Pow', about: 'whole powers', calls: twoInputs(['quarters', 'counts']) },
  { kernel: 'Pow', about: 'int32', calls: twoInputs(['whole', 'counts'], 'int32') },
  { kernel: 'Mod', calls: twoInputs(['quarters', 'positive']), tolerance: 1e-5 },
  { kernel: 'Mod', about: 'of quarters', calls: twoInputs(['quarters', 'quarters']) },
  { kernel: 'Mod', about: 'int32', calls: twoInputs(['whole', 'counts'], 'int32') },
  { kernel: 'FloorDiv', about: 'int32', calls: twoInputs(['whole', 'counts'], 'int32') },
  { kernel: 'Atan2', calls: twoInputs(['quarters', 'quarters']), tolerance: 1e-6 },
  {
    kernel: 'Prelu',
    calls: shapes()
      .chain((shape) =>
        fc.tuple(
          given(shape),
          partOf(shape).chain((part) => given(part)),
        ),
      )
      .map(([x, alpha]) => ({ inputs: { x, alpha } })),
  },
  {
    kernel: 'EluGrad',
    calls: shapes()
      .chain((shape) => fc.tuple(given(shape), given(shape, 'unit')))
      .map(([dy, y]) => ({ inputs: { dy, y } })),
  },
];

const comparisons: KernelCase[] = 'Greater GreaterEqual Less LessEqual Equal NotEqual'
  .split(' ')
  .flatMap((kernel): KernelCase[] => [
    { kernel, calls: twoInputs(['special', 'special']) },
    { kernel, about: 'int32', calls: twoInputs(['whole', 'whole'], 'int32') },
  ]);

const logic: KernelCase[] = [
  ...['LogicalAnd', 'LogicalOr'].map((kernel) => ({
    kernel,
    calls: twoInputs([undefined, undefined], 'bool'),
  })),
  ...['Equal', 'NotEqual'].map((kernel) => ({
    kernel,
    about: 'bool',
    calls: twoInputs([undefined, undefined], 'bool'),
  })),
];

const types = fc.constantFrom<DType>('float32', 'int32', 'bool');

const several: KernelCase[] = [
  {
    kernel: 'AddN',
    calls: fc
      .tuple(shapes(), fc.integer({ min: 1, max: 4 }), fc.constantFrom<DType>('float32', 'int32'))
      .chain(([shape, count, dtype]) =>
        fc.array(given(shape, undefined, dtype), { minLength: count, maxLength: count }),
      )
      .map((inputs) => ({ inputs })),
  },
  {
    kernel: 'Select',
    calls: fc
      .tuple(shapes(), types)
      .chain(([shape, dtype]) =>
        fc.record({
          condition: given(shape, undefined, 'bool'),
          t: given(shape, undefined, dtype),
          e: given(shape, undefined, dtype),
        }),
      )
      .map((inputs) => ({ inputs })),
  },
  {
    // The cpu backend takes a row's first numbers by the row's number: what it should take instead.
    kernel: 'Select',
    about: 'of rows',
    calls: shapes(2, 4, { empty: false })
      .chain((shape) =>
        fc.record({
          condition: given(shape.slice(0, 1), undefined, 'bool'),
          t: given(shape),
          e: given(shape),
        }),
      )
      .map((inputs) => ({ inputs })),
    oracle: selectRows,
  },
];

function selectRows({ inputs }: Call): tf.Tensor {
  const { condition, t, e } = inputs as Record<string, Given>;
  const [rows, yes, no] = [condition!, t!, e!].map(tensorOf) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const mask = tf.reshape(tf.cast(rows, 'float32'), [-1, ...yes.shape.slice(1).fill(1)]);
  return tf.add(tf.mul(mask, yes), tf.mul(tf.sub(1, mask), no));
}

export const elementwise: readonly KernelCase[] = [
  ...unary,
  ...binary,
  ...comparisons,
  ...logic,
  ...several,
];
