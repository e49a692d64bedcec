import { reflectPad } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';

/** Extends an image to a size by mirroring it at the bottom and the right, as often as needed. */
export function extend(x: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  return tf.tidy(() => {
    let y = x;
    while (y.shape[1] < height || y.shape[2] < width) {
      y = reflectPad(thicken(y), {
        top: 0,
        bottom: lack(y.shape[1], height),
        left: 0,
        right: lack(y.shape[2], width),
      });
    }
    return y === x ? tf.clone(x) : tf.slice(y, 0, [x.shape[0], height, width, x.shape[3]]);
  });
}

/** What one reflection can add of the rows that are missing. */
function lack(size: number, wanted: number): number {
  return Math.max(0, Math.min(wanted - size, Math.max(1, size - 1)));
}

/** One row or column has nothing to mirror: it is repeated. */
function thicken(x: tf.Tensor4D): tf.Tensor4D {
  return tf.tile(x, [1, x.shape[1] === 1 ? 2 : 1, x.shape[2] === 1 ? 2 : 1, 1]);
}
