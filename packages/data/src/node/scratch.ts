import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { randomSource } from '@ikat/random';
import sharp, { type Sharp } from 'sharp';
import { afterAll } from 'vitest';

/** A folder for one test file, removed after it. */
export function scratchFolder(): (...parts: string[]) => string {
  const folder = mkdtempSync(join(tmpdir(), 'ikat-data-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (...parts) => {
    const path = join(folder, ...parts);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  };
}

/** A picture of smooth colour that its seed decides on. */
export function picture(width: number, height: number, seed = 1): Sharp {
  const random = randomSource(seed);
  const [a, b, c] = random.uniforms(3, 60, 200) as unknown as [number, number, number];
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      data[at] = (a + (55 * x) / width) | 0;
      data[at + 1] = (b + (55 * y) / height) | 0;
      data[at + 2] = c | 0;
    }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Rows of one colour each, of which the given numbers are red, green and blue. */
export const plain = (width: number, height: number, background: string): Sharp =>
  sharp({ create: { width, height, channels: 3, background } });

/** The message of what a promise fails with, and '' if it does not. */
export const failure = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => '',
    (error: Error) => error.message,
  );
