import { randomSource } from '@ikat/random';
import { describe, expect, test } from 'vitest';
import { describeStyle, descriptorValues, type StyleDescription } from './describe-style.js';
import type { Picture } from './picture.js';
import { styleDescriptors } from './style-descriptors.js';

/** Blobs of colour with noise: something with a style. */
function picture(seed: number, width = 120, height = 90): Picture {
  const source = randomSource(seed);
  const blobs = Array.from({ length: 12 }, () => ({
    x: source.uniform(),
    y: source.uniform(),
    colour: [source.uniform(), source.uniform(), source.uniform()],
  }));
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [(i % width) / width, Math.floor(i / width) / height];
    let near = blobs[0]!;
    for (const blob of blobs)
      if (Math.hypot(blob.x - x, blob.y - y) < Math.hypot(near.x - x, near.y - y)) near = blob;
    for (let c = 0; c < 3; c++)
      data[3 * i + c] = Math.min(255, Math.max(0, 255 * near.colour[c]! + 10 * source.normal()));
  }
  return { width, height, channels: 3, data };
}

function described(input: Picture, options = { area: 10_800 }): StyleDescription {
  const style = describeStyle(input, options);
  if (style.kind === 'refused') throw new Error(style.message);
  return style;
}

describe('describeStyle', () => {
  test('gives a finite number for every descriptor', () => {
    const style = described(picture(1));
    expect(Object.keys(style.descriptors)).toEqual(styleDescriptors.map(({ name }) => name));
    expect(descriptorValues(style).every(Number.isFinite)).toBe(true);
    expect(style.palette.reduce((sum, colour) => sum + colour.weight, 0)).toBeCloseTo(1, 10);
    expect(style.pipeline).toBe('ikat-describe-1-10800');
    expect(style.enlarged).toBe(false);
  });

  test('takes alpha of 255 and floats for the same picture', () => {
    const plain = picture(2);
    const four = new Uint8Array(120 * 90 * 4).fill(255);
    for (let i = 0; i < 120 * 90; i++)
      for (let c = 0; c < 3; c++) four[4 * i + c] = plain.data[3 * i + c]!;
    const expected = described(plain);
    expect(described({ ...plain, channels: 4, data: four })).toEqual(expected);
    expect(described({ ...plain, data: Float32Array.from(plain.data) })).toEqual(expected);
  });

  test('follows the mirror: strokes turn over, the rest stays', () => {
    const plain = picture(3);
    const data = Uint8Array.from(plain.data);
    for (let i = 0; i < 120 * 90; i++)
      for (let c = 0; c < 3; c++)
        data[3 * i + c] = plain.data[3 * (i - (i % 120) + 119 - (i % 120)) + c]!;
    const [one, two] = [described(plain).descriptors, described({ ...plain, data }).descriptors];
    expect(two.strokeRising).toBeCloseTo(-one.strokeRising, 4);
    for (const name of [
      'lightness',
      'chroma',
      'colourfulness',
      'mirrorLeftRight',
      'spectralSlope',
      'localContrast',
      'strokeHorizontal',
      'smoothness',
    ] as const)
      expect(Math.abs(two[name] - one[name])).toBeLessThan(2e-3 * Math.max(1, Math.abs(one[name])));
  });

  test('tells when it enlarges', () => {
    expect(described(picture(4, 60, 60)).enlarged).toBe(true);
  });

  test('a grey picture has no hue', () => {
    const grey = picture(5);
    const data = Uint8Array.from(grey.data, (_, i) => grey.data[i - (i % 3)]!);
    const { descriptors } = described({ ...grey, data });
    expect(descriptors.chroma).toBe(0);
    expect(descriptors.lightnessWithRedness).toBe(0);
    expect(descriptors.yellownessVariance).toBe(0);
    expect([descriptors.hueCosine, descriptors.hueSine, descriptors.hueConcentration]).toEqual([
      0, 0, 0,
    ]);
  });

  test('refuses flat and narrow pictures', () => {
    const flat = {
      width: 64,
      height: 64,
      channels: 3,
      data: new Uint8Array(64 * 64 * 3).fill(9),
    } as const;
    expect(describeStyle(flat)).toEqual({
      kind: 'refused',
      reason: 'flat',
      message: 'All pixels of the picture have one lightness: there is no style to describe.',
    });
    const narrow = { width: 4000, height: 10, channels: 3, data: new Uint8Array(120000) } as const;
    expect(describeStyle(narrow)).toEqual({
      kind: 'refused',
      reason: 'too narrow',
      message:
        'A picture of 4000 x 10 has 5120 x 13 of 65536 pixels; descriptors need 24 on the shorter side.',
    });
  });

  test.each([
    [{ width: 0 }, {}, 'describeStyle: expected a width and height above 0, got 0 x 90.'],
    [
      { channels: 1 as 3 },
      {},
      'describeStyle: expected 3 or 4 channels, got 1. Repeat the channel of a grey picture three times.',
    ],
    [{ width: 119 }, {}, 'describeStyle: expected 32130 values for 119 x 90 x 3, got 32400.'],
    [{}, { area: 100 }, 'describeStyle: expected an area of 576 pixels or more, got 100.'],
    [{}, { colours: 0 }, 'describeStyle: expected one colour or more, got 0.'],
    [
      { data: new Float32Array(32400).fill(Number.NaN) },
      {},
      'describeStyle: expected pixel values from 0 to 255, got something else.',
    ],
  ])('bad input %#', (change, options, message) => {
    expect(() => describeStyle({ ...picture(6), ...change }, options)).toThrow(
      new RangeError(message),
    );
  });
});
