import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { samplesFolder } from '@ikat/samples';
import sharp from 'sharp';
import type { GivenFile } from './stylise-page.js';

/** A photograph of the samples, as a file that a visitor might open. */
export const photograph = (): GivenFile => ({
  name: 'kingfisher.jpg',
  mimeType: 'image/jpeg',
  buffer: readFileSync(join(samplesFolder, 'images/photo-nature/photo/kingfisher.jpg')),
});

/** The photograph at another size. */
export async function resized(width: number, height: number): Promise<GivenFile> {
  const { buffer } = photograph();
  const scaled = sharp(buffer).resize(width, height, { fit: 'fill' });
  return { name: `${width}.png`, mimeType: 'image/png', buffer: await scaled.png().toBuffer() };
}

/** The bytes of a picture, three a pixel. */
export async function pixelsOf(file: Buffer) {
  const { data, info } = await sharp(file)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

/** The mean absolute difference of two lists of bytes. */
export function meanDifference(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, value, index) => sum + Math.abs(value - b[index]!), 0) / a.length;
}
