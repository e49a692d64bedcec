import { correctGradients } from '@ikat/ops';
import { expectClose, type GoldenTensor, goldenTensor, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, test } from 'vitest';
import {
  dcganDiscriminator,
  dcganGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
  torchKeys,
  unetGenerator,
} from './index.js';
import { expectPenalty, golden, loadGolden, probed, variables } from './testing/golden-model.js';

interface Golden {
  weights: Record<string, GoldenTensor>;
  input: GoldenTensor;
  output: GoldenTensor;
  trainingOutput?: GoldenTensor;
  inputGradient?: GoldenTensor;
  gradients?: Record<string, number>;
  statistics?: Record<string, GoldenTensor>;
  penalty?: { value: number; gradients: Record<string, number> };
}

const style = { normalisation: 'instance', upsampling: 'transposed', dropout: false } as const;
const networks: Record<string, () => LayersModel> = {
  'resnet-transposed': () => resnetGenerator({ ...style, filters: 3, blocks: 2 }),
  'resnet-resize': () => resnetGenerator({ filters: 3, blocks: 1 }),
  'resnet-blur': () => resnetGenerator({ filters: 3, blocks: 1, upsampling: 'blur' }),
  'resnet-batch': () =>
    resnetGenerator({ ...style, filters: 3, blocks: 1, normalisation: 'batch' }),
  'unet-batch': () => unetGenerator({ downs: 5, filters: 1, upsampling: 'transposed' }),
  'unet-instance': () => unetGenerator({ ...style, downs: 4, filters: 1 }),
  'patch-instance': () => patchDiscriminator({ filters: 2 }),
  'patch-batch': () => patchDiscriminator({ layers: 2, filters: 2, normalisation: 'batch' }),
  'patch-blur': () => patchDiscriminator({ layers: 2, filters: 2, blur: true }),
  pixel: () => pixelDiscriminator({ filters: 4, normalisation: 'batch' }),
  'dcgan-generator': () => dcganGenerator({ imageSize: 32, filters: 1, noiseSize: 8 }),
  'dcgan-discriminator': () => dcganDiscriminator({ imageSize: 32, filters: 2 }),
};

beforeAll(() => correctGradients());

onEachBackend(() => {
  const models: LayersModel[] = [];
  const build = (name: string) => {
    const model = networks[name]!();
    models.push(model);
    return { model, file: golden<Golden>(name) };
  };
  afterAll(() => {
    for (const model of models) model.dispose();
  });

  test.each(Object.keys(networks))('%s gives the output of PyTorch', (name) => {
    const { model, file } = build(name);
    loadGolden(model, file.weights);
    tf.tidy(() => {
      expectClose(model.apply(goldenTensor(file.input)) as tf.Tensor, file.output.values, 1e-5);
    });
  });

  const trained = Object.keys(networks).filter((name) => golden<Golden>(name).trainingOutput);

  test.each(trained)('%s trains as in PyTorch', (name) => {
    const { model, file } = build(name);
    loadGolden(model, file.weights);
    const keys = torchKeys(model);
    tf.tidy(() => {
      const x = goldenTensor(file.input);
      const run = (input: tf.Tensor) => {
        const y = model.apply(input, { training: true }) as tf.Tensor;
        const probe = tf.reshape(tf.sin(tf.range(0, y.size)), y.shape);
        return tf.sum(tf.mul(y, probe)) as tf.Scalar;
      };
      expectClose(
        model.apply(x, { training: true }) as tf.Tensor,
        file.trainingOutput!.values,
        1e-5,
      );
      for (const weight of model.nonTrainableWeights) {
        expectClose(weight.read(), file.statistics![keys[weight.originalName]!]!.values, 1e-5);
      }
      expectClose(tf.grad(run)(x), file.inputGradient!.values, 1e-4);
      const byName = variables(model);
      const { grads } = tf.variableGrads(() => run(x), Object.values(byName));
      for (const [name, variable] of Object.entries(byName)) {
        expectClose(probed(grads[variable.name]!), file.gradients![keys[name]!]!, 1e-4);
      }
    });
  });

  const critics = trained.filter((name) => golden<Golden>(name).penalty);

  test.each(critics)('%s has the gradient penalty of PyTorch', (name) => {
    const { model, file } = build(name);
    loadGolden(model, file.weights);
    tf.tidy(() => {
      const x = goldenTensor(file.input);
      expectPenalty(model, x, file.penalty!);
    });
  });
});
