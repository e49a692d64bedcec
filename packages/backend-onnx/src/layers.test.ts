import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, it } from 'vitest';
import { useOnnx } from './use-onnx.js';

beforeAll(async () => {
  await useOnnx({ threads: 1 });
});

const uniforms = (seed: number, shape: number[]) =>
  tf.tensor(randomSource(seed).uniforms(tf.util.sizeFromShape(shape), -1, 1), shape);

/** A network of the layers that GANs are made of, with weights that a seed determines. */
function network(): tfl.Sequential {
  const model = tfl.sequential({
    layers: [
      tfl.layers.conv2d({
        inputShape: [8, 8, 2],
        filters: 4,
        kernelSize: 3,
        strides: 2,
        padding: 'same',
      }),
      tfl.layers.batchNormalization(),
      tfl.layers.leakyReLU({ alpha: 0.2 }),
      tfl.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same' }),
      tfl.layers.maxPooling2d({ poolSize: 2 }),
      tfl.layers.flatten(),
      tfl.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  const seeded = model.getWeights().map((weight, i) => tf.mul(uniforms(i + 1, weight.shape), 0.4));
  // The moving variance, as it is at first.
  seeded[seeded.length - 1] = tf.ones(seeded.at(-1)!.shape);
  model.setWeights(seeded);
  tf.dispose(seeded);
  return model;
}

async function learn(optimiser: string) {
  const model = network();
  model.compile({ optimizer: optimiser, loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  const [x, y] = [uniforms(20, [12, 8, 8, 2]), tf.round(tf.abs(uniforms(21, [12, 1])))];
  const { history } = await model.fit(x, y, { epochs: 3, batchSize: 4, shuffle: false });
  const more = (await model.trainOnBatch(x, y)) as number[];
  const prediction = model.predict(x) as tf.Tensor;
  const result = {
    losses: [...(history.loss as number[]), ...(history.acc as number[]), ...more],
    prediction: [...prediction.dataSync()],
    evaluated: (model.evaluate(x, y) as tf.Scalar[])[0]!.dataSync()[0]!,
  };
  tf.dispose([x, y, prediction]);
  model.dispose();
  return result;
}

const worst = (got: number[], wanted: number[]) =>
  Math.max(...wanted.map((number, i) => Math.abs(number - got[i]!)));

describe('layers models', () => {
  // Not adam: its first moves are the sign of the gradient, that of noise, too.
  it.each(['sgd', 'rmsprop'])(
    'fit, train on a batch and predict as on the cpu: %s',
    async (name) => {
      await tf.setBackend('cpu');
      const wanted = await learn(name);
      await tf.setBackend('onnx');
      const got = await learn(name);
      expect(worst(got.losses, wanted.losses)).toBeLessThan(1e-5);
      expect(worst(got.prediction, wanted.prediction)).toBeLessThan(1e-5);
      expect(Math.abs(got.evaluated - wanted.evaluated)).toBeLessThan(1e-5);
    },
  );
});
