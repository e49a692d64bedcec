import { describe, expect, it } from 'vitest';
import { readTfjsWeights, type TfjsWeight } from './tfjs-weights.js';

const bytesOf = (values: ArrayBufferView) =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

const weight = (name: string, shape: number[], quantization?: TfjsWeight['quantization']) => ({
  name,
  shape,
  dtype: 'float32',
  quantization,
});

describe('readTfjsWeights', () => {
  it('reads every way of storing floats, over shards and groups', () => {
    const first = new Uint8Array(16 + 3);
    first.set(bytesOf(Float32Array.of(1.5, -2, 0.25, 8)));
    first.set([0, 1, 255], 16);
    const second = bytesOf(Uint16Array.of(0x3c00, 0xc000, 0, 1000));
    const manifest = {
      format: 'layers-model',
      weightsManifest: [
        {
          paths: ['a1', 'a2'],
          weights: [
            weight('kernel', [2, 2]),
            weight('small', [3], { dtype: 'uint8', scale: 0.5, min: -1 }),
          ],
        },
        {
          paths: ['b'],
          weights: [
            weight('half', [2], { dtype: 'float16' }),
            weight('wide', [2, 1], { dtype: 'uint16', scale: 0.001, min: 2 }),
          ],
        },
      ],
    };
    const weights = readTfjsWeights(manifest, [first.subarray(0, 7), first.subarray(7), second]);
    expect(weights).toEqual({
      kernel: { shape: [2, 2], data: Float32Array.of(1.5, -2, 0.25, 8) },
      small: { shape: [3], data: Float32Array.of(-1, -0.5, 126.5) },
      half: { shape: [2], data: Float32Array.of(1, -2) },
      wide: { shape: [2, 1], data: Float32Array.of(2, 3) },
    });
    expect(readTfjsWeights(manifest.weightsManifest.slice(1), [second]).half!.data).toHaveLength(2);
  });

  const read = (weights: TfjsWeight[], length: number, shards = 1) =>
    readTfjsWeights(
      [{ paths: ['shard1'], weights }],
      new Array<Uint8Array>(shards).fill(new Uint8Array(length)),
    );

  it('refuses missing shards', () => {
    expect(() => read([weight('a', [2])], 8, 0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readTfjsWeights: expected 1 shards (shard1), got 0.]`,
    );
  });

  it('refuses shards that are too short or too long', () => {
    expect(() => read([weight('a', [2])], 7)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readTfjsWeights: expected 8 bytes or more in shard1, got 7. Give the shards in the manifest's order.]`,
    );
    expect(() => read([weight('a', [2])], 9)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readTfjsWeights: expected 8 bytes in shard1, got 9. Give the shards in the manifest's order.]`,
    );
  });

  it('refuses shapes that are none', () => {
    expect(() => read([weight('a', [2 ** 30, 2 ** 30])], 8)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readTfjsWeights: expected a to have a shape of at most 8 values, got [1073741824,1073741824]. Give the shards in the manifest's order.]`,
    );
    expect(() => read([weight('a', [-2, -1])], 8)).toThrow('got [-2,-1]');
  });

  it('refuses other types', () => {
    const integer = { ...weight('a', [2]), dtype: 'int32' };
    expect(() => read([integer], 8)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: readTfjsWeights: expected a to be float32, or quantised to float16, uint16 or uint8, got int32 for int32.]`,
    );
    const odd = weight('a', [2], { dtype: 'toString' });
    expect(() => read([odd], 8)).toThrow('got toString for float32.');
  });
});
