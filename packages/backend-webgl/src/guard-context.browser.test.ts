import '@tensorflow/tfjs-backend-cpu';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { guardContext, useWebGl } from './index.js';

const context = () => (tf.backend() as MathBackendWebGL).gpgpu.gl;
const loseContext = () => context().getExtension('WEBGL_lose_context')!.loseContext();

/** Larger than what the backend computes on the processor. */
const numbers = (seed: number) => tf.randomNormal([40, 40], 0, 1, 'float32', seed);

/** A step of a small training: w = w - 0.1 m, m = 0.9 m + gradient of |x w|^2. */
function training() {
  const weights = tf.tidy(() => tf.variable(numbers(1)));
  let [momentum, steps] = [tf.zeros([40, 40]) as tf.Tensor, 0];
  return {
    weights,
    step() {
      const old = momentum;
      momentum = tf.tidy(() => {
        const x = numbers(100 + steps++);
        const gradient = tf.div(tf.matMul(x, tf.matMul(x, weights), true), 1600);
        const next = tf.add(tf.mul(momentum, 0.9), gradient);
        weights.assign(tf.sub(weights, tf.mul(next, 0.1)));
        return next;
      });
      old.dispose();
    },
    state: () => ({ tensors: { momentum: tf.clone(momentum) }, values: { steps } }),
    restore({ tensors, values }: { tensors: { momentum: tf.Tensor }; values: { steps: number } }) {
      // The old one went with its context.
      momentum.dispose();
      momentum = tf.clone(tensors.momentum);
      steps = values.steps;
    },
    dispose: () => tf.dispose([weights, momentum]),
  };
}

const unbroken = (steps: number) => {
  const whole = training();
  for (let step = 0; step < steps; step++) whole.step();
  const values = whole.weights.dataSync().slice();
  whole.dispose();
  return values;
};

describe('a guarded training', () => {
  beforeEach(() => useWebGl());

  it('goes on from the last save when the context is lost, as if nothing had been', async () => {
    const wanted = unbroken(6);
    const before = tf.memory().numTensors;
    const broken = training();
    const guard = guardContext({ snapshot: broken.state, restore: broken.restore });
    for (let step = 0; step < 3; step++) broken.step();
    expect(await guard.save()).toBe(true);
    broken.step();
    const first = context();
    loseContext();
    expect(guard.lost).toBe(true);
    const result = await guard.run(async () => {
      broken.step();
      return broken.weights.data();
    });
    expect(result).toEqual({ lost: true });
    expect([guard.lost, guard.recoveries]).toEqual([false, 1]);
    expect(context()).not.toBe(first);
    const rest = await guard.run(async () => {
      for (let step = 0; step < 3; step++) broken.step();
      return broken.weights.data();
    });
    expect(rest.lost ? [] : [...rest.value]).toEqual([...wanted]);
    guard.dispose();
    broken.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends work that would wait for ever, and tells it to stop', async () => {
    const weights = tf.tidy(() => tf.variable(numbers(1)));
    const guard = guardContext();
    await guard.save();
    let told: AbortSignal | undefined;
    const result = await guard.run((signal) => {
      told = signal;
      loseContext();
      return new Promise(() => {});
    });
    expect(result).toEqual({ lost: true });
    expect(told?.aborted).toBe(true);
    expect(tf.mul(weights, 2).dataSync()[7]).toBeCloseTo(2 * numbers(1).dataSync()[7]!, 5);
    guard.dispose();
    weights.dispose();
  });

  it('survives losses one after another, also while it saves', async () => {
    const weights = tf.tidy(() => tf.variable(numbers(2)));
    const wanted = weights.dataSync().slice();
    const guard = guardContext({
      snapshot: () => {
        if (guard.recoveries === 1) loseContext();
        return undefined;
      },
    });
    await guard.save();
    loseContext();
    expect(await guard.run(() => 1)).toEqual({ lost: true });
    weights.assign(tf.zerosLike(weights));
    expect(await guard.save()).toBe(false);
    expect(guard.recoveries).toBe(2);
    expect([...weights.dataSync()]).toEqual([...wanted]);
    expect(await guard.run(() => 1)).toEqual({ lost: false, value: 1 });
    guard.dispose();
    weights.dispose();
  });

  it('throws what the work throws', async () => {
    const guard = guardContext();
    await expect(guard.run(() => Promise.reject(new RangeError('Too many')))).rejects.toThrow(
      'Too many',
    );
    expect(guard.recoveries).toBe(0);
    guard.dispose();
  });

  it('leaves no tensors', async () => {
    const weights = tf.tidy(() => tf.variable(numbers(3)));
    const before = tf.memory().numTensors;
    const guard = guardContext({ snapshot: () => [tf.zeros([300]), { x: tf.ones([300]) }] });
    await guard.save();
    loseContext();
    await guard.run(() => 1);
    await guard.save();
    expect(tf.memory().numTensors).toBe(before);
    guard.dispose();
    weights.dispose();
  });
});

it('guards backends that lose nothing', async () => {
  await tf.setBackend('cpu');
  const guard = guardContext();
  expect(await guard.run(() => 5)).toEqual({ lost: false, value: 5 });
  expect([guard.lost, guard.recoveries]).toEqual([false, 0]);
  guard.dispose();
});
