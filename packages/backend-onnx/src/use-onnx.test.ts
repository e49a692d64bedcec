import { execFileSync } from 'node:child_process';
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { onnxDevices } from './devices.js';
import { type OnnxOptions, useOnnx } from './use-onnx.js';

test('says what it runs on, and what it did', async () => {
  const info = await useOnnx({ threads: 1 });
  expect(info).toMatchObject({ name: 'onnx', precision: 'float32', threads: 1 });
  expect(info.device).toMatch(/, 1 thread$/);
  expect(info.version).toMatch(/^ONNX Runtime 1\./);
  const before = info.report();
  tf.tidy(() => tf.sum(tf.exp(tf.tensor1d([1, 2]))).dataSync());
  const after = info.report();
  expect(after.runs - before.runs).toBe(1);
  expect(after.kernels).toBeGreaterThan(before.kernels);
});

test('names the kernels that the cpu backend computes', async () => {
  const { report } = await useOnnx({ threads: 1 });
  const angle = tf.atan2(tf.tensor1d([1]), tf.tensor1d([1]));
  expect(angle.dataSync()[0]).toBeCloseTo(Math.PI / 4, 6);
  expect(report().fallbacks).toEqual({ Atan2: 1 });
});

test('goes on with other threads: tensors and variables stay', async () => {
  await useOnnx({ threads: 2 });
  const variable = tf.variable(tf.tensor1d([1, 2]));
  variable.assign(tf.mul(variable, 3) as tf.Tensor1D);
  const { threads } = await useOnnx({ threads: 1 });
  expect([threads, ...tf.add(variable, 1).dataSync()]).toEqual([1, 4, 7]);
});

test.each<[OnnxOptions, string]>([
  [{ threads: 0 }, 'threads to be a whole number from 1 to 512, got 0.'],
  [{ threads: -1 }, 'threads to be a whole number from 1 to 512, got -1.'],
  [{ threads: 1000 }, 'threads to be a whole number from 1 to 512, got 1000.'],
  [{ threads: 1.5 }, 'threads to be a whole number from 1 to 512, got 1.5.'],
  [{ programs: 0 }, 'programs to be a whole number from 1 to 100000, got 0.'],
  [{ thread: 1 } as OnnxOptions, 'options of device, threads, fallback, programs, got thread.'],
  [{ device: 'tpu' as 'cpu' }, 'a device of cpu, cuda, webgpu, coreml, directml, got tpu.'],
])('refuses %o', async (options, message) => {
  await expect(useOnnx(options)).rejects.toThrow(`useOnnx: expected ${message}`);
});

test('a device that is not there is refused with what it needs, and replaced only when asked', async () => {
  // Whatever the machine has: at least one of these systems it is not.
  const missing = process.platform === 'darwin' ? 'directml' : 'coreml';
  expect(onnxDevices).toContain(missing);
  await expect(useOnnx({ device: missing })).rejects.toThrow(
    new RegExp(`^useOnnx: expected ONNX Runtime to know the device ${missing}, got a build for `),
  );
  const { device, note } = await useOnnx({ device: missing, fallback: true, threads: 1 });
  expect(device).toMatch(/, 1 thread$/);
  expect(note).toContain(`to know the device ${missing}`);
});

test('importing it does nothing', () => {
  const script =
    "import * as tf from '@tensorflow/tfjs-core';" +
    "await import('./dist/index.js');" +
    'console.log(Object.keys(tf.engine().registryFactory).length, process.moduleLoadList.some((x) => x.includes("onnxruntime")));';
  const printed = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
  expect(String(printed).trim()).toBe('0 false');
});
