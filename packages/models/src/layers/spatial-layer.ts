import { circularPad } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';

/** The axes on which an image is closed to a ring; `width` for panoramas, `both` for tiles. */
export type Wrap = 'none' | 'width' | 'height' | 'both';

export type LayerOptions = NonNullable<ConstructorParameters<typeof tfl.layers.Layer>[0]>;
export type LayerInput = tf.Tensor | tf.Tensor[];
export type LayerShape = tfl.Shape | tfl.Shape[];

/** The one tensor that a layer of one input is called with. */
export function onlyTensor(inputs: LayerInput): tf.Tensor4D {
  return (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor4D;
}

/** The one shape that a layer of one input is asked about. */
export function onlyShape(shape: LayerShape): tfl.Shape {
  return (Array.isArray(shape[0]) ? shape[0] : shape) as tfl.Shape;
}

/** A layer that looks beyond the border of its image; `wrap` says what lies there. */
export abstract class SpatialLayer extends tfl.layers.Layer {
  wrap: Wrap = 'none';

  /**
   * Runs `op` as if the image were a ring: `margin` pixels of the other side are put on each
   * side, and what they became (`scale` pixels each) is cut off again.
   */
  protected ring(
    x: tf.Tensor4D,
    op: (x: tf.Tensor4D) => tf.Tensor4D,
    { margin, scale }: { margin: number; scale: number },
  ): tf.Tensor4D {
    if (this.wrap === 'none' || margin === 0) return op(x);
    const y = op(circularPad(x, margin, { axes: this.wrap })); // [b, h', w', c]
    const cut = margin * scale;
    const top = this.wrap === 'width' ? 0 : cut;
    const left = this.wrap === 'height' ? 0 : cut;
    const [batch, height, width, channels] = y.shape;
    return tf.slice(y, [0, top, left, 0], [batch, height - 2 * top, width - 2 * left, channels]);
  }
}

/** Whether a layer can be told what lies beyond the border. */
export function isSpatial(layer: tfl.layers.Layer): layer is SpatialLayer {
  return 'wrap' in layer;
}
