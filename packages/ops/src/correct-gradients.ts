import * as tf from '@tensorflow/tfjs-core';
import { corrections } from './gradients/table.js';

/**
 * Registers, for every kernel in `gradientCorrections`, a gradient that is right to second order.
 *
 * tfjs-core alone has no gradients in Node. With tfjs-layers it has its own, several of them wrong
 * or without a gradient of their own; importing tfjs-layers after this call puts those back, so
 * call again. A call that finds everything in place does nothing.
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
