import { expect, test } from 'vitest';
import { constant, constantThenLinear, cosine, stepwise } from './schedules.js';

test('constant never changes', () => {
  expect([0, 1e6].map(constant(0.3))).toEqual([0.3, 0.3]);
});

test('constantThenLinear is flat, then falls to 0 and stays there', () => {
  const schedule = constantThenLinear(100, 50);
  expect([0, 100, 125, 150, 9999].map(schedule)).toEqual([1, 1, 0.5, 0, 0]);
});

test('stepwise multiplies at every stair', () => {
  expect([0, 9, 10, 25].map(stepwise(10, 0.5))).toEqual([1, 1, 0.5, 0.25]);
});

test('cosine goes from 1 to its floor', () => {
  expect(cosine(8, 0.2)(0)).toBe(1);
  expect(cosine(8, 0.2)(4)).toBeCloseTo(0.6, 12);
  expect(cosine(8, 0.2)(8)).toBeCloseTo(0.2, 12);
  expect(cosine(8, 0.2)(80)).toBeCloseTo(0.2, 12);
});

test('they refuse lengths that are none', () => {
  expect(() => constantThenLinear(1, 0)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: constantThenLinear: decaySteps: expected a number of at least 5e-324, got 0.]`,
  );
  expect(() => stepwise(-5)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: stepwise: every: expected a number of at least 5e-324, got -5.]`,
  );
  expect(() => cosine(10, 2)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: cosine: floor: expected a number from 0 to 1, got 2.]`,
  );
});
