import * as tf from '@tensorflow/tfjs-core';
import { expectBetween } from './check.js';
import type { Stateful } from './train-step.js';

export interface EmaOptions {
  /** How much of the average stays in each update. @default 0.999 */
  decay?: number | undefined;
  /** The average follows quickly at first: update t decays by `min(decay, t / (t + warmup))`. @default 10 */
  warmup?: number | undefined;
}

/** What an average's update takes of its number: the share of the new. */
export type EmaPace = Record<'share', tf.Scalar>;

/** A running average of variables. */
export interface Ema extends Stateful {
  /**
   * Draws the averages towards the variables; call it after each training step.
   *
   * @param pace what `next()` gave, as an input of a compiled graph; left out, it is asked for
   */
  update(pace?: EmaPace): void;
  /** Counts an update and gives its pace, the caller's: for a graph that is compiled. */
  next(): EmaPace;
  /** Exchanges variables and averages, without copying; a second call undoes it. */
  swap(): void;
  /** Runs a function, asynchronous ones included, with the averages in the variables' place. */
  during<Result>(run: () => Result): Result;
  /** The averages by name: live, not yours to dispose. */
  readonly averages: Readonly<Record<string, tf.Tensor>>;
}

/**
 * The exponential moving average of variables: what a generator is best judged and kept by.
 *
 * `a = a + (1 - d)(x - a)` with `d = min(decay, t / (t + warmup))` at update t = 0, 1, ...;
 * the first update therefore copies the variables.
 *
 * @param variables by name, for example `networkWeights({ generator })`
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs-core';
 * import { ema } from '@ikat/trainer';
 *
 * const x = tf.variable(tf.scalar(0));
 * const average = ema({ x }, { decay: 0.5, warmup: 1 });
 * average.update();
 * x.assign(tf.scalar(8));
 * average.update();
 * console.log(average.during(() => x.dataSync()[0])); // 4
 * average.dispose();
 * ```
 */
export function ema(
  variables: Record<string, tf.Variable>,
  { decay = 0.999, warmup = 10 }: EmaOptions = {},
): Ema {
  expectBetween('ema: decay', decay, [0, 1]);
  expectBetween('ema: warmup', warmup, [0, Number.POSITIVE_INFINITY]);
  const names = Object.keys(variables);
  const averages = Object.fromEntries(
    names.map((name) => [name, tf.tidy(() => tf.variable(tf.clone(variables[name]!), false))]),
  );
  let updates = 0;
  const average: Ema = {
    averages,
    next() {
      const kept = updates === 0 ? 0 : Math.min(decay, updates / (updates + warmup));
      updates++;
      return { share: tf.scalar(1 - kept) };
    },
    update(pace) {
      tf.tidy(() => {
        const { share } = pace ?? average.next();
        for (const name of names) follow(averages[name]!, variables[name]!, share);
      });
    },
    swap() {
      for (const name of names) exchange(variables[name]!, averages[name]!);
    },
    during: (run) => swappedIn(average, run),
    state: () => ({
      tensors: Object.fromEntries(names.map((name) => [name, tf.clone(averages[name]!)])),
      values: { updates },
    }),
    restore({ tensors, values }) {
      for (const name of names) checkAverage(name, tensors[name], averages[name]!);
      // shares the data, copies nothing
      for (const name of names) averages[name]!.assign(tensors[name]!);
      updates = values.updates as number;
    },
    dispose: () => tf.dispose(averages),
  };
  return average;
}

function checkAverage(name: string, saved: tf.Tensor | undefined, { shape }: tf.Tensor): void {
  if (saved && saved.shape.join() === shape.join()) return;
  const got = saved ? `one of shape [${saved.shape}]` : 'none';
  throw new RangeError(
    `ema: expected an average of ${name} of shape [${shape}], got ${got}. The state was saved for other networks.`,
  );
}

function follow(average: tf.Variable, x: tf.Variable, share: tf.Scalar): void {
  tf.tidy(() => average.assign(tf.add(average, tf.mul(share, tf.sub(x, average)))));
}

function exchange(x: tf.Variable, y: tf.Variable): void {
  tf.tidy(() => {
    const before = tf.clone(x);
    x.assign(y);
    y.assign(before);
  });
}

function swappedIn<Result>(average: Ema, run: () => Result): Result {
  average.swap();
  let waiting = false;
  try {
    const result = run();
    if (result instanceof Promise) {
      waiting = true;
      return result.finally(() => average.swap()) as Result;
    }
    return result;
  } finally {
    if (!waiting) average.swap();
  }
}
