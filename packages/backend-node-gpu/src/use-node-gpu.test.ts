import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fakePackage, offerFakeTensorflow, registers } from './fake-package.js';
import { findNodeGpu } from './find-node-gpu.js';
import { adviceFor, useNodeGpu } from './use-node-gpu.js';

beforeAll(offerFakeTensorflow);
beforeEach(() => tf.setBackend('cpu'));
afterEach(() => {
  if (tf.findBackendFactory('tensorflow')) tf.removeBackend('tensorflow');
});

/** The message of a refusal, with the machine's folders left out. */
async function refusal(options: Parameters<typeof useNodeGpu>[0]): Promise<string> {
  const error = await useNodeGpu(options).then(
    () => new Error('it started'),
    (reason: Error) => reason,
  );
  return options?.from ? error.message.replaceAll(options.from, '~') : error.message;
}

describe('findNodeGpu', () => {
  it('says that the package is absent', () => {
    expect(findNodeGpu()).toEqual({ state: 'absent' });
  });

  it('says that the native library is missing', () => {
    const from = fakePackage('', { binding: false });
    const folder = join(from, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
    expect(findNodeGpu({ from })).toEqual({ state: 'no-binding', version: '4.22.0', folder });
  });

  it('finds both without loading them', () => {
    const from = fakePackage('throw new Error("loaded");');
    const folder = join(from, 'node_modules', '@tensorflow', 'tfjs-node-gpu');
    const binding = join(folder, 'lib', 'napi-v8', 'tfjs_binding.node');
    expect(findNodeGpu({ from })).toEqual({ state: 'found', version: '4.22.0', folder, binding });
  });
});

describe('useNodeGpu', () => {
  it('starts on a GPU', async () => {
    const from = fakePackage(registers('gpu'));
    const before = tf.memory().numTensors;
    expect(await useNodeGpu({ from })).toEqual({
      name: 'tensorflow',
      device: 'CUDA',
      precision: 'float32',
      version: '4.22.0',
    });
    expect(tf.getBackend()).toBe('tensorflow');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('says what to install when the package is absent', async () => {
    expect(await refusal({})).toMatchInlineSnapshot(
      `"useNodeGpu: expected the package @tensorflow/tfjs-node-gpu, got none. Install it with "npm install @tensorflow/tfjs-node-gpu" (Linux or Windows with CUDA 11.2), or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
  });

  it('says what to run when the native library is missing', async () => {
    const from = fakePackage('', { binding: false });
    expect(await refusal({ from })).toMatchInlineSnapshot(
      `"useNodeGpu: expected the native library of @tensorflow/tfjs-node-gpu 4.22.0, got none in ~/node_modules/@tensorflow/tfjs-node-gpu/lib: its install script did not run or could not download. Run "npm rebuild @tensorflow/tfjs-node-gpu" (with pnpm: "pnpm approve-builds", then "pnpm rebuild @tensorflow/tfjs-node-gpu"), or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
  });

  it('passes on why the package does not load', async () => {
    const from = fakePackage('throw new Error("libcudart.so.11.0: cannot open\\nat dlopen");');
    expect(await refusal({ from })).toMatchInlineSnapshot(
      `"useNodeGpu: expected @tensorflow/tfjs-node-gpu 4.22.0 to load, got "libcudart.so.11.0: cannot open". Check that CUDA 11.2 and cuDNN 8.1 are installed and on the library path, or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
    await expect(useNodeGpu({ from })).rejects.toHaveProperty(
      'cause.message',
      'libcudart.so.11.0: cannot open\nat dlopen',
    );
  });

  it('refuses to run on the CPU unseen', async () => {
    const from = fakePackage(registers('cpu'));
    expect(await refusal({ from })).toMatchInlineSnapshot(
      `"useNodeGpu: expected a GPU, got none that TensorFlow can use: it would run on the CPU. Install the NVIDIA driver, CUDA 11.2 and cuDNN 8.1, pass { allowCpu: true }, or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
    expect(tf.getBackend()).toBe('cpu');
  });

  it('runs on the CPU when asked to', async () => {
    const from = fakePackage(registers('cpu'));
    expect((await useNodeGpu({ from, allowCpu: true })).device).toBe('CPU (libtensorflow)');
  });

  it('says so when the first operation fails', async () => {
    const from = fakePackage(registers('broken'));
    const message = await refusal({ from });
    expect(message.replace(adviceFor(process.versions.node), '...')).toMatchInlineSnapshot(
      `"useNodeGpu: expected @tensorflow/tfjs-node-gpu 4.22.0 to compute 1 + 2, got "(0 , util_1.isNullOrUndefined) is not a function". ..."`,
    );
    expect(tf.getBackend()).toBe('cpu');
    expect(adviceFor('20.20.2')).toMatchInlineSnapshot(
      `"Install the package again, or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
    expect(adviceFor('24.9.0')).toMatchInlineSnapshot(
      `"Node 24.9.0 is newer than the package allows for: use Node 22, or use another backend (@ikat/backend-wasm runs everywhere)."`,
    );
  });

  it('gives back what newer versions of Node took away, before loading', async () => {
    const util = createRequire(import.meta.url)('node:util') as Record<string, unknown>;
    const original = util.isNullOrUndefined;
    delete util.isNullOrUndefined;
    try {
      const from = fakePackage(
        `if (require('util').isNullOrUndefined(0)) throw new Error('wrong'); ${registers('gpu')}`,
      );
      expect((await useNodeGpu({ from })).device).toBe('CUDA');
    } finally {
      util.isNullOrUndefined = original;
    }
  });
});
