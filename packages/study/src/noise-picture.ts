import { randomSource } from '@ikat/random';

const HEADER = 54 + 256 * 4;

/** Grey noise as a BMP file: what a catch trial shows beside the photograph. */
export function noisePicture(size: number, seed: number): Uint8Array {
  const source = randomSource(seed);
  const file = new Uint8Array(HEADER + size * size);
  const view = new DataView(file.buffer);
  view.setUint16(0, 0x424d);
  view.setUint32(2, file.length, true);
  view.setUint32(10, HEADER, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, size, true);
  view.setInt32(22, size, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 8, true);
  view.setUint32(46, 256, true);
  for (let grey = 0; grey < 256; grey++) file.fill(grey, 54 + grey * 4, 57 + grey * 4);
  for (let at = HEADER; at < file.length; at++) file[at] = source.integer(256);
  return file;
}
