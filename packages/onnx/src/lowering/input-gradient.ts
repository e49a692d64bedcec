import type { Operand } from '../layout/operand.js';
import type { GraphBuilder } from './builder.js';
import type { Geometry } from './convolution.js';
import type { Lowering } from './lowering.js';

export interface InputGradient {
  /** [b, out, h, w] */
  dy: Operand;
  /** [out, in, h, w] */
  filter: Operand;
  /** The shape of the input, [b, in, h, w]. */
  result: readonly number[];
  geometry: Geometry;
}

/** Below this many channels of dy, a transposed convolution is the slower form. */
const FEW_CHANNELS = 16;
/** From this many pixels on, the serial part of a transposed convolution costs more than a flip. */
const MANY_PIXELS = 900;

/**
 * The gradient of a convolution with respect to its images: the transposed convolution.
 *
 * With stride 1 it is also an ordinary convolution with the filter turned around, which shares its
 * work among threads better.
 */
export function inputGradient(lowering: Lowering, gradient: InputGradient): string {
  const { dy, geometry } = gradient;
  const isDense = [...geometry.strides, ...geometry.dilations].every((step) => step === 1);
  const [, channels, height, width] = dy.dims as [number, number, number, number];
  const sharesWork = lowering.options.threads > 1 && height * width >= MANY_PIXELS;
  if (isDense && !lowering.options.portable && (channels < FEW_CHANNELS || sharesWork)) {
    return asConvolution(lowering, gradient);
  }
  return asTransposed(lowering, gradient);
}

function asConvolution(
  lowering: Lowering,
  { dy, filter, result, geometry }: InputGradient,
): string {
  const { builder } = lowering;
  const kernel = filter.dims.slice(2);
  const swapped = builder.transpose(filter.name, [1, 0, 2, 3]);
  const [outputs, inputs] = filter.dims as [number, number];
  const flipped = turnedAround(builder, swapped, [inputs, outputs, ...kernel]);
  const begins = [0, 1].map((side) => kernel[side]! - 1 - geometry.pads[side]!);
  const ends = [0, 1].map(
    (side) => result[2 + side]! - dy.dims[2 + side]! + kernel[side]! - 1 - begins[side]!,
  );
  // A pad beyond the kernel is a cut: dy is sliced, because ONNX knows no negative pads.
  const cut = [0, 1].flatMap((side) => {
    const [begin, end] = [begins[side]!, ends[side]!];
    if (begin >= 0 && end >= 0) return [];
    const length = dy.dims[2 + side]!;
    return [{ axis: 2 + side, start: Math.max(0, -begin), end: length + Math.min(0, end) }];
  });
  const images = cut.length > 0 ? builder.slice(dy.name, cut) : dy.name;
  const pads = [...begins, ...ends].map((pad) => Math.max(0, pad));
  return builder.emit('Conv', [images, flipped], { kernel_shape: kernel, strides: [1, 1], pads });
}

/** Every filter by half a turn: a product with a matrix that has ones where the other diagonal is. */
function turnedAround(builder: GraphBuilder, filters: string, dims: readonly number[]): string {
  const places = dims[2]! * dims[3]!;
  const matrix = new Float32Array(places * places);
  for (let place = 0; place < places; place++) matrix[(place + 1) * (places - 1)] = 1;
  const rows = builder.reshape(filters, [dims[0]! * dims[1]!, places]);
  const turn = builder.constant('float32', [places, places], matrix);
  return builder.reshape(builder.emit('Gemm', [rows, turn]), dims);
}

function asTransposed(lowering: Lowering, { dy, filter, result, geometry }: InputGradient): string {
  const { strides, dilations, pads } = geometry;
  const kernel = filter.dims.slice(2);
  const missing = [0, 1].map((side) => {
    const reach = dilations[side]! * (kernel[side]! - 1) + 1;
    const covered =
      strides[side]! * (dy.dims[2 + side]! - 1) + reach - pads[side]! - pads[side + 2]!;
    return result[2 + side]! - covered;
  });
  // ONNX allows less output padding than a stride; the rest are zeros that no filter touched.
  const name = lowering.builder.emit('ConvTranspose', [dy.name, filter.name], {
    kernel_shape: kernel,
    strides,
    dilations,
    pads,
    output_padding: missing.map((length, side) =>
      Math.min(Math.max(0, length), strides[side]! - 1),
    ),
  });
  const rest = missing.map((length, side) => Math.max(0, length - strides[side]! + 1));
  return lowering.builder.pad(name, [0, 0, 0, 0, 0, 0, ...rest]);
}
