import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { mlpGenerator, patchDiscriminator, resnetGenerator, unetGenerator } from '@ikat/models';
import { exportOnnx, readOnnx, writeModel } from '@ikat/onnx';
import { randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type * as tfl from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageArray } from './image-array.js';
import type { ImageGraph } from './image-graph.js';
import { loadGraph } from './load-graph.js';

const folder = mkdtempSync(join(tmpdir(), 'ikat-graph-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeAll(() => tf.setBackend('cpu'));

const named = { inputs: { image: ['batch', 'height', 'width', 3] } };
const negative = () => exportOnnx((x: tf.Tensor4D) => tf.neg(x), named).bytes;

/** An image whose halves differ, so that no strip has the statistics of the whole. */
function photo(height: number, width: number): ImageArray {
  const data = Float32Array.from(randomSource(7).uniforms(height * width * 3));
  for (let i = 0; i < data.length; i++) data[i]! *= i < data.length / 2 ? 0.3 : 0.9;
  return { data, shape: [1, height, width, 3] };
}

const largest = (a: Float32Array, b: Float32Array) =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

describe('loadGraph', () => {
  it('runs plain numbers and tensors', async () => {
    const graph = await loadGraph(negative(), { threads: 1 });
    expect(graph.channels).toEqual([3, 3]);
    const result = await graph.run(photo(512, 512));
    expect(result.data[5]).toBe(-photo(512, 512).data[5]!);
    const before = tf.memory().numTensors;
    const image = tf.ones<tf.Rank.R4>([2, 3, 4, 3]);
    const painted = await graph.run(image);
    expect([painted.shape, painted.dataSync()[0]]).toEqual([[2, 3, 4, 3], -1]);
    tf.dispose([image, painted]);
    expect(tf.memory().numTensors).toBe(before);
    await graph.dispose();
  });

  it('mirrors images up to a size that the network takes, as stylize does', async () => {
    const { stylize } = await import('@ikat/models');
    const model = unetGenerator({ filters: 2, downs: 3, seed: 1 });
    const graph = await loadGraph(exportOnnx(model).bytes);
    const image = photo(13, 21);
    const { data, shape } = await graph.run(image);
    const wanted = stylize(model, tf.tensor4d(image.data, [1, 13, 21, 3]));
    expect(shape).toEqual(wanted.shape);
    expect(largest(data, wanted.dataSync() as Float32Array)).toBeLessThan(1e-5);
    await graph.dispose();
  });

  const networks: [string, () => tfl.LayersModel][] = [
    ['resnet', () => resnetGenerator({ filters: 2, blocks: 1, seed: 1 })],
    [
      'resnet transposed',
      () => resnetGenerator({ filters: 2, blocks: 1, upsampling: 'transposed' }),
    ],
    ['unet', () => unetGenerator({ filters: 2, downs: 4, seed: 1 })],
  ];
  it.each(networks)('finds the sizes of a %s in a file of others, too', async (_, make) => {
    const { stylize } = await import('@ikat/models');
    const model = make();
    const { graph: nodes, metadata } = readOnnx(exportOnnx(model).bytes);
    expect(Object.keys(metadata)).toContain('ikat.sizeMultiple');
    const graph = await loadGraph(writeModel(nodes));
    const image = photo(13, 21);
    const { data, shape } = await graph.run(image);
    const wanted = stylize(model, tf.tensor4d(image.data, [1, 13, 21, 3]));
    expect(shape).toEqual([1, 13, 21, 3]);
    expect(largest(data, wanted.dataSync() as Float32Array)).toBeLessThan(1e-5);
    await graph.dispose();
  });

  it('leaves images alone that a network makes smaller or larger', async () => {
    const { graph: scores } = readOnnx(exportOnnx(patchDiscriminator({ filters: 2 })).bytes);
    const judge = await loadGraph(writeModel(scores));
    // 3 times halved: 45 -> 22 -> 11 -> 5, then twice one less
    expect((await judge.run(photo(45, 45))).shape).toEqual([1, 3, 3, 1]);
    const twice = (x: tf.Tensor4D) => tf.image.resizeNearestNeighbor(x, [10, 14]);
    const inputs = { image: ['batch', 5, 7, 3] };
    const larger = await loadGraph(exportOnnx(twice, { inputs }).bytes);
    expect((await larger.run(photo(5, 7))).shape).toEqual([1, 10, 14, 3]);
    await Promise.all([judge.dispose(), larger.dispose()]);
  });

  it('ends the runs that go on before it is disposed, and takes no more', async () => {
    const graph = await loadGraph(negative());
    const first = graph.run(photo(64, 64));
    const second = graph.run(tf.ones<tf.Rank.R4>([1, 2, 2, 3]));
    const disposed = [graph.dispose(), graph.dispose()];
    expect((await first).shape).toEqual([1, 64, 64, 3]);
    expect((await second).dataSync()[0]).toBe(-1);
    await Promise.all(disposed);
    await expect(graph.run(photo(2, 2))).rejects.toThrow(
      'loadGraph run: expected a graph that was not disposed, got a run after dispose. Load it again.',
    );
  });

  it('takes files whose channels come first', async () => {
    const filter = tf.ones<tf.Rank.R4>([3, 3, 3, 1]);
    const planar = (x: tf.Tensor4D) =>
      tf.transpose(
        tf.conv2d(tf.transpose(x, [0, 2, 3, 1]), filter, 1, 1) as tf.Tensor4D,
        [0, 3, 1, 2],
      );
    const { bytes } = exportOnnx(planar, { inputs: { x: ['batch', 3, 'height', 'width'] } });
    const graph = await loadGraph(bytes);
    const image = photo(5, 6);
    const { data, shape } = await graph.run(image);
    const wanted = tf.conv2d(tf.tensor4d(image.data, [1, 5, 6, 3]), filter, 1, 1);
    expect(shape).toEqual([1, 5, 6, 1]);
    expect(largest(data, wanted.dataSync() as Float32Array)).toBeLessThan(1e-5);
    await graph.dispose();
  });
});

describe('loadGraph refuses', () => {
  const refusals: [string, () => Promise<ImageGraph>, string | RegExp][] = [
    [
      'a file that is not there',
      () => loadGraph('none.onnx'),
      'expected an .onnx file, got nothing at none.onnx',
    ],
    [
      'a file that is cut off',
      () => loadGraph(cut()),
      /cut\.onnx: expected a whole ONNX file, got one that is cut off or damaged/,
    ],
    [
      'no bytes',
      () => loadGraph(new Uint8Array(0)),
      '0 bytes: expected a whole ONNX file, got something else',
    ],
    [
      'noise as input',
      () => loadGraph(exportOnnx(mlpGenerator({ seed: 1 })).bytes),
      'with noise float32[batch,100]',
    ],
    ['two inputs', () => loadGraph(sum()), 'with one input of float32 images'],
    [
      'an unknown operator',
      () => loadGraph(unknown()),
      /expected a network that ONNX Runtime .* takes/,
    ],
    ['no threads', () => loadGraph(negative(), { threads: 0 }), 'from 1 to 512, got 0'],
    [
      'bytes, by the name that they are given',
      () => loadGraph(new Uint8Array(7), { name: 'monet.onnx' }),
      'loadGraph: monet.onnx: expected a whole ONNX file',
    ],
    [
      'what is no file',
      () => loadGraph(undefined as never),
      'expected the name of an .onnx file, or its bytes as a Uint8Array, got undefined.',
    ],
    [
      'options that are none',
      () => loadGraph(negative(), null as never),
      'loadGraph: expected options as an object, got null. Leave them out.',
    ],
    [
      'options that do not exist',
      () => loadGraph(negative(), { thread: 1 } as never),
      'loadGraph: expected options of device, threads, name, got thread.',
    ],
    [
      'another device',
      () => loadGraph(negative(), { device: 'abacus' as never }),
      'expected a device of cpu',
    ],
  ];
  it.each(refusals)('%s', async (_, load, text) => {
    await expect(load()).rejects.toThrow(text);
  });

  it('images that do not fit', async () => {
    const graph = await loadGraph(negative(), { name: 'negative.onnx' });
    const wrong = { data: new Float32Array(4), shape: [1, 2, 2, 1] as const };
    await expect(graph.run(wrong)).rejects.toThrow(
      'expected images [any,any,any,3] for negative.onnx, got [1,2,2,1] of 4 numbers. Convert their channels.',
    );
    await expect(graph.run({ data: new Float32Array(3), shape: [1, 2, 2, 3] })).rejects.toThrow(
      'of 3 numbers',
    );
    await graph.dispose();
  });

  it('other sizes than that of the file', async () => {
    const inputs = { image: ['batch', 6, 7, 3] };
    const graph = await loadGraph(exportOnnx((x: tf.Tensor4D) => tf.neg(x), { inputs }).bytes);
    await expect(graph.run(photo(5, 5))).rejects.toThrow(
      /expected images \[any,6,7,3\] for \d+ bytes, got \[1,5,5,3\] .* The file takes no other size: resize them/,
    );
    expect((await graph.run(photo(6, 7))).shape).toEqual([1, 6, 7, 3]);
    await graph.dispose();
  });

  const images =
    'loadGraph run: expected images as a float32 tensor or as { data: Float32Array, shape: [batch, height, width, channels] }, got ';
  it.each<[unknown, string]>([
    [null, `${images}null.`],
    [3, `${images}3.`],
    [{ data: [1, 2, 3], shape: [1, 1, 1, 3] }, `${images}data: [1,2,3], shape: [1,1,1,3].`],
    [
      { data: new Float32Array(3), shape: [1, 1, 3] },
      `${images}data: Float32Array, shape: [1,1,3].`,
    ],
    [{ data: new Float32Array(3) }, `${images}data: Float32Array, shape: undefined.`],
  ])('%o as an image', async (image, text) => {
    const graph = await loadGraph(negative());
    await expect(graph.run(image as never)).rejects.toThrow(text);
    await expect(graph.run(tf.ones([1, 3]) as never)).rejects.toThrow('a tensor float32[1,3].');
    await graph.dispose();
  });

  it.each<[object, string]>([
    [{ maxMemory: Number.NaN }, 'maxMemory as a number of bytes above 0, got NaN. Leave it out'],
    [{ maxMemory: '3' }, 'maxMemory as a number of bytes above 0, got "3".'],
    [{ maxMemory: 0 }, 'maxMemory as a number of bytes above 0, got 0.'],
    [{ maxMemory: null }, 'maxMemory as a number of bytes above 0, got null.'],
    [{ onStrip: true }, 'onStrip to be a function, got true.'],
    [{ maxmemory: 3e9 }, 'options of maxMemory, onStrip, got maxmemory.'],
  ])('%o as options of a run', async (options, text) => {
    const graph = await loadGraph(negative());
    await expect(graph.run(photo(2, 2), options)).rejects.toThrow(
      `loadGraph run: expected ${text}`,
    );
    await graph.dispose();
  });

  function cut(): string {
    const file = join(folder, 'cut.onnx');
    writeFileSync(file, negative().subarray(0, 100));
    return file;
  }

  const shape = ['batch', 2, 2, 3];
  const sum = () =>
    exportOnnx((a: tf.Tensor, b: tf.Tensor) => tf.add(a, b), { inputs: { a: shape, b: shape } })
      .bytes;

  function unknown(): Uint8Array {
    const edge = (name: string) => ({ name, type: 'float32' as const, dims: [1, 2, 2, 3] });
    const node = { operator: 'Paint', inputs: ['x'], outputs: ['y'], attributes: {}, domain: '' };
    const nodes = [{ ...node, origin: 'test' }];
    return writeModel({
      opset: 17,
      nodes,
      initializers: [],
      inputs: [edge('x')],
      outputs: [edge('y')],
    });
  }
});

describe('strips', () => {
  const networks: [string, () => tfl.LayersModel][] = [
    ['resnet resize', () => resnetGenerator({ filters: 8, blocks: 2, seed: 1 })],
    ['resnet blur', () => resnetGenerator({ filters: 8, blocks: 1, upsampling: 'blur', seed: 1 })],
    [
      'resnet transposed',
      () => resnetGenerator({ filters: 8, blocks: 1, upsampling: 'transposed', seed: 1 }),
    ],
    [
      'resnet batch',
      () => resnetGenerator({ filters: 8, blocks: 1, normalisation: 'batch', seed: 1 }),
    ],
    [
      'unet instance',
      () => unetGenerator({ filters: 8, downs: 5, normalisation: 'instance', seed: 1 }),
    ],
    [
      'unet batch',
      () => unetGenerator({ filters: 8, downs: 5, upsampling: 'transposed', seed: 1 }),
    ],
  ];
  it.each(networks)('of %s give what the whole image gives', async (_, make) => {
    const model = make();
    for (const variable of model.weights) {
      if (variable.name.includes('kernel')) variable.write(tf.mul(variable.read(), 4));
    }
    const graph = await loadGraph(exportOnnx(model).bytes);
    // No multiple of the sizes that the networks take, and taller than a few strips.
    const image = photo(421, 163);
    const whole = await graph.run(image);
    const counts: number[] = [];
    const strips = await inLittleMemory((maxMemory) =>
      graph.run(image, { maxMemory, onStrip: (_done, total) => counts.push(total) }),
    );
    expect(counts.length).toBeGreaterThan(3);
    expect(counts.length).toBe(counts[0]);
    expect(strips.shape).toEqual(whole.shape);
    expect(largest(strips.data, whole.data)).toBeLessThan(1e-4);
    expect(largest(whole.data, new Float32Array(whole.data.length))).toBeGreaterThan(0.02);
    await graph.dispose();
    model.dispose();
  });

  /** What the process has is no constant: the least that works is looked for. */
  async function inLittleMemory<T>(run: (maxMemory: number) => Promise<T>): Promise<T> {
    for (let extra = 4e6; ; extra *= 1.3) {
      try {
        return await run(process.memoryUsage().rss + extra);
      } catch (error) {
        if (!/expected memory for strips/.test((error as Error).message)) throw error;
      }
    }
  }

  it('let others go on between two of them', async () => {
    const model = resnetGenerator({ filters: 8, blocks: 1, seed: 1 });
    const graph = await loadGraph(exportOnnx(model).bytes);
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const seen: number[] = [];
    const onStrip = () => seen.push(turns);
    await inLittleMemory((maxMemory) => graph.run(photo(421, 163), { maxMemory, onStrip }));
    clearInterval(timer);
    expect(seen.length).toBeGreaterThan(8);
    expect(new Set(seen).size).toBeGreaterThan(seen.length / 2);
    await graph.dispose();
    model.dispose();
  });

  /** Expects of more than three strips what the whole image gives, and gives that. */
  async function expectStripsAsWhole(graph: ImageGraph, image: ImageArray): Promise<ImageArray> {
    const whole = await graph.run(image);
    let strips = 0;
    const onStrip = () => strips++;
    const result = await inLittleMemory((maxMemory) => graph.run(image, { maxMemory, onStrip }));
    expect(strips).toBeGreaterThan(3);
    expect(largest(result.data, whole.data)).toBeLessThan(1e-4);
    return whole;
  }

  it('are made of weights stored as float16, too', async () => {
    const model = resnetGenerator({ filters: 8, blocks: 1, upsampling: 'blur', seed: 1 });
    const graph = await loadGraph(exportOnnx(model, { precision: 'float16' }).bytes);
    await expectStripsAsWhole(graph, photo(421, 163));
    await graph.dispose();
    model.dispose();
  });

  it('keep the scales and offsets of norms, also where they are computed from others', async () => {
    const graph = await loadGraph(scaledNorm());
    const whole = await expectStripsAsWhole(graph, photo(900, 700));
    expect(largest(whole.data, new Float32Array(whole.data.length))).toBeGreaterThan(3);
    await graph.dispose();
  });

  /** An instance norm whose scales are stored as float16, and its absolute values. */
  function scaledNorm(): Uint8Array {
    const plain = { attributes: {}, domain: '', origin: 'test' };
    const edge = (name: string) => ({
      name,
      type: 'float32' as const,
      dims: [1, 3, 'height', 'width'],
    });
    const halves = new Uint8Array(Uint16Array.of(0x4000, 0xbc00, 0x3800).buffer); // 2, -1, 0.5
    const offsets = new Uint8Array(Float32Array.of(1, 0, -0.25).buffer);
    const norm = { operator: 'InstanceNormalization', inputs: ['x', 'scale', 'offset'] };
    return writeModel({
      opset: 17,
      nodes: [
        { ...plain, operator: 'Cast', inputs: ['half'], outputs: ['scale'], attributes: { to: 1 } },
        { ...plain, ...norm, outputs: ['n'], attributes: { epsilon: { float: 1e-5 } } },
        { ...plain, operator: 'Abs', inputs: ['n'], outputs: ['y'] },
      ],
      initializers: [
        { name: 'half', type: 'float16', dims: [3], data: halves },
        { name: 'offset', type: 'float32', dims: [3], data: offsets },
      ],
      inputs: [edge('x')],
      outputs: [edge('y')],
    });
  }

  it('say how much memory the smallest takes', async () => {
    const graph = await loadGraph(exportOnnx(resnetGenerator({ filters: 4, blocks: 1 })).bytes);
    await expect(graph.run(photo(64, 64), { maxMemory: 1e6 })).rejects.toThrow(
      /expected memory for strips of a 64 x 64 image, got 0\.01GB\. It takes \d\.\d\dGB, or a smaller image\./,
    );
    await graph.dispose();
  });

  it('are not made of networks that need the whole image or change its size', async () => {
    const graph = await loadGraph(exportOnnx(patchDiscriminator({ filters: 2, layers: 1 })).bytes);
    const { shape } = await graph.run(photo(64, 64), { maxMemory: 1e6 });
    expect(shape[3]).toBe(1);
    await graph.dispose();
  });
});
