import { expectClose, type GoldenTensor, readGolden } from '@ikat/testing';
import { describe, expect, test } from 'vitest';
import type { Raster } from './raster.js';
import { resizeBicubic } from './resize-bicubic.js';

interface Golden {
  bytes: { source: GoldenTensor; result: GoldenTensor }[];
  floats: { source: GoldenTensor; result: GoldenTensor };
}

const golden = readGolden<Golden>(new URL('../golden/resize.json', import.meta.url));
const raster = ({ shape, values }: GoldenTensor, Data: typeof Uint8Array | typeof Float32Array) => {
  const [height, width, channels] = shape as [number, number, number];
  return { height, width, channels, data: Data.from(values) } as Raster;
};
const sized = ({ shape }: GoldenTensor) => ({ height: shape[0]!, width: shape[1]! });

describe('resizeBicubic', () => {
  test.each(golden.bytes.map((each) => [each.source.shape, each.result.shape, each] as const))(
    'equals PIL to the last bit: [%s] to [%s]',
    (_from, _to, { source, result }) => {
      const scaled = resizeBicubic(raster(source, Uint8Array), sized(result));
      expect([scaled.height, scaled.width, scaled.channels]).toEqual(result.shape);
      expect([...scaled.data]).toEqual(result.values);
    },
  );

  test('equals PIL on floats', () => {
    const { source, result } = golden.floats;
    const scaled = resizeBicubic(raster(source, Float32Array), sized(result));
    expect(scaled.data).toBeInstanceOf(Float32Array);
    expectClose(scaled.data, result.values, 1e-6);
  });

  test('gives a window of the whole, bit for bit', () => {
    const { source, result } = golden.bytes[0]!;
    const window = { left: 3, top: 2, width: 4, height: 5 };
    const part = resizeBicubic(raster(source, Uint8Array), { ...sized(result), window });
    expect([part.width, part.height]).toEqual([4, 5]);
    for (let y = 0; y < 5; y++)
      for (let i = 0; i < 12; i++)
        expect(part.data[y * 12 + i]).toBe(result.values[((y + 2) * 10 + 3) * 3 + i]);
  });

  test('leaves an image of the wanted size as it is', () => {
    const same = raster(golden.bytes[0]!.source, Uint8Array);
    expect([...resizeBicubic(same, same).data]).toEqual([...same.data]);
  });

  test('refuses sizes and windows that make no sense', () => {
    const image = raster(golden.bytes[0]!.source, Uint8Array);
    expect(() => resizeBicubic(image, { width: 0, height: 5 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: resizeBicubic: expected a width, a whole number of at least 1, got 0.]`,
    );
    const window = { left: 4, top: 0, width: 8, height: 4 };
    expect(() =>
      resizeBicubic(image, { width: 10, height: 9, window }),
    ).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: resizeBicubic: expected a window inside 10 x 9, got 8 x 4 at (4, 0).]`,
    );
  });
});
