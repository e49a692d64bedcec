/** Options of {@link blurDownsample} and {@link blurUpsample}. */
export interface BlurOptions {
  /** Length of the blur kernel: 3 for [1, 2, 1], 4 for [1, 3, 3, 1]. */
  taps?: 3 | 4 | undefined;
}

/** The kernel along one axis; its sum is 1. */
export function tapsOf(name: string, { taps = 3 }: BlurOptions): readonly number[] {
  if (taps === 3) return [1 / 4, 2 / 4, 1 / 4];
  if (taps === 4) return [1 / 8, 3 / 8, 3 / 8, 1 / 8];
  throw new RangeError(`${name}: expected taps 3 or 4, got ${taps}.`);
}
