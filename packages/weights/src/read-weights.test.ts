import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { choosePart, readWeights } from './read-weights.js';
import { writeSafetensors } from './write-safetensors.js';

const read = (name: string) =>
  readWeights(readFileSync(new URL(`../golden/${name}`, import.meta.url)));

test('the content tells the format', () => {
  expect(read('windows-zip.pth').format).toBe('pytorch');
  const bytes = writeSafetensors({ a: { shape: [], data: Float32Array.of(1) } });
  const { format, parts } = readWeights(bytes);
  expect(format).toBe('safetensors');
  expect([...parts['']!.a!.data]).toEqual([1]);
});

describe('a damaged safetensors file is called one', () => {
  const whole = writeSafetensors({ a: { shape: [], data: Float32Array.of(1) } });
  const changed = (change: (bytes: Uint8Array) => void) => {
    const bytes = Uint8Array.from(whole);
    change(bytes);
    return bytes;
  };
  const header = (text: string) => {
    const bytes = new Uint8Array(8 + text.length);
    bytes.set([text.length]);
    bytes.set(new TextEncoder().encode(text), 8);
    return bytes;
  };
  test.each([
    ['a header of 10 GB', changed((bytes) => bytes.set([0, 228, 11, 84, 2], 0)), '10000000000'],
    ['a header of nothing', header('null'), 'expected a JSON object as header, got null'],
    ['cut off in the header', whole.subarray(0, 20), 'expected a header of at most 12 bytes'],
    ['cut off before the header', whole.subarray(0, 8), 'expected a header of at most 0 bytes'],
    ['a brace that is none', changed((bytes) => bytes.set([91], 8)), 'expected a JSON header'],
  ])('%s', (_, bytes, text) => {
    expect(() => readWeights(bytes)).toThrow(/^readSafetensors: /);
    expect(() => readWeights(bytes)).toThrow(text);
  });

  test('and what is neither form is told of both', () => {
    expect(() => readWeights(whole.subarray(0, 4))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readWeights: expected a PyTorch checkpoint or a safetensors file, got a file that begins with the bytes 38 00 00 00. Give a .pth, .pt or .safetensors file.]`,
    );
    expect(() => readWeights(new TextEncoder().encode('hello you'))).toThrow(
      'expected a PyTorch checkpoint or a safetensors file, got a file that begins',
    );
  });
});

test('a part is chosen by its name, or because it is the only network', () => {
  const { parts } = read('nested-zip.pth');
  expect(Object.keys(choosePart(parts, 'optimizer.state.0'))).toEqual(['exp_avg']);
  const { netG, ...rest } = parts;
  expect(choosePart(rest)).toBe(parts['model.inner']);
  expect(choosePart({ netG: netG! })).toBe(netG);
  expect(choosePart({ '': { kernel: netG!.weight! } })).toHaveProperty('kernel');
});

test('a part may be a prefix of names', () => {
  const { netG } = read('nested-zip.pth').parts;
  const both = { 'a.b.weight': netG!.weight!, 'a.bias': netG!.bias!, 'ab.weight': netG!.weight! };
  expect(choosePart({ state_dict: both }, 'a')).toEqual({
    'b.weight': netG!.weight,
    bias: netG!.bias,
  });
  expect(() => choosePart({ one: both, two: both }, 'a')).toThrow(
    'expected one of one, two, got a',
  );
});

test('errors name the parts', () => {
  const { parts } = read('nested-zip.pth');
  expect(() => choosePart(parts)).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: choosePart: expected one network in the file, got netG, model.inner. Name the part that you want.]`,
  );
  expect(() => choosePart(parts, 'netD')).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: choosePart: expected one of netG, model.inner, got netD. Name a part that the file has.]`,
  );
  expect(() => choosePart({ a: {}, '': {} })).toThrowErrorMatchingInlineSnapshot(
    `[RangeError: choosePart: expected one network in the file, got a, '' (the file's own). Name the part that you want.]`,
  );
});
