import * as tf from '@tensorflow/tfjs-core';
import { type Composition, composeKernel } from './compose.js';
import { contiguousStrides, type Layout, stridedCopy } from './strided-copy.js';

type View<Attributes> = Composition<{ x: tf.TensorInfo }, Attributes>;

/** Tensors of 32-bit words; the stock kernels keep the others. */
const ofWords = ({ x }: { x: tf.TensorInfo }) => x.dtype === 'float32' || x.dtype === 'int32';

/** A new tensor of the elements that a strided view of x shows; its start is relative to x. */
function copyOf<Attributes>(
  { inputs: { x }, allocate, memory, startOf }: View<Attributes>,
  shape: number[],
  { start, strides }: Layout,
): tf.TensorInfo {
  const result = allocate(shape, x.dtype);
  stridedCopy(memory(), shape, {
    source: { start: startOf(x) + start, strides },
    target: { start: startOf(result), strides: contiguousStrides(shape) },
  });
  return result;
}

const offset = (index: readonly number[], strides: readonly number[]) =>
  index.reduce((sum, n, axis) => sum + n * strides[axis]!, 0);

function slice(composition: View<unknown>, begin: number[], size: number[]): tf.TensorInfo {
  const strides = contiguousStrides(composition.inputs.x.shape);
  return copyOf(composition, size, { start: offset(begin, strides), strides });
}

function split(composition: View<tf.SplitVAttrs>): tf.TensorInfo[] {
  const { x } = composition.inputs;
  const { axis, numOrSizeSplits } = composition.attrs;
  const along = tf.util.parseAxisParam(axis, x.shape)[0]!;
  const sizes = tf.backend_util.prepareSplitSize(x as tf.Tensor, numOrSizeSplits, along);
  let from = 0;
  return sizes.map((length) => {
    const begin = x.shape.map((_, i) => (i === along ? from : 0));
    from += length;
    const size = x.shape.map((n, i) => (i === along ? length : n));
    return slice(composition, begin, size);
  });
}

function stridedSlice(composition: View<tf.StridedSliceAttrs>): tf.TensorInfo {
  const { inputs, attrs } = composition;
  const info = tf.slice_util.sliceInfo(
    inputs.x.shape,
    attrs.begin,
    attrs.end,
    attrs.strides,
    attrs.beginMask,
    attrs.endMask,
    attrs.ellipsisMask,
    attrs.newAxisMask,
    attrs.shrinkAxisMask,
  );
  const size = tf.slice_util.computeOutShape(info.begin, info.end, info.strides);
  const strides = contiguousStrides(inputs.x.shape);
  const result = copyOf(composition, size, {
    start: offset(info.begin, strides),
    strides: strides.map((stride, axis) => stride * info.strides[axis]!),
  });
  result.shape = info.finalShape;
  return result;
}

function reverse(composition: View<tf.ReverseAttrs>): tf.TensorInfo {
  const { shape } = composition.inputs.x;
  const axes = tf.util.parseAxisParam(composition.attrs.dims, shape);
  const strides = contiguousStrides(shape);
  const last = shape.map((length, axis) => (axes.includes(axis) ? length - 1 : 0));
  return copyOf(composition, shape, {
    start: offset(last, strides),
    strides: strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride)),
  });
}

function tile(composition: View<tf.TileAttrs>): tf.TensorInfo {
  const { shape } = composition.inputs.x;
  const { reps } = composition.attrs;
  const strides = contiguousStrides(shape);
  const interleaved = shape.flatMap((length, axis) => [reps[axis]!, length]);
  const result = copyOf(composition, interleaved, {
    start: 0,
    strides: strides.flatMap((stride) => [0, stride]),
  });
  result.shape = shape.map((length, axis) => length * reps[axis]!);
  return result;
}

function depthToSpace(composition: View<tf.DepthToSpaceAttrs>): tf.TensorInfo {
  const { blockSize } = composition.attrs;
  const [batch, height, width, depth] = composition.inputs.x.shape as [
    number,
    number,
    number,
    number,
  ];
  const channels = depth / (blockSize * blockSize);
  const result = copyOf(composition, [batch * height, blockSize, width, blockSize, channels], {
    start: 0,
    strides: [width * depth, blockSize * channels, depth, channels, 1],
  });
  result.shape = [batch, height * blockSize, width * blockSize, channels];
  return result;
}

/**
 * The kernels that only pick elements, as strided copies. The stock ones copy all of x first, or
 * compute every element's place by division.
 */
export function installViews(): void {
  composeKernel(
    tf.Slice,
    (composition: View<tf.SliceAttrs>) => {
      const { inputs, attrs } = composition;
      const [begin, size] = tf.slice_util.parseSliceParams(inputs.x, attrs.begin, attrs.size);
      return slice(composition, begin!, size!);
    },
    ofWords,
  );
  composeKernel(tf.SplitV, split, ofWords);
  composeKernel(tf.StridedSlice, stridedSlice, ofWords);
  composeKernel(tf.Reverse, reverse, ofWords);
  composeKernel(tf.Tile, tile, ofWords);
  composeKernel(
    tf.DepthToSpace,
    depthToSpace,
    (inputs: { x: tf.TensorInfo }, attrs: tf.DepthToSpaceAttrs) =>
      ofWords(inputs) && attrs.dataFormat === 'NHWC',
  );
}
