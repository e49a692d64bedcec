import { correctGradients } from '@ikat/ops';
import {
  expectClose,
  expectGradient,
  expectNoLeak,
  onEachBackend,
  readGolden,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type GradientSample, image, probe, type Sample, sampled } from '../golden/inputs.js';
import type { FeatureNet } from './feature-net.js';
import { type InceptionLayer, inception } from './inception.js';

interface Golden {
  height: number;
  width: number;
  layers: Record<string, Sample>;
  gradients: Record<string, GradientSample>;
}

const golden = readGolden<Golden>(new URL('../golden/inception.json', import.meta.url));

// sum f(x)^2 of one layer
const energy = (net: FeatureNet, layer: string) => (x: tf.Tensor) =>
  tf.sum(tf.square(net.forward(x as tf.Tensor4D, [layer])[layer]!));

onEachBackend(() => {
  beforeAll(() => correctGradients());

  it('computes what PyTorch computes from the original weights', async () => {
    const net = await inception({ last: 'mixed2' });
    expect(net.layers).toEqual(Object.keys(golden.layers));
    const results = net.forward(image(golden.height, golden.width), net.layers);
    for (const [name, expected] of Object.entries(golden.layers)) {
      const actual = results[name]!;
      expect(actual.shape).toEqual(expected.shape);
      expectClose(sampled(actual, expected), expected.values, 1e-4);
      expectClose(tf.mean(actual, [0, 1, 2]), expected.means, 1e-4);
    }
    net.dispose();
  });

  it('has the gradient that differences give', async () => {
    const net = await inception();
    for (const [layer, x] of [
      ['activation_3', image(9, 10)],
      ['activation_5', image(19, 20)],
    ] as const) {
      expectGradient(probe(net, layer, x, 0.1), [x]);
    }
    net.dispose();
  });

  it('never computes the gradient of its weights', async () => {
    const net = await inception({ last: 'activation_2' });
    const x = image(9, 9);
    const { kernelNames } = await tf.profile(() => tf.grad(energy(net, 'activation_2'))(x));
    expect(kernelNames).toContain('Conv2DBackpropInput');
    expect(kernelNames).not.toContain('Conv2DBackpropFilter');
    net.dispose();
  });

  it('leaves no tensors', async () => {
    const x = image(16, 16);
    await expectNoLeak(async () => {
      const net = await inception({ last: 'activation_3' });
      const results = net.forward(x, ['activation_2', 'activation_3']);
      net.dispose();
      return results;
    });
  });

  it.each(Object.keys(golden.gradients))("has PyTorch's gradient at %s", async (layer) => {
    const expected = golden.gradients[layer]!;
    const net = await inception({ last: layer as InceptionLayer });
    const gradient = tf.grad(energy(net, layer))(image(golden.height, golden.width));
    expectClose(sampled(tf.div(gradient, expected.divisor), expected), expected.values, 1e-4);
    net.dispose();
  });
});

describe('inception', () => {
  it('has the layers up to the last one asked for', async () => {
    const net = await inception({ last: 'activation_2' });
    expect(net.layers).toEqual(['activation_1', 'activation_2']);
    net.dispose();
  });

  it('computes no further than it must', async () => {
    const net = await inception({ last: 'mixed0' });
    const { kernelNames } = await tf.profile(() => net.forward(image(9, 9), ['activation_2']));
    expect(kernelNames).not.toContain('MaxPool');
    net.dispose();
  });

  it('accepts the smallest image of each layer and refuses smaller ones', async () => {
    const net = await inception({ last: 'mixed2' });
    const smallest = [3, 7, 7, 11, 19, 27, 27, 27];
    for (const [at, layer] of net.layers.entries()) {
      const size = smallest[at]!;
      const result = net.forward(tf.zeros([1, size, size, 3]), [layer]);
      expect(result[layer]!.size).toBeGreaterThan(0);
      const forward = () => net.forward(tf.zeros([1, size - 1, size, 3]), [layer]);
      expect(forward).toThrow(
        `at least ${size} x ${size} for ${layer}, got ${size - 1} x ${size}.`,
      );
    }
    net.dispose();
  });

  it('refuses an unknown last layer', async () => {
    const wrong = inception({ last: 'mixed3' as InceptionLayer });
    await expect(wrong).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: inception: expected last to be a layer, got mixed3. It has activation_1, activation_2, activation_3, activation_4, activation_5, mixed0, mixed1, mixed2.]`,
    );
  });
});
