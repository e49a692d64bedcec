import { correctGradients } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';

const CHANNELS = 32;
/** The larger one shows what a backend can do; plain JavaScript has enough with the smaller. */
const SIZES = [16, 64];
/** Milliseconds beyond which nothing larger is tried. */
const SLOW = 100;
const RUNS = 10;
/** Milliseconds after which no other run begins. */
const ENOUGH = 400;

/** Times what a training does most: two convolutions and the gradients of their weights. */
export async function timeWork(): Promise<string> {
  correctGradients();
  let told = '';
  for (const size of SIZES) {
    const took = await timeConvolutions(size);
    told = `two 3x3 convolutions of ${size} x ${size} x ${CHANNELS} and their gradients take ${took.toFixed(1)} ms`;
    if (took > SLOW) break;
  }
  return told;
}

async function timeConvolutions(size: number): Promise<number> {
  const image = tf.randomNormal<tf.Rank.R4>([1, size, size, CHANNELS], 0, 1, 'float32', 1);
  const filters = [2, 3].map((seed) =>
    tf.randomNormal<tf.Rank.R4>([3, 3, CHANNELS, CHANNELS], 0, 0.05, 'float32', seed),
  );
  const gradients = tf.grads((...weights) => loss(image, weights as tf.Tensor4D[]));
  try {
    return await fastest(async () => {
      const found = gradients(filters);
      await Promise.all(found.map((gradient) => gradient.data()));
      tf.dispose(found);
    });
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
