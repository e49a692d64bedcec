import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
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
