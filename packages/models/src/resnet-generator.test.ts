import { expectClose, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { fromArtifacts, modelArtifacts } from './artifacts.js';
import { resnetGenerator } from './resnet-generator.js';

const small = { filters: 2, blocks: 1, seed: 1 };

onEachBackend(() => {
  test('with imageSkip the last convolution can give the image back', () => {
    const generator = resnetGenerator({ ...small, imageSkip: true });
    const [kernel, bias] = generator.getLayer('head').getWeights();
    // [7, 7, 2 + 3, 3]: the middle tap of image channel c alone, to channel c
    const taps = tf.buffer(kernel!.shape);
    for (let c = 0; c < 3; c++) taps.set(1, 3, 3, 2 + c, c);
    generator.getLayer('head').setWeights([taps.toTensor(), tf.zerosLike(bias!)]);
    const image = tf.randomUniform<tf.Rank.R4>([1, 8, 12, 3], -1, 1, 'float32', 2);
    expectClose(generator.predict(image) as tf.Tensor, tf.tanh(image));
    generator.dispose();
  });
}, ['wasm']);

test('bilinear upsampling is resizing by another layer, with the same weights', () => {
  const options = { ...small, blocks: 0 };
  const generators = [
    resnetGenerator({ ...options, upsampling: 'resize' }),
    resnetGenerator({ ...options, upsampling: 'bilinear' }),
  ];
  const kinds = generators.map((it) => it.getLayer('up1Double').getClassName());
  expect(kinds).toEqual(['IkatUpsample', 'IkatBlurUpsample']);
  const [repeated, linear] = generators.map((it) => it.getWeights().map((x) => [...x.dataSync()]));
  expect(linear).toEqual(repeated);
  for (const it of generators) it.dispose();
});

test('the image costs 7 x 7 weights for each of its channels to each, and is on the card', async () => {
  const [plain, skipping] = [
    resnetGenerator(small),
    resnetGenerator({ ...small, imageSkip: true }),
  ];
  expect(skipping.countParams() - plain.countParams()).toBe(7 * 7 * 3 * 3);
  const files = await modelArtifacts(skipping);
  const { model, card } = await fromArtifacts(async (name) => files[name as keyof typeof files]);
  expect(card.architecture.options.imageSkip).toBe(true);
  const image = tf.randomUniform<tf.Rank.R4>([1, 8, 8, 3], -1, 1, 'float32', 2);
  expectClose(model.predict(image) as tf.Tensor, skipping.predict(image) as tf.Tensor);
  for (const it of [plain, skipping, model]) it.dispose();
});
