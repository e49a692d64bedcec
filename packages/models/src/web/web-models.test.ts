import {
  expectClose,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
  readFile,
  useTestBackend,
} from '@ikat/testing';
import { writeSafetensors } from '@ikat/weights';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { modelArtifacts } from '../artifacts.js';
import { patchDiscriminator } from '../patch-discriminator.js';
import { pixelDiscriminator } from '../pixel-discriminator.js';
import { resnetGenerator } from '../resnet-generator.js';
import { golden } from '../testing/golden-model.js';
import { torchWeights } from '../torch-weights.js';
import { fetchModel } from './fetch-model.js';
import { deleteModel, listModels, loadModel, saveModel } from './model-store.js';
import { openModel } from './open-model.js';
import { packModel } from './pack-model.js';

const generator = () => resnetGenerator({ blocks: 1, filters: 2, seed: 1 });
const numbers = (model: LayersModel) =>
  model.weights.map((weight) => [...weight.read().dataSync()]);
const text = (value: string) => new TextEncoder().encode(value);
const file = (name: string, bytes: Uint8Array) =>
  new File([bytes as Uint8Array<ArrayBuffer>], name);
const messageOf = (work: Promise<unknown>) =>
  work.then(
    () => 'nothing was thrown',
    (error: Error) => error.message,
  );

/** A server that has these files. */
function serve(files: Record<string, Uint8Array>): void {
  vi.stubGlobal('fetch', async (url: string, { signal }: RequestInit = {}) => {
    signal?.throwIfAborted();
    const bytes = files[url];
    return new Response((bytes as Uint8Array<ArrayBuffer>) ?? null, { status: bytes ? 200 : 404 });
  });
}

beforeAll(() => useTestBackend('cpu'));
afterEach(() => vi.unstubAllGlobals());

describe('models that the browser keeps', () => {
  test('come back as they were, the newest first, and can be deleted', async () => {
    const model = generator();
    await saveModel(patchDiscriminator({ layers: 1, filters: 2, seed: 1 }), 'first');
    await saveModel(model, 'second', { description: 'Paints', trainedOn: [{ name: 'ours' }] });
    const back = await loadModel('second');
    expect(numbers(back.model)).toEqual(numbers(model));
    expect(back.card.trainedOn).toEqual([{ name: 'ours' }]);
    const listed = await listModels();
    expect(listed.map(({ name, card }) => [name, card.description])).toEqual([
      ['second', 'Paints'],
      ['first', ''],
    ]);
    const files = Object.values(
      await modelArtifacts(model, { description: 'Paints', trainedOn: [{ name: 'ours' }] }),
    );
    expect(listed[0]?.bytes).toBe(files.reduce((sum, bytes) => sum + bytes.length, 0));
    await deleteModel('second');
    await deleteModel('second');
    expect((await listModels()).map(({ name }) => name)).toEqual(['first']);
    expect(await messageOf(loadModel('second'))).toMatchInlineSnapshot(
      `"loadModel: expected a model that this browser keeps, got none of the name second. See listModels for those that there are."`,
    );
    await deleteModel('first');
  });

  test('are replaced by others of their name', async () => {
    await saveModel(generator(), 'one');
    await saveModel(pixelDiscriminator({ filters: 2, seed: 1 }), 'one', { precision: 'float16' });
    expect((await loadModel('one')).model.name).toBe('pixelDiscriminator');
    expect(await listModels()).toHaveLength(1);
    await deleteModel('one');
  });

  test('leave no tensors behind', async () => {
    const model = generator();
    const before = tf.memory().numTensors;
    await saveModel(model, 'leak');
    const back = await loadModel('leak');
    back.model.dispose();
    expect(tf.memory().numTensors).toBe(before);
    await deleteModel('leak');
  });
});

describe('opened files', () => {
  test('may be a packed model, at the top of the archive or in a folder of it', async () => {
    const model = generator();
    const packed = await packModel(model, { description: 'Packed' });
    const { model: back, card } = await openModel(packed);
    expect(numbers(back)).toEqual(numbers(model));
    expect(card.description).toBe('Packed');
    const {
      'ikat.json': ikat,
      'model.json': topology,
      'weights.bin': weights,
    } = await modelArtifacts(model);
    const folder = zipSync({
      'mine/ikat.json': ikat,
      'mine/model.json': topology,
      'mine/weights.bin': weights,
      'mine/.DS_Store': text('x'),
    });
    expect(numbers((await openModel(file('mine.zip', folder))).model)).toEqual(numbers(model));
  });

  test('give the same bytes for the same model', async () => {
    const bytes = async () => [
      ...new Uint8Array(await (await packModel(generator())).arrayBuffer()),
    ];
    expect(await bytes()).toEqual(await bytes());
  });

  test('may be those of a folder, in half precision too', async () => {
    const files = await modelArtifacts(generator(), { precision: 'float16' });
    const dropped = Object.entries(files).map(([name, bytes]) => file(name, bytes));
    const { model } = await openModel([...dropped, file('readme.txt', text('hello'))]);
    const [half, full] = [numbers(model), numbers(generator())];
    expect(half.flat().length).toBe(full.flat().length);
    const worst = half.flat().map((value, i) => Math.abs(value - full.flat()[i]!));
    expect(Math.max(...worst)).toBeLessThan(1e-3);
    expect(Math.max(...worst)).toBeGreaterThan(0);
  });

  test('may be PyTorch weights', async () => {
    const trained = resnetGenerator({ blocks: 1, filters: 2, upsampling: 'transposed', seed: 3 });
    const weights = writeSafetensors(await torchWeights(trained));
    const { model, card } = await openModel(file('latest_net_G.safetensors', weights));
    expect(numbers(model)).toEqual(numbers(trained));
    expect(card.description).toBe('Imported from latest_net_G.safetensors');
  });

  test.each<[string, () => Promise<File[]> | File[]]>([
    ['nothing', () => []],
    ['a picture', () => [file('photo.jpg', text('not a model'))]],
    ['two models', () => [file('a.pth', text('')), file('b.pth', text(''))]],
    ['an archive of something else', () => [file('x.zip', zipSync({ 'notes.txt': text('hi') }))]],
    [
      'an archive that is cut off',
      async () => [
        file(
          'cut.zip',
          new Uint8Array(await (await packModel(generator())).slice(0, 900).arrayBuffer()),
        ),
      ],
    ],
    [
      'a folder without weights',
      async () => {
        const files = await modelArtifacts(generator());
        return [file('model.json', files['model.json']), file('ikat.json', files['ikat.json'])];
      },
    ],
    [
      'weights that are too short',
      async () => {
        const files = await modelArtifacts(generator());
        const short = { ...files, 'weights.bin': files['weights.bin'].subarray(4) };
        return Object.entries(short).map(([name, bytes]) => file(name, bytes));
      },
    ],
    [
      'the card of another model',
      async () => {
        const files = await modelArtifacts(generator());
        const other = await modelArtifacts(pixelDiscriminator({ filters: 2, seed: 1 }));
        const mixed = { ...files, 'ikat.json': other['ikat.json'] };
        return Object.entries(mixed).map(([name, bytes]) => file(name, bytes));
      },
    ],
  ])('are refused in words when they are %s', async (_, files) => {
    expect(await messageOf(openModel(await files()))).toMatchSnapshot();
  });
});

interface Outputs {
  networks: Record<string, { input: GoldenTensor; output: GoldenTensor }>;
}

onEachBackend(() => {
  const { networks } = golden<Outputs>('weights/outputs');
  test.each(['cyclegan-zip', 'cyclegan-legacy', 'cut', 'pix2pix-nested'])(
    'the checkpoint %s gives the output of PyTorch',
    async (name) => {
      const bytes = readFile(new URL(`../../golden/weights/${name}.pth`, import.meta.url));
      const { model } = await openModel(file(`${name}.pth`, bytes));
      const { input, output } = networks[name]!;
      tf.tidy(() => {
        expectClose(model.apply(goldenTensor(input)) as tf.Tensor, output.values, 1e-5);
      });
      model.dispose();
    },
  );
});

describe('fetched models', () => {
  test('come from a folder, with progress', async () => {
    const model = generator();
    const files = await modelArtifacts(model);
    serve(
      Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`zoo/x/${name}`, bytes])),
    );
    const heard: unknown[] = [];
    const { model: back } = await fetchModel('zoo/x/', { onProgress: (it) => heard.push(it) });
    expect(numbers(back)).toEqual(numbers(model));
    const total = files['weights.bin'].length;
    expect(heard.at(-1)).toEqual({ loaded: total, total });
    expect((await fetchModel('zoo/x/model.json')).card.architecture.name).toBe('resnetGenerator');
  });

  test('come packed in one file', async () => {
    const packed = new Uint8Array(await (await packModel(generator())).arrayBuffer());
    serve({ 'a/mine.zip?v=2': packed });
    expect((await fetchModel('a/mine.zip?v=2')).model.name).toBe('resnetGenerator');
  });

  test('are refused in words when they are not there, or no models', async () => {
    serve({ 'b/ikat.json': text('<!doctype html>') });
    expect(await messageOf(fetchModel('a'))).toMatchInlineSnapshot(
      `"a/ikat.json: expected a file of a model, got status 404. Is the URL that of a model folder?"`,
    );
    expect(await messageOf(fetchModel('b'))).toMatchInlineSnapshot(
      `"b/ikat.json: expected JSON, got something else. The file is damaged."`,
    );
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    expect(await messageOf(fetchModel('https://example.org/c'))).toMatchInlineSnapshot(
      `"https://example.org/c/ikat.json: expected a file of a model, got no answer (Failed to fetch). Is the network there, and may this page read from that site (CORS)?"`,
    );
  });

  test('stop when they are aborted', async () => {
    serve({});
    const signal = AbortSignal.abort(new Error('Enough'));
    await expect(fetchModel('a', { signal })).rejects.toBe(signal.reason);
  });
});
