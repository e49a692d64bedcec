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
import type { FeatureNet } from './feature-net.js';
import { vgg16, vgg19 } from './vgg.js';
import type { WeightMap } from './weight-map.js';

type Shapes = Record<string, number[]>;

interface Golden {
  height: number;
  width: number;
  shapes: { vgg16: Shapes; vgg19: Shapes };
  runs: Record<string, { layers: Record<string, Sample>; gradient: GradientSample }>;
}

const golden = readGolden<Golden>(new URL('../golden/vgg.json', import.meta.url));
const names = ['features.0', 'features.2', 'features.5', 'features.7'];
const firstBlocks = Object.fromEntries(
  Object.entries(golden.shapes.vgg19).filter(([name]) =>
    names.includes(name.replace(/\.\w+$/, '')),
  ),
);
const weights = formulaWeights(firstBlocks);

// PyTorch's weights under Keras's names, [out, in, height, width] as [height, width, in, out]
function asKeras(torch: WeightMap): WeightMap {
  const layers = ['block1_conv1', 'block1_conv2', 'block2_conv1', 'block2_conv2'];
  const rename = (name: string) =>
    `${layers[names.indexOf(name.replace(/\.\w+$/, ''))]}/${name.endsWith('bias') ? 'bias' : 'kernel'}`;
  return Object.fromEntries(
    Object.entries(torch).map(([name, { shape, data }]) => {
      if (shape.length === 1) return [rename(name), { shape, data }];
      const kernel = tf.transpose(
        tf.tensor4d(data as Float32Array, shape as [number, number, number, number]),
        [2, 3, 1, 0],
      );
      return [rename(name), { shape: kernel.shape, data: kernel.dataSync() as Float32Array }];
    }),
  );
}

const energy = (net: FeatureNet, layer: string) => (x: tf.Tensor) =>
  tf.sum(tf.square(net.forward(x as tf.Tensor4D, [layer])[layer]!));

function expectGolden(net: FeatureNet, run: string): void {
  const { layers } = golden.runs[run]!;
  const results = net.forward(image(golden.height, golden.width), Object.keys(layers));
  for (const [name, expected] of Object.entries(layers)) {
    expect(results[name]!.shape).toEqual(expected.shape);
    expectClose(sampled(results[name]!, expected), expected.values, 1e-4);
    expectClose(tf.mean(results[name]!, [0, 1, 2]), expected.means, 1e-4);
  }
}

onEachBackend(() => {
  beforeAll(() => correctGradients());

  it.each(Object.keys(golden.runs))('computes what PyTorch computes: %s', (run) => {
    const [preprocess, pool] = run.split(' ') as ['torch' | 'caffe', 'max' | 'average'];
    const net = vgg19(weights, { preprocess, pool });
    expectGolden(net, run);
    net.dispose();
  });

  it('reads the names and the order of Keras', () => {
    const net = vgg16(asKeras(weights), { preprocess: 'caffe' });
    expectGolden(net, 'caffe max');
    net.dispose();
  });

  it('leaves no tensors', async () => {
    const x = image(4, 4);
    await expectNoLeak(() => {
      const net = vgg19(weights, { preprocess: 'caffe', last: 'relu1_1' });
      const results = net.forward(x, ['conv1_1', 'relu1_1']);
      net.dispose();
      return results;
    });
  });

  it.each(Object.keys(golden.runs))("has PyTorch's gradient at relu2_2: %s", (run) => {
    const [preprocess, pool] = run.split(' ') as ['torch' | 'caffe', 'max' | 'average'];
    const expected = golden.runs[run]!.gradient;
    const net = vgg19(weights, { preprocess, pool });
    const gradient = tf.grad(energy(net, 'relu2_2'))(image(golden.height, golden.width));
    expectClose(sampled(tf.div(gradient, expected.divisor), expected), expected.values, 1e-4);
    net.dispose();
  });
});

describe('vgg16 and vgg19', () => {
  const torch = { preprocess: 'torch' } as const;

  it.each([
    ['vgg16', vgg16],
    ['vgg19', vgg19],
  ] as const)("expects torchvision's shapes of %s", (name, make) => {
    // Every missing weight is named with its shape, in order: add what is asked for until it is content.
    const found: Record<string, { shape: number[]; data: Float32Array }> = {};
    for (const [weight, shape] of Object.entries(golden.shapes[name])) {
      expect(() => make(found, { ...torch, last: 'pool5' })).toThrow(
        `${name}: expected ${weight} of shape [${shape}], got `,
      );
      // A length without the memory
      const data = Object.create(Float32Array.prototype, {
        length: { value: shape.reduce((a, b) => a * b, 1) },
      });
      found[weight] = { shape, data };
    }
  });

  it('ends at the last layer that the weights have', () => {
    const only = {
      'features.0.weight': weights['features.0.weight']!,
      'features.0.bias': weights['features.0.bias']!,
    };
    const one = vgg19(only, torch);
    expect(one.layers).toEqual(['conv1_1', 'relu1_1']);
    one.dispose();
    const two = vgg19(weights, torch);
    expect(two.layers.slice(-3)).toEqual(['conv2_2', 'relu2_2', 'pool2']);
    two.dispose();
  });

  it('refuses weights of another shape', () => {
    const wrong = { ...weights, 'features.5.weight': weights['features.2.weight']! };
    expect(() => vgg19(wrong, torch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected features.5.weight of shape [128,64,3,3], got [64,64,3,3]. These are weights of another network.]`,
    );
  });

  it('refuses a gap', () => {
    const { 'features.2.bias': _, ...wrong } = weights;
    expect(() => vgg19(wrong, torch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected features.2.bias of shape [64], got only features.0.weight, features.0.bias, features.2.weight, … (7). Add it or choose an earlier last layer.]`,
    );
  });

  it('refuses weights of no VGG', () => {
    expect(() => vgg19({}, torch)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected features.0.weight of shape [64,3,3,3], got no weights. Add it or choose an earlier last layer.]`,
    );
    expect(() => vgg19(JSON as unknown as WeightMap, torch)).toThrow(RangeError);
    expect(() => vgg19(3 as unknown as WeightMap, torch)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: vgg19: expected weights by name or the bytes of a safetensors file, got number.]`,
    );
  });

  it('refuses values in another type or number', () => {
    const bytes = { ...weights, 'features.0.bias': { shape: [64], data: new Uint8Array(64) } };
    expect(() => vgg19(bytes, torch)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: vgg19: expected features.0.bias of shape [64] with 64 values in Float32Array, got 64 in Uint8Array.]`,
    );
    const short = { ...weights, 'features.0.bias': { shape: [64], data: new Float32Array(63) } };
    expect(() => vgg19(short, torch)).toThrow('got 63 in Float32Array.');
  });

  it('refuses unknown options', () => {
    const options = (wrong: object) => ({ ...torch, ...wrong });
    expect(() =>
      vgg19(weights, options({ preprocess: 'keras' })),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected preprocess to be 'torch' or 'caffe', got keras. Weights from torchvision want 'torch', weights from Caffe or Keras want 'caffe'.]`,
    );
    expect(() => vgg19(weights, options({ pool: 'min' }))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected pool to be 'max' or 'average', got min.]`,
    );
    expect(() => vgg19(weights, options({ last: 'relu1_3' }))).toThrow(
      'expected last to be a layer, got relu1_3. It has conv1_1, relu1_1,',
    );
    expect(() => vgg19(weights, options({ last: 'relu3_1' }))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: vgg19: expected features.10.weight of shape [256,128,3,3], got only features.0.weight, features.0.bias, features.2.weight, … (8). Add it or choose an earlier last layer.]`,
    );
  });
});

// Not on ONNX Runtime: between the rounding of its sums and the kinks of the network no step is
// left for differences. Its gradient is PyTorch's, above, and that of these backends to 1e-6.
onEachBackend(() => {
  beforeAll(() => correctGradients());

  it.each(['max', 'average'] as const)('has the gradient that differences give: %s', (pool) => {
    const net = vgg19(weights, { preprocess: 'torch', pool });
    const x = image(4, 6);
    expectGradient(probe(net, 'pool1', x, 1), [x], { epsilon: 1e-3 });
    net.dispose();
  });
}, ['cpu', 'wasm']);
