import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';
import { type Axis, type ConvolutionAttributes, convolutionGeometry } from './geometry.js';
import { contiguousStrides, stridedCopy } from './strided-copy.js';

type Attributes = ConvolutionAttributes & { inputShape: number[] };
type Four = [number, number, number, number];
type InputGradient = Composition<{ dy: tf.TensorInfo; filter: tf.TensorInfo }, Attributes>;

/**
 * Those inputs i of one axis that lie at one place in the stride's period, i = first + stride * n,
 * n < count. They see the same taps: dx[i] = sum_j dy[from + n + j] w[tapsReversed[j]].
 */
interface Phase {
  first: number;
  count: number;
  taps: number[];
  /** Zeros to put before and after dy; a negative number crops. */
  padding: [number, number];
}

function phasesOf({ input, output, taps, stride, dilation, pad }: Axis): Phase[] {
  const reach = (taps - 1) * dilation + 1;
  return Array.from({ length: stride }, (_, remainder) => {
    // In padded coordinates u = i + pad = q * stride + remainder, dx[u] = sum_j dy[q - j] w[...]
    const length = Math.max(0, Math.ceil((reach - remainder) / stride));
    const firstQ = Math.ceil((pad - remainder) / stride);
    const count = Math.max(0, Math.floor((pad + input - 1 - remainder) / stride) - firstQ + 1);
    const offsets = Array.from({ length }, (_, j) => remainder + stride * (length - 1 - j));
    return {
      first: firstQ * stride + remainder - pad,
      count,
      // A tap between two dilated ones is -1: a zero.
      taps: offsets.map((offset) => (offset % dilation === 0 ? offset / dilation : -1)),
      padding: [length - 1 - firstQ, firstQ + count - output],
    } satisfies Phase;
  });
}

/** The taps of a phase, out of a filter whose channels are swapped: [rows, columns, out, in]. */
function subFilter(
  { allocate, elements }: InputGradient,
  swapped: tf.TensorInfo,
  [rows, columns]: [Phase, Phase],
): tf.TensorInfo {
  const [, width, outChannels, inChannels] = swapped.shape as Four;
  const size = outChannels * inChannels;
  const result = allocate([rows.taps.length, columns.taps.length, outChannels, inChannels]);
  const [from, to] = [elements(swapped), elements(result)];
  let offset = 0;
  for (const row of rows.taps) {
    for (const column of columns.taps) {
      const start = (row * width + column) * size;
      if (row < 0 || column < 0) to.fill(0, offset, offset + size);
      else to.set(from.subarray(start, start + size), offset);
      offset += size;
    }
  }
  return result;
}

/** The forward convolution of dy that makes the inputs of one phase. */
function convolve(
  composition: InputGradient,
  swapped: tf.TensorInfo,
  [rows, columns]: [Phase, Phase],
): tf.TensorInfo {
  const { call, inputs } = composition;
  const filter = subFilter(composition, swapped, [rows, columns]);
  const paddings = [[0, 0], rows.padding, columns.padding, [0, 0]] as const;
  let x = inputs.dy;
  if (paddings.flat().some((padding) => padding < 0)) {
    const begin = paddings.map(([before]) => Math.max(0, -before));
    const size = x.shape.map((n, axis) => n - begin[axis]! - Math.max(0, -paddings[axis]![1]));
    x = call(tf.Slice, { x }, { begin, size });
  }
  const pad = paddings.map((padding) => padding.map((n) => Math.max(0, n)));
  return call(tf.Conv2D, { x, filter }, { strides: 1, dilations: 1, dataFormat: 'NHWC', pad });
}

/** Writes the rows and columns of one phase among those of the others. */
function scatter(
  { memory, startOf }: InputGradient,
  [part, into]: [tf.TensorInfo, tf.TensorInfo],
  { phases: [rows, columns], strides }: { phases: [Phase, Phase]; strides: [number, number] },
): void {
  const [image, row, column, channel] = contiguousStrides(into.shape) as Four;
  const target = {
    start: startOf(into) + rows.first * row + columns.first * column,
    strides: [image, strides[0] * row, strides[1] * column, channel],
  };
  const source = { start: startOf(part), strides: contiguousStrides(part.shape) };
  stridedCopy(memory(), part.shape, { source, target });
}

/**
 * The gradient of a convolution for its input (and the transposed convolution), as forward
 * convolutions of dy: one with the filter flipped for stride 1, one for each of the s x s phases
 * that share their taps for stride s. The stock kernel is a scalar loop.
 */
export function installInputGradient(): void {
  composeKernel(tf.Conv2DBackpropInput, (composition: InputGradient) => {
    const { inputs, attrs, call, allocate, elements } = composition;
    const geometry = convolutionGeometry(attrs.inputShape, inputs.filter.shape, attrs);
    const swapped = call(tf.Transpose, { x: inputs.filter }, { perm: [0, 1, 3, 2] });
    const rowPhases = phasesOf(geometry.rows);
    const columnPhases = phasesOf(geometry.columns);
    const strides: [number, number] = [geometry.rows.stride, geometry.columns.stride];
    if (strides[0] === 1 && strides[1] === 1) {
      return convolve(composition, swapped, [rowPhases[0]!, columnPhases[0]!]);
    }
    const result = allocate(attrs.inputShape);
    elements(result).fill(0);
    for (const rows of rowPhases) {
      for (const columns of columnPhases) {
        if (rows.count * columns.count * rows.taps.length * columns.taps.length === 0) continue;
        const part = convolve(composition, swapped, [rows, columns]);
        scatter(composition, [part, result], { phases: [rows, columns], strides });
      }
    }
    return result;
  });
}
