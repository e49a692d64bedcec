import type { Raster } from '../raster.js';
import { resizeBicubic } from '../resize-bicubic.js';

/** What two images are compared by. */
export interface Thumbnail {
  /** The difference hash in four words of 16 bits. */
  words: [number, number, number, number];
  /** 9 x 8 grey levels. */
  levels: Float32Array;
}

const columns = 9;
const rows = 8;
/** Bits of 64 that may differ: with four words, one of them is equal. */
const closeBits = 3;
const closeLevels = 8;

/** The difference hash: one bit for each of 8 x 8 steps to the right, set if it gets brighter. */
export function thumbnailOf(colour: Raster): Thumbnail {
  const grey = new Float32Array(colour.width * colour.height);
  for (let i = 0; i < grey.length; i++)
    grey[i] = (colour.data[3 * i]! + colour.data[3 * i + 1]! + colour.data[3 * i + 2]!) / 3;
  const size = { width: columns, height: rows };
  const levels = resizeBicubic({ ...colour, channels: 1, data: grey }, size).data as Float32Array;
  const words: Thumbnail['words'] = [0, 0, 0, 0];
  for (let bit = 0; bit < 64; bit++) {
    const at = Math.floor(bit / 8) * columns + (bit % 8);
    if (levels[at + 1]! > levels[at]!) words[bit >> 4]! |= 1 << (bit & 15);
  }
  return { words, levels };
}

function bitsOf(word: number): number {
  let bits = 0;
  for (let rest = word; rest !== 0; rest &= rest - 1) bits++;
  return bits;
}

const distanceOf = (a: Thumbnail, b: Thumbnail) =>
  a.words.reduce((sum, word, at) => sum + bitsOf(word ^ b.words[at]!), 0);

/** Whether grey levels are close too: in flat images the hash is only noise. */
function isClose(a: Thumbnail, b: Thumbnail): boolean {
  const total = a.levels.reduce((sum, level, at) => sum + Math.abs(level - b.levels[at]!), 0);
  return total / a.levels.length <= closeLevels;
}

/** The pairs that look the same. */
export function nearPairs(thumbnails: Thumbnail[]): { pair: [number, number]; distance: number }[] {
  const pairs = new Map<string, { pair: [number, number]; distance: number }>();
  for (let word = 0; word < 4; word++) {
    const buckets = new Map<number, number[]>();
    thumbnails.forEach((thumbnail, index) => {
      const bucket = buckets.get(thumbnail.words[word]!) ?? [];
      for (const other of bucket) {
        const distance = distanceOf(thumbnails[other]!, thumbnail);
        if (distance <= closeBits && isClose(thumbnails[other]!, thumbnail))
          pairs.set(`${other} ${index}`, { pair: [other, index], distance });
      }
      bucket.push(index);
      buckets.set(thumbnail.words[word]!, bucket);
    });
  }
  return [...pairs.values()].sort((a, b) => a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
}
