import { expectNoLeak } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import { mlpDiscriminator, reseed, resnetGenerator } from './index.js';
import { DropoutLayer } from './layers/dropout-layer.js';
import { images } from './testing/golden-model.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const mask = (layer: DropoutLayer) =>
  tf.tidy(() => [...(layer.apply(tf.ones([1000]), { training: true }) as tf.Tensor).dataSync()]);

test('masks are a function of the seed and the number of calls', () => {
  const layer = new DropoutLayer({ rate: 0.3, seed: 5 });
  const [first, second] = [mask(layer), mask(layer)];
  expect(second).not.toEqual(first);
  layer.reseed(5);
  expect([mask(layer), mask(layer)]).toEqual([first, second]);
  layer.reseed(6);
  expect(mask(layer)).not.toEqual(first);
});

test('a seed that is a tensor gives the masks of its number', () => {
  const layer = new DropoutLayer({ rate: 0.3 });
  layer.reseed(9);
  const wanted = [mask(layer), mask(layer)];
  const seed = tf.scalar(9, 'int32');
  layer.reseed({ seed });
  expect([mask(layer), mask(layer)]).toEqual(wanted);
  expect(layer.getConfig().seed).toBe(1);
  expect(seed.isDisposed).toBe(false);
});

test('masks drop the rate and keep the mean', () => {
  const values = mask(new DropoutLayer({ rate: 0.3, seed: 1 }));
  const kept = values.filter((value) => value !== 0);
  // standard error of the part that is dropped: sqrt(0.3 x 0.7 / 1000) = 0.0145
  expect(Math.abs(kept.length / 1000 - 0.7)).toBeLessThan(0.05);
  expect(kept.every((value) => Math.abs(value - 1 / 0.7) < 1e-6)).toBe(true);
});

test('neighbouring values and masks are independent', () => {
  const layer = new DropoutLayer({ rate: 0.5, seed: 2 });
  const draws = Array.from({ length: 20 }, () => mask(layer)).flat(); // 20,000 draws
  const both = (distance: number) =>
    draws.filter((value, i) => value > 0 && (draws[i + distance] ?? 0) > 0).length / draws.length;
  // standard error: sqrt(0.25 x 0.75 / 20000) = 0.003; one value to the next, one mask to the next
  for (const distance of [1, 2, 3, 1000])
    expect(Math.abs(both(distance) - 0.25)).toBeLessThan(0.015);
});

test('dropout does nothing in use', async () => {
  const layer = new DropoutLayer({ rate: 0.3 });
  const x = tf.ones([8]);
  await expectNoLeak(() => layer.apply(x));
  expect([...(layer.apply(x) as tf.Tensor).dataSync()]).toEqual(Array(8).fill(1));
});

test('reseeds every layer of a model with a seed of its own', () => {
  const models = [mlpDiscriminator(), resnetGenerator({ blocks: 2, filters: 2, dropout: true })];
  const inputs = [images([1, 28, 28, 1]), images([1, 16, 16, 3])];
  for (const [index, model] of models.entries()) {
    const run = () =>
      tf.tidy(() => [...(model.apply(inputs[index]!, { training: true }) as tf.Tensor).dataSync()]);
    reseed(model, 1);
    const first = run();
    expect(run()).not.toEqual(first);
    reseed(model, 1);
    expect(run()).toEqual(first);
    reseed(model, 2);
    expect(run()).not.toEqual(first);
    const masks = model.layers.filter((layer) => layer instanceof DropoutLayer);
    expect(new Set(masks.map((layer) => layer.getConfig().seed)).size).toBe(masks.length);
    expect(masks.length).toBeGreaterThan(1);
  }
});
