import '@tensorflow/tfjs-backend-cpu';
import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { convolutionError } from './check-convolution.js';
import { useWebGl } from './index.js';
import { isSoftware } from './renderer.js';

beforeEach(() => tf.setBackend('cpu'));
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('useWebGl', () => {
  it('says what it runs on, the second time too', async () => {
    const info = await useWebGl({ memory: 2 ** 20 });
    expect(info).toMatchObject({ name: 'webgl', precision: 'float32', software: true });
    expect(info.device).toMatch(/llvmpipe|SwiftShader/);
    expect(info.limits.textureSize).toBeGreaterThanOrEqual(4096);
    expect(tf.getBackend()).toBe('webgl');
    expect(await useWebGl({ memory: 2 ** 20 })).toEqual(info);
  });

  it('gives memory above its budget back', async () => {
    await useWebGl({ memory: 0 });
    const allocated = () =>
      (tf.memory() as unknown as { numBytesInGPUAllocated: number }).numBytesInGPUAllocated;
    const before = allocated();
    const x = tf.tidy(() => tf.add(tf.zeros([512, 512]), 1));
    await x.data();
    expect(allocated()).toBeGreaterThan(before);
    x.dispose();
    expect(allocated()).toBe(before);
  });

  it('refuses software when a GPU is wanted, and goes back', async () => {
    await expect(useWebGl({ allowSoftware: false })).rejects.toThrow(
      /^useWebGl: expected a GPU, got the software renderer .*\. Use useWasm of @ikat\/backend-wasm instead\.$/,
    );
    expect(tf.getBackend()).toBe('cpu');
  });

  it('refuses half precision unless it will do', async () => {
    const getBool = tf.env().getBool.bind(tf.env());
    vi.spyOn(tf.env(), 'getBool').mockImplementation((name) =>
      name === 'WEBGL_RENDER_FLOAT32_ENABLED' ? false : getBool(name),
    );
    await expect(useWebGl()).rejects.toThrow(/float16 only: training on it ends in NaN/);
    expect((await useWebGl({ allowFloat16: true })).precision).toBe('float16');
  });

  it('refuses a device that computes wrongly', async () => {
    await useWebGl();
    const kernel = tf.getKernel('Conv2D', 'webgl')!;
    const wrong: tf.KernelConfig = {
      ...kernel,
      kernelFunc: (args) => {
        const result = kernel.kernelFunc(args) as tf.TensorInfo;
        return tf.tidy(() => tf.mul(tf.engine().makeTensorFromTensorInfo(result), 1.1));
      },
    };
    tf.unregisterKernel('Conv2D', 'webgl');
    tf.registerKernel(wrong);
    try {
      await tf.setBackend('cpu');
      await expect(useWebGl()).rejects.toThrow(
        /expected a right convolution, got one that is 0\.\d/,
      );
      expect(tf.getBackend()).toBe('cpu');
    } finally {
      tf.unregisterKernel('Conv2D', 'webgl');
      tf.registerKernel(kernel);
    }
  });

  it('does not wait for ever', async () => {
    const setBackend = tf.engine().setBackend.bind(tf.engine());
    vi.spyOn(tf.engine(), 'setBackend').mockImplementation((name) =>
      name === 'webgl' ? new Promise(() => {}) : setBackend(name),
    );
    await expect(useWebGl({ timeout: 10 })).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: useWebGl: expected webgl to start, got no answer within 10 ms. Use useWasm of @ikat/backend-wasm instead.]`,
    );
  });

  it('runs on WebGPU', async () => {
    const info = await useWebGl({ device: 'webgpu' });
    expect(info).toMatchObject({ name: 'webgpu', software: true });
    expect(info.note).toBeUndefined();
    expect(await convolutionError()).toBeLessThan(1e-4);
  });

  it('falls back to WebGL and says why, unless told not to', async () => {
    const { userAgent } = navigator;
    vi.stubGlobal('navigator', { userAgent });
    const info = await useWebGl({ device: 'webgpu' });
    expect(info.name).toBe('webgl');
    expect(info.note).toMatchInlineSnapshot(
      `"useWebGl: expected WebGPU, got a browser that has none or hides it. Use useWasm of @ikat/backend-wasm instead."`,
    );
    await expect(useWebGl({ device: 'webgpu', fallback: false })).rejects.toThrow(info.note);
  });

  it('starts anew after a lost context', async () => {
    await useWebGl();
    const { gl } = (tf.backend() as MathBackendWebGL).gpgpu;
    gl.getExtension('WEBGL_lose_context')!.loseContext();
    expect((await useWebGl()).name).toBe('webgl');
    expect((tf.backend() as MathBackendWebGL).gpgpu.gl).not.toBe(gl);
  });

  it('leaves no tensors', async () => {
    await useWebGl();
    const before = tf.memory().numTensors;
    await useWebGl();
    expect(tf.memory().numTensors).toBe(before);
    expect((tf.backend() as MathBackendWebGL).numDataIds()).toBe(tf.memory().numDataBuffers);
  });
});

it('works in a worker', async () => {
  const worker = new Worker(new URL('./webgl-worker.ts', import.meta.url), { type: 'module' });
  const answer = new Promise<MessageEvent>((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = reject;
  });
  worker.postMessage('start');
  const { info, after } = (await answer).data;
  worker.terminate();
  expect(info).toMatchObject({ name: 'webgl', precision: 'float32' });
  // 1 + ... + 1000, before and after its context was lost there.
  expect(after).toEqual([
    { lost: false, value: 500500 },
    { lost: true },
    { lost: false, value: 500500 },
  ]);
});

it('tells software renderers by their names', () => {
  expect(isSoftware('ANGLE (Google, Vulkan 1.3 (SwiftShader Device), SwiftShader driver)')).toBe(
    true,
  );
  expect(isSoftware('ANGLE (Mesa, llvmpipe (LLVM 15.0.6 256 bits), OpenGL 4.5)')).toBe(true);
  expect(isSoftware('ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)')).toBe(true);
  expect(isSoftware('ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11)')).toBe(false);
  expect(isSoftware('Apple GPU')).toBe(false);
});
