import { expectNoLeak, onEachBackend } from '@ikat/testing';
import { expect, test } from 'vitest';
import { rasterToImages, rasterValues } from './raster.js';

const bytes = { width: 2, height: 2, channels: 1, data: Uint8Array.from([0, 255, 51, 204]) };

onEachBackend(() => {
  test('pixels become values in [-1, 1], also those between two levels', () => {
    expect([...rasterValues(bytes)].map((v) => Number(v.toFixed(6)))).toEqual([-1, 1, -0.6, 0.6]);
    const between = { ...bytes, data: Float32Array.from([0, 127.5, 255, 63.75]) };
    expect([...rasterValues(between)]).toEqual([-1, 0, 1, -0.5]);
  });

  test('mirroring swaps columns, not rows', () => {
    expect([...rasterValues(bytes, true)].map((v) => Number(v.toFixed(1)))).toEqual([
      1, -1, 0.6, -0.6,
    ]);
  });

  test('the image has a batch of one and leaves nothing behind', async () => {
    await expectNoLeak(() => rasterToImages(bytes));
    const image = rasterToImages({ ...bytes, width: 4, height: 1 });
    expect(image.shape).toEqual([1, 1, 4, 1]);
    image.dispose();
  });
});
