import { readImage } from '@ikat/data/node';
import { stylize } from '@ikat/models';
import { loadModel } from '@ikat/models/node';
import * as tf from '@tensorflow/tfjs-core';

/** What Node makes of a picture with the model of a folder, as bytes. */
export async function paintInNode(picture: Buffer, folder: string): Promise<Uint8Array> {
  const { model: generator } = await loadModel(folder);
  const image = await readImage(picture);
  const bytes = tf.tidy(() => tf.round(tf.mul(tf.add(stylize(generator, image), 1), 127.5)));
  const values = Uint8Array.from(await bytes.data());
  tf.dispose([image, bytes]);
  generator.dispose();
  return values;
}
