import type * as tf from '@tensorflow/tfjs-core';
import { expect } from 'vitest';

type Numbers = tf.Tensor | ArrayLike<number> | number;

function flat(numbers: Numbers): ArrayLike<number> {
  if (typeof numbers === 'number') return [numbers];
  return 'dataSync' in numbers ? numbers.dataSync() : numbers;
}

/** Expects every element within `tolerance` x max(1, |expected|); names the worst one. */
export function expectClose(actual: Numbers, expected: Numbers, tolerance = 1e-5): void {
  const [a, e] = [flat(actual), flat(expected)];
  expect(a.length, 'number of elements').toBe(e.length);
  let worst = 0;
  let where = 0;
  for (let index = 0; index < e.length; index++) {
    const error = Math.abs(a[index]! - e[index]!) / Math.max(1, Math.abs(e[index]!));
    if (!(error <= worst)) {
      worst = error;
      where = index;
      if (Number.isNaN(error)) break;
    }
  }
  expect(worst, `element ${where}: ${a[where]} instead of ${e[where]}`).toBeLessThanOrEqual(
    tolerance,
  );
}
