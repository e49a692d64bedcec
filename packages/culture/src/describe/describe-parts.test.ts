import { randomSource } from '@ikat/random';
import { converter } from 'culori';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import oracles from '../../golden/culture-oracles.json';
import { transportCost } from '../statistics/transport.js';
import { boxCounts, boxDimension } from './box-count.js';
import { colourfulness, labPlanes } from './colour.js';
import { layoutOf } from './layout.js';
import { entropyAndComplexity, ordinalPatterns } from './ordinal.js';
import { slopesOf, steepestTenth, strokeOrientation } from './orientation.js';
import { type PaletteColour, paletteOf } from './palette.js';
import { colourDifference, paletteDistance } from './palette-distance.js';
import type { Plane, Planes } from './picture.js';
import { lightAtSize, sizeOfArea } from './resize-area.js';
import { spectralSlope } from './spectrum.js';
import { encodedOf, labCurve, labOfLight, linearOf } from './srgb.js';
import { textureGram, textureMoments } from './texture.js';

function plane(width: number, height: number, value: (x: number, y: number) => number): Plane {
  const values = Float32Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return { width, height, values };
}

const rgb = (width: number, height: number, colour: (x: number, y: number) => number[]) => ({
  width,
  height,
  channels: 3 as const,
  data: Uint8Array.from(
    Array.from({ length: width * height }, (_, i) =>
      colour(i % width, Math.floor(i / width)),
    ).flat(),
  ),
});

describe('colour', () => {
  test('CIEDE2000 of the 34 pairs of Sharma et al. 2005', () => {
    const pairs = oracles.colour.ciede2000_sharma2005 as number[][];
    expect(pairs.length).toBe(34);
    for (const [l, a, b, l2, a2, b2, expected] of pairs)
      expect(colourDifference([l!, a!, b!], [l2!, a2!, b2!])).toBeCloseTo(expected!, 4);
  });

  test('sRGB to CIELAB is that of culori', () => {
    const lab65 = converter('lab65');
    const found = new Float64Array(3);
    const source = randomSource(1);
    for (let k = 0; k < 100; k++) {
      const [r, g, b] = [source.uniform(), source.uniform(), source.uniform()] as const;
      labOfLight([linearOf(r), linearOf(g), linearOf(b)], labCurve(), found);
      const expected = lab65({ mode: 'rgb', r, g, b });
      for (const [c, value] of [expected.l, expected.a, expected.b].entries())
        expect(Math.abs(found[c]! - value)).toBeLessThan(1e-3);
      expect(encodedOf(linearOf(r))).toBeCloseTo(r, 6);
    }
  });

  test('of red', () => {
    const found = new Float64Array(3);
    labOfLight([1, 0, 0], labCurve(), found);
    for (const [c, value] of [53.24, 80.09, 67.2].entries()) expect(found[c]).toBeCloseTo(value, 1);
  });

  test('colourfulness of red, and of half red and half blue', () => {
    const light = (picture: ReturnType<typeof rgb>) => lightAtSize(picture, picture);
    const red = rgb(4, 4, () => [255, 0, 0]);
    const two = rgb(4, 4, (x) => (x < 2 ? [255, 0, 0] : [0, 0, 255]));
    expect(colourfulness(light(red))).toBeCloseTo(85.5296001, 4);
    expect(colourfulness(light(two))).toBeCloseTo(272.6186939, 4);
  });

  test('palette finds the colours there are, by weight', () => {
    const picture = rgb(40, 40, (x) => (x < 10 ? [255, 0, 0] : [0, 0, 255]));
    const palette = paletteOf(labPlanes(lightAtSize(picture, picture)), { size: 5, seed: 1 });
    expect(palette.map((colour) => colour.weight)).toEqual([10 / 14, 4 / 14]);
    expect(palette[1]!.lab[0]).toBeCloseTo(53.24, 1);
  });

  const lab = fc.tuple(
    fc.double({ min: 0, max: 100, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
    fc.double({ min: -80, max: 80, noNaN: true }),
  );
  const palette = fc.array(
    fc.record({ lab, weight: fc.double({ min: 0.1, max: 1, noNaN: true }) }),
    { minLength: 1, maxLength: 5 },
  ) as fc.Arbitrary<PaletteColour[]>;

  test('palette distance is symmetric, 0 to itself, and does not know the order', () => {
    fc.assert(
      fc.property(palette, palette, (a, b) => {
        const distance = paletteDistance(a, b);
        expect(distance).toBeGreaterThanOrEqual(0);
        expect(paletteDistance(b, a)).toBeCloseTo(distance, 8);
        expect(paletteDistance([...a].reverse(), b)).toBeCloseTo(distance, 8);
        expect(paletteDistance(a, a)).toBeCloseTo(0, 8);
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(() => paletteDistance([], [])).toThrow(
      new RangeError('paletteDistance: expected one colour or more in each palette, got 0 and 0.'),
    );
  });

  test('transport of equal weights is the best of all assignments', () => {
    const costs = fc.array(
      fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 4,
        maxLength: 4,
      },
    );
    const assignments = (free: number[]): number[][] =>
      free.length === 0
        ? [[]]
        : free.flatMap((j) => assignments(free.filter((k) => k !== j)).map((rest) => [j, ...rest]));
    fc.assert(
      fc.property(costs, (table) => {
        const best = Math.min(
          ...assignments([0, 1, 2, 3]).map((to) =>
            to.reduce((sum, j, i) => sum + table[i]![j]!, 0),
          ),
        );
        const quarter = [0.25, 0.25, 0.25, 0.25];
        expect(transportCost(quarter, quarter, table)).toBeCloseTo(best / 4, 9);
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});

describe('resizing', () => {
  test('keeps the mean light, whatever the sizes', () => {
    const source = randomSource(3);
    const picture = rgb(37, 23, () => [
      source.integer(256),
      source.integer(256),
      source.integer(256),
    ]);
    const mean = ({ channels }: Planes) =>
      channels.map((c) => c.reduce((s, v) => s + v, 0) / c.length);
    const own = mean(lightAtSize(picture, picture));
    for (const size of [
      { width: 10, height: 9 },
      { width: 37, height: 5 },
      { width: 50, height: 61 },
    ])
      for (const [c, value] of mean(lightAtSize(picture, size)).entries())
        expect(value).toBeCloseTo(own[c]!, 5);
  });

  test('of two pixels is their mean light, not their mean code', () => {
    const { channels } = lightAtSize(
      rgb(2, 1, (x) => [255 * x, 255 * x, 255 * x]),
      { width: 1, height: 1 },
    );
    expect(channels[0][0]).toBeCloseTo(0.5, 6);
  });

  test('lays alpha on white and takes floats as bytes', () => {
    const data = [0, 0, 0, 0, 255, 0, 0, 255];
    const size = { width: 2, height: 1 };
    const planes = [Uint8Array.from(data), Float32Array.from(data)].map((values) =>
      lightAtSize({ ...size, channels: 4, data: values }, size),
    );
    expect(planes[0]!.channels.map((c) => [...c])).toEqual([
      [1, 1],
      [1, 0],
      [1, 0],
    ]);
    expect(planes[1]).toEqual(planes[0]);
  });

  test('keeps the ratio of sides', () => {
    expect(sizeOfArea({ width: 1000, height: 250 }, 65536)).toEqual({ width: 512, height: 128 });
  });
});

describe('order', () => {
  const { ordinal } = oracles;
  const of = (rows: number[][]) =>
    ordinalPatterns(plane(rows[0]!.length, rows.length, (x, y) => rows[y]![x]!));

  test('entropy and complexity are those of ordpy', () => {
    const small = of(ordinal.img);
    expect(small.entropy).toBeCloseTo(ordinal.HC[0]!, 12);
    expect(small.complexity).toBeCloseTo(ordinal.HC[1]!, 12);
    const board = ordinalPatterns(plane(9, 9, (x, y) => (x + y) % 2));
    expect(board.entropy).toBeCloseTo(Math.log(2) / Math.log(24), 12);
    expect(board.entropy).toBeCloseTo(ordinal.checkerboard_9x9[0]!, 12);
    expect(board.complexity).toBeCloseTo(ordinal.checkerboard_9x9[1]!, 12);
    expect(board.tieShare).toBe(1);
  });

  test('of series and shares', () => {
    const [h, c] = ordinal['series_[4,7,9,10,6,11,3]_dx2'];
    const series = entropyAndComplexity([4 / 6, 2 / 6], 2);
    expect(series.entropy).toBeCloseTo(h!, 12);
    expect(series.complexity).toBeCloseTo(c!, 12);
    const [h3, c3] = ordinal['probs_[1/3,1/15,4/15,2/15,1/5,0]_dx3'];
    const shares = entropyAndComplexity([1 / 3, 1 / 15, 4 / 15, 2 / 15, 1 / 5], 6);
    expect(shares.entropy).toBeCloseTo(h3!, 12);
    expect(shares.complexity).toBeCloseTo(c3!, 12);
  });

  test('a ramp is all order: H 0, C 0, smoothness 2/3', () => {
    const ramp = ordinalPatterns(plane(9, 9, (x, y) => x + 2.5 * y));
    expect(ramp.entropy).toBeCloseTo(0, 12);
    expect(ramp.complexity).toBeCloseTo(0, 12);
    expect(ramp.smoothness).toBeCloseTo(2 / 3, 12);
    expect(ramp.tieShare).toBe(0);
  });

  // Standard error 0.002 at 200 x 200.
  test('noise has every type in a third of the windows', () => {
    const source = randomSource(4);
    const noise = ordinalPatterns(plane(200, 200, () => source.uniform()));
    expect(noise.entropy).toBeGreaterThan(0.999);
    expect(Math.abs(noise.smoothness)).toBeLessThan(0.01);
    expect(Math.abs(noise.curvature)).toBeLessThan(0.01);
  });

  test('does not change under growing functions of lightness', () => {
    const source = randomSource(5);
    const noise = plane(20, 20, () => source.uniform());
    const turned = { ...noise, values: noise.values.map((v) => Math.exp(3 * v)) };
    expect(ordinalPatterns(turned)).toEqual(ordinalPatterns(noise));
  });

  test('needs two pixels both ways', () => {
    expect(() => ordinalPatterns(plane(1, 5, () => 0))).toThrow(
      new RangeError('ordinalPatterns: expected 2 x 2 pixels or more, got 1 x 5.'),
    );
  });
});

describe('strokes', () => {
  test.each([0, 30, 75, 90, 120, 165])('a grating whose lines run at %i degrees', (degrees) => {
    const angle = (degrees * Math.PI) / 180;
    // Lines along (cos, -sin) in rows from the top; period 8.
    const grating = plane(128, 128, (x, y) =>
      Math.sin((2 * Math.PI * (x * Math.sin(angle) + y * Math.cos(angle))) / 8),
    );
    const { direction, coherence, entropy, histogram } = strokeOrientation(slopesOf(grating));
    const found = ((Math.atan2(direction[1], direction[0]) * 90) / Math.PI + 180) % 180;
    const error = Math.abs(((found - degrees + 270) % 180) - 90);
    // The border goes on outside the plane, which bends 0.06 degrees here and half of it at 256.
    expect(error).toBeLessThan(0.1);
    expect(coherence).toBeGreaterThan(0.95);
    expect(entropy).toBeLessThan(0.5);
    expect(histogram.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });

  test('a flat plane has none', () => {
    const flat = slopesOf(plane(32, 32, () => 7));
    expect(strokeOrientation(flat)).toMatchObject({ coherence: 0, direction: [0, 0] });
    expect(steepestTenth(flat).values.some((mark) => mark > 0)).toBe(false);
  });

  test('the steepest tenth is a tenth', () => {
    const source = randomSource(6);
    const marks = steepestTenth(slopesOf(plane(100, 100, () => source.uniform())));
    const share = marks.values.reduce((sum, mark) => sum + mark, 0) / 10_000;
    expect(share).toBeGreaterThan(0.095);
    expect(share).toBeLessThanOrEqual(0.1);
  });
});

describe('scale', () => {
  test('the Sierpinski carpet', () => {
    const filled = (x: number, y: number) => {
      for (let [a, b] = [x, y]; a > 0 || b > 0; a = Math.floor(a / 3), b = Math.floor(b / 3))
        if (a % 3 === 1 && b % 3 === 1) return 0;
      return 1;
    };
    const { values } = plane(243, 243, filled);
    const mask = { width: 243, height: 243, values: Uint8Array.from(values) };
    const { boxcount } = oracles;
    const sides = [1, 3, 9, 27, 81];
    expect(boxCounts(mask, sides)).toEqual(boxcount.sierpinski_carpet_k5_counts_box1_3_9_27_81);
    expect(boxDimension(mask, sides)).toBeCloseTo(boxcount.dim, 10);
  });

  test('a diagonal line has dimension 1', () => {
    const { values } = plane(64, 64, (x, y) => +(x === y));
    const line = { width: 64, height: 64, values: Uint8Array.from(values) };
    expect(boxDimension(line, [1, 2, 4, 8, 16])).toBeCloseTo(1, 12);
    expect(() => boxDimension(line, [1])).toThrow(
      new RangeError('boxDimension: expected two sides or more, got 1.'),
    );
    expect(() => boxDimension({ ...line, values: new Uint8Array(4096) }, [1, 2])).toThrow(
      new RangeError('boxDimension: expected a marked pixel, got none.'),
    );
  });

  // Amplitudes f^(1 - b/2): the waves are spread evenly over ln f, so that a ring of width df at f
  // holds df / f of them on an area of 2 pi f df. Four fields: standard error 0.09.
  test.each([1, 2, 3])('noise with a spectrum of f^-%i', (exponent) => {
    const [width, height] = [120, 80];
    const slopes = [1, 8, 15, 22].map((seed) => {
      const source = randomSource(seed);
      const waves = Array.from({ length: 300 }, () => {
        const frequency = 0.02 * (0.45 / 0.02) ** source.uniform();
        const angle = 2 * Math.PI * source.uniform();
        return {
          across: 2 * Math.PI * frequency * Math.cos(angle),
          down: 2 * Math.PI * frequency * Math.sin(angle),
          phase: 2 * Math.PI * source.uniform(),
          size: frequency ** (1 - exponent / 2),
        };
      });
      const field = (x: number, y: number) =>
        waves.reduce((sum, w) => sum + w.size * Math.cos(w.across * x + w.down * y + w.phase), 0);
      return spectralSlope(plane(width, height, field));
    });
    const mean = slopes.reduce((sum, value) => sum + value, 0) / 4;
    expect(Math.abs(mean + exponent)).toBeLessThan(0.27);
  });

  // Standard error 0.04.
  test('white noise has slope 0', () => {
    const slopes = Array.from({ length: 9 }, (_, seed) => {
      const source = randomSource(seed);
      return spectralSlope(plane(120, 100, () => source.normal()));
    });
    expect(Math.abs(slopes.reduce((sum, value) => sum + value, 0) / 9)).toBeLessThan(0.12);
  });
});

describe('layout', () => {
  test('knows its mirror images', () => {
    const source = randomSource(9);
    const half = Array.from({ length: 32 * 16 }, () => source.uniform() * 100);
    const mirrored = layoutOf(plane(32, 32, (x, y) => half[y * 16 + (x < 16 ? x : 31 - x)]!));
    expect(mirrored.mirrorLeftRight).toBeCloseTo(1, 5);
    expect(Math.abs(mirrored.mirrorTopBottom)).toBeLessThan(0.2);
    const ramp = layoutOf(plane(32, 32, (x) => x));
    expect(ramp.mirrorLeftRight).toBeCloseTo(-1, 5);
    expect(ramp.mirrorTopBottom).toBeCloseTo(1, 5);
    expect(ramp.halfTurn).toBeCloseTo(-1, 5);
  });

  test('void is even and light', () => {
    const source = randomSource(10);
    const empty = (light: number) => layoutOf(plane(40, 40, () => light)).voidShare;
    expect([empty(90), empty(30)]).toEqual([1, 0]);
    expect(layoutOf(plane(40, 40, () => 90 + 10 * source.normal())).voidShare).toBe(0);
    const half = layoutOf(plane(80, 40, (x) => (x < 40 ? 90 : 40 + 20 * source.normal())));
    expect(half.voidShare).toBeGreaterThan(0.4);
    expect(half.voidShare).toBeLessThan(0.5);
  });

  // A window of 81 draws: the expected deviation is 5 (1 - 1/162 - ...).
  test('local contrast is the deviation of noise', () => {
    const source = randomSource(11);
    const { localContrast } = layoutOf(plane(200, 200, () => 50 + 5 * source.normal()));
    expect(Math.abs(localContrast - 5)).toBeLessThan(0.1);
  });
});

describe('texture', () => {
  test('moments and Gram matrix', () => {
    expect([...textureMoments([1, 10, 3, 10], 2)]).toEqual([2, 10, 1, 0]);
    expect([...textureGram([1, 2, 3, 4], 2)]).toEqual([5, 7, 10]);
    expect(() => textureGram([1, 2, 3], 2)).toThrow(
      new RangeError('textureGram: expected a multiple of 2 features, got 3.'),
    );
  });
});
