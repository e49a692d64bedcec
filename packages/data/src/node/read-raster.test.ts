import { describe, expect, test } from 'vitest';
import { readRaster } from './read-raster.js';
import { failure, plain, scratchFolder } from './scratch.js';

const at = scratchFolder();

describe('readRaster', () => {
  test('gives the pixels as they are, in bytes', async () => {
    await plain(3, 2, '#c08040').toFile(at('plain.png'));
    const { width, height, channels, data } = await readRaster(at('plain.png'));
    expect({ width, height, channels }).toEqual({ width: 3, height: 2, channels: 3 });
    expect(data).toBeInstanceOf(Uint8Array);
    expect([...data]).toEqual(Array(6).fill([0xc0, 0x80, 0x40]).flat());
  });

  test('gives fractions of a level where there are 16 bits', async () => {
    const deep = plain(2, 2, '#808080').toColourspace('rgb16').png();
    await deep.toFile(at('deep.png'));
    const { data } = await readRaster(at('deep.png'));
    expect(data).toBeInstanceOf(Float32Array);
    expect(data[0]).toBeCloseTo(128, 0);
  });

  test('lays alpha on white', async () => {
    await plain(1, 1, '#ffffff00').toFile(at('clear.png'));
    expect([...(await readRaster(at('clear.png'))).data]).toEqual([255, 255, 255]);
  });

  test('says what it could not read', async () => {
    expect(await failure(readRaster(at('none.png')))).toContain(
      'readRaster: expected an image, got nothing at',
    );
  });
});
