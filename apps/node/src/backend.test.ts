import { useOnnx } from '@ikat/backend-onnx';
import { expect, test, vi } from 'vitest';
import { sayBackend, startBackend } from './backend.js';
import type { Output } from './output.js';

vi.mock('@ikat/backend-onnx', async (original) => ({
  ...(await original<typeof import('@ikat/backend-onnx')>()),
  useOnnx: vi.fn(() => Promise.reject(new Error('useOnnx: expected the native library to load.'))),
}));

test('computes on wasm where the engine does not run, and says why', async () => {
  const info = await startBackend({ backend: 'auto' });
  expect(info.name).toBe('wasm');
  const warn = vi.fn();
  sayBackend(info, { say: vi.fn(), event: vi.fn(), warn } as unknown as Output);
  expect(warn.mock.calls).toEqual([
    [
      'This is slower than the engine, which does not run here: onnx: useOnnx: expected the native library to load.',
    ],
  ]);
});

test('tries nothing else where the engine was asked for', async () => {
  await expect(startBackend({ backend: 'onnx' })).rejects.toThrow(
    'onnx: useOnnx: expected the native library to load.',
  );
});

test.each([
  ["It needs macOS. Use { device: 'cpu' }.", 'It needs macOS. Choose --device cpu.'],
  [
    'It needs more. Take the device cpu (--device cpu), or let { fallback: true } do so.',
    'It needs more. Choose --device cpu.',
  ],
])('speaks of flags, not of %s', async (said, told) => {
  vi.mocked(useOnnx).mockRejectedValueOnce(new Error(said));
  await expect(startBackend({ backend: 'onnx' })).rejects.toThrow(told);
});

test('refuses a device of a backend that has none', async () => {
  await expect(startBackend({ backend: 'wasm', device: 'cpu' })).rejects.toThrow(
    'expected --device with the backend onnx, got --backend wasm. Leave one of them out.',
  );
});
