import { useWasm } from '@ikat/backend-wasm';
import type { Raster } from '@ikat/data';
import { mlpDiscriminator, modelCard, patchDiscriminator } from '@ikat/models';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { factsOf } from './discriminator.js';
import { measureDistances } from './distances.js';
import { judgeOne } from './judge-pictures.js';

beforeAll(() => useWasm());

const noise = (seed: number, width = 40, height = 32): Raster => ({
  ...{ width, height, channels: 3 },
  data: Uint8Array.from(randomSource(seed).uniforms(width * height * 3, 0, 255)),
});
const plain = (level: number, width = 40, height = 32): Raster => ({
  ...{ width, height, channels: 3 },
  data: new Uint8Array(width * height * 3).fill(level),
});

describe('judgeOne', () => {
  test('gives a map of what the discriminator says where, and its mean', async () => {
    const model = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
    const before = tf.memory().numTensors;
    const { map, probability } = await judgeOne(model, noise(1), 32);
    expect(tf.memory().numTensors).toBe(before);
    // 40 x 32, halved once; the two last convolutions take a row and a column each.
    expect([map?.width, map?.height]).toEqual([18, 14]);
    const mean = map!.values.reduce((sum, value) => sum + value, 0) / map!.values.length;
    expect(probability).toBeCloseTo(mean, 5);
    model.dispose();
  });

  test('scales to what a network of one size and of grey images takes', async () => {
    const model = mlpDiscriminator({ seed: 1 });
    const { map, mean, probability } = await judgeOne(model, noise(1), 64);
    expect(map).toBeUndefined();
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-mean)), 5);
    model.dispose();
  });
});

describe('factsOf', () => {
  test('tells the patch that one score judges: 70 pixels for three layers, 34 for two', () => {
    const sides = [3, 2, 1].map((layers) => {
      const model = patchDiscriminator({ layers, filters: 1 });
      const { patch } = factsOf(modelCard(model));
      model.dispose();
      return patch;
    });
    expect(sides).toEqual([70, 34, 16]);
  });

  test('reads the size of training out of the card', () => {
    const model = mlpDiscriminator();
    const card = modelCard(model, { preprocessing: 'RGB crops of 32 x 32 in [-1, 1]' });
    model.dispose();
    expect(factsOf(card)).toMatchObject({ trainedAt: 32, patch: undefined });
    expect(factsOf({ ...card, preprocessing: '' }).trainedAt).toBeUndefined();
  });
});

describe('measureDistances', () => {
  test('is 0 from the picture itself, and larger from another one', async () => {
    const before = tf.memory().numTensors;
    const same = await measureDistances(noise(1), { original: noise(1), style: noise(1) });
    expect(same.content).toBeCloseTo(0, 6);
    expect(same.style).toBeCloseTo(0, 6);
    const other = await measureDistances(noise(1), { original: plain(90), style: plain(200) });
    expect(other.content).toBeGreaterThan(0.1);
    expect(other.style).toBeGreaterThan(0.1);
    expect(other.styleOfOriginal).toBeLessThan(other.style!);
    expect(tf.memory().numTensors).toBe(before);
  });

  test('leaves out what there is nothing to compare with', async () => {
    const { content, style, styleOfOriginal } = await measureDistances(noise(1), {
      original: noise(2),
      style: undefined,
    });
    expect(content).toBeGreaterThan(0);
    expect([style, styleOfOriginal]).toEqual([undefined, undefined]);
  });
});
