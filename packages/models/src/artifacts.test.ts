import { expectClose, expectNoLeak, onEachBackend } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import * as tfl from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  architectureOf,
  dcganDiscriminator,
  dcganGenerator,
  fromArtifacts,
  type ModelArtifacts,
  mlpDiscriminator,
  mlpGenerator,
  modelArtifacts,
  patchDiscriminator,
  pixelDiscriminator,
  registerLayers,
  resnetGenerator,
  unetGenerator,
} from './index.js';
import { images } from './testing/golden-model.js';

const networks: Record<string, () => tfl.LayersModel> = {
  mlpGenerator: () => mlpGenerator({ seed: 1 }),
  mlpDiscriminator: () => mlpDiscriminator({ seed: 1, sigmoid: true }),
  dcganGenerator: () => dcganGenerator({ imageSize: 8, filters: 2, noiseSize: 3 }),
  dcganDiscriminator: () => dcganDiscriminator({ imageSize: 16, filters: 2 }),
  resize: () => resnetGenerator({ blocks: 1, filters: 2, dropout: true }),
  blur: () => resnetGenerator({ blocks: 1, filters: 2, upsampling: 'blur' }),
  transposed: () => resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed' }),
  unet: () => unetGenerator({ downs: 3, filters: 1 }),
  patch: () => patchDiscriminator({ layers: 1, filters: 2, spectral: true }),
  patchBlur: () => patchDiscriminator({ layers: 1, filters: 2, blur: true }),
  pixel: () => pixelDiscriminator({ filters: 2, normalisation: 'batch' }),
};

const reader = (files: Partial<ModelArtifacts>) => async (name: string) => {
  const bytes = files[name as keyof ModelArtifacts];
  if (!bytes) throw new Error(`${name}: missing.`);
  return bytes;
};

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

function inputOf(model: tfl.LayersModel): tf.Tensor {
  const shape = model.inputs[0]!.shape.map((size, axis) => (axis === 0 ? 2 : (size ?? 16)));
  const flat = images([1, 1, 1, tf.util.sizeFromShape(shape)]);
  return tf.tidy(() => tf.reshape(flat, shape));
}

onEachBackend(() => {
  test.each(Object.entries(networks))('%s comes back the same', async (_, network) => {
    const model = network();
    const { model: loaded } = await fromArtifacts(reader(await modelArtifacts(model)));
    const x = inputOf(model);
    tf.tidy(() => {
      const expected = (model.apply(x) as tf.Tensor).dataSync();
      expectClose(loaded.apply(x) as tf.Tensor, expected, 0);
      // in training too: the dropout's seed has travelled along
      const trained = (model.apply(x, { training: true }) as tf.Tensor).dataSync();
      expectClose(loaded.apply(x, { training: true }) as tf.Tensor, trained, 0);
    });
    expect(architectureOf(loaded)).toEqual(architectureOf(model));
    const names = (which: tfl.LayersModel) => which.weights.map((weight) => weight.originalName);
    expect(names(loaded)).toEqual(names(model));
    expect(loaded.trainableWeights.length).toBe(model.trainableWeights.length);
    x.dispose();
    model.dispose();
    loaded.dispose();
  });
});

describe('files', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  const small = () => patchDiscriminator({ layers: 1, filters: 1, seed: 1 });

  test('are the same for the same model, and no tensor is left', async () => {
    const [one, other] = [small(), small()];
    await expectNoLeak(async () => {
      const files = await modelArtifacts(one);
      expect(text(files['model.json'])).toBe(text((await modelArtifacts(other))['model.json']));
    });
    const files = await modelArtifacts(one);
    const before = tf.memory().numTensors;
    (await fromArtifacts(reader(files))).model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    one.dispose();
    other.dispose();
  });

  test('are read by tfjs itself', async () => {
    const model = resnetGenerator({ blocks: 1, filters: 1, seed: 1 });
    const files = await modelArtifacts(model);
    const json = JSON.parse(text(files['model.json']));
    registerLayers();
    const loaded = await tfl.loadLayersModel(
      tf.io.fromMemory({
        modelTopology: json.modelTopology,
        weightSpecs: json.weightsManifest[0].weights,
        weightData: files['weights.bin'].slice().buffer,
      }),
    );
    expect(loaded.countParams()).toBe(model.countParams());
    model.dispose();
    loaded.dispose();
  });

  test('of a network of your own are custom', async () => {
    const model = tfl.sequential({ layers: [tfl.layers.dense({ units: 1, inputShape: [2] })] });
    const { model: loaded, card } = await fromArtifacts(reader(await modelArtifacts(model)));
    expect(card.architecture).toEqual({ name: 'custom', options: {} });
    model.dispose();
    loaded.dispose();
  });

  test('that are damaged are told by name', async () => {
    const model = small();
    const whole = await modelArtifacts(model);
    const json = JSON.parse(text(whole['model.json']));
    const load = async (change: Partial<ModelArtifacts>) => {
      const before = tf.memory().numTensors;
      const error = await fromArtifacts(reader({ ...whole, ...change })).catch((error) => error);
      expect(error).toBeInstanceOf(Error);
      const isTfjsError = error.message.includes('tfjs refuses'); // tfjs leaves what it had built
      if (!isTfjsError) expect(tf.memory().numTensors - before, 'tensors left over').toBe(0);
      return error.message;
    };
    const weights = whole['weights.bin'];
    expect(await load({ 'weights.bin': weights.slice(0, -1) })).toMatchInlineSnapshot(
      `"weights.bin: expected 464 bytes of weights, got 463. The file is cut off or of another model."`,
    );
    expect(await load({ 'weights.bin': new Uint8Array() })).toMatchInlineSnapshot(
      `"weights.bin: expected 464 bytes of weights, got 0. The file is cut off or of another model."`,
    );
    expect(await load({ 'model.json': bytes('{"a":') })).toMatchInlineSnapshot(
      `"model.json: expected JSON, got something else. The file is damaged."`,
    );
    expect(await load({ 'model.json': bytes('null') })).toMatchInlineSnapshot(
      `"model.json: expected tfjs's layers format, got JSON without modelTopology or weightsManifest. Is it a graph model? Only layers models can be read."`,
    );
    expect(await load({ 'model.json': bytes({}) })).toMatchInlineSnapshot(
      `"model.json: expected tfjs's layers format, got JSON without modelTopology or weightsManifest. Is it a graph model? Only layers models can be read."`,
    );
    for (const change of [{ modelTopology: null }, { weightsManifest: [null] }]) {
      expect(await load({ 'model.json': bytes({ ...json, ...change }) })).toContain(
        "model.json: expected tfjs's layers format, got JSON without modelTopology or weightsManifest.",
      );
    }
    const [group] = json.weightsManifest;
    const away = { ...json, weightsManifest: [{ ...group, paths: ['../../etc/passwd'] }] };
    expect(await load({ 'model.json': bytes(away) })).toMatchInlineSnapshot(
      `"model.json: expected the names of weights files beside it, got "../../etc/passwd". Do not trust this model."`,
    );
    const strange = text(whole['model.json']).replaceAll('IkatConv2d', 'OtherConv');
    expect(await load({ 'model.json': bytes(strange) })).toMatchInlineSnapshot(
      `"model.json: expected a layers model, got one that tfjs refuses: Unknown layer: OtherConv."`,
    );
    const wide = structuredClone(json);
    wide.weightsManifest[0].weights[0].shape.reverse();
    expect(await load({ 'model.json': bytes(wide) })).toMatchInlineSnapshot(
      `"model.json: expected a layers model, got one that tfjs refuses: Shape mismatch: [4,4,3,1] vs. [1,3,4,4]"`,
    );
    const odd = structuredClone(json);
    odd.weightsManifest[0].weights[0].dtype = 'string';
    expect(await load({ 'model.json': bytes(odd) })).toMatchInlineSnapshot(
      `"model.json: expected weights of numbers, got conv1/kernel of string [4,4,3,1]."`,
    );
    const other = pixelDiscriminator({ filters: 1 });
    const { 'ikat.json': card } = await modelArtifacts(other);
    expect(await load({ 'ikat.json': card })).toMatchInlineSnapshot(
      `"ikat.json: expected the card of a patchDiscriminator, as model.json is, got the card of a pixelDiscriminator. The files are of two models."`,
    );
    model.dispose();
    other.dispose();
  });
});

test('half precision takes half the bytes and comes back', async () => {
  const model = patchDiscriminator({ layers: 1, filters: 2, seed: 1 });
  const full = await modelArtifacts(model);
  const files = await modelArtifacts(model, { precision: 'float16', description: 'half' });
  expect(files['weights.bin'].length).toBe(full['weights.bin'].length / 2);
  const { model: loaded, card } = await fromArtifacts(async (name) => files[name as 'ikat.json']);
  expect(card.description).toBe('half');
  expect(Object.keys(card)).not.toContain('precision');
  for (const [index, weight] of loaded.weights.entries()) {
    const [now, before] = [weight.read().dataSync(), model.weights[index]!.read().dataSync()];
    for (const [at, value] of now.entries()) {
      expect(Math.abs(value - before[at]!)).toBeLessThanOrEqual(2 ** -11 * Math.abs(before[at]!));
    }
  }
  const kernel = model.weights[0]!;
  tf.tidy(() => {
    kernel.write(tf.fill(kernel.shape as number[], 1e5));
  });
  await expect(modelArtifacts(model, { precision: 'float16' })).rejects.toThrow(
    'modelArtifacts: expected weights that fit float16, got 100000. Write float32.',
  );
  for (const used of [model, loaded]) used.dispose();
});
