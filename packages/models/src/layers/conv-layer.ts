import { spectralNorm } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { normalInitializer } from './initializers.js';
import {
  type LayerInput,
  type LayerOptions,
  type LayerShape,
  onlyShape,
  onlyTensor,
  SpatialLayer,
} from './spatial-layer.js';

export interface ConvLayerOptions extends LayerOptions {
  filters: number;
  kernelSize: number;
  strides?: number;
  /** Rows and columns of zeros on each side, as PyTorch's `padding`. */
  padding?: number;
  useBias?: boolean;
  /** Divides the kernel by its largest singular value (Miyato et al. 2018). */
  spectral?: boolean;
  /** Standard deviation of the first kernel. */
  stddev?: number;
  seed?: number;
}

/** PyTorch's Conv2d: explicit zero padding, the same on all four sides. */
export class ConvLayer extends SpatialLayer {
  static readonly className = 'IkatConv2d';
  readonly options: Required<Omit<ConvLayerOptions, keyof LayerOptions>>;
  private kernel: tfl.LayerVariable | undefined;
  private bias: tfl.LayerVariable | undefined;
  private u: tfl.LayerVariable | undefined;

  constructor(options: ConvLayerOptions) {
    super(options);
    const { filters, kernelSize, strides = 1, padding = 0 } = options;
    const { useBias = true, spectral = false, stddev = 0.02, seed = 1 } = options;
    this.options = { filters, kernelSize, strides, padding, useBias, spectral, stddev, seed };
  }

  override build(inputShape: LayerShape): void {
    const { filters, kernelSize, useBias, spectral, stddev, seed } = this.options;
    const shape = [kernelSize, kernelSize, onlyShape(inputShape)[3]!, filters];
    const normal = normalInitializer({ seed, name: 'kernel', stddev });
    this.kernel = this.addWeight('kernel', shape, 'float32', normal);
    if (useBias) this.bias = this.addWeight('bias', [filters], 'float32', tfl.initializers.zeros());
    if (spectral) {
      const unit = normalInitializer({ seed, name: 'u', stddev: 1 });
      this.u = this.addWeight('u', [filters], 'float32', unit, undefined, false);
    }
    this.built = true;
  }

  override call(inputs: LayerInput, kwargs: { training?: boolean } = {}): tf.Tensor {
    const { strides, padding } = this.options;
    return tf.tidy(() => {
      const kernel = this.normalisedKernel(kwargs.training ?? false);
      const y = this.ring(
        onlyTensor(inputs),
        (x) => tf.conv2d(x, kernel, strides, padding, 'NHWC', 1, 'floor'),
        { margin: strides * Math.ceil(padding / strides), scale: 1 / strides },
      );
      return this.bias ? tf.add(y, this.bias.read()) : y;
    });
  }

  /** In training the singular vector moves on by one power iteration a call, as in PyTorch. */
  private normalisedKernel(training: boolean): tf.Tensor4D {
    const kernel = this.kernel!.read() as tf.Tensor4D;
    if (!this.u) return kernel;
    const iterations = training ? 1 : 0;
    const { weight, u } = spectralNorm(kernel, this.u.read() as tf.Tensor1D, { iterations });
    if (training) this.u.write(u);
    return weight;
  }

  override computeOutputShape(inputShape: LayerShape): tfl.Shape {
    const { filters, kernelSize, strides, padding } = this.options;
    const [batch, height, width] = onlyShape(inputShape) as (number | null)[];
    const out = (size: number | null | undefined) =>
      size == null ? null : Math.floor((size + 2 * padding - kernelSize) / strides) + 1;
    return [batch!, out(height), out(width), filters] as tfl.Shape;
  }

  override getConfig() {
    return { ...super.getConfig(), ...this.options };
  }
}
