import { circularPad, reflectPad } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import {
  type LayerInput,
  type LayerOptions,
  type LayerShape,
  onlyShape,
  onlyTensor,
  SpatialLayer,
} from './spatial-layer.js';

export interface ReflectPadLayerOptions extends LayerOptions {
  padding: number;
}

/** Extends images by their mirror image, or by their other side where they wrap. */
export class ReflectPadLayer extends SpatialLayer {
  static readonly className = 'IkatReflectPad';
  readonly padding: number;

  constructor(options: ReflectPadLayerOptions) {
    super(options);
    this.padding = options.padding;
  }

  override call(inputs: LayerInput): tf.Tensor {
    const x = onlyTensor(inputs);
    const { padding, wrap } = this;
    if (wrap === 'none') return reflectPad(x, padding);
    if (wrap === 'both') return circularPad(x, padding);
    const rows = wrap === 'width' ? padding : 0;
    const columns = padding - rows;
    const sides = { top: rows, bottom: rows, left: columns, right: columns };
    return tf.tidy(() => circularPad(reflectPad(x, sides), padding, { axes: wrap }));
  }

  override computeOutputShape(inputShape: LayerShape): Shape {
    const [batch, height, width, channels] = onlyShape(inputShape) as (number | null)[];
    const grow = (size: number | null | undefined) =>
      size == null ? null : size + 2 * this.padding;
    return [batch!, grow(height), grow(width), channels!] as Shape;
  }

  override getConfig() {
    return { ...super.getConfig(), padding: this.padding };
  }
}
