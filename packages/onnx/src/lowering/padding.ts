import type { TensorInfo } from '@tensorflow/tfjs-core';
import { sizeOf } from '../layout/layout.js';
import { axesInMemory, type Operand } from '../layout/operand.js';
import { BEFORE_FIRST } from './builder.js';
import type { KernelFamily, RecordKernel } from './family.js';
import type { Lowering, LowerNode } from './lowering.js';

type Pair = readonly [number, number];

const recordPad =
  (kernel: string): RecordKernel =>
  (recorder, { x }: { x: TensorInfo }, { paddings, constantValue = 0, mode }) => {
    const shape = x.shape.map((length, axis) => length + paddings[axis][0] + paddings[axis][1]);
    if (sizeOf(x.shape) === 0) return recorder.filled({ shape, dtype: x.dtype }, constantValue);
    const output = { shape, dtype: x.dtype };
    if (kernel === 'PadV2')
      return recorder.record(kernel, [x], output, { paddings, constantValue });
    return recorder.record(kernel, [x], output, { paddings, mode });
  };

/** Whole, in the layout that it has; images that come from outside are turned while small. */
function movable(lowering: Lowering, x: Operand): Operand {
  const { arranger } = lowering;
  const isImage = x.leaf && !x.layout && x.shape.length === 4;
  return isImage && x.constant === undefined ? arranger.images(x) : arranger.whole(x);
}

const pad =
  (mode: 'constant' | 'reflect'): LowerNode =>
  (lowering, node, [input]) => {
    const output = node.outputs[0]!;
    const { paddings, constantValue = 0 } = node.attributes as {
      paddings: Pair[];
      constantValue: number;
    };
    const x = mode === 'reflect' ? movable(lowering, input!) : lowering.arranger.whole(input!);
    const axes = axesInMemory(x);
    const pads = [0, 1].flatMap((side) => axes.map((axis) => paddings[axis]![side as 0 | 1]));
    const { builder } = lowering;
    const inputs = [x.name, builder.integers(pads)];
    if (mode === 'constant') inputs.push(builder.number(constantValue, x.dtype));
    return lowering.result(builder.emit('Pad', inputs, { mode }), output, x.layout);
  };

/** Mirrors with the edge: each axis is joined from three pieces. */
const padSymmetric: LowerNode = (lowering, node, [input]) => {
  const { builder, arranger } = lowering;
  const x = arranger.whole(input!);
  let { name } = x;
  axesInMemory(x).forEach((axis, place) => {
    const [before, after] = node.attributes.paddings[axis] as Pair;
    const length = x.shape[axis]!;
    const reversed = (start: number, count: number) =>
      builder.slice(name, [
        { axis: place, start, end: start - count < 0 ? BEFORE_FIRST : start - count, step: -1 },
      ]);
    const pieces = [name];
    if (before > 0) pieces.unshift(reversed(before - 1, before));
    if (after > 0) pieces.push(reversed(length - 1, after));
    if (pieces.length > 1) name = builder.emit('Concat', pieces, { axis: place });
  });
  return lowering.result(name, node.outputs[0]!, x.layout);
};

/** Kernels that put a border around. */
export const padding: KernelFamily = {
  record: { PadV2: recordPad('PadV2'), MirrorPad: recordPad('MirrorPad') },
  lower: {
    PadV2: pad('constant'),
    MirrorPad: (lowering, node, inputs) =>
      (node.attributes.mode === 'reflect' ? pad('reflect') : padSymmetric)(lowering, node, inputs),
  },
};
