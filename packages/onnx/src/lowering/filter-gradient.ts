import type { Operand } from '../layout/operand.js';
import { BEFORE_FIRST } from './builder.js';
import type { Geometry } from './convolution.js';
import type { Lowering } from './lowering.js';

export interface FilterGradient {
  /** [b, in, h, w] */
  x: Operand;
  /** [b, out, h, w] */
  dy: Operand;
  /** The shape of the filter, [out, in, h, w]. */
  result: readonly number[];
  geometry: Geometry;
}

type Sizes = [number, number, number, number];

/** From this many places in the filter on, unfolding the images copies too much. */
const MANY_PLACES = 16;

/**
 * The gradient of a convolution with respect to its filter, [out, in, h, w]: every place of the
 * filter sums, over images and pixels, what went in there times what is to change.
 *
 * Three formulations, each the fastest for its shapes.
 */
export function filterGradient(lowering: Lowering, gradient: FilterGradient): string {
  const { x, result, geometry } = gradient;
  const [, , height, width] = result as Sizes;
  const isSingle = x.dims[0] === 1;
  const [vertical, horizontal] = geometry.strides;
  const isDilated = geometry.dilations.some((step) => step !== 1);
  if (isSingle && !isDilated && height * width < MANY_PLACES) {
    if (vertical === 1 && horizontal === 1) return fromColumns(lowering, gradient);
    if (vertical === 2 && horizontal === 2 && height === 3 && width === 3) {
      return fromPhases(lowering, gradient);
    }
  }
  return asConvolution(lowering, gradient);
}

/** Zeros after the images that the last filter position needs. */
function ends({ x, dy, result, geometry }: FilterGradient): [number, number] {
  const { strides, dilations, pads } = geometry;
  const end = (side: 0 | 1) =>
    (dy.dims[2 + side]! - 1) * strides[side] +
    (result[2 + side]! - 1) * dilations[side] +
    1 -
    pads[side] -
    x.dims[2 + side]!;
  return [end(0), end(1)];
}

/** dW = dy columns^T: the images, shifted to every place of the filter, are the rows of a matrix. */
function fromColumns(lowering: Lowering, gradient: FilterGradient): string {
  const { builder } = lowering;
  const { x, dy, result, geometry } = gradient;
  const [outputs, inputs, height, width] = result as Sizes;
  const [, , rows, columns] = dy.dims as Sizes;
  const pixels = rows * columns;
  const [bottom, right] = ends(gradient).map((end) => Math.max(0, end)) as [number, number];
  const padded = builder.pad(x.name, [
    0,
    0,
    geometry.pads[0],
    geometry.pads[1],
    0,
    0,
    bottom,
    right,
  ]);
  const shifted = places(height, width).map(([top, left]) => {
    // Columns first: of what is left, rows are contiguous.
    const band = builder.slice(padded, [{ axis: 3, start: left, end: left + columns }]);
    const part = builder.slice(band, [{ axis: 2, start: top, end: top + rows }]);
    return builder.reshape(part, [inputs, 1, pixels]);
  });
  return product(lowering, shifted, { dy, pixels, shape: [outputs, inputs, height, width] });
}

/**
 * For stride 2: the images are parted into four pictures of every other pixel, so
 * that every shift is a contiguous slice.
 */
function fromPhases(lowering: Lowering, gradient: FilterGradient): string {
  const { builder } = lowering;
  const { x, dy, result, geometry } = gradient;
  const [outputs, inputs] = result as Sizes;
  const [, , rows, columns] = dy.dims as Sizes;
  const [top, left] = geometry.pads;
  const size = [2 * (rows + 1), 2 * (columns + 1)] as const;
  const after = [size[0] - x.dims[2]! - top, size[1] - x.dims[3]! - left] as const;
  const padded = builder.pad(x.name, [
    0,
    0,
    top,
    left,
    0,
    0,
    ...after.map((pad) => Math.max(0, pad)),
  ]);
  const even = builder.slice(padded, [
    { axis: 2, start: 0, end: size[0] },
    { axis: 3, start: 0, end: size[1] },
  ]);
  const image = after.some((pad) => pad < 0) ? even : padded;
  const deep = builder.emit('SpaceToDepth', [image], { blocksize: 2 });
  const phases = builder.reshape(deep, [4 * inputs, rows + 1, columns + 1]);
  const shifted = places(3, 3).map(([down, across]) => {
    const phase = ((down & 1) * 2 + (across & 1)) * inputs;
    const part = builder.slice(phases, [
      { axis: 0, start: phase, end: phase + inputs },
      { axis: 1, start: down >> 1, end: (down >> 1) + rows },
      { axis: 2, start: across >> 1, end: (across >> 1) + columns },
    ]);
    return builder.reshape(part, [inputs, 1, rows * columns]);
  });
  const shape: Sizes = [outputs, inputs, 3, 3];
  return product(lowering, shifted, { dy, pixels: rows * columns, shape });
}

function product(
  { builder }: Lowering,
  shifted: readonly string[],
  { dy, pixels, shape }: { dy: Operand; pixels: number; shape: Sizes },
): string {
  const [outputs, inputs, height, width] = shape;
  const joined = shifted.length > 1 ? builder.emit('Concat', shifted, { axis: 1 }) : shifted[0]!;
  const columns = builder.reshape(joined, [inputs * height * width, pixels]);
  const changes = builder.reshape(dy.name, [outputs, pixels]);
  return builder.reshape(builder.emit('Gemm', [changes, columns], { transB: 1 }), shape);
}

const places = (height: number, width: number): [number, number][] =>
  Array.from({ length: height * width }, (_, i) => [Math.floor(i / width), i % width]);

/**
 * dW as a convolution: channels take the place of images, images that of channels, and dy is the
 * filter, as large as the picture. Strides and dilations change roles.
 */
function asConvolution(lowering: Lowering, gradient: FilterGradient): string {
  const { result, geometry } = gradient;
  const [outputs, inputs, height, width] = result as Sizes;
  const isDense = [...geometry.strides, ...geometry.dilations].every((step) => step === 1);
  const fits = height - 1 >= geometry.pads[0] && width - 1 >= geometry.pads[1];
  // The smaller side as filters: the flipped result is tiny.
  if (outputs < inputs && isDense && fits) return withImagesAsFilter(lowering, gradient);
  const { builder } = lowering;
  const { x, dy } = gradient;
  const { strides, dilations, pads } = geometry;
  const after = ends(gradient);
  const product = builder.emit('Conv', [channelsFirst(lowering, x), channelsFirst(lowering, dy)], {
    kernel_shape: dy.dims.slice(2),
    strides: dilations,
    dilations: strides,
    pads: [pads[0], pads[1], ...after.map((end) => Math.max(0, end))],
  });
  const isLong = after.some((end) => end < 0);
  const cut = isLong
    ? builder.slice(product, [
        { axis: 2, start: 0, end: height },
        { axis: 3, start: 0, end: width },
      ])
    : product;
  return builder.transpose(cut, [1, 0, 2, 3]);
}

function withImagesAsFilter(
  lowering: Lowering,
  { x, dy, result, geometry }: FilterGradient,
): string {
  const { builder } = lowering;
  const [, , height, width] = result as Sizes;
  const begins = [height - 1 - geometry.pads[0], width - 1 - geometry.pads[1]];
  const after = [0, 1].map(
    (side) => result[2 + side]! - 1 + x.dims[2 + side]! - dy.dims[2 + side]! - begins[side]!,
  );
  const cut = [0, 1].flatMap((side) =>
    after[side]! < 0 ? [{ axis: 2 + side, start: 0, end: dy.dims[2 + side]! + after[side]! }] : [],
  );
  const changes = channelsFirst(lowering, dy);
  const name = cut.length > 0 ? builder.slice(changes, cut) : changes;
  const product = builder.emit('Conv', [name, channelsFirst(lowering, x)], {
    kernel_shape: x.dims.slice(2),
    strides: [1, 1],
    pads: [...begins, ...after.map((pad) => Math.max(0, pad))],
  });
  return builder.slice(
    product,
    [2, 3].map((axis) => ({ axis, start: -1, end: BEFORE_FIRST, step: -1 })),
  );
}

/** [b, c, h, w] as [c, b, h, w]; of one image only the names of the axes change. */
function channelsFirst({ builder }: Lowering, { name, dims }: Operand): string {
  const [batch, channels, height, width] = dims as Sizes;
  if (batch === 1) return builder.reshape(name, [channels, 1, height, width]);
  return builder.transpose(name, [1, 0, 2, 3]);
}
