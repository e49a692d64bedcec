import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOnnx } from '../reading/read-onnx.js';
import { samplesOf } from './dynamic-sizes.js';
import { exportOnnx } from './export-onnx.js';

const images = { image: ['batch', 'height', 'width', 3] } as const;

let tensors = 0;
beforeEach(async () => {
  await tf.setBackend('cpu');
  tensors = tf.memory().numTensors;
});
afterEach(() => {
  expect(tf.getBackend()).toBe('cpu');
  expect(tf.memory().numTensors).toBe(tensors);
  expect(tf.findBackend('onnx-export')).toBeNull();
});

const within = (use: () => void) => () => tf.tidy(use);

describe('sizes', () => {
  it(
    'stay open where the program does not depend on them',
    within(() => {
      const filter = tf.ones<tf.Rank.R4>([4, 4, 3, 5]);
      const { inputs, outputs, fixed } = exportOnnx(
        (image: tf.Tensor4D) => tf.conv2d(image, filter, 2, 1),
        { inputs: images },
      );
      expect(inputs[0]!.dims).toEqual(['batch', 'height', 'width', 3]);
      expect(outputs[0]!.dims).toEqual(['batch', 'output_height', 'output_width', 5]);
      expect(fixed).toEqual([]);
    }),
  );

  it(
    'are not taken for each other because they were equal once',
    within(() => {
      const { width, batch } = samplesOf(['batch', 'height', 'width'], {
        multiple: 1,
        minimum: 1,
      });
      const stride = Math.floor((width![0] - 4) / (batch![0] - 1));
      expect(Math.floor((width![0] - 4) / stride) + 1).toBe(batch![0]);
      const filter = tf.ones<tf.Rank.R4>([4, 4, 3, 1]);
      const { outputs } = exportOnnx(
        (image: tf.Tensor4D) => tf.conv2d(image, filter, [2, stride], 'valid'),
        { inputs: images },
      );
      expect(outputs[0]!.dims).toEqual(['batch', 'output_height', 'output_width', 1]);
    }),
  );

  it('are refused, naming the operation, where the program depends on them', () => {
    const halves = (image: tf.Tensor4D) => tf.mul(image, 1 / image.shape[1]);
    expect(() => exportOnnx(halves, { inputs: images })).toThrow(
      'exportOnnx: expected a network that takes any height, got one in which Multiply depends on it. Give sizes, such as { height: 256 }, to export it for that size.',
    );
  });

  it('are fixed when they are given, and only those that must', () => {
    const halves = (image: tf.Tensor4D) => tf.mul(image, 1 / image.shape[1]);
    const { inputs, fixed } = exportOnnx(halves, {
      inputs: images,
      sizes: { height: 32, width: 32 },
    });
    expect(inputs[0]!.dims).toEqual(['batch', 32, 'width', 3]);
    expect(fixed).toEqual([{ name: 'height', size: 32, because: 'Multiply' }]);
  });

  it('of a batch are open through reshapes and products', () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.flatten({ inputShape: [4, 5, 2], name: 'flat' }),
        tfl.layers.dense({ units: 6, name: 'mix', activation: 'relu' }),
        tfl.layers.reshape({ targetShape: [3, 2], name: 'apart' }),
      ],
    });
    const { outputs, inputs } = exportOnnx(model);
    expect(inputs.map(({ dims }) => dims)).toEqual([['batch', 4, 5, 2]]);
    expect(outputs.map(({ dims }) => dims)).toEqual([['batch', 3, 2]]);
    model.dispose();
  });
});

describe('the file', () => {
  it('holds the weights by name, the metadata, and operator set 17', () => {
    const model = tfl.sequential({
      layers: [
        tfl.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [null, null, 1], name: 'c1' }),
      ],
    });
    const { bytes } = exportOnnx(model, { metadata: { 'ikat.card': '{}' }, name: 'small' });
    const { graph, metadata, name, producer } = readOnnx(bytes);
    expect([graph.opset, name, producer, metadata]).toEqual([
      17,
      'small',
      'ikat',
      { 'ikat.card': '{}' },
    ]);
    const kernel = graph.initializers.find((tensor) => tensor.name === 'c1/kernel')!;
    expect(kernel.dims).toEqual([2, 1, 3, 3]);
    const [first] = model.getWeights()[0]!.dataSync();
    expect(new Float32Array(kernel.data.buffer)[0]).toBe(first);
    expect(graph.nodes.every(({ domain }) => domain === '')).toBe(true);
    model.dispose();
  });

  it(
    'stores float16 nearest, and casts it back',
    within(() => {
      const numbers = [
        1,
        -2.5,
        65504,
        65519,
        65520,
        2 ** -24,
        2 ** -26,
        1 + 2 ** -11,
        0.1,
        -0,
        3e-5,
      ];
      const { bytes } = exportOnnx((x: tf.Tensor) => tf.add(x, tf.tensor1d(numbers)), {
        inputs: { x: ['batch', numbers.length] },
        precision: 'float16',
      });
      const { graph } = readOnnx(bytes);
      const stored = graph.initializers.find(({ type }) => type === 'float16')!;
      // numpy.float16 of the same numbers.
      expect([...new Uint16Array(stored.data.buffer)]).toEqual([
        0x3c00, 0xc100, 0x7bff, 0x7bff, 0x7c00, 0x0001, 0x0000, 0x3c00, 0x2e66, 0x8000, 0x01f7,
      ]);
      expect(graph.nodes.map(({ operator }) => operator)).toEqual(['Cast', 'Add']);
    }),
  );

  it('is the same after weights were used, and leaves them usable', () => {
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 2, inputShape: [3] })] });
    const first = exportOnnx(model).bytes;
    const result = model.predict(tf.ones([1, 3])) as tf.Tensor;
    expect(result.dataSync()).toHaveLength(2);
    expect(exportOnnx(model).bytes).toEqual(first);
    tf.dispose(result);
    model.dispose();
    tensors = tf.memory().numTensors;
  });
});

describe('refuses', () => {
  it('networks that read values, also in a layer, and puts everything back', () => {
    const reads = (x: tf.Tensor) => tf.mul(x, tf.max(x).dataSync()[0]!);
    expect(() =>
      exportOnnx(reads, { inputs: { x: ['batch', 3] } }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[Error: exportOnnx: expected a network of tensor operations only, got one that reads a value (dataSync or data). There are no numbers while it is recorded: compute with tensors instead.]`,
    );
  });

  it('operations that it has no words for, naming the layer', () => {
    class Strange extends tfl.layers.Layer {
      static readonly className = 'Strange';
      override call(x: tf.Tensor | tf.Tensor[]) {
        return tf.topk(Array.isArray(x) ? x[0]! : x, 1).values;
      }
      override computeOutputShape() {
        return [null, 1];
      }
    }
    const model = tfl.sequential();
    model.add(new Strange({ inputShape: [3], name: 'best' }));
    expect(() => exportOnnx(model)).toThrow(
      'exportOnnx: expected operations that ONNX can be written for, got TopK in layer best.',
    );
    expect(Object.hasOwn(model.layers[0]!, 'call')).toBe(false);
  });

  it('arithmetic with booleans, which ONNX does not have', () => {
    const positive = (x: tf.Tensor) => tf.greater(x, 0);
    const inputs = { x: ['batch', 3] };
    expect(() => exportOnnx((x) => tf.add(positive(x), positive(x)), { inputs })).toThrow(
      "onnx: expected numbers for Add, got a tensor of bool. ONNX cannot compute with those: cast booleans with tf.cast(x, 'int32') first.",
    );
    const { outputs } = exportOnnx((x) => tf.logicalAnd(positive(x), positive(x)), { inputs });
    expect(outputs[0]!.type).toBe('bool');
  });

  it('what is no network, and what is no option', () => {
    const relu = (x: tf.Tensor) => tf.relu(x);
    const inputs = { x: ['batch', 3] };
    expect(() => exportOnnx(3 as never)).toThrow('expected a layers model or a function');
    expect(() => exportOnnx(relu)).toThrow(
      "expected the shapes of the function's inputs, got none",
    );
    expect(() => exportOnnx((() => 3) as never, { inputs })).toThrow('returns a tensor');
    expect(() => exportOnnx(relu, { inputs: { x: [0] } })).toThrow('sizes of x, got 0');
    expect(() => exportOnnx(relu, { inputs, precision: 'half' as never })).toThrow('got half');
    expect(() => exportOnnx(relu, { inputs, sizes: { batch: 0 } })).toThrow('batch: expected');
  });
});
