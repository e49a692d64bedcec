import { instanceNorm } from '@ikat/ops';
import type * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type LayerInput, type LayerOptions, onlyTensor } from './spatial-layer.js';

export interface InstanceNormLayerOptions extends LayerOptions {
  epsilon?: number;
}

/** PyTorch's InstanceNorm2d without weights, as CycleGAN uses it; the same in training and use. */
export class InstanceNormLayer extends tfl.layers.Layer {
  static readonly className = 'IkatInstanceNorm';
  readonly epsilon: number;

  constructor(options: InstanceNormLayerOptions = {}) {
    super(options);
    this.epsilon = options.epsilon ?? 1e-5;
  }

  override call(inputs: LayerInput): tf.Tensor {
    return instanceNorm(onlyTensor(inputs), { epsilon: this.epsilon });
  }

  override getConfig() {
    return { ...super.getConfig(), epsilon: this.epsilon };
  }
}
