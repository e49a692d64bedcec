import * as tf from '@tensorflow/tfjs-core';

/** The weights of one convolution. */
export interface Convolution {
  /** `[height, width, in, out]` */
  readonly kernel: tf.Tensor4D;
  /** `[out]` */
  readonly bias: tf.Tensor1D;
}

/** How a convolution moves over the image. */
export interface ConvolutionOptions {
  /** Pixels from one output to the next. */
  readonly strides?: number | undefined;
  /** Whether the image is padded with zeros to keep its size. */
  readonly pad?: 'valid' | 'same' | undefined;
}

/** Convolves and adds the bias. */
export function convolve(
  x: tf.Tensor4D,
  { kernel, bias }: Convolution,
  { strides = 1, pad = 'valid' }: ConvolutionOptions = {},
): tf.Tensor4D {
  return tf.add(tf.conv2d(x, kernel, strides, pad), bias);
}

/** Convolves, adds the bias and clips at zero. */
export function convolveRelu(
  x: tf.Tensor4D,
  convolution: Convolution,
  options?: ConvolutionOptions,
): tf.Tensor4D {
  return tf.relu(convolve(x, convolution, options));
}
