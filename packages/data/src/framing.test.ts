import { randomSource } from '@ikat/random';
import { describe, expect, test } from 'vitest';
import {
  cropTo,
  type Framing,
  frame,
  placeFraming,
  resizeAndCrop,
  resizeTo,
  scaleLongSide,
  scaleShortSide,
  scaleWidth,
  wholeImage,
} from './framing.js';

describe('what an image of 640 x 480 is scaled to and cut to', () => {
  test.each<[string, Framing, [number, number], [number, number]]>([
    ['resizeAndCrop(256)', resizeAndCrop(256), [286, 286], [256, 256]],
    ['resizeAndCrop(256, 300)', resizeAndCrop(256, 300), [300, 300], [256, 256]],
    ['resizeTo(64)', resizeTo(64), [64, 64], [64, 64]],
    ['cropTo(200)', cropTo(200), [640, 480], [200, 200]],
    ['scaleWidth(320)', scaleWidth(320), [320, 240], [320, 240]],
    ['scaleWidth(286, crop 256)', scaleWidth(286, { crop: 256 }), [286, 256], [256, 256]],
    ['scaleShortSide(240)', scaleShortSide(240), [320, 240], [320, 240]],
    ['scaleShortSide(60, crop 50)', scaleShortSide(60, { crop: 50 }), [80, 60], [50, 50]],
    ['scaleLongSide(320)', scaleLongSide(320), [320, 240], [320, 240]],
    ['wholeImage(100)', wholeImage(100), [600, 500], [600, 500]],
  ])('%s', (_, framing, [width, height], [cutWidth, cutHeight]) => {
    const placed = placeFraming(framing, [640, 480]);
    expect([placed.width, placed.height]).toEqual([width, height]);
    expect([placed.window.width, placed.window.height]).toEqual([cutWidth, cutHeight]);
    expect(placed.window.left).toBe(Math.floor((width - cutWidth) / 2));
  });
});

describe('cuts', () => {
  test('reach every place of an image, and only those', () => {
    const random = randomSource(1);
    const seen = new Set<number>();
    for (let draw = 0; draw < 200; draw++) {
      const { window } = placeFraming(resizeAndCrop(8, 12), [40, 30], random);
      seen.add(window.left * 10 + window.top);
      expect(window.left + window.width).toBeLessThanOrEqual(12);
    }
    expect(seen.size).toBe(25);
  });

  test('are refused of a smaller image, with sizes and a way out', () => {
    const small = { width: 20, height: 10, channels: 1, data: new Uint8Array(200) };
    expect(() => frame(small, cropTo(16))).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: expected an image of at least 16 x 16 to cut from, got 20 x 10. Use resizeAndCrop or scaleShortSide, which scale small images up.]`,
    );
    expect(frame(small, scaleShortSide(16, { crop: 16 })).data).toHaveLength(256);
    expect(frame(small, resizeAndCrop(16)).data).toHaveLength(256);
  });

  test('are refused at sizes that make no sense', () => {
    expect(() => resizeAndCrop(0)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: resizeAndCrop: expected a size, a whole number of at least 1, got 0.]`,
    );
    expect(() => resizeAndCrop(256, 200)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: resizeAndCrop: expected a load size, a whole number of at least 256, got 200.]`,
    );
    expect(() => scaleWidth(100, { crop: 128 })).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: scaleWidth: expected a width, a whole number of at least 128, got 100.]`,
    );
    expect(() => wholeImage(2.5)).toThrowErrorMatchingInlineSnapshot(
      `[RangeError: wholeImage: expected a multiple, a whole number of at least 1, got 2.5.]`,
    );
  });
});
