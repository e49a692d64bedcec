import { type RandomSource, randomSource } from '@ikat/random';
import type { Planes } from './picture.js';

/** A colour of a palette and the share of the picture that it stands for. */
export interface PaletteColour {
  /** CIELAB (D65): L*, a*, b*. */
  readonly lab: readonly [number, number, number];
  readonly weight: number;
}

// Every third pixel both ways: a ninth of the work, and the same clusters.
const stride = 3;
const rounds = 20;

/** The palette of CIELAB planes by seeded k-means++ (Arthur and Vassilvitskii 2007), largest first. */
export function paletteOf(
  { width, height, channels }: Planes,
  { size, seed }: { readonly size: number; readonly seed: number },
): PaletteColour[] {
  const [across, down] = [Math.ceil(width / stride), Math.ceil(height / stride)];
  const pixels = new Float64Array(3 * across * down);
  for (let y = 0, at = 0; y < height; y += stride) {
    for (let x = 0; x < width; x += stride) {
      for (const plane of channels) pixels[at++] = plane[y * width + x]!;
    }
  }
  const centres = firstCentres(pixels, size, randomSource(seed));
  let counts = new Float64Array(centres.length / 3);
  for (let round = 0; round < rounds; round++) {
    const moved = moveCentres(pixels, centres);
    counts = moved.counts;
    if (moved.change < 0.01) break;
  }
  const total = pixels.length / 3;
  return Array.from(counts, (count, k): PaletteColour => {
    const [l, a, b] = centres.subarray(3 * k, 3 * k + 3) as unknown as [number, number, number];
    return { lab: [l, a, b], weight: count / total };
  })
    .filter((colour) => colour.weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

/** Centres far from each other: each is drawn by its squared distance to those before. */
function firstCentres(pixels: Float64Array, size: number, source: RandomSource): Float64Array {
  const count = pixels.length / 3;
  const centres: number[] = [];
  const nearest = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
  let pick = source.integer(count);
  for (let k = 0; k < size; k++) {
    const [l, a, b] = [pixels[3 * pick]!, pixels[3 * pick + 1]!, pixels[3 * pick + 2]!];
    centres.push(l, a, b);
    let total = 0;
    for (let i = 0, at = 0; i < count; i++, at += 3) {
      const distance =
        (pixels[at]! - l) ** 2 + (pixels[at + 1]! - a) ** 2 + (pixels[at + 2]! - b) ** 2;
      if (distance < nearest[i]!) nearest[i] = distance;
      total += nearest[i]!;
    }
    // Fewer colours than asked for.
    if (total < 1e-9) break;
    pick = pickByWeight(nearest, source.uniform() * total);
  }
  return Float64Array.from(centres);
}

function pickByWeight(weights: Float64Array, reach: number): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) {
    sum += weights[i]!;
    if (sum > reach) return i;
  }
  return weights.length - 1;
}

/** One round of Lloyd's algorithm; changes the centres. */
function moveCentres(pixels: Float64Array, centres: Float64Array) {
  const size = centres.length / 3;
  const sums = new Float64Array(centres.length);
  const counts = new Float64Array(size);
  for (let at = 0; at < pixels.length; at += 3) {
    const l = pixels[at]!;
    const a = pixels[at + 1]!;
    const b = pixels[at + 2]!;
    let best = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < size; k++) {
      const dl = l - centres[3 * k]!;
      const da = a - centres[3 * k + 1]!;
      const db = b - centres[3 * k + 2]!;
      const distance = dl * dl + da * da + db * db;
      if (distance < least) {
        least = distance;
        best = k;
      }
    }
    sums[3 * best]! += l;
    sums[3 * best + 1]! += a;
    sums[3 * best + 2]! += b;
    counts[best]!++;
  }
  let change = 0;
  for (let k = 0; k < centres.length; k++) {
    const count = counts[Math.floor(k / 3)]!;
    if (count === 0) continue;
    change = Math.max(change, Math.abs(sums[k]! / count - centres[k]!));
    centres[k] = sums[k]! / count;
  }
  return { counts, change };
}
