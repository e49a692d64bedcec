import { instanceNorm } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type LayerInput, type LayerOptions, onlyTensor } from './spatial-layer.js';

export interface InstanceNormLayerOptions extends LayerOptions {
  epsilon?: number;
}

/** Mean and variance of every channel, [1, 1, 1, channels]. */
export type NormStatistics = Record<'mean' | 'variance', tf.Tensor>;

/** PyTorch's InstanceNorm2d without weights, as CycleGAN uses it; the same in training and use. */
export class InstanceNormLayer extends tfl.layers.Layer {
  static readonly className = 'IkatInstanceNorm';
  readonly epsilon: number;
  /**
   * Gives the statistics to use instead of those of each image: for the pieces of one picture, which
   * are to be treated alike.
   */
  statisticsOf: ((x: tf.Tensor4D) => NormStatistics) | undefined;

  constructor(options: InstanceNormLayerOptions = {}) {
    super(options);
    this.epsilon = options.epsilon ?? 1e-5;
  }

  override call(inputs: LayerInput): tf.Tensor {
    const x = onlyTensor(inputs);
    if (this.statisticsOf === undefined) return instanceNorm(x, { epsilon: this.epsilon });
    return tf.tidy(() => {
      const { mean, variance } = this.statisticsOf!(x);
      return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, this.epsilon)));
    });
  }

  override getConfig() {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
