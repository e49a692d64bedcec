import * as tf from '@tensorflow/tfjs-core';
import { corrections } from './gradients/table.js';

/**
 * Registers, for every kernel in `gradientCorrections`, a gradient that is right to second order.
 *
 * tfjs-core alone has no gradients in Node. With tfjs-layers it has its own, several of them wrong
 * or without a gradient of their own; importing tfjs-layers after this call puts those back, so
 * call again. A call that finds everything in place does nothing.
 *
 * @example
 * ```ts
 * import { correctGradients } from '@ikat/ops';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * correctGradients();
 * const slope = tf.grad((x) => tf.sum(tf.tanh(x)));
 * const bend = tf.grad((x) => tf.sum(slope(x)));
 * console.log(bend(tf.scalar(0.5)).dataSync()[0]?.toFixed(4)); // -0.7269
 * ```
 */
export function correctGradients(): void {
  for (const { kernel, config } of corrections) {
    const registered = tf.getGradient(kernel);
    if (registered === config) continue;
    // registering over another gradient warns in debug mode
    if (registered !== undefined) tf.unregisterGradient(kernel);
    tf.registerGradient(config);
  }
}
