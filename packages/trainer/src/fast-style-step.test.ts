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

/** The eight places where the feature network may begin to look. */
const shifts = [0, 1, 2, 3].flatMap((top) => [0, 1, 2, 3].map((left) => [top, left] as const));

/** Mean and covariance of the colours, mirrored by 12 pixels and cut at a shift, written anew. */
function statistics(image: tf.Tensor4D, [top, left]: readonly [number, number] = [0, 0]) {
  const [, height, width] = image.shape;
  const order = (size: number, from: number) =>
    Array.from({ length: size + 21 }, (_, i) => {
      const place = Math.abs(i + from - 12);
      return place < size ? place : 2 * (size - 1) - place;
    });
  const seen = tf.gather(tf.gather(image, order(height, top), 1), order(width, left), 2);
  const flat = tf.reshape(seen, [-1, 3]);
  const mean = tf.mean(flat, 0, true);
  const raw = tf.div(tf.matMul(flat, flat, true, false), flat.shape[0]!);
  return { mean, covariance: tf.sub(raw, tf.matMul(mean, mean, true, false)) };
}

type Statistics = ReturnType<typeof statistics>;

const distance = (from: Statistics, to: Statistics) =>
  (['mean', 'covariance'] as const)
    .map((key) =>
      tf.div(tf.sum(tf.squaredDifference(from[key], to[key])), tf.sum(tf.square(to[key]))),
    )
    .reduce((sum, term) => sum + term.dataSync()[0]!, 0);

/** How far a loss is from the nearest that some shift gives. */
const off = (loss: number, made: tf.Tensor4D, target: Statistics) =>
  Math.min(...shifts.map((shift) => Math.abs(loss - distance(statistics(made, shift), target))));

onEachBackend(() => {
  test('doubling a picture is 1 in content, and in style what its statistics say', () => {
    const photo = pictures(1);
    const { content, style } = lossesOf(2, photo, photo);
    expect(content).toBeCloseTo(1, 5);
    expect(off(style, tf.mul(photo, 2), statistics(photo))).toBeLessThan(1e-3);
    expect(style).toBeGreaterThan(9); // means double, covariances quadruple: about 1 + 9
  });

  test('a picture made equal to the photograph has the content', () => {
    const photo = pictures(1);
    expect(lossesOf(1, photo, pictures(2)).content).toBe(0);
  });

  test('the variation is that of the made picture: stripes of 0 and 1, doubled, differ by 2', () => {
    const stripes = tf.tensor4d(
      Array.from({ length: 16 * 16 * 3 }, (_, i) => Math.floor(i / 3) % 2),
      [1, 16, 16, 3],
    );
    expect(lossesOf(2, stripes, stripes).variation).toBeCloseTo(2, 6);
  });

  test('several styles are averaged, each by itself', () => {
    const styles = [tf.fill([1, 13, 13, 3], 0.25) as tf.Tensor4D, pictures(3, 1, 18)];
    const photo = pictures(4);
    const step = fastStyleStep(
      { generator: scaling(1) },
      { style: styles, features: colours },
      only,
    );
    const found = step({ a: photo }).style.dataSync()[0]!;
    const [one, other] = styles.map((style) => statistics(style));
    const target = {
      mean: tf.div(tf.add(one!.mean, other!.mean), 2),
      covariance: tf.div(tf.add(one!.covariance, other!.covariance), 2),
    };
    expect(off(found, photo, target)).toBeLessThan(1e-4);
    step.dispose();
  });

  test('looks from another place in each step, by the seed and the number of the step', () => {
    const style = (seed: number) => {
      const aim = { style: pictures(2), features: colours };
      const step = fastStyleStep({ generator: scaling(1) }, aim, {
        ...only,
        learningRate: 0,
        seed,
      });
      const photo = pictures(1);
      const found = Array.from({ length: 12 }, () => step({ a: photo }).style.dataSync()[0]!);
      step.dispose();
      return found;
    };
    const first = style(1);
    expect(new Set(first).size).toBeGreaterThan(3);
    expect(style(1)).toEqual(first);
    expect(style(2)).not.toEqual(first);
  });
}, ['wasm']);

onEachBackend(() => {
  const after = (options: FastStyleStepOptions, steps = 20) => {
    const generator = smallGenerator(1);
    const aim = { style: pictures(7, 1, 20), features: filterFeatures() };
    const step = fastStyleStep({ generator }, aim, { ...only, learningRate: 5e-3, ...options });
    const photo = pictures(5);
    let values = { content: 0, style: 0, tone: 0, palette: 0, variation: 0 };
    for (let i = 0; i < steps; i++) {
      const losses = step({ a: photo });
      const read = Object.entries(losses).map(([name, loss]) => [name, loss.dataSync()[0]]);
      values = Object.fromEntries(read);
    }
    step.dispose();
    return values;
  };

  test('goes towards the style by its weight, stays with the photograph without', () => {
    const none = { styleWeight: 0, toneWeight: 0, paletteWeight: 0, variationWeight: 0 };
    const [start, held, styled] = [after(none, 1), after(none), after({ styleWeight: 100 })];
    expect(held.content).toBeLessThan(start.content * 0.9);
    expect(styled.style).toBeLessThan(held.style * 0.5);
    expect(styled.style).toBeLessThan(start.style * 0.5);
  });

  test('is smoother with a weight on the variation', () => {
    const [plain, smooth] = [0, 50].map((variationWeight) => after({ variationWeight }));
    expect(smooth!.variation).toBeLessThan(plain!.variation * 0.7);
  });

  test('keeps light and dark in their places by the weight of the tone', () => {
    const [free, held] = [0, 20].map((toneWeight) => after({ toneWeight }));
    expect(held!.tone).toBeLessThan(free!.tone * 0.7);
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
    expect(await names({ generator })).toEqual([
      'content',
      'style',
      'tone',
      'palette',
      'variation',
    ]);
    expect(sum('generator')).not.toBe(before.generator);
    expect(sum('discriminator')).toBe(before.discriminator);
    const all = ['content', 'style', 'tone', 'palette', 'variation', 'judged', 'discriminator'];
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
