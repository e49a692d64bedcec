import * as tf from '@tensorflow/tfjs-core';

/** Height, width and channels of a tensor that is one image; throws if it is none. */
export function sizeOfOne(
  name: string,
  image: tf.Tensor,
): { height: number; width: number; channels: 1 | 3 | 4 } {
  if (!(image instanceof tf.Tensor))
    throw new TypeError(`${name}: expected a tensor, got ${typeof image}.`);
  const { rank, shape } = image;
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  const isOne = rank === 3 || (rank === 4 && shape[0] === 1);
  if (!isOne || ![1, 3, 4].includes(channels) || image.size === 0)
    throw new RangeError(
      `${name}: expected one image [1, height, width, channels] of 1, 3 or 4 channels, got [${shape}].${rank === 4 ? ' For several images use imageGrid or tf.unstack.' : ''}`,
    );
  return { height, width, channels: channels as 1 | 3 | 4 };
}

/** [-1, 1] to whole numbers from 0 to the top of the depth; what is outside is clipped, NaN is 0. */
export function levels(values: ArrayLike<number>, bitDepth: 8 | 16): Uint8Array | Uint16Array {
  const top = bitDepth === 8 ? 255 : 65535;
  const whole = new (bitDepth === 8 ? Uint8Array : Uint16Array)(values.length);
  for (let i = 0; i < whole.length; i++) {
    const level = (values[i]! + 1) * (top / 2);
    whole[i] = Math.round(Math.min(top, Math.max(0, level)));
  }
  return whole;
}
