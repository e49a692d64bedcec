import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectClose, expectNoLeak } from '@ikat/testing';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patchDiscriminator } from '../index.js';
import { loadModel, readCard, saveModel } from '../node.js';
import { images } from '../testing/golden-model.js';
import { packModel } from '../web.js';

const disk = vi.hoisted(() => ({ full: '' }));

/** The real file system, on which no file with `disk.full` in its name can be written. */
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const open: typeof real.open = async (path, flags, mode) => {
    const file = await real.open(path, flags, mode);
    if (disk.full && String(path).endsWith(disk.full)) {
      file.writeFile = async () => {
        await file.write('half of it');
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
    }
    return file;
  };
  return { ...real, open };
});

let root: string;
let folder: string;
let model: LayersModel;

beforeEach(async () => {
  await tf.setBackend('cpu');
  root = await mkdtemp(join(tmpdir(), 'ikat-models-'));
  folder = join(root, 'deep', 'model');
  model = patchDiscriminator({ layers: 1, filters: 1, seed: 1 });
});

afterEach(async () => {
  disk.full = '';
  model.dispose();
  await rm(root, { recursive: true, force: true });
});

/** What an error says, without the folder of this run. */
const message = async (promise: Promise<unknown>) => {
  const error = await promise.then(
    () => new Error('nothing was thrown'),
    (error) => error,
  );
  expect(error.cause ?? 'no cause').toBeDefined();
  return error.message.replaceAll(root, '<root>');
};

test('a model comes back from its folder with its card', async () => {
  await saveModel(model, folder, { description: 'first' });
  expect((await readdir(folder)).sort()).toEqual(['ikat.json', 'model.json', 'weights.bin']);
  await expectNoLeak(async () => {
    const { model: loaded, card } = await loadModel(folder);
    expect(card.description).toBe('first');
    const x = images([1, 8, 8, 3]);
    tf.tidy(() => {
      expectClose(loaded.apply(x) as tf.Tensor, (model.apply(x) as tf.Tensor).dataSync(), 0);
    });
    x.dispose();
    loaded.dispose();
  });
});

test('a folder that was moved needs nothing else', async () => {
  await saveModel(model, folder);
  const elsewhere = join(root, 'elsewhere');
  await rename(folder, elsewhere);
  const { model: loaded } = await loadModel(elsewhere);
  expect(loaded.countParams()).toBe(model.countParams());
  loaded.dispose();
});

test('a second save replaces the first and leaves nothing beside', async () => {
  await saveModel(model, folder, { description: 'first' });
  await saveModel(model, folder, { description: 'second' });
  expect((await readCard(folder)).description).toBe('second');
  expect(await readdir(join(root, 'deep'))).toEqual(['model']);
});

test.each(['model.json', 'weights.bin', 'ikat.json'])(
  'a full disk at %s leaves the old model whole',
  async (name) => {
    await saveModel(model, folder, { description: 'first' });
    disk.full = name;
    expect(await message(saveModel(model, folder, { description: 'second' }))).toBe(
      'saveModel: expected to write <root>/deep/model, got ENOSPC. What was there before is unchanged.',
    );
    const { model: loaded, card } = await loadModel(folder);
    expect(card.description).toBe('first');
    expect(await readdir(join(root, 'deep'))).toEqual(['model']);
    loaded.dispose();
  },
);

test('a stop between the two renames loses nothing', async () => {
  await saveModel(model, folder, { description: 'first' });
  await rename(folder, `${folder}.previous`);
  expect((await readCard(folder)).description).toBe('first');
  await rename(folder, `${folder}.previous`);
  await saveModel(model, folder, { description: 'second' });
  expect((await readCard(folder)).description).toBe('second');
  expect(await readdir(join(root, 'deep'))).toEqual(['model']);
});

test('a folder with other files is not replaced', async () => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'thesis.txt'), 'precious');
  expect(await message(saveModel(model, folder))).toMatchInlineSnapshot(
    `"saveModel: expected a new folder or a model's folder, got <root>/deep/model, which holds thesis.txt. Choose a folder of its own, for saving replaces it."`,
  );
  expect(await readFile(join(folder, 'thesis.txt'), 'utf8')).toBe('precious');
  expect(await message(saveModel(model, join(folder, 'thesis.txt')))).toMatchInlineSnapshot(
    `"saveModel: expected a folder at <root>/deep/model/thesis.txt, got ENOTDIR."`,
  );
});

test('errors name the file', async () => {
  expect(await message(loadModel(folder))).toMatchInlineSnapshot(
    `"<root>/deep/model/ikat.json: expected a file of a model folder, got none. Name the folder that saveModel wrote."`,
  );
  await saveModel(model, folder);
  await truncate(join(folder, 'weights.bin'), 100);
  expect(await message(loadModel(folder))).toMatchInlineSnapshot(
    `"<root>/deep/model/weights.bin: expected 464 bytes of weights, got 100. The file is cut off or of another model."`,
  );
  await writeFile(join(folder, 'ikat.json'), '{');
  expect(await message(loadModel(folder))).toMatchInlineSnapshot(
    `"<root>/deep/model/ikat.json: expected JSON, got something else. The file is damaged."`,
  );
  expect(await message(readCard(folder))).toMatchInlineSnapshot(
    `"<root>/deep/model/ikat.json: expected JSON, got something else. The file is damaged."`,
  );
  await rm(join(folder, 'weights.bin'));
  await saveModel(model, folder);
  await rm(join(folder, 'weights.bin'));
  expect(await message(loadModel(folder))).toMatchInlineSnapshot(
    `"<root>/deep/model/weights.bin: expected a file of a model folder, got none. Name the folder that saveModel wrote."`,
  );
});

test('a model comes back from the file that a browser packed', async () => {
  const packed = await packModel(model, { description: 'painted in a browser' });
  const file = join(root, 'mine.zip');
  await writeFile(file, new Uint8Array(await packed.arrayBuffer()));
  const { model: loaded } = await loadModel(file);
  expect(loaded.weights[0]!.read().dataSync()).toEqual(model.weights[0]!.read().dataSync());
  expect((await readCard(file)).description).toBe('painted in a browser');
  loaded.dispose();
  await writeFile(file, 'something else');
  expect(await message(loadModel(file))).toMatchInlineSnapshot(
    `"<root>/mine.zip/model.json: expected a model folder, or a .zip of one, got another file. Weights of PyTorch are read by importPyTorch (ikat import)."`,
  );
  await writeFile(file, zipSync({ 'model.json': Uint8Array.of(123, 125) }));
  expect(await message(loadModel(file))).toMatchInlineSnapshot(
    `"<root>/mine.zip/ikat.json: expected a file of a model folder, got none. Pack all files of the folder."`,
  );
});
