import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readPyTorch } from './read-pytorch.js';

const golden = (name: string) => new URL(`../../golden/${name}`, import.meta.url);
const read = (name: string) => readPyTorch(readFileSync(golden(name)));
const json = (name: string) => JSON.parse(readFileSync(golden(name), 'utf8'));

const values: Record<string, { shape: number[]; values: number[] }> = json('values.json').tensors;
const hostile = Object.fromEntries(
  Object.entries<string>(json('hostile.json')).map(([name, hex]) => [
    name,
    Buffer.from(hex, 'hex'),
  ]),
);

const forms = ['zip', 'legacy'];

describe('readPyTorch', () => {
  it.each(forms)('reads every type of numbers from the %s form', (form) => {
    const tensors = read(`types-${form}.pth`).parts['']!;
    expect(Object.keys(tensors)).toHaveLength(12);
    for (const [name, { dtype, shape, data }] of Object.entries(tensors)) {
      if (!['scalar', 'empty'].includes(name)) expect(dtype).toBe(name);
      expect({ name, shape, values: [...data] }).toEqual({ name, ...values[name] });
    }
    expect(tensors.float16!.data).toBeInstanceOf(Float32Array);
    expect(tensors.bfloat16!.data).toBeInstanceOf(Float32Array);
    expect(tensors.int64!.data).toBeInstanceOf(Float64Array);
    expect(tensors.int8!.data).toBeInstanceOf(Int32Array);
    expect(tensors.bool!.data).toBeInstanceOf(Uint8Array);
  });

  it.each([
    'windows-zip.pth',
    'windows-legacy.pth',
    'protocol-3.pth',
    'protocol-4.pth',
    'protocol-5.pth',
  ])('reads turned and shared tensors from %s', (file) => {
    const tensors = read(file).parts['']!;
    expect(Object.keys(tensors)).toEqual(['whole', 'turned', 'cut', 'second', 'parameter']);
    for (const [name, { shape, data }] of Object.entries(tensors)) {
      expect({ name, shape, values: [...data] }).toEqual({ name, ...values[name] });
    }
  });

  it.each(forms)('sorts the dictionaries of the %s form and keeps the notes', (form) => {
    const { parts, notes } = read(`nested-${form}.pth`);
    expect(Object.keys(parts)).toEqual(['netG', 'model.inner', 'optimizer.state.0']);
    expect(Object.keys(parts.netG!)).toEqual(['weight', 'bias']);
    expect([...parts.netG!.weight!.data]).toEqual([1, 1, 1, 1]);
    expect(notes).toEqual({ epoch: 3, name: 'a test', device: 'cpu' });
  });

  it('reads the strings, pairs and views of PyTorch 0.3 on Python 2', () => {
    const { a, b } = read('python-2.pth').parts['']!;
    expect([...a!.data]).toEqual([1, 2]);
    expect([...b!.data]).toEqual([4, 5]);
  });

  it('reads storages without a type', () => {
    const { a, b } = read('untyped.pth').parts['']!;
    expect(a).toEqual({ dtype: 'int16', shape: [3], data: Int32Array.of(2, 3, 16256) });
    expect(b).toEqual({ dtype: 'float32', shape: [1], data: Float32Array.of(1 + 3 * 2 ** -23) });
  });

  it('reads a part of a larger buffer, and copies', () => {
    const whole = readFileSync(golden('windows-zip.pth'));
    const shifted = Buffer.alloc(whole.length + 3);
    shifted.set(whole, 3);
    const { parts } = readPyTorch(shifted.subarray(3));
    shifted.fill(0);
    expect([...parts['']!.cut!.data]).toEqual(values.cut!.values);
  });
});

const message = (bytes: Uint8Array) => {
  try {
    readPyTorch(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as Error).message;
  }
  return 'nothing was thrown';
};

describe('readPyTorch refuses', () => {
  it.each(Object.keys(hostile))('%s', (name) => {
    expect(message(hostile[name]!)).toMatchSnapshot();
    expect(existsSync('/tmp/ikat-was-here')).toBe(false);
  });

  it('files of other kinds', () => {
    expect(message(new Uint8Array(0))).toMatchInlineSnapshot(
      `"readPyTorch: expected a PyTorch checkpoint, got an empty file. Give a .pth or .pt file."`,
    );
    expect(message(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toMatchInlineSnapshot(
      `"readPyTorch: expected a PyTorch checkpoint, got a JPEG picture. Give a .pth or .pt file."`,
    );
    expect(message(Buffer.from('\x89HDF\r\n\x1a\n', 'latin1'))).toMatchInlineSnapshot(
      `"readPyTorch: expected a PyTorch checkpoint, got an HDF5 file, as Keras writes. Give a .pth or .pt file."`,
    );
    expect(message(Buffer.from('hello'))).toMatchInlineSnapshot(
      `"readPyTorch: expected a PyTorch checkpoint, got a file that begins with the bytes 68 65 6c 6c. Give a .pth or .pt file."`,
    );
    const tar = new Uint8Array(600);
    tar.set(Buffer.from('ustar'), 257);
    expect(message(tar)).toMatchInlineSnapshot(
      `"readPyTorch: expected a PyTorch checkpoint, got a tar archive, as PyTorch before 0.1.10 wrote. Give a .pth or .pt file."`,
    );
  });

  it('what is no bytes', () => {
    const wrong = 'model.pth' as unknown as Uint8Array;
    expect(() => readPyTorch(wrong)).toThrowErrorMatchingInlineSnapshot(
      `[TypeError: readPyTorch: expected the file's bytes as Uint8Array, got string.]`,
    );
  });

  it.each(forms)('the %s form cut off anywhere', (form) => {
    const whole = readFileSync(golden(`windows-${form}.pth`));
    for (let length = 0; length < whole.length; length++) {
      expect(message(whole.subarray(0, length))).toMatch(/^readPyTorch: expected .*, got /s);
    }
    expect(message(whole.subarray(0, whole.length - 1))).toMatchSnapshot();
  });

  it('a changed number in the zip form, by its checksum', () => {
    const changed = Buffer.from(readFileSync(golden('windows-zip.pth')));
    const at = changed.indexOf(Buffer.from(Float32Array.of(5).buffer));
    changed[at + 3]! ^= 1;
    expect(message(changed)).toMatchInlineSnapshot(
      `"readPyTorch: expected the checksum 6edc4182 of windows-zip/data/0, got 99101d8c. The file is damaged: copy or download it again."`,
    );
  });
});
