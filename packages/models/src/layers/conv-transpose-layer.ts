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

export interface ConvTransposeLayerOptions extends LayerOptions {
  filters: number;
  kernelSize: number;
  strides?: number;
  /** PyTorch's `padding`: rows and columns that are cut off on each side. */
  padding?: number;
  /** PyTorch's `output_padding`: rows and columns added at the bottom and the right. */
  outputPadding?: number;
  useBias?: boolean;
  /** Standard deviation of the first kernel. */
  stddev?: number;
  seed?: number;
}

/** PyTorch's ConvTranspose2d: out = (in - 1) strides - 2 padding + kernelSize + outputPadding. */
export class ConvTransposeLayer extends SpatialLayer {
  static readonly className = 'IkatConv2dTranspose';
  readonly options: Required<Omit<ConvTransposeLayerOptions, keyof LayerOptions>>;
  private kernel: tfl.LayerVariable | undefined;
  private bias: tfl.LayerVariable | undefined;

  constructor(options: ConvTransposeLayerOptions) {
    super(options);
    const { filters, kernelSize, strides = 1, padding = 0, outputPadding = 0 } = options;
    const { useBias = true, stddev = 0.02, seed = 1 } = options;
    this.options = { filters, kernelSize, strides, padding, outputPadding, useBias, stddev, seed };
  }

  override build(inputShape: LayerShape): void {
    const { filters, kernelSize, useBias, stddev, seed } = this.options;
    const shape = [kernelSize, kernelSize, filters, onlyShape(inputShape)[3]!];
    const normal = normalInitializer({ seed, name: 'kernel', stddev });
    this.kernel = this.addWeight('kernel', shape, 'float32', normal);
    if (useBias) {
      this.bias = this.addWeight('bias', [filters], 'float32', tfl.initializers.zeros());
    }
    this.built = true;
  }

  override call(inputs: LayerInput): tf.Tensor {
    const { filters, strides, padding } = this.options;
    const kernel = this.kernel!.read() as tf.Tensor4D;
    return tf.tidy(() => {
      const transpose = (x: tf.Tensor4D) => {
        const [batch, height, width] = x.shape;
        const shape = [batch, this.size(height), this.size(width), filters] as const;
        return tf.conv2dTranspose(x, kernel, [...shape], strides, padding, 'floor');
      };
      const margin = padding === 0 ? 0 : 1;
      const y = this.ring(onlyTensor(inputs), transpose, { margin, scale: strides });
      return this.bias ? tf.add(y, this.bias.read()) : y;
    });
  }

  private size(size: number): number {
    const { kernelSize, strides, padding, outputPadding } = this.options;
    return (size - 1) * strides - 2 * padding + kernelSize + outputPadding;
  }

  override computeOutputShape(inputShape: LayerShape): tfl.Shape {
    const [batch, height, width] = onlyShape(inputShape) as (number | null)[];
    const out = (size: number | null | undefined) => (size == null ? null : this.size(size));
    return [batch!, out(height), out(width), this.options.filters] as tfl.Shape;
  }

  override getConfig() {
    return { ...super.getConfig(), ...this.options };
  }
}
