import '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { isDivergence } from './diverged.js';
import { pause } from './pause.js';
import { constantThenLinear } from './schedules.js';
import { type TrainOptions, type TrainProgress, train } from './train.js';

beforeAll(() => tf.setBackend('cpu'));

/** Epochs of batches that know their number. */
function numbered(length: number, { withFrom = false } = {}) {
  const made: number[] = [];
  let epochs = 0;
  async function* some(first: number) {
    for (let i = first; i < length; i++) {
      made.push(i);
      yield tf.scalar(i);
    }
  }
  return {
    made,
    get epochs() {
      return epochs;
    },
    length,
    [Symbol.asyncIterator]: () => {
      epochs++;
      return some(0);
    },
    ...(withFrom && { from: (batch: number) => some(batch % length) }),
  };
}

const loss = (batch: tf.Scalar) => ({ value: tf.add(batch, 0.5) as tf.Scalar });

async function numbers(...args: Parameters<typeof train<tf.Scalar, 'value'>>) {
  const seen: (readonly [number, number | undefined, number])[] = [];
  for await (const { step, epoch, losses } of train(...args)) {
    seen.push([step, epoch, (await losses()).value]);
  }
  return seen;
}

describe('train', () => {
  test('goes through the epochs, counts from 1 and leaves no tensor', async () => {
    const before = tf.memory().numTensors;
    expect(await numbers(loss, numbered(2), { steps: 5 })).toEqual([
      [1, 0, 0.5],
      [2, 0, 1.5],
      [3, 1, 0.5],
      [4, 1, 1.5],
      [5, 2, 0.5],
    ]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('disposes on break and on throw, of the body and of the step', async () => {
    const before = tf.memory().numTensors;
    for await (const { step } of train(loss, numbered(3))) if (step === 2) break;
    expect(tf.memory().numTensors).toBe(before);
    const failing = async () => {
      for await (const _ of train(loss, numbered(3))) throw new Error('mine');
    };
    await expect(failing()).rejects.toThrow('mine');
    const broken = () => {
      throw new Error('in the step');
    };
    await expect(numbers(broken, numbered(3))).rejects.toThrow('in the step');
    expect(tf.memory().numTensors).toBe(before);
  });

  test('resumes batches that can, and skips through others', async () => {
    for (const withFrom of [true, false]) {
      const before = tf.memory().numTensors;
      const batches = numbered(4, { withFrom });
      expect(await numbers(loss, batches, { startStep: 6, steps: 9 })).toEqual([
        [7, 1, 2.5],
        [8, 1, 3.5],
        [9, 2, 0.5],
      ]);
      expect(batches.made.length).toBe(withFrom ? 3 : 9);
      expect(tf.memory().numTensors).toBe(before);
    }
  });

  test('starts where the step says it is, and ends at once when all is done', async () => {
    const step = Object.assign((batch: tf.Scalar) => loss(batch), { steps: 3 });
    expect((await numbers(step, numbered(9), { steps: 5 })).map(([it]) => it)).toEqual([4, 5]);
    expect(await numbers(step, numbered(9), { steps: 3 })).toEqual([]);
  });

  test('sets the rate of each step from the schedule', async () => {
    const rates: number[] = [];
    const step = Object.assign(
      (batch: tf.Scalar) => {
        rates.push(step.rate);
        return loss(batch);
      },
      { rate: 1 },
    );
    await numbers(step, numbered(9), { steps: 4, schedule: constantThenLinear(2, 4) });
    expect(rates).toEqual([1, 1, 1, 0.75]);
    const unfit = numbers(loss, numbered(9), { steps: 4, schedule: constantThenLinear(2, 4) });
    await expect(unfit).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: train: expected a step with a rate, got one without. Leave schedule out.]`,
    );
  });

  test('ends after its seconds, or when the signal says so', async () => {
    const slow = async () => {
      const seen: number[] = [];
      for await (const { step, seconds } of train(loss, numbered(100), { seconds: 0.05 })) {
        seen.push(seconds);
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(step).toBe(seen.length);
      }
      return seen;
    };
    const seen = await slow();
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThanOrEqual(3);
    const stop = new AbortController();
    let steps = 0;
    for await (const _ of train(loss, numbered(100), { signal: stop.signal })) {
      if (++steps === 3) stop.abort();
    }
    expect(steps).toBe(3);
  });

  test('lets events happen between steps', async () => {
    let ticks = 0;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => ticks++;
    port2.postMessage('an event');
    for await (const _ of train(loss, numbered(100), { steps: 3 })) void 0;
    port1.close();
    expect(ticks).toBe(1);
  });

  test('says when a loss is not finite, with the step and all losses', async () => {
    const bad = (batch: tf.Scalar) => ({
      good: tf.add(batch, 1) as tf.Scalar,
      bad: tf.div(batch, 0) as tf.Scalar,
    });
    const before = tf.memory().numTensors;
    const read = async () => {
      for await (const { losses } of train(bad, numbered(9), { steps: 9 })) await losses();
    };
    await expect(read()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: train: expected finite losses, got bad not finite at step 1 (good 1, bad NaN). Go on from the last checkpoint with a lower learning rate or a penalty on the discriminator.]`,
    );
    const unread = async () => {
      for await (const _ of train(bad, numbered(9), { steps: 9, checkEvery: 2 })) void 0;
    };
    const error = await unread().catch((it: unknown) => it);
    expect(isDivergence(error) && [error.step, error.losses]).toEqual([
      2,
      { good: 2, bad: Number.POSITIVE_INFINITY },
    ]);
    expect(isDivergence(new Error('another'))).toBe(false);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('refuses limits that are no numbers, and batches that are none', async () => {
    for (const name of ['steps', 'seconds']) {
      for (const value of [Number.NaN, null]) {
        await expect(numbers(loss, numbered(1), { [name]: value as number })).rejects.toThrow(
          new RangeError(
            `train: expected a number of ${name}, got ${value}. Leave it out for no limit.`,
          ),
        );
      }
    }
    const unfit = [
      [null, 'null'],
      [undefined, 'undefined'],
      [{}, 'object'],
    ] as const;
    for (const [batches, got] of unfit) {
      await expect(numbers(loss, batches as never, { steps: 0 })).rejects.toThrow(
        new TypeError(
          `train: expected batches that can be gone through with for await, got ${got}. Give a stream of @ikat/data, or { [Symbol.asyncIterator]: batches }.`,
        ),
      );
    }
  });

  test('refuses to wait for batches that never come', async () => {
    await expect(numbers(loss, numbered(0))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: train: expected at least one batch, got none. Look at the folder, the size limits and the batch size; or the batches may be a generator object, which can be gone through only once: give its function as { [Symbol.asyncIterator]: batches }.]`,
    );
    const once = (async function* () {
      yield tf.scalar(1);
    })();
    await expect(numbers(loss, once, { steps: 5 })).rejects.toThrow('expected at least one batch');
  });

  test('says so when losses are asked for too late', async () => {
    const late: (() => Promise<unknown>)[] = [];
    for await (const { losses } of train(loss, numbered(2), { steps: 2 })) late.push(losses);
    await expect(late[0]!()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: losses: expected a call before step 2, got one after it began. Await losses() inside the loop.]`,
    );
  });

  test('gives the losses of the last step after the loop, whatever ended it', async () => {
    const before = tf.memory().numTensors;
    const lastOf = async (options: TrainOptions, inBody: () => void = () => undefined) => {
      let last: TrainProgress<'value'> | undefined;
      for await (last of train(loss, numbered(9), options)) inBody();
      return [last?.step, (await last?.losses())?.value];
    };
    expect(await lastOf({ steps: 4 })).toEqual([4, 3.5]);
    const [stop, between] = [new AbortController(), new AbortController()];
    expect(await lastOf({ signal: stop.signal }, () => stop.abort())).toEqual([1, 0.5]);
    const soon = () => void pause().then(() => between.abort());
    expect(await lastOf({ signal: between.signal }, soon)).toEqual([1, 0.5]);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('a last step that broke says so when it is asked, not before', async () => {
    const broken = (batch: tf.Scalar) => ({ value: tf.div(batch, 0) as tf.Scalar });
    let last: TrainProgress<'value'> | undefined;
    for await (last of train(broken, numbered(2), { steps: 1 })) void 0;
    await expect(last!.losses()).rejects.toThrow('got value not finite at step 1');
  });

  test('keeps losses alive for a download that nobody waited for', async () => {
    const pending: Promise<{ value: number }>[] = [];
    for await (const { losses } of train(loss, numbered(4), { steps: 3 })) pending.push(losses());
    expect((await Promise.all(pending)).map(({ value }) => value)).toEqual([0.5, 1.5, 2.5]);
  });
});
