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
import {
  formulaWeights,
  type GradientSample,
  image,
  probe,
  type Sample,
  sampled,
} from '../golden/inputs.js';
import { squeezenet } from './squeezenet.js';

interface Run {
  shapes: Record<string, number[]>;
  layers: Record<string, Sample>;
  gradient: GradientSample;
}

const { height, width, runs } = readGolden<{
  height: number;
  width: number;
  runs: Record<'1.0' | '1.1', Run>;
}>(new URL('../golden/squeezenet.json', import.meta.url));

const weights = {
  '1.0': formulaWeights(runs['1.0'].shapes),
  '1.1': formulaWeights(runs['1.1'].shapes),
};
const torch = { preprocess: 'torch' } as const;
const both = ['1.0', '1.1'] as const;

onEachBackend(() => {
  beforeAll(() => correctGradients());

  it.each(both)('%s computes what PyTorch computes', (version) => {
    const { layers } = runs[version];
    const net = squeezenet(weights[version], torch);
    expect(net.layers).toEqual(Object.keys(layers));
    const results = net.forward(image(height, width), net.layers);
    for (const [name, expected] of Object.entries(layers)) {
      expect(results[name]!.shape).toEqual(expected.shape);
      expectClose(sampled(results[name]!, expected), expected.values, 1e-4);
      expectClose(tf.mean(results[name]!, [0, 1, 2]), expected.means, 1e-4);
    }
    net.dispose();
  });

  it('has the gradient that differences give', () => {
    const net = squeezenet(weights['1.1'], { preprocess: 'torch', last: 'fire2' });
    const x = image(10, 10);
    // Longer steps cross corners of ReLU and of the maxima.
    expectGradient(probe(net, 'fire2', x, 1), [x], { epsilon: 2e-3 });
    net.dispose();
  });

  it('leaves no tensors', async () => {
    const x = image(8, 8);
    await expectNoLeak(() => {
      const net = squeezenet(weights['1.1'], { preprocess: 'caffe', last: 'fire2' });
      const results = net.forward(x, ['fire2']);
      net.dispose();
      return results;
    });
  });

  it.each(both)("%s has PyTorch's gradient at fire5", (version) => {
    const expected = runs[version].gradient;
    const net = squeezenet(weights[version], torch);
    const gradient = tf.grad((x: tf.Tensor) =>
      tf.div(tf.sum(tf.square(net.forward(x as tf.Tensor4D, ['fire5']).fire5!)), expected.divisor),
    )(image(height, width));
    expectClose(sampled(gradient, expected), expected.values, 1e-4);
    net.dispose();
  });
});

describe('squeezenet', () => {
  it('keeps the layers up to the last one asked for', () => {
    const net = squeezenet(weights['1.1'], { preprocess: 'torch', last: 'fire3' });
    expect(net.layers).toEqual(['conv1', 'relu1', 'pool1', 'fire2', 'fire3']);
    net.dispose();
  });

  it('refuses missing and wrong weights', () => {
    expect(() => squeezenet({}, torch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: squeezenet: expected features.0.weight of shape [64,3,3,3], got no weights. Add it or choose an earlier last layer.]`,
    );
    const wrong = {
      ...weights['1.1'],
      'features.4.squeeze.bias': { shape: [8], data: new Float32Array(8) },
    };
    expect(() => squeezenet(wrong, torch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: squeezenet: expected features.4.squeeze.bias of shape [16], got [8]. These are weights of another network.]`,
    );
  });

  it('refuses unknown options', () => {
    expect(() =>
      squeezenet(weights['1.1'], { preprocess: 'torch', last: 'pool4' }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: squeezenet: expected last to be a layer of version 1.1, got pool4. It has conv1, relu1, pool1, fire2, fire3, pool3, fire4, fire5, pool5, fire6, fire7, fire8, fire9.]`,
    );
    expect(() => squeezenet(weights['1.1'], { preprocess: 'bgr' as 'torch' })).toThrow(
      "expected preprocess to be 'torch' or 'caffe', got bgr.",
    );
  });
});
