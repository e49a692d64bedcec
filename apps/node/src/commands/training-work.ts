import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';

const SIZE = 32;
const CHANNELS = 32;
const RUNS = 10;
/** Milliseconds after which no other run begins: plain JavaScript takes long. */
const ENOUGH = 400;

/** Times what a training does most: two convolutions and the gradients of their weights. */
export async function timeWork(): Promise<string> {
  correctGradients();
  const image = tf.randomNormal<tf.Rank.R4>([1, SIZE, SIZE, CHANNELS], 0, 1, 'float32', 1);
  const filters = [2, 3].map((seed) =>
    tf.randomNormal<tf.Rank.R4>([3, 3, CHANNELS, CHANNELS], 0, 0.05, 'float32', seed),
  );
  const gradients = tf.grads((...weights) => loss(image, weights as tf.Tensor4D[]));
  const once = async () => {
    const found = gradients(filters);
    await Promise.all(found.map((gradient) => gradient.data()));
    tf.dispose(found);
  };
  try {
    const took = (await fastest(once)).toFixed(1);
    return `two 3x3 convolutions of ${SIZE} x ${SIZE} x ${CHANNELS} and their gradients take ${took} ms`;
  } finally {
    tf.dispose([image, filters]);
  }
}

async function fastest(once: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  const begun = performance.now();
  for (let run = 0; run < RUNS && (run === 0 || performance.now() - begun < ENOUGH); run++) {
    const start = performance.now();
    await once();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

function loss(image: tf.Tensor4D, filters: readonly tf.Tensor4D[]): tf.Scalar {
  const layer = (x: tf.Tensor4D, filter: tf.Tensor4D) => tf.relu(tf.conv2d(x, filter, 1, 'same'));
  return tf.mean(tf.square(filters.reduce(layer, image)));
}
