import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { installKernels } from './install-kernels.js';
import { useWasm } from './use-wasm.js';

afterEach(() => {
  vi.restoreAllMocks();
});

describe('useWasm', () => {
  it('says what it runs on', async () => {
    const { name, device, precision, version } = await useWasm();
    expect({ name, precision }).toEqual({ name: 'wasm', precision: 'float32' });
    expect(device).toBe('WebAssembly with SIMD, 1 thread');
    expect(version).toBe('4.22.0');
    expect(tf.getBackend()).toBe('wasm');
  });

  it('changes nothing the second time', async () => {
    await useWasm();
    const kernels = tf.getKernelsForBackend('wasm');
    const functions = kernels.map(({ kernelFunc }) => kernelFunc);
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await useWasm();
    installKernels();
    expect(warn).not.toHaveBeenCalled();
    expect(tf.getKernelsForBackend('wasm').map(({ kernelFunc }) => kernelFunc)).toEqual(functions);
  });

  it('says what to do when WebAssembly does not start, and goes back', async () => {
    await tf.setBackend('cpu');
    const setBackend = tf.engine().setBackend.bind(tf.engine());
    vi.spyOn(tf.engine(), 'setBackend').mockImplementation(async (name) =>
      name === 'wasm' ? false : setBackend(name),
    );
    await expect(useWasm()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: useWasm: expected WebAssembly to start, got a failure (the console tells which). In a browser, serve the .wasm files of @tensorflow/tfjs-backend-wasm/dist and give their URLs as wasmPaths; otherwise use the cpu backend.]`,
    );
    expect(tf.getBackend()).toBe('cpu');
  });

  it('does not wait for ever', async () => {
    await tf.setBackend('cpu');
    const setBackend = tf.engine().setBackend.bind(tf.engine());
    vi.spyOn(tf.engine(), 'setBackend').mockImplementation((name) =>
      name === 'wasm' ? new Promise(() => {}) : setBackend(name),
    );
    await expect(useWasm({ timeout: 10 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: useWasm: expected WebAssembly to start within 10 ms, got no answer. If a bundler minified the page, leave { threads: true } out or take another minifier.]`,
    );
  });

  it('wants a timeout above zero', async () => {
    await expect(useWasm({ timeout: 0 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[RangeError: useWasm: expected a timeout above 0 milliseconds, got 0. Leave it out for 30000.]`,
    );
  });

  it('says when there is no WebAssembly at all', async () => {
    vi.stubGlobal('WebAssembly', undefined);
    await expect(useWasm()).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: useWasm: expected WebAssembly, got a runtime without it. Use the cpu backend.]`,
    );
    vi.unstubAllGlobals();
  });
});
