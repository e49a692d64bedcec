import * as tf from '@tensorflow/tfjs-core';
import { BatchNormLayer } from './batch-norm-layer.js';
import { ConvLayer } from './conv-layer.js';
import { ConvTransposeLayer } from './conv-transpose-layer.js';
import { DropoutLayer } from './dropout-layer.js';
import { InstanceNormLayer } from './instance-norm-layer.js';
import { ReflectPadLayer } from './reflect-pad-layer.js';
import { BlurDownsampleLayer, BlurUpsampleLayer, UpsampleLayer } from './resampling-layers.js';

/**
 * Tells tfjs the layers of this package, so that `tf.loadLayersModel` can read their models.
 *
 * Our own factories and loaders call it; calling it again changes nothing.
 *
 * @example
 * ```ts
 * import { registerLayers } from '@ikat/models';
 *
 * registerLayers();
 * ```
 */
export function registerLayers(): void {
  tf.serialization.registerClass(BatchNormLayer);
  tf.serialization.registerClass(BlurDownsampleLayer);
  tf.serialization.registerClass(BlurUpsampleLayer);
  tf.serialization.registerClass(ConvLayer);
  tf.serialization.registerClass(ConvTransposeLayer);
  tf.serialization.registerClass(DropoutLayer);
  tf.serialization.registerClass(InstanceNormLayer);
  tf.serialization.registerClass(ReflectPadLayer);
  tf.serialization.registerClass(UpsampleLayer);
}
