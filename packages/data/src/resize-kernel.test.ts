import { randomSource } from '@ikat/random';
import { readFile } from '@ikat/testing';
import { afterEach, expect, test, vi } from 'vitest';
import wabt from 'wabt';
import type { Raster } from './raster.js';
import { type ResizeOptions, resizeBicubic } from './resize-bicubic.js';
import { resizeKernelCode } from './resize-kernel-code.js';

afterEach(() => vi.unstubAllGlobals());

const random = randomSource(5);
const between = (least: number, most: number) => least + random.integer(most - least + 1);

function noise(width: number, height: number): Raster {
  const data = Uint8Array.from({ length: width * height * 3 }, () =>
    random.uniform() < 0.5 ? random.integer(256) : random.integer(2) * 255,
  );
  return { width, height, channels: 3, data };
}

/** Each channel by itself, which the kernel does not take. */
function byChannel(raster: Raster, options: ResizeOptions): number[] {
  const planes = [0, 1, 2].map((channel) => {
    const data = raster.data.filter((_, at) => at % 3 === channel);
    return resizeBicubic({ ...raster, channels: 1, data }, options).data;
  });
  return [...planes[0]!].flatMap((_, at) => planes.map((plane) => plane[at]!));
}

test('the kernel and the passes in TypeScript give the same bytes', () => {
  for (let trial = 0; trial < 60; trial++) {
    const image = noise(between(1, 40), between(1, 40));
    const [width, height] = [between(1, 60), between(1, 60)];
    const [left, top] = [random.integer(width), random.integer(height)];
    const window = {
      left,
      top,
      width: between(1, width - left),
      height: between(1, height - top),
    };
    const options = { width, height, window };
    expect([...resizeBicubic(image, options).data]).toEqual(byChannel(image, options));
  }
});

test('an image of several strips comes out in one piece', () => {
  const data = Uint8Array.from({ length: 1200 * 1200 * 3 }, (_, at) => Math.imul(at, at) >>> 9);
  const image = { width: 1200, height: 1200, channels: 3, data };
  const options = { width: 7, height: 5 };
  expect([...resizeBicubic(image, options).data]).toEqual(byChannel(image, options));
});

test('without WebAssembly the bytes are the same', async () => {
  const image = noise(31, 23);
  const options = { width: 12, height: 40 };
  const expected = [...resizeBicubic(image, options).data];
  vi.stubGlobal('WebAssembly', undefined);
  vi.resetModules();
  const { resizeBicubic: withoutKernel } = await import('./resize-bicubic.js');
  expect([...withoutKernel(image, options).data]).toEqual(expected);
});

test('the code is what its source assembles to', async () => {
  const bytes = readFile(new URL('../scripts/resize-kernel.wat', import.meta.url));
  const source = new TextDecoder().decode(bytes);
  const { parseWat } = await wabt();
  const { buffer } = parseWat('kernel', source, { simd: true }).toBinary({});
  expect(btoa(String.fromCharCode(...buffer))).toBe(resizeKernelCode);
});
