import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';
import {
  type Axis,
  type ConvolutionAttributes,
  convolutionGeometry,
  type Geometry,
} from './geometry.js';

type Attributes = ConvolutionAttributes & { filterShape: number[] };
type FilterGradient = Composition<{ x: tf.TensorInfo; dy: tf.TensorInfo }, Attributes>;

/** Output pixels that are unfolded at once: the block stays in the processor's cache. */
const blockPixels = 1024;

/** The outputs o of one axis, from <= o < to, whose given tap lies inside the input. */
function inside({ input, output, stride, dilation, pad }: Axis, tap: number): [number, number] {
  const offset = tap * dilation - pad;
  const from = Math.min(output, Math.max(0, Math.ceil(-offset / stride)));
  const to = Math.min(output, Math.floor((input - 1 - offset) / stride) + 1);
  return [from, Math.max(from, to)];
}

/**
 * Unfolds some output rows: unfolded[tap, channel, (row, column, batch)] is the input that this
 * tap of the filter reads there, from planes [channel, row, column, batch].
 */
function unfold(
  planes: Float32Array,
  unfolded: Float32Array,
  { batch, inChannels, rows, columns }: Geometry,
  [firstRow, rowCount]: [number, number],
): void {
  const line = columns.output * batch;
  let offset = 0;
  for (let tapRow = 0; tapRow < rows.taps; tapRow++) {
    for (let tapColumn = 0; tapColumn < columns.taps; tapColumn++) {
      const [from, to] = inside(columns, tapColumn);
      const left = from * columns.stride + tapColumn * columns.dilation - columns.pad;
      for (let channel = 0; channel < inChannels; channel++) {
        for (let row = firstRow; row < firstRow + rowCount; row++, offset += line) {
          const y = row * rows.stride + tapRow * rows.dilation - rows.pad;
          if (y < 0 || y >= rows.input || from === to) {
            unfolded.fill(0, offset, offset + line);
            continue;
          }
          unfolded.fill(0, offset, offset + from * batch);
          unfolded.fill(0, offset + to * batch, offset + line);
          const source = ((channel * rows.input + y) * columns.input + left) * batch;
          const target = offset + from * batch;
          gather(planes, source, unfolded, target, [to - from, batch, columns.stride]);
        }
      }
    }
  }
}

function gather(
  planes: Float32Array,
  source: number,
  unfolded: Float32Array,
  target: number,
  [count, batch, stride]: [number, number, number],
): void {
  if (stride === 1) {
    unfolded.set(planes.subarray(source, source + count * batch), target);
  } else if (batch === 1) {
    for (let n = 0; n < count; n++) unfolded[target + n] = planes[source + n * stride]!;
  } else {
    for (let n = 0; n < count; n++) {
      const [from, to] = [source + n * stride * batch, target + n * batch];
      for (let image = 0; image < batch; image++) unfolded[to + image] = planes[from + image]!;
    }
  }
}

/** sum over blocks of unfolded x times dy, [rows x columns of taps x inChannels, outChannels]. */
function correlate(
  { call, allocate, elements, free }: FilterGradient,
  [x, dy]: [tf.TensorInfo, tf.TensorInfo],
  geometry: Geometry,
): tf.TensorInfo {
  const { batch, inChannels, outChannels, rows, columns } = geometry;
  const planes = call(tf.Transpose, { x }, { perm: [3, 1, 2, 0] }); // [c, h, w, b]
  const pixels = call(tf.Transpose, { x: dy }, { perm: [1, 2, 0, 3] }); // [h, w, b, c]
  const line = columns.output * batch;
  const blockRows = Math.min(rows.output, Math.max(1, Math.floor(blockPixels / line)));
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
  free(planes, pixels);
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
  const turnedResult = correlate(composition, [dy, x], {
    batch,
    inChannels: outChannels,
    outChannels: inChannels,
    rows: turned(rows),
    columns: turned(columns),
  });
  const taps = rows.taps * columns.taps;
  turnedResult.shape = [taps, outChannels, inChannels];
  const swapped = call(tf.Transpose, { x: turnedResult }, { perm: [0, 2, 1] });
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
 * block, times dy. Where the few channels are dy's, dy is unfolded instead.
 */
export function installFilterGradient(): void {
  composeKernel(tf.Conv2DBackpropFilter, (composition: FilterGradient) => {
    const { inputs, attrs } = composition;
    const geometry = convolutionGeometry(inputs.x.shape, attrs.filterShape, attrs);
    const { inChannels, outChannels, rows, columns } = geometry;
    const turn = rows.stride === 1 && columns.stride === 1 && 2 * outChannels <= inChannels;
    const result = (turn ? correlateTurned : correlate)(
      composition,
      [inputs.x, inputs.dy],
      geometry,
    );
    result.shape = attrs.filterShape;
    return result;
  });
}
