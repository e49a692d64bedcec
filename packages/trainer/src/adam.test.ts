import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { adam } from './adam.js';

interface Golden {
  a: GoldenTensor;
  b: GoldenTensor;
  start: { x: GoldenTensor; y: GoldenTensor };
  steps: { loss: number; x: GoldenTensor; y: GoldenTensor }[];
}

const golden = readGolden<Golden>(new URL('../golden/adam.json', import.meta.url));

const variable = (it: GoldenTensor) => tf.tidy(() => tf.variable(goldenTensor(it)));

function goldenProblem() {
  const [x, y] = [variable(golden.start.x), variable(golden.start.y)];
  const [a, b] = [goldenTensor(golden.a), goldenTensor(golden.b)];
  const terms = () => {
    const bowl = tf.sum(tf.mul(a, tf.square(tf.sub(x, b))));
    const wave = tf.sum(tf.cos(tf.mul(y, 3)));
    return { bowl, wave, total: tf.add(bowl, wave) as tf.Scalar };
  };
  return { x, y, terms, dispose: () => tf.dispose([x, y, a, b]) };
}

onEachBackend(() => {
  test('moves as torch.optim.Adam does, over ten steps and a change of rate', () => {
    const { x, y, terms, dispose } = goldenProblem();
    const optimiser = adam({ x, y }, { learningRate: 0.1 });
    for (const [number, wanted] of golden.steps.entries()) {
      if (number === 5) optimiser.learningRate = 0.05;
      const losses = optimiser.minimize(terms);
      expectClose(losses.total, wanted.loss, 1e-5);
      expectClose(x, wanted.x.values, 2e-6);
      expectClose(y, wanted.y.values, 2e-6);
      tf.dispose(losses);
    }
    optimiser.dispose();
    dispose();
  });

  test('goes on from a saved state to the bit, in variables of other names', () => {
    const run = (resumeAt: number) => {
      let problem = goldenProblem();
      let optimiser = adam({ x: problem.x, y: problem.y }, { learningRate: 0.1 });
      for (let step = 0; step < 6; step++) {
        if (step === resumeAt) {
          const state = optimiser.state();
          const values = [problem.x.dataSync().slice(), problem.y.dataSync().slice()] as const;
          optimiser.dispose();
          problem.dispose();
          problem = goldenProblem();
          optimiser = adam({ y: problem.y, x: problem.x }, { learningRate: 0.1 });
          optimiser.restore(state);
          problem.x.assign(tf.tensor(values[0], problem.x.shape));
          problem.y.assign(tf.tensor(values[1], problem.y.shape));
          tf.dispose(state.tensors);
        }
        tf.dispose(optimiser.minimize(problem.terms));
      }
      return [...problem.x.dataSync(), ...problem.y.dataSync()];
    };
    expect(run(3)).toEqual(run(-1));
  });

  test('leaves nothing behind but the terms, which an enclosing tidy frees', async () => {
    const { x, y, terms, dispose } = goldenProblem();
    const optimiser = adam({ x, y });
    await expectNoLeak(() => optimiser.minimize(terms));
    await expectNoLeak(() => tf.tidy(() => void optimiser.minimize(terms)));
    await expectNoLeak(() => optimiser.state().tensors);
    const state = optimiser.state();
    await expectNoLeak(() => optimiser.restore(state));
    tf.dispose(state.tensors);
    optimiser.dispose();
    dispose();
  });

  test('names the variable that the loss does not reach, and leaks nothing', async () => {
    const { x, y, dispose } = goldenProblem();
    const optimiser = adam({ 'generator/stem/kernel': x, 'generator/lost': y });
    await expectNoLeak(() => {
      expect(() =>
        optimiser.minimize(() => ({ total: tf.sum(tf.square(x)) as tf.Scalar })),
      ).toThrowErrorMatchingInlineSnapshot(
        `[Error: adam: expected a gradient for every variable, got none for generator/lost. Leave it out of the variables, or let the loss depend on it.]`,
      );
    });
    optimiser.dispose();
    dispose();
  });

  test('refuses an empty list, and a state of other variables', () => {
    const { x, y, dispose } = goldenProblem();
    expect(() => adam({})).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: adam: expected at least one variable, got none.]`,
    );
    const [one, other] = [adam({ x }), adam({ y })];
    expect(() => one.restore(other.state())).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: adam: expected a moment first/x of shape [2,3], got none. The state was saved for other networks.]`,
    );
    const sameName = adam({ x: y });
    expect(() => one.restore(sameName.state())).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: adam: expected a moment first/x of shape [2,3], got one of shape [4]. The state was saved for other networks.]`,
    );
    for (const it of [one, other, sameName]) it.dispose();
    dispose();
  });
});
