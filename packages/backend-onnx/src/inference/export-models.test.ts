import '@tensorflow/tfjs-backend-cpu';
import {
  dcganDiscriminator,
  dcganGenerator,
  mlpDiscriminator,
  mlpGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
  unetGenerator,
} from '@ikat/models';
import { exportOnnx } from '@ikat/onnx';
import { randomSource } from '@ikat/random';
import { expectClose } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import * as ort from 'onnxruntime-node';
import { beforeAll, expect, test } from 'vitest';

const small = { filters: 4, seed: 1 };
const images = [
  [1, 16, 16, 3],
  [2, 32, 48, 3],
];
const uneven = [
  [1, 32, 33, 3],
  [3, 47, 61, 3],
];

const networks: [string, () => tfl.LayersModel, number[][]][] = [
  [
    'mlpGenerator',
    () => mlpGenerator(small),
    [
      [1, 100],
      [3, 100],
    ],
  ],
  [
    'mlpDiscriminator',
    () => mlpDiscriminator(small),
    [
      [1, 28, 28, 1],
      [3, 28, 28, 1],
    ],
  ],
  [
    'dcganGenerator',
    () => dcganGenerator(small),
    [
      [1, 100],
      [2, 100],
    ],
  ],
  [
    'dcganDiscriminator',
    () => dcganDiscriminator(small),
    [
      [1, 64, 64, 3],
      [2, 64, 64, 3],
    ],
  ],
  ['patchDiscriminator', () => patchDiscriminator(small), uneven],
  [
    'patchDiscriminator of CUT',
    () => patchDiscriminator({ ...small, blur: true, spectral: true }),
    uneven,
  ],
  ['pixelDiscriminator', () => pixelDiscriminator(small), uneven],
  ...(['resize', 'blur', 'transposed'] as const).flatMap((upsampling) =>
    (['instance', 'batch', 'none'] as const).flatMap((normalisation) => {
      const options = { ...small, upsampling, normalisation };
      const name = `${upsampling} ${normalisation}`;
      return [
        [`resnetGenerator ${name}`, () => resnetGenerator({ ...options, blocks: 1 }), images],
        [`unetGenerator ${name}`, () => unetGenerator({ ...options, downs: 3 }), images],
      ] as [string, () => tfl.LayersModel, number[][]][];
    }),
  ),
];

beforeAll(() => tf.setBackend('cpu'));

test.each(networks)(
  '%s computes in ONNX Runtime what it computes here',
  async (_, make, shapes) => {
    const model = make();
    strengthen(model);
    const { bytes, inputs, outputs, fixed } = exportOnnx(model);
    expect(fixed).toEqual([]);
    const session = await ort.InferenceSession.create(bytes);
    for (const shape of shapes) {
      const x = tf.tensor(randomSource(2).normals(tf.util.sizeFromShape(shape)), shape);
      const wanted = model.apply(x) as tf.Tensor;
      const feeds = { [inputs[0]!.name]: new ort.Tensor('float32', x.dataSync(), shape) };
      const result = (await session.run(feeds))[outputs[0]!.name]!;
      expect(result.dims).toEqual(wanted.shape);
      expectClose(tf.tensor(result.data as Float32Array, wanted.shape), wanted, 1e-4);
      expect(tf.max(tf.abs(wanted)).dataSync()[0]).toBeGreaterThan(0.01);
    }
    await session.release();
    model.dispose();
  },
);

/** First weights are so small that networks without norms give nearly nothing. */
function strengthen(model: tfl.LayersModel): void {
  for (const variable of model.weights) {
    if (!variable.name.includes('kernel')) continue;
    variable.write(tf.mul(variable.read(), 6));
  }
}

test('weights as float16 change little, and half the size', async () => {
  const model = resnetGenerator({ ...small, filters: 8, blocks: 1 });
  const [whole, half] = (['float32', 'float16'] as const).map(
    (precision) => exportOnnx(model, { precision }).bytes,
  );
  expect(half!.length / whole!.length).toBeLessThan(0.6);
  const session = await ort.InferenceSession.create(half!);
  const x = tf.tensor4d(randomSource(3).normals(16 * 16 * 3), [1, 16, 16, 3]);
  const result = await session.run({ image: new ort.Tensor('float32', x.dataSync(), x.shape) });
  const wanted = model.apply(x) as tf.Tensor;
  expectClose(tf.tensor(result.headTanh!.data as Float32Array, wanted.shape), wanted, 2e-3);
  await session.release();
});

test('leaves the engine and its weights as they were', async () => {
  const { useOnnx } = await import('../index.js');
  await useOnnx({ threads: 1 });
  const model = resnetGenerator({ ...small, blocks: 1 });
  const x = tf.ones<tf.Rank.R4>([1, 8, 8, 3]);
  const painted = () => tf.tidy(() => (model.apply(x) as tf.Tensor).dataSync());
  const before = painted();
  const { numTensors, numDataBuffers } = tf.memory();
  const first = exportOnnx(model).bytes;
  expect(exportOnnx(model).bytes).toEqual(first);
  expect(tf.getBackend()).toBe('onnx');
  expect(painted()).toEqual(before);
  const { numTensors: tensors, numDataBuffers: buffers } = tf.memory();
  expect([tensors, buffers]).toEqual([numTensors, numDataBuffers]);
});
