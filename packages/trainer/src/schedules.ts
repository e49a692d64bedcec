import { expectBetween } from './check.js';

/** The factor on every learning rate at a step, counted from 0. */
export type Schedule = (step: number) => number;

const positive = [Number.MIN_VALUE, Number.POSITIVE_INFINITY] as const;

/**
 * A rate that never changes: the factor 1, or another one.
 *
 * @example
 * ```ts
 * import { constant } from '@ikat/trainer';
 *
 * console.log(constant()(1000)); // 1
 * ```
 */
export function constant(factor = 1): Schedule {
  return () => factor;
}

/**
 * CycleGAN's schedule: 1 for some steps, then a straight line that reaches 0 after some more.
 *
 * `1 - max(0, step - constantSteps) / decaySteps`, not below 0.
 *
 * @example
 * ```ts
 * import { constantThenLinear } from '@ikat/trainer';
 *
 * const schedule = constantThenLinear(100, 100);
 * console.log(schedule(50), schedule(150), schedule(200)); // 1 0.5 0
 * ```
 */
export function constantThenLinear(constantSteps: number, decaySteps: number): Schedule {
  expectBetween('constantThenLinear: constantSteps', constantSteps, [0, Number.POSITIVE_INFINITY]);
  expectBetween('constantThenLinear: decaySteps', decaySteps, positive);
  return (step) => Math.max(0, 1 - Math.max(0, step - constantSteps) / decaySteps);
}

/**
 * Stairs: the factor is multiplied again after every so many steps.
 *
 * `factor^floor(step / every)`.
 *
 * @example
 * ```ts
 * import { stepwise } from '@ikat/trainer';
 *
 * console.log(stepwise(1000, 0.5)(2500)); // 0.25
 * ```
 */
export function stepwise(every: number, factor = 0.1): Schedule {
  expectBetween('stepwise: every', every, positive);
  return (step) => factor ** Math.floor(step / every);
}

/**
 * Half a cosine from 1 to a floor, which it keeps.
 *
 * `floor + (1 - floor) (1 + cos(pi min(1, step / steps))) / 2`.
 *
 * @see Loshchilov and Hutter, SGDR, equation 5
 *
 * @example
 * ```ts
 * import { cosine } from '@ikat/trainer';
 *
 * console.log(cosine(100)(0), cosine(100)(50).toFixed(2), cosine(100)(100)); // 1 0.50 0
 * ```
 */
export function cosine(steps: number, floor = 0): Schedule {
  expectBetween('cosine: steps', steps, positive);
  expectBetween('cosine: floor', floor, [0, 1]);
  return (step) => floor + ((1 - floor) * (1 + Math.cos(Math.PI * Math.min(1, step / steps)))) / 2;
}
