import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { normalInitializer } from './initializers.js';
import {
  type LayerInput,
  type LayerOptions,
  type LayerShape,
  onlyShape,
  onlyTensor,
} from './spatial-layer.js';

export interface BatchNormLayerOptions extends LayerOptions {
  epsilon?: number;
  /** Part of the old statistics that one step keeps: 0.9 is PyTorch's momentum 0.1. */
  momentum?: number;
  /** Standard deviation of the first gamma around 1. */
  stddev?: number;
  seed?: number;
}

/**
 * PyTorch's BatchNorm2d: y = gamma (x - mean) / sqrt(variance + epsilon) + beta.
 *
 * In training the statistics are the batch's, with the biased variance; the moving variance
 * gathers the unbiased one. Plain arithmetic, so that it can be differentiated twice.
 */
export class BatchNormLayer extends tfl.layers.Layer {
  static readonly className = 'IkatBatchNorm';
  readonly options: Required<Omit<BatchNormLayerOptions, keyof LayerOptions>>;
  private gamma: tfl.LayerVariable | undefined;
  private beta: tfl.LayerVariable | undefined;
  private movingMean: tfl.LayerVariable | undefined;
  private movingVariance: tfl.LayerVariable | undefined;

  constructor(options: BatchNormLayerOptions = {}) {
    super(options);
    const { epsilon = 1e-5, momentum = 0.9, stddev = 0.02, seed = 1 } = options;
    this.options = { epsilon, momentum, stddev, seed };
  }

  override build(inputShape: LayerShape): void {
    const { stddev, seed } = this.options;
    const shape = [onlyShape(inputShape).at(-1)!];
    const { zeros, ones } = tfl.initializers;
    const normal = normalInitializer({ seed, name: 'gamma', mean: 1, stddev });
    const state = (name: string, first: ReturnType<typeof zeros>) =>
      this.addWeight(name, shape, 'float32', first, undefined, false);
    this.gamma = this.addWeight('gamma', shape, 'float32', normal);
    this.beta = this.addWeight('beta', shape, 'float32', zeros());
    this.movingMean = state('movingMean', zeros());
    this.movingVariance = state('movingVariance', ones());
    this.built = true;
  }

  override call(inputs: LayerInput, kwargs: { training?: boolean } = {}): tf.Tensor {
    const x = onlyTensor(inputs);
    return tf.tidy(() => {
      if (kwargs.training) return this.withBatchStatistics(x);
      const scale = this.scale(this.movingVariance!.read());
      const shift = tf.sub(this.beta!.read(), tf.mul(this.movingMean!.read(), scale));
      return tf.add(tf.mul(x, scale), shift);
    });
  }

  private scale(variance: tf.Tensor): tf.Tensor {
    return tf.mul(this.gamma!.read(), tf.rsqrt(tf.add(variance, this.options.epsilon)));
  }

  private withBatchStatistics(x: tf.Tensor4D): tf.Tensor {
    const axes = x.shape.map((_, axis) => axis).slice(0, -1);
    const mean = tf.mean(x, axes);
    const centred = tf.sub(x, mean);
    const variance = tf.mean(tf.square(centred), axes);
    const count = x.size / x.shape.at(-1)!;
    this.remember(this.movingMean!, mean);
    this.remember(this.movingVariance!, tf.mul(variance, count / Math.max(1, count - 1)));
    return tf.add(tf.mul(centred, this.scale(variance)), this.beta!.read());
  }

  private remember(state: tfl.LayerVariable, now: tf.Tensor): void {
    const { momentum } = this.options;
    state.write(tf.add(tf.mul(state.read(), momentum), tf.mul(now, 1 - momentum)));
  }

  override getConfig() {
    return { ...super.getConfig(), ...this.options };
  }
}
