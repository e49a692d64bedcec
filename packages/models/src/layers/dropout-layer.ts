import { childSeed } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { type LayerInput, type LayerOptions, onlyTensor } from './spatial-layer.js';

export interface DropoutLayerOptions extends LayerOptions {
  /** Part of the values that is set to 0. */
  rate: number;
  seed?: number;
}

/**
 * Dropout whose masks are a function of its seed and the number of calls since {@link reseed}.
 *
 * y = x mask / (1 - rate) in training, y = x otherwise.
 */
export class DropoutLayer extends tfl.layers.Layer {
  static readonly className = 'IkatDropout';
  readonly rate: number;
  private seed: number;
  private calls = 0;

  constructor(options: DropoutLayerOptions) {
    super(options);
    this.rate = options.rate;
    this.seed = options.seed ?? 1;
  }

  /** Starts the series of masks that belongs to a seed. */
  reseed(seed: number): void {
    this.seed = seed;
    this.calls = 0;
  }

  override call(inputs: LayerInput, kwargs: { training?: boolean } = {}): tf.Tensor {
    const x = onlyTensor(inputs);
    if (!kwargs.training || this.rate === 0) return tf.clone(x);
    // never 0, which tfjs takes for "no seed"
    const seed = childSeed(this.seed, `mask ${this.calls++}`) || 1;
    return tf.dropout(x, this.rate, undefined, seed);
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}
