import fc from 'fast-check';
import type { Call, KernelCase } from './compare.js';
import { type Given, given, type Shape } from './given.js';
import { partOf, shapes } from './shapes.js';

const turn = (rows: number, columns: number, turned: boolean): Shape =>
  turned ? [columns, rows] : [rows, columns];

const length = fc.oneof({ weight: 15, arbitrary: fc.integer({ min: 1, max: 6 }) }, fc.constant(0));

/** Matrices in batches that broadcast against each other. */
const products: fc.Arbitrary<Call> = fc
  .record({
    batch: shapes(0, 3, { empty: false }),
    sizes: fc.tuple(length, length, length),
    turns: fc.tuple(fc.boolean(), fc.boolean()),
  })
  .chain(({ batch, sizes: [rows, shared, columns], turns }) =>
    fc.tuple(partOf(batch), partOf(batch)).chain(([first, second]) =>
      fc
        .record({
          a: given([...first, ...turn(rows, shared, turns[0])]),
          b: given([...second, ...turn(shared, columns, turns[1])]),
        })
        .map((inputs) => ({
          inputs,
          attributes: { transposeA: turns[0], transposeB: turns[1] },
        })),
    ),
  );

const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'];

const fused: fc.Arbitrary<Call> = fc
  .record({
    batch: fc.integer({ min: 1, max: 3 }),
    sizes: fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 6 }))),
    turns: fc.tuple(fc.boolean(), fc.boolean()),
    activation: fc.constantFrom(...activations),
    bias: fc.boolean(),
  })
  .chain(({ batch, sizes, turns, activation, bias }) => {
    const [rows, shared, columns] = sizes as [number, number, number];
    return fc
      .record({
        a: given([batch, ...turn(rows, shared, turns[0])]),
        b: given([batch, ...turn(shared, columns, turns[1])]),
        vector: given([columns]),
        slopes: given([columns]),
      })
      .map(({ a, b, vector, slopes }): Call => {
        const inputs: Record<string, Given> = { a, b };
        if (bias) inputs.bias = vector;
        if (activation === 'prelu') inputs.preluActivationWeights = slopes;
        const attributes = {
          transposeA: turns[0],
          transposeB: turns[1],
          activation,
          leakyreluAlpha: 0.3,
        };
        return { inputs, attributes };
      });
  });

export const matrix: readonly KernelCase[] = [
  { kernel: 'BatchMatMul', calls: products },
  { kernel: '_FusedMatMul', calls: fused },
];
