import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSafetensors } from './safetensors.js';

type Entry = { dtype: string; shape: number[]; data_offsets: number[] };

function file(header: string | object, values: readonly number[] = []): Uint8Array {
  const json = new TextEncoder().encode(
    typeof header === 'string' ? header : JSON.stringify(header),
  );
  const bytes = new Uint8Array(8 + json.length + values.length);
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, 8);
  bytes.set(values, 8 + json.length);
  return bytes;
}

const entry = (dtype: string, shape: number[], begin: number, end: number): Entry => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

const halves = (bits: readonly number[]) => bits.flatMap((value) => [value & 0xff, value >> 8]);

describe('readSafetensors', () => {
  it('reads float32 and uint8 and the metadata', () => {
    const one = [0, 0, 0x80, 0x3f];
    const minusTwo = [0, 0, 0, 0xc0];
    const { tensors, metadata } = readSafetensors(
      file(
        {
          __metadata__: { made: 'by hand' },
          a: entry('U8', [3], 8, 11),
          b: entry('F32', [1, 2], 0, 8),
        },
        [...one, ...minusTwo, 7, 8, 255],
      ),
    );
    expect(tensors).toEqual({
      a: { dtype: 'uint8', shape: [3], data: Uint8Array.of(7, 8, 255) },
      b: { dtype: 'float32', shape: [1, 2], data: Float32Array.of(1, -2) },
    });
    expect(metadata).toEqual({ made: 'by hand' });
  });

  it('widens float16', () => {
    const bits = [0x0000, 0x3c00, 0xc000, 0x7bff, 0x0001, 0x0400, 0x3555, 0xfc00, 0x7e00];
    const { tensors } = readSafetensors(file({ a: entry('F16', [9], 0, 18) }, halves(bits)));
    const third = 0.333251953125;
    expect([...tensors.a!.data]).toEqual([
      0,
      1,
      -2,
      65504,
      2 ** -24,
      2 ** -14,
      third,
      Number.NEGATIVE_INFINITY,
      Number.NaN,
    ]);
  });

  it('widens bfloat16', () => {
    const bits = [0x3f80, 0xc000, 0x4049, 0x0080];
    const { tensors } = readSafetensors(file({ a: entry('BF16', [2, 2], 0, 8) }, halves(bits)));
    expect([...tensors.a!.data]).toEqual([1, -2, 3.140625, 2 ** -126]);
  });

  it('reads scalars, empty tensors and names that objects have', () => {
    const bytes = file(
      `{"__proto__":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"e":{"dtype":"F32","shape":[0,4],"data_offsets":[1,1]}} `,
      [5],
    );
    const { tensors } = readSafetensors(bytes);
    expect(Object.keys(tensors)).toEqual(['__proto__', 'e']);
    expect(Object.getPrototypeOf(tensors)).toBe(Object.prototype);
    expect(tensors.e!.data.length).toBe(0);
  });

  it('reads a part of a larger buffer, and copies', () => {
    const whole = file({ a: entry('F32', [1], 0, 4) }, [0, 0, 0x80, 0x3f]);
    const shifted = Buffer.alloc(whole.length + 3);
    shifted.set(whole, 3);
    const { tensors } = readSafetensors(shifted.subarray(3));
    shifted.fill(0);
    expect([...tensors.a!.data]).toEqual([1]);
  });

  it('reads the weights that ship', () => {
    const path = new URL('../../features/weights/inception-stem.safetensors', import.meta.url);
    const { tensors, metadata } = readSafetensors(readFileSync(path));
    expect(tensors['conv2d_5.kernel']!.shape).toEqual([3, 3, 80, 192]);
    expect(Number(metadata['conv2d_1.scale'])).toBe(0.006423588593800863);
  });

  const two = (a: Entry, b: Entry) => file({ a, b }, [1, 2, 3, 4]);
  const u8 = entry('U8', [2], 0, 2);
  it.each<[string, Uint8Array, string]>([
    ['no length', new Uint8Array(7), 'expected at least 8 bytes, got 7.'],
    [
      'a header beyond the file',
      file('{}').fill(3, 0, 1),
      'expected a header of at most 2 bytes, got 3.',
    ],
    ['a header of 2^63 bytes', file('{}').fill(128, 7, 8), 'got 9223372036854775810.'],
    ['no JSON', file('{a:1}'), 'expected a JSON header, got '],
    ['no UTF-8', file('{"?":1}').fill(0xff, 10, 11), 'expected a JSON header, got '],
    ['no object', file('[]'), 'expected a JSON object as header, got [].'],
    [
      'a name twice',
      file(`{"a":1,"b":{"a":1},"\\u0061":1}`),
      'expected every name once in the header, got a twice.',
    ],
    ['a key twice', file(`{"a":{"dtype":"U8","dtype":"F32"}}`), 'got dtype twice.'],
    [
      'metadata of numbers',
      file({ __metadata__: { a: 1 } }),
      'expected __metadata__ to map names to texts, got {"a":1}.',
    ],
    [
      'another type',
      file({ a: entry('C64', [1], 0, 8) }, new Array(8).fill(0)),
      'expected a to be F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL, got "C64". Convert the tensor before saving it.',
    ],
    ['a type that objects have', file({ a: entry('toString', [1], 0, 8) }), 'got "toString".'],
    [
      'no entry',
      file({ a: null }),
      'expected a to be F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL, got undefined.',
    ],
    [
      'a negative shape',
      two(entry('U8', [-1, -2], 0, 2), u8),
      'expected a to have a shape, got [-1,-2].',
    ],
    [
      'no offsets',
      file({ a: { dtype: 'U8', shape: [1] } }),
      'expected a to have two data_offsets, got undefined.',
    ],
    [
      'a fraction',
      two(entry('U8', [1], 0, 1.5), u8),
      'expected a to have two data_offsets, got [0,1.5].',
    ],
    [
      'another size',
      two(u8, entry('F32', [2], 2, 4)),
      'expected b of shape [2] to take 8 bytes, got 2.',
    ],
    [
      'a huge size',
      two(u8, entry('U8', [2 ** 40, 2 ** 40], 2, 4)),
      'to take 1.2089258196146292e+24 bytes, got 2.',
    ],
    ['an end before the begin', two(u8, entry('U8', [0], 4, 2)), 'to take 0 bytes, got -2.'],
    [
      'values beyond the file',
      two(u8, entry('U8', [3], 2, 5)),
      'expected 5 bytes of values, got 4.',
    ],
    [
      'values that overlap',
      two(entry('U8', [3], 0, 3), entry('U8', [2], 2, 4)),
      'expected the values of b to begin at byte 3, got 2.',
    ],
    [
      'values that overlap wholly',
      two(entry('U8', [4], 0, 4), u8),
      'expected the values of a to begin at byte 2, got 0.',
    ],
    [
      'a hole',
      two(entry('U8', [1], 0, 1), entry('U8', [2], 2, 4)),
      'expected the values of b to begin at byte 1, got 2.',
    ],
    ['values left over', two(u8, entry('U8', [1], 2, 3)), 'expected 3 bytes of values, got 4.'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => readSafetensors(bytes)).toThrow(RangeError);
    expect(() => readSafetensors(bytes)).toThrow(message);
  });

  it('survives any change of one byte', () => {
    const bytes = two(u8, entry('F16', [1], 2, 4));
    for (let at = 0; at < bytes.length; at++) {
      for (let value = 0; value < 256; value += 5) {
        const changed = Uint8Array.from(bytes);
        changed[at] = value;
        try {
          readSafetensors(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
          expect((error as Error).message).toMatch(/^readSafetensors: expected .*, got /s);
        }
      }
    }
  });

  it('refuses what is no bytes', () => {
    const wrong = 'vgg19.safetensors' as unknown as Uint8Array;
    expect(() => readSafetensors(wrong)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: readSafetensors: expected the file's bytes as Uint8Array, got string.]`,
    );
  });

  it('prints no sign that a terminal obeys', () => {
    const header = JSON.stringify({
      'a\x1b[31m\x07': { dtype: 'F32', shape: [], data_offsets: [0, 4] },
    });
    const bytes = new Uint8Array(8 + header.length + 4);
    bytes.set([header.length]);
    bytes.set(new TextEncoder().encode(header), 8);
    expect(() => readSafetensors(bytes)).toThrow('got a\\u{1b}[31m\\u{7}. The file');
  });

  it('says what a damaged file is', () => {
    expect(() => readSafetensors(new Uint8Array(3))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readSafetensors: expected at least 8 bytes, got 3. The file is damaged or not a safetensors file.]`,
    );
  });
});
