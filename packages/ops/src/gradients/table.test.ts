import { expectGradient, expectSecondOrderGradient, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { correctGradients } from '../correct-gradients.js';
import { cases } from './cases/all.js';
import type { GradientCase } from './cases/inputs.js';
import { corrections } from './table.js';

const name = ({ kernel, name }: GradientCase) => `${kernel}: ${name}`;

/** The squared output: its second derivatives are not zero, whatever f is. */
const squared =
  ({ f }: GradientCase) =>
  (...inputs: tf.Tensor[]) =>
    tf.square(f(...inputs));

/** The same function with input `first` moved to the front, which is differentiated twice. */
function leading(f: GradientCase['f'], first: number): GradientCase['f'] {
  return (lead, ...rest) => f(...rest.toSpliced(first, 0, lead!));
}

onEachBackend((backend) => {
  beforeAll(correctGradients);

  const here = cases.filter(({ except }) => except !== backend);

  describe.each(here.map((example) => [name(example), example] as const))('%s', (_, example) => {
    it('has its first gradient', () => {
      tf.tidy(() => expectGradient(squared(example), example.inputs()));
    });

    it('has its second gradient', () => {
      tf.tidy(() => {
        const inputs = example.inputs();
        for (const [first, input] of inputs.entries()) {
          const others = inputs.toSpliced(first, 1);
          expectSecondOrderGradient(leading(squared(example), first), [input, ...others]);
        }
      });
    });
  });

  it('tests every kernel', () => {
    const tested = new Set(cases.map(({ kernel }) => kernel));
    const untested = corrections.filter(({ kernel }) => !tested.has(kernel));
    // the first two as gradients of pooling, the last in instance-norm-kernel.test.ts
    const elsewhere = ['AvgPoolGrad', 'MaxPoolGrad', 'InstanceNorm'];
    expect(untested.map(({ kernel }) => kernel)).toEqual(elsewhere);
  });
});
