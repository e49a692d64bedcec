import { resizeBicubic } from '@ikat/data';
import { readOnnx } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';

interface Size {
  height: number;
  width: number;
}

/** The one size of pictures that a file takes, if it does not leave sizes open. */
export function fixedSizeOf(bytes: Uint8Array): Size | undefined {
  const dims = readOnnx(bytes).graph.inputs[0]?.dims ?? [];
  if (dims.length !== 4) return undefined;
  const isChannels = (size: unknown) => size === 1 || size === 3;
  const isPlanar = isChannels(dims[1]) && !isChannels(dims[3]);
  const [height, width] = isPlanar ? dims.slice(2) : dims.slice(1);
  return typeof height === 'number' && typeof width === 'number' ? { height, width } : undefined;
}

/** Paints a picture at another size, and scales the result to the picture's own. */
export async function scaled(
  picture: tf.Tensor4D,
  size: Size,
  paint: (picture: tf.Tensor4D) => Promise<tf.Tensor4D>,
): Promise<tf.Tensor4D> {
  const [, height, width] = picture.shape;
  if (height === size.height && width === size.width) return paint(picture);
  const small = await resized(picture, size);
  const painted = await paint(small).finally(() => small.dispose());
  const isKept = painted.shape[1] === size.height && painted.shape[2] === size.width;
  if (!isKept) return painted;
  return resized(painted, { height, width }).finally(() => painted.dispose());
}

async function resized(picture: tf.Tensor4D, size: Size): Promise<tf.Tensor4D> {
  const [, height, width, channels] = picture.shape;
  const data = (await picture.data()) as Float32Array;
  const result = resizeBicubic({ height, width, channels: channels as 1 | 3, data }, size);
  return tf.tensor4d(result.data as Float32Array, [1, size.height, size.width, channels]);
}
