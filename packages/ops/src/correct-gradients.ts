import * as tf from '@tensorflow/tfjs-core';

const tanh: tf.GradConfig = {
  kernelName: 'Tanh',
  inputsToSave: ['x'],
  // d tanh(x) = (1 - tanh(x)^2) dx, recomputed from x so that it can be differentiated again
  gradFunc: (dy, [x]) => ({
    x: () => tf.mul(dy as tf.Tensor, tf.sub(1, tf.square(tf.tanh(x!)))),
  }),
};

const corrections = [tanh];

/** Registers right gradients for the kernels that TensorFlow.js has none or wrong ones for. */
export function correctGradients(): void {
  for (const config of corrections) {
    if (tf.getGradient(config.kernelName) === config) continue;
    tf.unregisterGradient(config.kernelName);
    tf.registerGradient(config);
  }
}
