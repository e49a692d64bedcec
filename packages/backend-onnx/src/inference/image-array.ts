/** Images as plain numbers: `[batch, height, width, channels]` in [-1, 1]. */
export interface ImageArray {
  data: Float32Array;
  shape: readonly [batch: number, height: number, width: number, channels: number];
}

/** The place in 0..length-1 that mirroring at both ends, again and again, puts at `place`. */
export function mirrored(place: number, length: number): number {
  if (length === 1) return 0;
  const period = 2 * (length - 1);
  const within = place % period;
  return within < length ? within : period - within;
}

/** Rows `from` to `to` of one image, mirrored at the bottom and the right up to `width`. */
export function mirroredRows(
  { data, shape }: ImageArray,
  image: number,
  { from, to, width }: { from: number; to: number; width: number },
): Float32Array {
  const [, height, ownWidth, channels] = shape;
  const rows = new Float32Array((to - from) * width * channels);
  for (let row = from; row < to; row++) {
    const start = (image * height + mirrored(row, height)) * ownWidth * channels;
    const target = (row - from) * width * channels;
    rows.set(data.subarray(start, start + ownWidth * channels), target);
    for (let column = ownWidth; column < width; column++) {
      const source = start + mirrored(column, ownWidth) * channels;
      for (let c = 0; c < channels; c++) rows[target + column * channels + c] = data[source + c]!;
    }
  }
  return rows;
}
