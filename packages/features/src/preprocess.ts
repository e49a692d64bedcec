import * as tf from '@tensorflow/tfjs-core';

/**
 * What a network's first layer was trained on, which its weights cannot tell:
 *
 * - `'torch'`: RGB, `(x - [.485, .456, .406]) / [.229, .224, .225]` of values in [0, 1] (torchvision);
 * - `'caffe'`: BGR, `255 x - [103.939, 116.779, 123.68]` (the original VGG weights, also as Keras has
 *   them and in `.pth` files converted from Caffe).
 */
export type Preprocess = 'torch' | 'caffe';

const mean = [0.485, 0.456, 0.406];
const deviation = [0.229, 0.224, 0.225];

// Both as x scale + shift of RGB in [-1, 1]; for BGR the first kernel's channels are reversed instead.
const scalings = {
  torch: {
    scale: deviation.map((value) => 0.5 / value),
    shift: mean.map((value, channel) => (0.5 - value) / deviation[channel]!),
  },
  caffe: {
    scale: [127.5, 127.5, 127.5],
    shift: [127.5 - 123.68, 127.5 - 116.779, 127.5 - 103.939],
  },
};

/** @throws RangeError when `preprocess` is neither */
export function checkPreprocess(net: string, preprocess: Preprocess): void {
  if (Object.hasOwn(scalings, preprocess)) return;
  throw new RangeError(
    `${net}: expected preprocess to be 'torch' or 'caffe', got ${preprocess}. Weights from torchvision want 'torch', weights from Caffe or Keras want 'caffe'.`,
  );
}

/** Makes the map from [-1, 1] to what the network was trained on, and the tensors it keeps. */
export function preprocessing(preprocess: Preprocess) {
  const scale = tf.keep(tf.tensor1d(scalings[preprocess].scale));
  const shift = tf.keep(tf.tensor1d(scalings[preprocess].shift));
  return {
    preprocess: (x: tf.Tensor4D): tf.Tensor4D => tf.add(tf.mul(x, scale), shift),
    weights: [scale, shift],
  };
}
