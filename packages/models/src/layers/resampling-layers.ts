import { blurDownsample, blurUpsample, upsampleNearest } from '@ikat/ops';
import type * as tf from '@tensorflow/tfjs-core';
import type { Shape } from '@tensorflow/tfjs-layers';
import {
  type LayerInput,
  type LayerShape,
  onlyShape,
  onlyTensor,
  SpatialLayer,
} from './spatial-layer.js';

function scaled(inputShape: LayerShape, scale: number): Shape {
  const [batch, height, width, channels] = onlyShape(inputShape) as (number | null)[];
  const out = (size: number | null | undefined) => (size == null ? null : Math.ceil(size * scale));
  return [batch!, out(height), out(width), channels!] as Shape;
}

/** Doubles images by repeating pixels. */
export class UpsampleLayer extends SpatialLayer {
  static readonly className = 'IkatUpsample';

  override call(inputs: LayerInput): tf.Tensor {
    return upsampleNearest(onlyTensor(inputs), 2);
  }

  override computeOutputShape(inputShape: LayerShape): Shape {
    return scaled(inputShape, 2);
  }
}

/** Doubles images with the blur [1, 3, 3, 1], as CUT's networks do. */
export class BlurUpsampleLayer extends SpatialLayer {
  static readonly className = 'IkatBlurUpsample';

  override call(inputs: LayerInput): tf.Tensor {
    const up = (x: tf.Tensor4D) => blurUpsample(x, { taps: 4 });
    return this.ring(onlyTensor(inputs), up, { margin: 1, scale: 2 });
  }

  override computeOutputShape(inputShape: LayerShape): Shape {
    return scaled(inputShape, 2);
  }
}

/** Halves images after the blur [1, 2, 1], as CUT's networks do. */
export class BlurDownsampleLayer extends SpatialLayer {
  static readonly className = 'IkatBlurDownsample';

  override call(inputs: LayerInput): tf.Tensor {
    const down = (x: tf.Tensor4D) => blurDownsample(x, { taps: 3 });
    return this.ring(onlyTensor(inputs), down, { margin: 2, scale: 1 / 2 });
  }

  override computeOutputShape(inputShape: LayerShape): Shape {
    return scaled(inputShape, 1 / 2);
  }
}
