import { expect, test } from 'vitest';
import { readSafetensors } from './safetensors.js';
import { writeSafetensors } from './write-safetensors.js';

const weights = {
  'model.1.weight': { shape: [2, 1], data: Float32Array.of(0.1, -3) },
  'model.1.bias': { shape: [], data: Float32Array.of(65504) },
  none: { shape: [0, 3], data: new Float32Array(0) },
};

test('what is written is read back, with its notes', () => {
  const { tensors, metadata } = readSafetensors(
    writeSafetensors(weights, { metadata: { format: 'pt', 'made by': '私' } }),
  );
  expect(metadata).toEqual({ format: 'pt', 'made by': '私' });
  for (const [name, { shape, data }] of Object.entries(weights)) {
    expect(tensors[name]).toEqual({ dtype: 'float32', shape, data });
  }
});

test('the values begin at a multiple of 8 bytes', () => {
  for (const name of ['a', 'ab', 'abc', 'abcd', 'abcde']) {
    const bytes = writeSafetensors({ [name]: weights['model.1.bias'] });
    expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
  }
});

test('half precision takes half the bytes', () => {
  const bytes = writeSafetensors(weights, { precision: 'float16' });
  const { dtype, data } = readSafetensors(bytes).tensors['model.1.weight']!;
  expect(dtype).toBe('float16');
  expect(data[0]).toBe(0.0999755859375);
  expect(data[1]).toBe(-3);
});

test('errors', () => {
  const one = (shape: number[], value: number) => ({ a: { shape, data: Float32Array.of(value) } });
  expect(() => writeSafetensors(one([2], 1))).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: writeSafetensors: expected 2 values for a of shape [2], got 1.]`,
  );
  expect(() =>
    writeSafetensors(one([1], 70000), { precision: 'float16' }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: writeSafetensors: expected a to fit float16, got 70000. Write float32.]`,
  );
  expect(() =>
    writeSafetensors(one([1], 1), { precision: 'int8' as 'float16' }),
  ).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: writeSafetensors: expected float32 or float16, got int8.]`,
  );
});
