import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  expectClose,
  expectNoLeak,
  type GoldenTensor,
  goldenTensor,
  onEachBackend,
} from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  architectureOf,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
  torchWeights,
  unetGenerator,
} from '../index.js';
import { importPyTorch, loadPyTorch, readPyTorch, saveSafetensors } from '../node.js';
import { golden } from '../testing/golden-model.js';

interface Outputs {
  networks: Record<string, { input: GoldenTensor; output: GoldenTensor }>;
}

const { networks } = golden<Outputs>('weights/outputs');
const fixture = (name: string) =>
  fileURLToPath(new URL(`../../golden/weights/${name}.pth`, import.meta.url));
const parts: Record<string, string> = { 'two-networks': 'netD' };

let folder: string;
const inside = (name: string) => join(folder, name);

beforeAll(async () => {
  await tf.setBackend('cpu');
  folder = await mkdtemp(join(tmpdir(), 'ikat-weights-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What an error says, without the folder of this run. */
const message = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (error) => error,
  );
  expect(error.cause ?? 'no cause').toBeDefined();
  return error.message.replaceAll(folder, '<folder>').replaceAll(fixture('x').slice(0, -5), '');
};

const tolerance = (name: string) => (name === 'half' ? 2e-5 : 1e-5);

onEachBackend(() => {
  test.each(Object.keys(networks))('%s gives the output of PyTorch', async (name) => {
    const { input, output } = networks[name]!;
    const { model } = await importPyTorch(fixture(name), { part: parts[name] });
    tf.tidy(() => {
      expectClose(model.apply(goldenTensor(input)) as tf.Tensor, output.values, tolerance(name));
    });
    model.dispose();
  });

  test.each(Object.keys(networks))('%s comes back from safetensors', async (name) => {
    const { input, output } = networks[name]!;
    const { model } = await importPyTorch(fixture(name), { part: parts[name] });
    await saveSafetensors(model, inside(`${name}.safetensors`));
    const { model: again } = await importPyTorch(inside(`${name}.safetensors`));
    expect(architectureOf(again)).toEqual(architectureOf(model));
    tf.tidy(() => {
      expectClose(again.apply(goldenTensor(input)) as tf.Tensor, output.values, tolerance(name));
    });
    for (const used of [model, again]) used.dispose();
  });
});

describe('the architecture is told by names and shapes', () => {
  const seen: [string, object][] = [
    [
      'cyclegan-zip',
      { blocks: 2, filters: 2, upsampling: 'transposed', normalisation: 'instance' },
    ],
    ['cyclegan-legacy', { blocks: 2, normalisation: 'instance', dropout: false }],
    ['cyclegan-parallel', { blocks: 1, normalisation: 'batch', dropout: true }],
    ['cut', { blocks: 1, filters: 2, upsampling: 'blur' }],
    ['pix2pix-nested', { downs: 5, filters: 1, normalisation: 'batch', upsampling: 'transposed' }],
    ['two-networks', { layers: 3, filters: 2, channels: 3, blur: false }],
    ['cut-judge', { layers: 2, filters: 2, blur: true }],
    ['half', { layers: 2, normalisation: 'batch' }],
    ['windows', { filters: 2, normalisation: 'batch' }],
  ];
  test.each(seen)('%s', async (name, options) => {
    await expectNoLeak(async () => {
      const { model } = await importPyTorch(fixture(name), { part: parts[name] });
      expect(architectureOf(model).options).toMatchObject(options);
      model.dispose();
    });
  });
});

test.each(['cyclegan-zip', 'cut', 'cut-judge'])(
  '%s: the state dict comes back whole',
  async (name) => {
    const { parts } = await readPyTorch(fixture(name));
    const { model } = await importPyTorch(fixture(name));
    const weights = await torchWeights(model);
    expect(Object.keys(weights).sort()).toEqual(Object.keys(parts['']!).sort());
    for (const [key, { shape, data }] of Object.entries(weights)) {
      expect({ key, shape, data }).toEqual({
        key,
        shape: parts['']![key]!.shape,
        data: parts['']![key]!.data,
      });
    }
    model.dispose();
  },
);

test('the normalisation that names do not show is in the notes of our own files', async () => {
  const bare = patchDiscriminator({ layers: 1, filters: 1, normalisation: 'none' });
  await saveSafetensors(bare, inside('bare.safetensors'));
  const { model } = await importPyTorch(inside('bare.safetensors'));
  expect(architectureOf(model).options.normalisation).toBe('none');
  for (const used of [bare, model]) used.dispose();
});

test('facts for the card: the file, the part, the epoch', async () => {
  const nested = await importPyTorch(fixture('pix2pix-nested'));
  expect(nested.facts).toEqual({ description: 'Imported from pix2pix-nested.pth, epoch 3' });
  const two = await importPyTorch(fixture('two-networks'), { part: 'netE' });
  expect(two.facts).toEqual({ description: 'Imported from two-networks.pth, netE' });
  for (const used of [nested.model, two.model]) used.dispose();
});

test('loadPyTorch fills a model of our own factories', async () => {
  const model = resnetGenerator({ blocks: 2, filters: 2, upsampling: 'transposed' });
  const { input, output } = networks['cyclegan-zip']!;
  await loadPyTorch(model, fixture('cyclegan-zip'));
  tf.tidy(() => {
    expectClose(model.apply(goldenTensor(input)) as tf.Tensor, output.values, 1e-5);
  });
  model.dispose();
});

test('an architecture may be said', async () => {
  const { parts } = await readPyTorch(fixture('cyclegan-zip'));
  expect(Object.keys(parts)).toEqual(['']);
  const options = { blocks: 2, filters: 2, upsampling: 'transposed', normalisation: 'none' };
  const { model } = await importPyTorch(fixture('cyclegan-zip'), {
    architecture: { name: 'resnetGenerator', options },
  });
  expect(architectureOf(model).options.normalisation).toBe('none');
  model.dispose();
});

describe('files that do not fit', () => {
  const load = async (model: LayersModel, name: string, part?: string) => {
    const before = model.weights[0]!.read().dataSync().slice();
    const said = await message(loadPyTorch(model, fixture(name), { part }));
    expect(model.weights[0]!.read().dataSync()).toEqual(before);
    model.dispose();
    return said;
  };

  test('other options', async () => {
    const wider = resnetGenerator({ blocks: 2, filters: 3, upsampling: 'transposed' });
    expect(await load(wider, 'cyclegan-zip')).toMatchInlineSnapshot(
      `"cyclegan-zip.pth: expected the 20 weights of this resnetGenerator, got 19 of another shape (model.1.weight [2,3,7,7] instead of [3,3,7,7], model.1.bias [2] instead of [3], model.4.weight [4,2,3,3] instead of [6,3,3,3], model.4.bias [4] instead of [6], model.7.weight [8,4,3,3] instead of [12,6,3,3], …). The file is of another network, or of this one with other options."`,
    );
    const longer = resnetGenerator({ blocks: 3, filters: 2, upsampling: 'transposed' });
    expect(await load(longer, 'cyclegan-zip')).toMatchInlineSnapshot(
      `"cyclegan-zip.pth: expected the 24 weights of this resnetGenerator, got 10 missing (model.12.conv_block.1.weight, model.12.conv_block.1.bias, model.12.conv_block.5.weight, model.12.conv_block.5.bias, model.13.weight, …); 6 unexpected (model.12.weight, model.12.bias, model.15.weight, model.15.bias, model.19.weight, …). The file is of another network, or of this one with other options."`,
    );
    const instance = patchDiscriminator({ layers: 2, filters: 2 });
    expect(await load(instance, 'half')).toMatchInlineSnapshot(
      `"half.pth: expected the 8 weights of this patchDiscriminator, got 2 missing (model.2.bias, model.5.bias); 4 unexpected (model.3.weight, model.3.bias, model.6.weight, model.6.bias). The file is of another network, or of this one with other options."`,
    );
  });

  test('another network', async () => {
    const unet = unetGenerator({ downs: 2, filters: 2, upsampling: 'transposed' });
    expect(await load(unet, 'windows')).toMatchInlineSnapshot(
      `"windows.pth: expected the 9 weights of this unetGenerator, got 9 missing (model.model.0.weight, model.model.1.model.1.weight, model.model.1.model.3.weight, model.model.1.model.4.weight, model.model.1.model.4.bias, …); 8 unexpected (net.0.weight, net.0.bias, net.2.weight, net.3.weight, net.3.bias, …). The file is of another network, or of this one with other options."`,
    );
  });

  test('several networks', async () => {
    const patch = patchDiscriminator({ layers: 3, filters: 2 });
    expect(await load(patch, 'two-networks')).toMatchInlineSnapshot(
      `"two-networks.pth: expected one network in the file, got netD, netE. Name the part that you want."`,
    );
    const other = patchDiscriminator({ layers: 3, filters: 2 });
    expect(await load(other, 'two-networks', 'netF')).toMatchInlineSnapshot(
      `"two-networks.pth: expected one of netD, netE, got netF. Name a part that the file has."`,
    );
  });

  test('no such file, another kind of file, a damaged file', async () => {
    expect(await message(importPyTorch(inside('none.pth')))).toMatchInlineSnapshot(
      `"<folder>/none.pth: expected a file of weights of at most 2 GB, got none. Give a .pth, .pt or .safetensors file."`,
    );
    expect(await message(importPyTorch(folder))).toMatchInlineSnapshot(
      `"<folder>: expected a file of weights of at most 2 GB, got something that is not a file. Give a .pth, .pt or .safetensors file."`,
    );
    await writeFile(inside('huge.pth'), '');
    await truncate(inside('huge.pth'), 3e9); // takes no room on the disk
    expect(await message(importPyTorch(inside('huge.pth')))).toMatchInlineSnapshot(
      `"<folder>/huge.pth: expected a file of weights of at most 2 GB, got 3000000000 bytes. Give a .pth, .pt or .safetensors file."`,
    );
    if (process.platform !== 'win32') {
      expect(await message(importPyTorch('/dev/zero'))).toMatchInlineSnapshot(
        `"/dev/zero: expected a file of weights of at most 2 GB, got something that is not a file. Give a .pth, .pt or .safetensors file."`,
      );
    }
    await writeFile(inside('photo.pth'), Uint8Array.of(0xff, 0xd8, 0xff, 0xe0));
    expect(await message(importPyTorch(inside('photo.pth')))).toMatchInlineSnapshot(
      `"<folder>/photo.pth: expected a PyTorch checkpoint or a safetensors file, got a JPEG picture. Give a .pth, .pt or .safetensors file."`,
    );
    const whole = await readFile(fixture('cut'));
    await writeFile(inside('cut.pth'), whole.subarray(0, 5000));
    expect(await message(importPyTorch(inside('cut.pth')))).toMatchInlineSnapshot(
      `"<folder>/cut.pth: expected the directory of a zip archive at its end, got none. The file is cut off."`,
    );
  });
});

describe('saveSafetensors', () => {
  const model = () => pixelDiscriminator({ filters: 2, seed: 1 });

  test('writes our own names and reads them back', async () => {
    const [trained, fresh] = [model(), pixelDiscriminator({ filters: 2, seed: 2 })];
    await saveSafetensors(trained, inside('ours.safetensors'), { keys: 'ikat' });
    await loadPyTorch(fresh, inside('ours.safetensors'));
    for (const [index, weight] of fresh.weights.entries()) {
      expectClose(weight.read(), trained.weights[index]!.read().dataSync(), 0);
    }
    expect(await message(importPyTorch(inside('ours.safetensors')))).toMatchInlineSnapshot(
      `"<folder>/ours.safetensors: expected the names of a ResNet (model.10.conv_block…), a U-Net (model.model.0…), a patch (model.0…) or a pixel discriminator (net.0…), got conv1/kernel, conv1/bias, conv2/kernel, conv2/bias (6 names). Say which network it is, if it is one of ours."`,
    );
    for (const used of [trained, fresh]) used.dispose();
  });

  test('notes the architecture; half precision is half as large', async () => {
    const trained = patchDiscriminator({ layers: 2, filters: 8, seed: 1 });
    await saveSafetensors(trained, inside('full.safetensors'));
    await saveSafetensors(trained, inside('half.safetensors'), { precision: 'float16' });
    const { notes, parts } = await readPyTorch(inside('half.safetensors'));
    expect(JSON.parse(String(notes.ikat)).options.layers).toBe(2);
    expect(notes.format).toBe('pt');
    expect(parts['']!['model.0.weight']!.dtype).toBe('float16');
    const [full, half] = await Promise.all(
      ['full', 'half'].map(async (name) => (await readFile(inside(`${name}.safetensors`))).length),
    );
    expect(half! / full!).toBeLessThan(0.6);
    trained.dispose();
  });

  test('replaces a file whole and leaves nothing beside', async () => {
    const trained = model();
    await writeFile(inside('old.safetensors'), 'old');
    await saveSafetensors(trained, inside('old.safetensors'));
    expect((await readdir(folder)).filter((name) => name.startsWith('.'))).toEqual([]);
    const said = await message(saveSafetensors(trained, inside('old.safetensors/x')));
    expect(said).toMatchInlineSnapshot(
      `"saveSafetensors: expected to write <folder>/old.safetensors/x, got EEXIST. What was there before is unchanged."`,
    );
    const keys = { keys: 'keras' as 'torch' };
    expect(await message(saveSafetensors(trained, 'x', keys))).toMatchInlineSnapshot(
      `"saveSafetensors: expected keys torch or ikat, got keras."`,
    );
    trained.dispose();
  });
});
