import { expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { type FastStyleStepOptions, fastStyleStep } from './fast-style-step.js';
import { networkVariables } from './network-variables.js';
import type { FeatureNetwork } from './optimise-image-targets.js';
import { filterFeatures } from './test-features.js';
import { pictures, smallDiscriminator, smallGenerator } from './test-networks.js';

/** The colours themselves, as features. */
const colours: FeatureNetwork = { layers: ['only'], forward: (x) => ({ only: tf.clone(x) }) };
const only = { styleLayers: ['only'], contentLayer: 'only' };

/** A generator that multiplies by a factor, which it can learn. */
function scaling(factor: number) {
  const inputs = tfl.input({ shape: [null, null, 3] });
  const layer = tfl.layers.conv2d({ filters: 3, kernelSize: 1, dilationRate: 1, useBias: false });
  const model = tfl.model({ inputs, outputs: layer.apply(inputs) as tfl.SymbolicTensor });
  tf.tidy(() => model.setWeights([tf.reshape(tf.mul(tf.eye(3), factor), [1, 1, 3, 3])]));
  return model;
}

function lossesOf(factor: number, photo: tf.Tensor4D, style: tf.Tensor4D) {
  const generator = scaling(factor);
  const step = fastStyleStep({ generator }, { style, features: colours }, only);
  const losses = step({ a: photo });
  const values = Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()[0]!]);
  step.dispose();
  return Object.fromEntries(values) as Record<keyof typeof losses, number>;
}

onEachBackend(() => {
  test('a picture made equal to photo and style has no distance from them', () => {
    const photo = pictures(1);
    const { content, style } = lossesOf(1, photo, photo);
    expect(content).toBe(0);
    expect(style).toBeCloseTo(0, 9);
  });

  test('doubling gives 1 in content, 1 + 9 in style: means double, covariances quadruple', () => {
    const photo = pictures(1);
    const { content, style } = lossesOf(2, photo, photo);
    expect(content).toBeCloseTo(1, 5);
    expect(style).toBeCloseTo(10, 3);
  });

  test('the variation is that of the made picture: stripes of 0 and 1, doubled, differ by 2', () => {
    const stripes = tf.tensor4d(
      Array.from({ length: 16 * 16 * 3 }, (_, i) => Math.floor(i / 3) % 2),
      [1, 16, 16, 3],
    );
    expect(lossesOf(2, stripes, stripes).variation).toBeCloseTo(2, 6);
  });

  test('several styles are averaged, each by itself', () => {
    const style = [tf.fill([1, 13, 13, 3], 0.25), tf.fill([1, 20, 14, 3], 0.75)] as tf.Tensor4D[];
    const photo = tf.fill([1, 16, 16, 3], 0.5) as tf.Tensor4D;
    const noise = pictures(3, 1, 16);
    const aim = { style: [...style, noise], features: colours };
    const step = fastStyleStep({ generator: scaling(1) }, aim, only);
    const found = step({ a: photo }).style.dataSync()[0]!;
    // The target: means (0.25 + 0.75 + m) / 3, covariances C / 3; the photograph's: 0.5 and 0.
    const { mean } = tf.moments(reflected(noise), [1, 2]);
    const wanted = Array.from(mean.dataSync(), (m) => (1 + m) / 3);
    const off = wanted.reduce((sum, m) => sum + (0.5 - m) ** 2, 0);
    expect(found).toBeCloseTo(off / wanted.reduce((sum, m) => sum + m ** 2, 0) + 1, 4);
    step.dispose();
  });
}, ['wasm']);

/** Mirrored by 12 pixels, written anew. */
function reflected(image: tf.Tensor4D): tf.Tensor4D {
  const size = image.shape[1];
  const order = Array.from({ length: size + 24 }, (_, i) => {
    const place = Math.abs(i - 12);
    return place < size ? place : 2 * (size - 1) - place;
  });
  return tf.gather(tf.gather(image, order, 1), order, 2);
}

onEachBackend(() => {
  const after = (options: FastStyleStepOptions, steps = 12) => {
    const generator = smallGenerator(1);
    const aim = { style: pictures(7, 1, 20), features: filterFeatures() };
    const step = fastStyleStep({ generator }, aim, { ...only, learningRate: 5e-3, ...options });
    let values = { content: 0, style: 0, variation: 0 };
    for (let i = 0; i < steps; i++) {
      const losses = step({ a: pictures(i % 3) });
      const read = Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()[0]]);
      values = Object.fromEntries(read);
    }
    step.dispose();
    return values;
  };

  test('goes towards the style by its weight, stays with the photograph without', () => {
    const none = { styleWeight: 0, variationWeight: 0 };
    const [start, held, styled] = [after(none, 1), after(none), after({ styleWeight: 100 })];
    expect(held.content).toBeLessThan(start.content * 0.9);
    expect(styled.style).toBeLessThan(held.style * 0.5);
    expect(styled.style).toBeLessThan(start.style * 0.5);
  });

  test('is smoother with a weight on the variation', () => {
    const [plain, smooth] = [0, 50].map((variationWeight) => after({ variationWeight }));
    expect(smooth!.variation).toBeLessThan(plain!.variation * 0.7);
  });

  test('trains the generator alone, or against a discriminator; nothing is left over', async () => {
    const networks = { generator: smallGenerator(1), discriminator: smallDiscriminator(2) };
    const aim = { style: pictures(7), features: filterFeatures() };
    const sum = (name: keyof typeof networks) =>
      tf.tidy(() =>
        Object.values(networkVariables({ it: networks[name] }))
          .map((x) => tf.sum(tf.abs(x)).dataSync()[0]!)
          .reduce((a, b) => a + b),
      );
    const batch = { a: pictures(1), b: pictures(2) };
    const names = async (given: Partial<typeof networks> & Pick<typeof networks, 'generator'>) => {
      let found: string[] = [];
      await expectNoLeak(async () => {
        const step = fastStyleStep(given, aim, { ...only, emaDecay: 0.9 });
        tf.dispose(step(batch));
        await expectNoLeak(() => step(batch));
        const losses = step(batch);
        found = Object.keys(losses);
        tf.dispose(losses);
        step.dispose();
      });
      return found;
    };
    const { generator } = networks;
    const before = { generator: sum('generator'), discriminator: sum('discriminator') };
    expect(await names({ generator })).toEqual(['content', 'style', 'variation']);
    expect(sum('generator')).not.toBe(before.generator);
    expect(sum('discriminator')).toBe(before.discriminator);
    const all = ['content', 'style', 'variation', 'judged', 'discriminator'];
    expect(await names(networks)).toEqual(all);
    expect(sum('discriminator')).not.toBe(before.discriminator);
  });

  test('refuses what does not fit, before anything is made', () => {
    const generator = smallGenerator(1);
    const features = filterFeatures();
    const style = pictures(7);
    const { numTensors } = tf.memory();
    expect(() =>
      fastStyleStep({ generator }, { style: [], features }, only),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: fastStyleStep: expected a style picture, got none. Give one or more.]`,
    );
    expect(() =>
      fastStyleStep({ generator }, { style: pictures(7, 2), features }, only),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: fastStyleStep: expected style pictures [1, h, w, 3], h and w at least 13, got [2,16,16,3]. Give each by itself, scaled to [-1, 1].]`,
    );
    expect(() =>
      fastStyleStep({ generator }, { style, features }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: fastStyleStep: expected a layer of the feature network, got activation_1. It has only: name some as styleLayers and contentLayer.]`,
    );
    expect(() =>
      fastStyleStep({ generator }, { style, features }, { ...only, styleWeight: -1 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: fastStyleStep: styleWeight: expected a number of at least 0, got -1.]`,
    );
    expect(tf.memory().numTensors).toBe(numTensors + 1); // the two pictures of the second
    const judged = { generator, discriminator: smallDiscriminator(2) };
    const step = fastStyleStep(judged, { style, features }, only);
    expect(() => step({ a: pictures(1) })).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: fastStyleStep: b: expected a tensor of images [any,any,any,3], got undefined. The batches must have the form that this step is made for.]`,
    );
    step.dispose();
  });
}, ['wasm']);
