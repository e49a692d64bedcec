import * as tf from '@tensorflow/tfjs-core';

/** The attributes that both convolution gradients share. */
export interface ConvolutionAttributes {
  strides: [number, number] | number;
  pad: 'valid' | 'same' | number | [number, number][];
  dataFormat: 'NHWC' | 'NCHW';
  dimRoundingMode?: 'floor' | 'round' | 'ceil' | undefined;
  dilations?: [number, number] | number | undefined;
}

/** One spatial axis of a convolution: output o reads inputs o * stride - pad + tap * dilation. */
export interface Axis {
  input: number;
  output: number;
  taps: number;
  stride: number;
  dilation: number;
  pad: number;
}

/** A convolution by its sizes. */
export interface Geometry {
  batch: number;
  inChannels: number;
  outChannels: number;
  rows: Axis;
  columns: Axis;
}

type Shape4 = [number, number, number, number];

/** The sizes of the convolution that a gradient kernel was asked about. */
export function convolutionGeometry(
  inputShape: number[],
  filterShape: number[],
  attributes: ConvolutionAttributes,
): Geometry {
  const { strides, pad, dimRoundingMode, dilations = 1, dataFormat } = attributes;
  if (dataFormat !== 'NHWC') {
    throw new RangeError(`conv2d gradient on wasm: expected dataFormat NHWC, got ${dataFormat}.`);
  }
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as Shape4,
    filterShape as Shape4,
    strides,
    dilations,
    pad as number,
    dimRoundingMode,
  );
  return {
    batch: info.batchSize,
    inChannels: info.inChannels,
    outChannels: info.outChannels,
    rows: {
      input: info.inHeight,
      output: info.outHeight,
      taps: info.filterHeight,
      stride: info.strideHeight,
      dilation: info.dilationHeight,
      pad: info.padInfo.top,
    },
    columns: {
      input: info.inWidth,
      output: info.outWidth,
      taps: info.filterWidth,
      stride: info.strideWidth,
      dilation: info.dilationWidth,
      pad: info.padInfo.left,
    },
  };
}
