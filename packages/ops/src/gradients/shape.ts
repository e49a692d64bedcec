import * as tf from '@tensorflow/tfjs-core';
import { foldMirror } from '../fold.js';
import { take } from '../take.js';
import { type Correction, constant, correction, filled, sumTo } from './correction.js';

const restored = (kernel: string, input: 'x' | 'input') =>
  correction<'x' | 'input'>(kernel, {
    tfjs: 'right',
    here: 'dy in the shape of x',
    save: [input],
    gradient: (dy, saved) => ({ [input]: () => tf.reshape(dy, saved[input].shape) }),
  });

type Pads = [number, number][];

function foldAll(dy: tf.Tensor, paddings: Pads, skip: 0 | 1): tf.Tensor {
  return paddings.reduce<tf.Tensor>(
    (folded, sides, axis) =>
      sides[0] + sides[1] === 0 ? folded : foldMirror(folded, { axis, sides, skip }),
    tf.clone(dy),
  );
}

function foldTiles(dy: tf.Tensor, shape: number[], reps: number[]): tf.Tensor {
  return reps.reduce<tf.Tensor>((folded, count, axis) => {
    if (count === 1) return folded;
    const outer = folded.shape.slice(0, axis).reduce((all, size) => all * size, 1);
    const split = tf.reshape(folded, [outer, count, -1]);
    return tf.reshape(tf.sum(split, 1), folded.shape.with(axis, shape[axis]!));
  }, tf.clone(dy));
}

/** Each list element's gradient is a slice of dy. */
function slices(dy: tf.Tensor, axis: number, shapes: number[][]): Record<string, () => tf.Tensor> {
  let from = 0;
  return Object.fromEntries(
    shapes.map((shape, index) => {
      const count = shape[axis] ?? 1;
      const part = { axis, from, count };
      from += count;
      return [index, () => tf.reshape(take(dy, part), shape)];
    }),
  );
}

/** Functions that move elements without computing. */
export const shape = (): Correction[] => [
  correction('Identity', {
    tfjs: 'right',
    here: 'dy',
    gradient: (dy) => ({ x: () => tf.clone(dy) }),
  }),
  correction<'x', { dtype: tf.DataType }>('Cast', {
    tfjs: 'dy also when casting to integers, whose slope is 0',
    here: 'dy; 0 when casting to integers or booleans',
    save: ['x'],
    gradient: (dy, { x }, { dtype }) => ({
      x: () => (dtype === 'float32' ? tf.clone(dy) : filled(x.shape, 0)),
    }),
  }),
  ...['ZerosLike', 'OnesLike'].map((kernel) => constant(kernel, { tfjs: 'right', inputs: ['x'] })),
  restored('Reshape', 'x'),
  restored('ExpandDims', 'input'),
  correction<'x', { perm: number[] }>('Transpose', {
    tfjs: 'right',
    here: 'dy, transposed back',
    gradient: (dy, _saved, { perm }) => ({
      x: () =>
        tf.transpose(
          dy,
          perm.map((_, axis) => perm.indexOf(axis)),
        ),
    }),
  }),
  correction('Concat', {
    tfjs: 'right',
    here: 'the slices of dy',
    saveAll: true,
    gradient: (dy, saved: Record<string, tf.Tensor>, { axis }: { axis: number }) => {
      const [along] = tf.util.parseAxisParam(axis, dy.shape);
      return slices(
        dy,
        along!,
        Object.values(saved).map((tensor) => tensor.shape),
      );
    },
  }),
  correction<never, { axis: number }>('Pack', {
    tfjs: 'right',
    here: 'the slices of dy',
    gradient: (dy, _saved, { axis }) => {
      const inner = dy.shape.toSpliced(axis, 1);
      return Object.fromEntries(
        Array.from({ length: dy.shape[axis]! }, (_, index) => [
          index,
          () => tf.reshape(take(dy, { axis, from: index, count: 1 }), inner),
        ]),
      );
    },
  }),
  correction<never, { axis: number }>('Unpack', {
    tfjs: 'right',
    here: 'the gradients, stacked',
    gradient: (dy, _saved, { axis }) => ({ value: () => tf.stack([dy].flat(), axis) }),
  }),
  correction<never, { axis: number }>('SplitV', {
    tfjs: 'right',
    here: 'the gradients, joined',
    gradient: (dy, _saved, { axis }) => ({ x: () => tf.concat([dy].flat(), axis) }),
  }),
  correction<'x', { paddings: Pads }>('PadV2', {
    tfjs: 'right',
    here: 'dy without the border',
    save: ['x'],
    gradient: (dy, { x }, { paddings }) => ({
      x: () =>
        tf.slice(
          dy,
          paddings.map(([before]) => before),
          x.shape,
        ),
    }),
  }),
  correction<never, { paddings: Pads; mode: 'reflect' | 'symmetric' }>('MirrorPad', {
    tfjs: 'wrong: drops what the border adds',
    here: 'dy with its border folded back',
    gradient: (dy, _saved, { paddings, mode }) => ({
      x: () => foldAll(dy, paddings, mode === 'reflect' ? 1 : 0),
    }),
  }),
  correction<never, { dims: number | number[] }>('Reverse', {
    tfjs: 'right',
    here: 'dy, reversed back',
    gradient: (dy, _saved, { dims }) => ({ x: () => tf.reverse(dy, dims) }),
  }),
  correction<'x', { reps: number[] }>('Tile', {
    tfjs: 'throws above rank 4',
    here: 'the sum of the tiles of dy, any rank',
    save: ['x'],
    gradient: (dy, { x }, { reps }) => ({ x: () => foldTiles(dy, x.shape, reps) }),
  }),
  correction<'x'>('BroadcastTo', {
    tfjs: 'right',
    here: 'the sum over the repeated axes',
    save: ['x'],
    gradient: (dy, { x }) => ({ x: () => sumTo(dy, x.shape) }),
  }),
];
