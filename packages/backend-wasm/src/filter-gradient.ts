import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';
import {
  type Axis,
  type ConvolutionAttributes,
  convolutionGeometry,
  type Geometry,
} from './geometry.js';
import { contiguousStrides, stridedCopy } from './strided-copy.js';

type Attributes = ConvolutionAttributes & { filterShape: number[] };
type FilterGradient = Composition<{ x: tf.TensorInfo; dy: tf.TensorInfo }, Attributes>;

/** Output pixels that are unfolded at once: the block stays in the processor's cache. */
const blockPixels = 1024;

/** Length of one phase of an axis: as many stride steps as the last tap of the last output needs. */
const phaseLength = ({ output, taps, stride, dilation }: Axis) =>
  output + Math.floor(((taps - 1) * dilation) / stride);

/** Where a tap reads output 0: `step` strides into phase `phase`. */
const readsFrom = ({ stride, dilation }: Axis, tap: number) => ({
  phase: (tap * dilation) % stride,
  step: Math.floor((tap * dilation) / stride),
});

/** x with its padding, or without what no output reads: whole strides along both axes. */
function fit({ call }: FilterGradient, x: tf.TensorInfo, { rows, columns }: Geometry) {
  const after = (axis: Axis) => phaseLength(axis) * axis.stride - axis.pad - axis.input;
  const paddings = [
    [0, 0],
    [rows.pad, after(rows)],
    [columns.pad, after(columns)],
    [0, 0],
  ] as const;
  const grown = paddings.map((padding) => padding.map((n) => Math.max(0, n)));
  const padded = grown.flat().some((n) => n > 0)
    ? call(tf.PadV2, { x }, { paddings: grown, constantValue: 0 })
    : x;
  if (paddings.flat().every((n) => n >= 0)) return padded;
  const begin = paddings.map(([before]) => Math.max(0, -before));
  const size = padded.shape.map((n, i) => n - begin[i]! - Math.max(0, -paddings[i]![1]));
  return call(tf.Slice, { x: padded }, { begin, size });
}

/** [b, h, w, c] to one plane for each place in the strides' period: [phases, c, h/s, w/s, b]. */
function phasePlanes(composition: FilterGradient, x: tf.TensorInfo, geometry: Geometry) {
  const { call, allocate, memory, startOf } = composition;
  const whole = call(tf.Transpose, { x: fit(composition, x, geometry) }, { perm: [3, 1, 2, 0] });
  const { batch, inChannels, rows, columns } = geometry;
  if (rows.stride * columns.stride === 1) return whole;
  const [channel, row, column] = contiguousStrides(whole.shape) as [number, number, number];
  const [height, width] = [phaseLength(rows), phaseLength(columns)];
  const planes = allocate([rows.stride, columns.stride, inChannels, height, width, batch]);
  stridedCopy(memory(), planes.shape, {
    source: {
      start: startOf(whole),
      strides: [row, column, channel, rows.stride * row, columns.stride * column, 1],
    },
    target: { start: startOf(planes), strides: contiguousStrides(planes.shape) },
  });
  return planes;
}

/**
 * Writes unfolded[tap, channel, (row, column, batch)], the input that each tap reads for some
 * output rows. A row holds a whole phase: its last columns are those of the next row, for which
 * dy is zero, so that each tap of a channel is one stretch of its plane.
 */
function unfold(
  planes: Float32Array,
  unfolded: Float32Array,
  { batch, inChannels, rows, columns }: Geometry,
  [firstRow, rowCount]: [number, number],
): void {
  const line = phaseLength(columns) * batch;
  let target = 0;
  for (let tapRow = 0; tapRow < rows.taps; tapRow++) {
    const vertical = readsFrom(rows, tapRow);
    for (let tapColumn = 0; tapColumn < columns.taps; tapColumn++) {
      const { phase, step } = readsFrom(columns, tapColumn);
      const plane = (vertical.phase * columns.stride + phase) * inChannels;
      for (let channel = 0; channel < inChannels; channel++, target += rowCount * line) {
        const row = (plane + channel) * phaseLength(rows) + firstRow + vertical.step;
        const start = row * line + step * batch;
        const stretch = planes.subarray(start, start + rowCount * line);
        unfolded.set(stretch, target);
        unfolded.fill(0, target + stretch.length, target + rowCount * line);
      }
    }
  }
}

/** [b, h, w, c] to [h, w, b, c], with zero columns up to the length of a phase. */
function widened({ call }: FilterGradient, dy: tf.TensorInfo, { columns }: Geometry) {
  const x = call(tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] });
  const paddings = [
    [0, 0],
    [0, phaseLength(columns) - columns.output],
    [0, 0],
    [0, 0],
  ];
  return call(tf.PadV2, { x }, { paddings, constantValue: 0 });
}

/** sum over blocks of unfolded x times dy, [rows x columns of taps x inChannels, outChannels]. */
function correlate(
  composition: FilterGradient,
  [x, dy]: [tf.TensorInfo, tf.TensorInfo],
  geometry: Geometry,
): tf.TensorInfo {
  const { call, allocate, elements, free } = composition;
  const { batch, inChannels, outChannels, rows, columns } = geometry;
  const planes = phasePlanes(composition, x, geometry);
  const pixels = widened(composition, dy, geometry);
  const line = phaseLength(columns) * batch;
  const blockRows = Math.max(1, Math.floor(blockPixels / line));
  const depth = rows.taps * columns.taps * inChannels;
  let sum: tf.TensorInfo | undefined;
  for (let row = 0; row < rows.output; row += blockRows) {
    const count = Math.min(blockRows, rows.output - row);
    // A new b for every block: the stock product keeps a packed copy of each b that it has seen.
    const [a, b] = [allocate([depth, count * line]), allocate([count * line, outChannels])];
    const start = row * line * outChannels;
    unfold(elements(planes), elements(a), geometry, [row, count]);
    elements(b).set(elements(pixels).subarray(start, start + b.shape[0]! * outChannels));
    const product = call(tf.BatchMatMul, { a, b }, { transposeA: false, transposeB: false });
    free(a, b);
    const partial = sum;
    sum = partial === undefined ? product : call(tf.Add, { a: partial, b: product });
    if (partial !== undefined) free(partial, product);
  }
  return sum!;
}

const turned = ({ input, output, taps, stride, dilation, pad }: Axis): Axis => ({
  input: output,
  output: input,
  taps,
  stride,
  dilation,
  pad: (taps - 1) * dilation - pad,
});

/** With stride 1, x and dy may change places: dw[t, i, o] = dw'[last - t, o, i]. */
function correlateTurned(
  composition: FilterGradient,
  [x, dy]: [tf.TensorInfo, tf.TensorInfo],
  { batch, inChannels, outChannels, rows, columns }: Geometry,
): tf.TensorInfo {
  const { call, allocate, elements } = composition;
  const mirrored = correlate(composition, [dy, x], {
    batch,
    inChannels: outChannels,
    outChannels: inChannels,
    rows: turned(rows),
    columns: turned(columns),
  });
  const taps = rows.taps * columns.taps;
  mirrored.shape = [taps, outChannels, inChannels];
  const swapped = call(tf.Transpose, { x: mirrored }, { perm: [0, 2, 1] });
  const result = allocate(swapped.shape);
  const [from, to] = [elements(swapped), elements(result)];
  const size = inChannels * outChannels;
  for (let tap = 0; tap < taps; tap++) {
    to.set(from.subarray(tap * size, (tap + 1) * size), (taps - 1 - tap) * size);
  }
  return result;
}

/**
 * The gradient of a convolution for its filter, which the stock backend lacks: x unfolded block by
 * block, times dy. Where dy has far fewer channels, dy is unfolded instead.
 */
export function installFilterGradient(): void {
  composeKernel(tf.Conv2DBackpropFilter, (composition: FilterGradient) => {
    const { inputs, attrs } = composition;
    const geometry = convolutionGeometry(inputs.x.shape, attrs.filterShape, attrs);
    const { inChannels, outChannels, rows, columns } = geometry;
    const turn = rows.stride === 1 && columns.stride === 1 && 2 * outChannels <= inChannels;
    const operands: [tf.TensorInfo, tf.TensorInfo] = [inputs.x, inputs.dy];
    const result = (turn ? correlateTurned : correlate)(composition, operands, geometry);
    result.shape = attrs.filterShape;
    return result;
  });
}
