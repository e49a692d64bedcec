import { correctGradients } from '@ikat/ops';
import { randomSource } from '@ikat/random';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { optimiseImage } from './optimise-image.js';
import { resize, resizeWeights } from './optimise-image-resize.js';

/** Two random convolutions, as a stand-in for a pretrained network. */
function fakeNetwork() {
  const filter = (shape: [number, number, number, number], seed: number) => {
    const size = shape.reduce((a, b) => a * b);
    return tf.mul(tf.tensor4d(randomSource(seed).normals(size), shape), 0.3) as tf.Tensor4D;
  };
  const [first, second] = tf.tidy(() => [filter([3, 3, 3, 6], 1), filter([3, 3, 6, 8], 2)]);
  return {
    layers: ['early', 'late'],
    forward: (x: tf.Tensor4D, names: readonly string[]): Record<string, tf.Tensor4D> =>
      tf.tidy(() => {
        const early = tf.relu(tf.conv2d(x, first!, 2, 'valid'));
        const late = tf.relu(tf.conv2d(early, second!, 1, 'valid'));
        const all = { early, late };
        return Object.fromEntries(names.map((name) => [name, all[name as 'early']]));
      }),
    dispose: () => tf.dispose([first!, second!]),
  };
}

const picture = (height: number, width: number, seed: number) =>
  tf.tidy(() => {
    const draw = randomSource(seed);
    const coarse = tf.tensor4d(draw.uniforms(4 * 4 * 3, -1, 1), [1, 4, 4, 3]);
    return tf.image.resizeBilinear(coarse, [height, width]);
  });

const layers = { styleLayers: ['early', 'late'], contentLayer: 'late' };

onEachBackend(() => {
  let network: ReturnType<typeof fakeNetwork>;
  let content: tf.Tensor4D;
  let style: tf.Tensor4D;

  beforeAll(() => {
    correctGradients();
    network = fakeNetwork();
    content = picture(14, 19, 3);
    style = picture(30, 18, 4);
  });
  afterAll(() => {
    network.dispose();
    tf.dispose([content, style]);
  });

  async function run(options: Parameters<typeof optimiseImage>[3] = {}) {
    const losses = [];
    let values: ArrayLike<number> = [];
    let shape: number[] = [];
    for await (const preview of optimiseImage(content, style, network, {
      ...layers,
      previewEvery: 1,
      ...options,
    })) {
      losses.push(await preview.losses());
      if (!preview.last) continue;
      const image = preview.image();
      shape = image.shape;
      values = image.dataSync();
      image.dispose();
    }
    return { losses, values, shape };
  }

  test('starts at the content and brings the style loss down', async () => {
    const { losses, shape, values } = await run({ steps: 10 });
    expect(losses).toHaveLength(10);
    expect(losses[0]!.content).toBeLessThan(1e-9);
    expect(losses[9]!.style).toBeLessThan(losses[0]!.style * 0.7);
    expect(shape).toEqual([1, 14, 19, 3]);
    expect(Math.max(...Array.from(values, Math.abs))).toBeLessThanOrEqual(1);
  });

  test('repeats itself from the same seed', async () => {
    const first = await run({ steps: 3, seed: 5 });
    const second = await run({ steps: 3, seed: 5 });
    const other = await run({ steps: 3, seed: 6 });
    expect(second.losses).toEqual(first.losses);
    expect(other.losses).not.toEqual(first.losses);
  });

  test('leaves no tensor, whether it ends or is left early', async () => {
    await expectNoLeak(() => run({ steps: 3 }));
    await expectNoLeak(async () => {
      for await (const _ of optimiseImage(content, style, network, layers)) break;
    });
    await expectNoLeak(() => optimiseImage(content, [style, content], network, layers));
  });

  test('holds a constant number of tensors', async () => {
    const counts = new Set<number>();
    const options = { ...layers, steps: 16, previewEvery: 1 };
    for await (const { step } of optimiseImage(content, style, network, options)) {
      // The first eight steps measure the content at one shift each.
      if (step > 8) counts.add(tf.memory().numTensors);
    }
    expect(counts.size).toBe(1);
  });

  test('ends at an abort with a last preview', async () => {
    const stop = new AbortController();
    const options = { ...layers, steps: 50, previewEvery: 2, signal: stop.signal };
    const seen = [];
    for await (const { step, last } of optimiseImage(content, style, network, options)) {
      seen.push([step, last]);
      stop.abort();
    }
    expect(seen).toEqual([
      [2, false],
      [3, true],
    ]);
  });

  test('keeps to a budget of seconds', async () => {
    // A clock of its own: each look at it takes 20 ms, however busy the machine is.
    let now = 0;
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 20));
    const { losses } = await run({ seconds: 0.2 }).finally(() => clock.mockRestore());
    expect(losses.length).toBeGreaterThan(1);
    expect(losses.length).toBeLessThanOrEqual(10);
  });

  test('resizes as PyTorch does, smaller and larger', () => {
    type Golden = Record<'image' | 'smaller' | 'larger', GoldenTensor>;
    const golden = readGolden<Golden>(new URL('../golden/resize.json', import.meta.url));
    const image = goldenTensor<tf.Tensor4D>(golden.image);
    for (const { shape, values } of [golden.smaller, golden.larger]) {
      const [, height, width] = shape as [number, number, number, number];
      const weights = [resizeWeights(height, 7), resizeWeights(width, 11)] as const;
      expectClose(resize(image, ...weights), values);
    }
  });

  test('resizes with the right gradient', () => {
    const [rows, columns] = [resizeWeights(7, 4), resizeWeights(5, 3)];
    const weights = picture(7, 5, 9);
    const input = picture(4, 3, 8);
    expectGradient((x) => tf.mul(resize(x as tf.Tensor4D, rows, columns), weights), [input]);
    tf.dispose([rows, columns, weights, input]);
  });
});

onEachBackend(() => {
  const network = { layers: ['early'], forward: () => ({}) };
  let content: tf.Tensor4D;
  beforeAll(() => {
    content = tf.zeros([1, 16, 16, 3]);
  });
  const options = { styleLayers: ['early'], contentLayer: 'early' };

  test('names the layers of the network when it lacks one', () => {
    expect(() => optimiseImage(content, content, network)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: optimiseImage: expected a layer of the feature network, got activation_1. It has early: name some as styleLayers and contentLayer.]`,
    );
  });

  test('refuses what is not one image', () => {
    const pair = tf.zeros<tf.Rank.R4>([2, 16, 16, 3]);
    expect(() => optimiseImage(pair, content, network, options)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: optimiseImage: expected the content of shape [1, h, w, 3], h and w at least 13, got [2,16,16,3]. Give one image, scaled to [-1, 1].]`,
    );
    expect(() => optimiseImage(content, pair, network, options)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: optimiseImage: expected each style of shape [1, h, w, 3], h and w at least 13, got [2,16,16,3]. Give one image, scaled to [-1, 1].]`,
    );
    expect(() => optimiseImage(content, [], network, options)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: optimiseImage: expected a style image, got none. Give one or more.]`,
    );
  });

  test('refuses an empty budget', () => {
    expect(() =>
      optimiseImage(content, content, network, { ...options, steps: 0 }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: optimiseImage: expected steps above 0, got 0. Leave it out for the default.]`,
    );
  });
}, ['cpu']);
