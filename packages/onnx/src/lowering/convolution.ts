import { backend_util, type TensorInfo } from '@tensorflow/tfjs-core';
import { nchw, oihw } from '../layout/layout.js';
import type { Operand } from '../layout/operand.js';
import { activate } from './activation.js';
import type { KernelFamily, RecordKernel } from './family.js';
import { filterGradient } from './filter-gradient.js';
import { inputGradient } from './input-gradient.js';
import type { Lowering, LowerNode } from './lowering.js';

/** Where a filter goes over images: what recorded convolutions know besides their shapes. */
export interface Geometry {
  /** Vertical and horizontal. */
  strides: readonly [number, number];
  dilations: readonly [number, number];
  /** Top, left, bottom, right. */
  pads: readonly [number, number, number, number];
}

interface ConvolutionAttributes {
  strides: number | [number, number];
  pad: Parameters<typeof backend_util.computeConv2DInfo>[4];
  dilations?: number | [number, number];
  dataFormat?: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

type Shape4 = [number, number, number, number];

export function geometryOf(
  [imageShape, filterShape]: readonly [readonly number[], readonly number[]],
  { strides, pad, dilations = 1, dataFormat = 'NHWC', dimRoundingMode }: ConvolutionAttributes,
  depthwise = false,
) {
  if (dataFormat !== 'NHWC') {
    throw new Error(
      `onnx: expected images [batch, height, width, channels] (NHWC), got ${dataFormat}. Transpose them first.`,
    );
  }
  const info = backend_util.computeConv2DInfo(
    imageShape as Shape4,
    filterShape as Shape4,
    strides,
    dilations,
    pad,
    dimRoundingMode,
    depthwise,
  );
  const { top, left, bottom, right } = info.padInfo;
  const geometry: Geometry = {
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [top, left, bottom, right],
  };
  return { info, geometry };
}

// Recording

type Images = { x: TensorInfo; filter: TensorInfo };

const convolve: RecordKernel = (recorder, { x, filter }: Images, attributes) => {
  const { info, geometry } = geometryOf([x.shape, filter.shape], attributes);
  const output = { shape: info.outShape, dtype: 'float32' as const };
  return recorder.record('Conv2D', [x, filter], output, { ...geometry });
};

const backpropInput: RecordKernel = (recorder, { dy, filter }, attributes) => {
  const { geometry } = geometryOf([attributes.inputShape, filter.shape], attributes);
  const output = { shape: attributes.inputShape, dtype: 'float32' as const };
  return recorder.record('Conv2DBackpropInput', [dy, filter], output, { ...geometry });
};

const backpropFilter: RecordKernel = (recorder, { x, dy }, attributes) => {
  const { geometry } = geometryOf([x.shape, attributes.filterShape], attributes);
  const output = { shape: attributes.filterShape, dtype: 'float32' as const };
  return recorder.record('Conv2DBackpropFilter', [x, dy], output, { ...geometry });
};

const depthwise: RecordKernel = (recorder, { x, filter }: Images, attributes) => {
  const { info, geometry } = geometryOf([x.shape, filter.shape], attributes, true);
  const output = { shape: info.outShape, dtype: 'float32' as const };
  return recorder.record('DepthwiseConv2dNative', [x, filter], output, { ...geometry });
};

const depthwiseBackpropInput: RecordKernel = (recorder, { dy, filter }, attributes) => {
  const { geometry } = geometryOf([attributes.inputShape, filter.shape], attributes, true);
  const output = { shape: attributes.inputShape, dtype: 'float32' as const };
  const kernel = 'DepthwiseConv2dNativeBackpropInput';
  return recorder.record(kernel, [dy, filter], output, { ...geometry });
};

const depthwiseBackpropFilter: RecordKernel = (recorder, { x, dy }, attributes) => {
  const { geometry } = geometryOf([x.shape, attributes.filterShape], attributes, true);
  const output = { shape: attributes.filterShape, dtype: 'float32' as const };
  const kernel = 'DepthwiseConv2dNativeBackpropFilter';
  return recorder.record(kernel, [x, dy], output, { ...geometry });
};

// Lowering

const filterOf = (lowering: Lowering, filter: Operand) =>
  lowering.arranger.whole(lowering.arranger.turn(lowering.arranger.whole(filter), oihw));

const lowerConvolve: LowerNode = (lowering, node, [, filter, bias]) => {
  const { strides, dilations, pads } = node.attributes as Geometry;
  const x = lowering.images(node.inputs[0]!);
  const weights = filterOf(lowering, filter!);
  const inputs = [x.name, weights.name, ...(bias ? [bias.name] : [])];
  const kernel_shape = weights.dims.slice(2);
  const name = lowering.builder.emit('Conv', inputs, { kernel_shape, strides, dilations, pads });
  return lowering.result(name, node.outputs[0]!, nchw);
};

const lowerBackpropInput: LowerNode = (lowering, node, [, filter]) => {
  const dy = lowering.images(node.inputs[0]!);
  const result = nchw.map((axis) => node.outputs[0]!.shape[axis]!);
  const geometry = node.attributes as Geometry;
  const name = inputGradient(lowering, {
    dy,
    filter: filterOf(lowering, filter!),
    result,
    geometry,
  });
  return lowering.result(name, node.outputs[0]!, nchw);
};

const lowerBackpropFilter: LowerNode = (lowering, node) => {
  const [x, dy] = node.inputs.map((value) => lowering.images(value));
  const result = oihw.map((axis) => node.outputs[0]!.shape[axis]!);
  const geometry = node.attributes as Geometry;
  const name = filterGradient(lowering, { x: x!, dy: dy!, result, geometry });
  return lowering.result(name, node.outputs[0]!, oihw);
};

/** Filters [h, w, channels, multiplier] as ONNX groups them: [channels multiplier, 1, h, w]. */
function groupedFilter(lowering: Lowering, filter: Operand): { name: string; size: number[] } {
  const [height, width, channels, multiplier] = filter.shape as Shape4;
  const turned = lowering.arranger.whole(
    lowering.arranger.turn(lowering.arranger.whole(filter), [2, 3, 0, 1]),
  );
  const name = lowering.builder.reshape(turned.name, [channels * multiplier, 1, height, width]);
  return { name, size: [height, width] };
}

const lowerDepthwise: LowerNode = (lowering, node, [, filter, bias]) => {
  const { strides, dilations, pads } = node.attributes as Geometry;
  const x = lowering.images(node.inputs[0]!);
  const weights = groupedFilter(lowering, filter!);
  const attributes = { kernel_shape: weights.size, strides, dilations, pads, group: x.dims[1]! };
  const inputs = [x.name, weights.name, ...(bias ? [bias.name] : [])];
  return lowering.result(lowering.builder.emit('Conv', inputs, attributes), node.outputs[0]!, nchw);
};

const lowerDepthwiseBackpropInput: LowerNode = (lowering, node, [, filter]) => {
  const { strides, dilations, pads } = node.attributes as Geometry;
  const dy = lowering.images(node.inputs[0]!);
  const weights = groupedFilter(lowering, filter!);
  const result = nchw.map((axis) => node.outputs[0]!.shape[axis]!);
  const missing = [0, 1].map((side) => {
    const reach = dilations[side]! * (weights.size[side]! - 1) + 1;
    const covered =
      strides[side]! * (dy.dims[2 + side]! - 1) + reach - pads[side]! - pads[side + 2]!;
    return Math.max(0, result[2 + side]! - covered);
  });
  const attributes = {
    kernel_shape: weights.size,
    strides,
    dilations,
    pads,
    output_padding: missing,
    group: result[1]!,
  };
  const name = lowering.builder.emit('ConvTranspose', [dy.name, weights.name], attributes);
  return lowering.result(name, node.outputs[0]!, nchw);
};

/** Each channel's images are the channels of one convolution, each gradient's its filters. */
const lowerDepthwiseBackpropFilter: LowerNode = (lowering, node) => {
  const { builder } = lowering;
  const { strides, dilations, pads } = node.attributes as Geometry;
  const [x, dy] = node.inputs.map((value) => lowering.images(value)) as [Operand, Operand];
  const [batch, channels, height, width] = x.dims as Shape4;
  const [, outputs, rows, columns] = dy.dims as Shape4;
  const [kernelHeight, kernelWidth] = node.outputs[0]!.shape as Shape4;
  const swapped = (operand: Operand) => builder.transpose(operand.name, [1, 0, 2, 3]);
  const image = builder.reshape(swapped(x), [1, channels * batch, height, width]);
  const pad = (side: 0 | 1, length: number, count: number, kernel: number) =>
    (count - 1) * strides[side] + (kernel - 1) * dilations[side] + 1 - pads[side] - length;
  const ends = [pad(0, height, rows, kernelHeight), pad(1, width, columns, kernelWidth)];
  const product = builder.emit('Conv', [image, swapped(dy)], {
    kernel_shape: [rows, columns],
    strides: dilations,
    dilations: strides,
    pads: [pads[0], pads[1], ...ends.map((end) => Math.max(0, end))],
    group: channels,
  });
  const cut = builder.slice(product, [
    { axis: 2, start: 0, end: kernelHeight },
    { axis: 3, start: 0, end: kernelWidth },
  ]);
  const grouped = builder.reshape(cut, [channels, outputs / channels, kernelHeight, kernelWidth]);
  return lowering.result(grouped, node.outputs[0]!, [2, 3, 0, 1]);
};

/** Convolutions and what their gradients are made of. */
export const convolution: KernelFamily = {
  record: {
    Conv2D: convolve,
    FusedConv2D: (recorder, inputs, attributes) =>
      activate(recorder, convolve(recorder, inputs, attributes) as TensorInfo, inputs, attributes),
    Conv2DBackpropInput: backpropInput,
    Conv2DBackpropFilter: backpropFilter,
    DepthwiseConv2dNative: depthwise,
    FusedDepthwiseConv2D: (recorder, inputs, attributes) =>
      activate(recorder, depthwise(recorder, inputs, attributes) as TensorInfo, inputs, attributes),
    DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
    DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  },
  lower: {
    Conv2D: lowerConvolve,
    Conv2DBackpropInput: lowerBackpropInput,
    Conv2DBackpropFilter: lowerBackpropFilter,
    DepthwiseConv2dNative: lowerDepthwise,
    DepthwiseConv2dNativeBackpropInput: lowerDepthwiseBackpropInput,
    DepthwiseConv2dNativeBackpropFilter: lowerDepthwiseBackpropFilter,
  },
};
