import { expect, test } from 'vitest';
import { halfToNumber, numberToHalf } from './half.js';

test('every half comes back', () => {
  const all = Array.from({ length: 0x10000 }, (_, bits) => bits);
  const lost = (bits: number) => numberToHalf(halfToNumber(bits)) !== bits;
  const isNumber = (bits: number) => !Number.isNaN(halfToNumber(bits));
  expect(all.filter(isNumber).filter(lost)).toEqual([]);
});

test('what lies between is rounded to the nearest, ties to even', () => {
  for (let bits = 0; bits < 0x7bff; bits += 7) {
    const [below, above] = [halfToNumber(bits), halfToNumber(bits + 1)];
    const middle = (below + above) / 2;
    expect(numberToHalf(middle)).toBe(bits + (bits % 2));
    expect(numberToHalf(middle + (above - below) / 8)).toBe(bits + 1);
    expect(numberToHalf(-middle + (above - below) / 8)).toBe(bits + 0x8000);
  }
  expect(numberToHalf(65519.9)).toBe(0x7bff);
  expect(numberToHalf(65520)).toBe(0x7c00);
  expect(halfToNumber(numberToHalf(Number.NaN))).toBeNaN();
});
