import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOnnx } from './use-onnx.js';

/** What a program does next, and with which of its tensors. */
interface Action {
  name: keyof typeof actions;
  first: number;
  second: number;
}

const BIGGEST = 1500;

const draw = (shape: number[], seed: number) =>
  tf.tensor(randomSource(seed).uniforms(tf.util.sizeFromShape(shape), -1, 1), shape);

/** Four axes, of which the first takes what is left. */
const asImages = (x: tf.Tensor): tf.Tensor4D => {
  const [height, width, channels] = [3, 2, 2].map((length) => (x.size % length === 0 ? length : 1));
  const inside = height! * width! * channels!;
  const outer = x.size % inside === 0 ? x.size / inside : 0;
  return tf.reshape(x, outer ? [outer, height!, width!, channels!] : [x.size, 1, 1, 1]);
};

const rotated = (x: tf.Tensor, by: number) =>
  x.shape.map((_, axis) => (axis + by) % Math.max(1, x.rank));

/** Functions of one tensor, or of two, that keep numbers small. */
const actions = {
  convolve: (x: tf.Tensor, y: tf.Tensor) => {
    const images = asImages(x);
    const filter = draw([3, 3, images.shape[3], 1 + (y.size % 3)], y.size) as tf.Tensor4D;
    return tf.mul(tf.conv2d(images, filter, 1, 'same'), 0.2);
  },
  convolveByIt: (x: tf.Tensor, y: tf.Tensor) => {
    const images = asImages(x);
    const filter = tf.slice(tf.tile(tf.reshape(y, [-1]), [9 * images.shape[3]]), 0, [
      9 * images.shape[3],
    ]);
    const taps = tf.reshape(filter, [3, 3, images.shape[3], 1]) as tf.Tensor4D;
    return tf.mul(tf.conv2d(images, taps, 1, 'same'), 0.2);
  },
  transpose: (x: tf.Tensor, y: tf.Tensor) => tf.transpose(x, rotated(x, y.size)),
  asChannelsFirst: (x: tf.Tensor) => tf.transpose(asImages(x), [0, 3, 1, 2]),
  concat: (x: tf.Tensor, y: tf.Tensor) =>
    tf.util.arraysEqual(x.shape, y.shape) && x.rank > 0
      ? tf.concat([x, y], x.rank - 1)
      : tf.stack([x, x], x.rank),
  slice: (x: tf.Tensor) =>
    x.rank === 0
      ? tf.neg(x)
      : tf.slice(
          x,
          x.shape.map((length) => length >> 1),
          x.shape.map((length) => length - (length >> 1)),
        ),
  flatten: (x: tf.Tensor) => tf.reshape(x, [-1]),
  images: (x: tf.Tensor) => asImages(x),
  view: (x: tf.Tensor) =>
    tf.reshape(tf.expandDims(x, 0), [...x.shape, 1, 1].slice(0, 5).filter(Boolean)),
  mean: (x: tf.Tensor) => tf.mean(x, x.rank > 1 ? [1] : undefined, true),
  centre: (x: tf.Tensor) => tf.sub(x, tf.mean(x)),
  add: (x: tf.Tensor, y: tf.Tensor) => tf.add(x, tf.mean(y)),
  scale: (x: tf.Tensor) => tf.mul(x, tf.scalar(0.5)),
  tanh: (x: tf.Tensor) => tf.tanh(x),
  product: (x: tf.Tensor) => {
    const rows = tf.reshape(x, [-1, x.shape.at(-1) ?? 1]) as tf.Tensor2D;
    return tf.tanh(tf.matMul(rows, rows, true));
  },
  mirror: (x: tf.Tensor) =>
    tf.mirrorPad(asImages(x), [0, 1, 2, 3].map((axis) => [0, axis % 2]) as never, 'symmetric'),
  pool: (x: tf.Tensor) => tf.maxPool(asImages(x), 2, 1, 'same'),
  whole: (x: tf.Tensor) => tf.cast(tf.round(tf.mul(x, 4)), 'int32'),
  float: (x: tf.Tensor) => tf.cast(x, 'float32'),
};
const commands = ['read', 'dispose', 'assign', 'clone'] as const;
type Command = (typeof commands)[number];

const step = fc.record({
  name: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...(Object.keys(actions) as Action['name'][])) },
    { weight: 1, arbitrary: fc.constantFrom<Command>(...commands) },
  ),
  first: fc.nat(100),
  second: fc.nat(100),
});
type Step = Omit<Action, 'name'> & { name: Action['name'] | Command };

const numbers = (x: tf.Tensor) => Array.from(x.dataSync());

/** Runs a program, and gives all that it read, and what was alive in the end. */
function execute(program: readonly Step[]): number[][] {
  const before = tf.memory();
  const variable = tf.tidy(() => tf.variable(draw([2, 6, 4, 2], 1)));
  const alive: tf.Tensor[] = [
    draw([2, 6, 4, 2], 2),
    draw([5], 3),
    tf.scalar(0.3),
    tf.zeros([3, 4]),
  ];
  const seen: number[][] = [];
  for (const { name, first, second } of program) {
    const x = alive[first % alive.length]!;
    const y = alive[second % alive.length]!;
    if (name === 'read') seen.push(numbers(x));
    else if (name === 'dispose') {
      if (alive.length > 1) tf.dispose(alive.splice(first % alive.length, 1));
    } else if (name === 'clone') alive.push(tf.clone(x));
    else if (name === 'assign') {
      tf.tidy(() => variable.assign(tf.mul(tf.add(variable, tf.mean(tf.cast(x, 'float32'))), 0.5)));
      alive.push(tf.clone(variable));
    } else if (x.size <= BIGGEST) {
      const floats = name === 'float' || name === 'whole';
      const make = () => {
        const [a, b] = floats ? [x, y] : [tf.cast(x, 'float32'), tf.cast(y, 'float32')];
        return actions[name](a, b) as tf.Tensor;
      };
      alive.push(tf.tidy(make));
    }
  }
  seen.push(...alive.map(numbers), numbers(variable));
  tf.dispose([alive, variable]);
  expect(tf.memory().numTensors).toBe(before.numTensors);
  expect(tf.memory().numDataBuffers).toBe(before.numDataBuffers);
  return seen;
}

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

describe('programs of any shape', () => {
  it('compute what they compute on the cpu backend', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30, size: 'max' }),
        async (program) => {
          await tf.setBackend('cpu');
          const wanted = execute(program);
          await tf.setBackend('onnx');
          const got = execute(program);
          expect(got.map(({ length }) => length)).toEqual(wanted.map(({ length }) => length));
          for (const [place, values] of wanted.entries()) {
            const worst = values.reduce(
              (most, value, i) => Math.max(most, Math.abs(value - got[place]![i]!)),
              0,
            );
            expect(worst, `value ${place}`).toBeLessThan(2e-5);
          }
        },
      ),
      { numRuns: 60, seed: 11 },
    );
  });
});
