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
    const seed = childSeed(this.seed, `mask ${this.calls++}`);
    return tf.tidy(() => tf.mul(x, tf.tensor(drawMask(x.size, this.rate, seed), x.shape)));
  }

  override getConfig() {
    return { ...super.getConfig(), rate: this.rate, seed: this.seed };
  }
}

/**
 * 0 at the rate and 1 / (1 - rate) elsewhere. Splitmix: the finaliser of MurmurHash3 over a counter
 * in steps of the golden ratio, which is three times as fast as tfjs's stream of random numbers.
 */
function drawMask(size: number, rate: number, seed: number): Float32Array {
  const mask = new Float32Array(size);
  const threshold = rate * 2 ** 32;
  const kept = 1 / (1 - rate);
  for (let index = 0, counter = seed | 0; index < size; index++) {
    counter = (counter + 0x9e3779b9) | 0;
    let hash = Math.imul(counter ^ (counter >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    mask[index] = (hash ^ (hash >>> 16)) >>> 0 < threshold ? 0 : kept;
  }
  return mask;
}
