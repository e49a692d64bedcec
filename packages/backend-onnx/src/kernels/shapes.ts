import fc from 'fast-check';
import type { Shape } from './given.js';

/** Shapes of a rank; now and then an axis is empty. */
export const shapes = (
  minRank = 0,
  maxRank = 6,
  { empty = true }: { empty?: boolean } = {},
): fc.Arbitrary<Shape> =>
  fc.array(
    empty
      ? fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.constant(0))
      : fc.integer({ min: 1, max: 4 }),
    { minLength: minRank, maxLength: maxRank, size: 'max' },
  );

/** A shape that broadcasts against another: axes of length 1, and leading ones left out. */
export const partOf = (shape: Shape): fc.Arbitrary<Shape> =>
  fc
    .tuple(
      fc.nat(shape.length),
      fc.array(fc.boolean(), { minLength: shape.length, maxLength: shape.length }),
    )
    .map(([left, ones]) =>
      shape.map((length, axis) => (ones[axis] && length !== 0 ? 1 : length)).slice(left),
    );

/** Two shapes that broadcast against each other; often equal ones. */
export const pairs: fc.Arbitrary<readonly [Shape, Shape]> = shapes().chain((shape) =>
  fc.oneof(
    fc.constant([shape, shape] as const),
    fc.tuple(fc.constant(shape), partOf(shape)),
    fc.tuple(partOf(shape), fc.constant(shape)),
    fc.tuple(partOf(shape), partOf(shape)),
  ),
);

/** Some of the axes of a shape. */
export const axesOf = (shape: Shape, minLength = 0): fc.Arbitrary<number[]> =>
  fc.subarray(
    shape.map((_, axis) => axis),
    { minLength },
  );

/** One axis of a shape. */
export const axisOf = (shape: Shape): fc.Arbitrary<number> => fc.nat(shape.length - 1);
