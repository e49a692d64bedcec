import { childKey, type Seed, seededUniform } from '@ikat/ops';
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
 * y = x mask / (1 - rate) in training, y = x otherwise. The masks are {@link seededUniform}: a seed
 * that is a tensor gives a compiled graph new ones in every step.
 */
export class DropoutLayer extends tfl.layers.Layer {
  static readonly className = 'IkatDropout';
  readonly rate: number;
  private readonly ownSeed: number;
  private seed: Seed;
  private calls = 0;

  constructor(options: DropoutLayerOptions) {
    super(options);
    this.rate = options.rate;
    this.ownSeed = options.seed ?? 1;
    this.seed = this.ownSeed;
  }

  /** Starts the series of masks that belongs to a seed; a tensor stays the caller's. */
  reseed(seed: Seed): void {
    this.seed = seed;
    this.calls = 0;
  }

  override call(inputs: LayerInput, kwargs: { training?: boolean } = {}): tf.Tensor {
    const x = onlyTensor(inputs);
    if (!kwargs.training || this.rate === 0) return tf.clone(x);
    const key = childKey(this.seed, `mask ${this.calls++}`);
    return tf.tidy(() => {
      const kept = tf.step(tf.sub(seededUniform(x.shape, key), this.rate)); // 1 where u > rate
      return tf.mul(x, tf.mul(kept, 1 / (1 - this.rate)));
    });
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.rate, seed: this.ownSeed };
  }
}
