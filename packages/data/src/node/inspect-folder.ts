import { createHash } from 'node:crypto';
import type { Metadata } from 'sharp';
import { atMost } from '../at-most.js';
import { checkWhole } from '../check.js';
import type { SkippedImage } from '../example-stream.js';
import { messageOf } from '../message-of.js';
import type { Raster } from '../raster.js';
import { resizeBicubic } from '../resize-bicubic.js';
import { decodeBytes, undecoded } from './decode.js';
import { imagesBelow, listFiles } from './list-images.js';
import { nearPairs, type Thumbnail, thumbnailOf } from './near-duplicates.js';

/** The least, the middle and the greatest of some numbers. */
export interface Spread {
  min: number;
  median: number;
  max: number;
}

/** Two images that look the same. */
export interface NearDuplicate {
  files: [string, string];
  /** How many of 64 bits of their perceptual hashes differ. */
  distance: number;
}

/** What {@link inspectFolder} finds. */
export interface FolderReport {
  folder: string;
  /** Images that can be used. */
  images: number;
  /** Files that are no images by their names. */
  otherFiles: number;
  /** Images of each format. */
  formats: Record<string, number>;
  /** Pixels, after turning as EXIF says; undefined if no image can be used. */
  width: Spread | undefined;
  height: Spread | undefined;
  /** Images without colour, and their share of all. */
  grey: number;
  greyShare: number;
  /** Images with an alpha channel, which is laid on white. */
  alpha: number;
  /** Images of more than 8 bits a channel. */
  deep: number;
  /** Images in CMYK, which is converted. */
  cmyk: number;
  /** Images that their EXIF orientation turns or mirrors. */
  rotated: number;
  /** Images of which a side is shorter than the crop. */
  smallerThanCrop: number;
  /** Groups of files with the same bytes. */
  duplicates: string[][];
  /** Pairs that look the same, without those of equal bytes. */
  nearDuplicates: NearDuplicate[];
  /** Files that cannot be used, and why. */
  unreadable: SkippedImage[];
}

/** What {@link inspectFolder} takes. */
export interface InspectFolderOptions {
  /** Side of the crop that training will take. @default 256 */
  crop?: number | undefined;
  /** Images of more pixels count as unreadable. @default 100e6 */
  maxPixels?: number | undefined;
}

interface Inspected {
  file: string;
  hash: string;
  metadata: Metadata;
  width: number;
  height: number;
  isGrey: boolean;
  thumbnail: Thumbnail;
}

const greyTolerance = 6;

function isGrey({ data }: Raster): boolean {
  for (let at = 0; at < data.length; at += 3) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    if (Math.max(r, g, b) - Math.min(r, g, b) > greyTolerance) return false;
  }
  return true;
}

async function inspected(file: string, maxPixels: number): Promise<Inspected> {
  const image = await undecoded('inspectFolder', file);
  const raster = await decodeBytes('inspectFolder', image, { maxPixels });
  const small = resizeBicubic(raster, { width: 32, height: 32 });
  return {
    file,
    hash: createHash('sha256').update(image.bytes).digest('hex'),
    metadata: image.metadata,
    width: raster.width,
    height: raster.height,
    isGrey: isGrey(small),
    thumbnail: thumbnailOf(small),
  };
}

/** Two at a time keep the decoder busy and memory bounded. */
async function everyFile(files: string[], maxPixels: number) {
  const found: Inspected[] = [];
  const unreadable: SkippedImage[] = [];
  const limited = atMost(2);
  const results = await Promise.allSettled(
    files.map((file) => limited(() => inspected(file, maxPixels))),
  );
  results.forEach((result, at) => {
    if (result.status === 'fulfilled') found.push(result.value);
    else {
      const reason = messageOf(result.reason).replace('inspectFolder: ', '');
      unreadable.push({ file: files[at]!, reason });
    }
  });
  return { found, unreadable };
}

function spreadOf(numbers: number[]): Spread | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
  return { min: sorted[0]!, median, max: sorted.at(-1)! };
}

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function sameBytes(found: Inspected[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { hash, file } of found) groups.set(hash, [...(groups.get(hash) ?? []), file]);
  return [...groups.values()].filter((group) => group.length > 1);
}

function looksSame(found: Inspected[]): NearDuplicate[] {
  const seen = new Set<string>();
  const first = found.filter(({ hash }) => !seen.has(hash) && seen.add(hash));
  return nearPairs(first.map(({ thumbnail }) => thumbnail)).map(({ pair: [a, b], distance }) => ({
    files: [first[a]!.file, first[b]!.file],
    distance,
  }));
}

/**
 * Looks through a folder before anything is trained on it: sizes, formats, what cannot be read, what
 * is there twice.
 *
 * @param folder searched with the folders in it
 * @throws Error if there is no such folder or no image in it
 *
 * @example
 * ```ts
 * import { inspectFolder } from '@ikat/data/node';
 *
 * const report = await inspectFolder('photos', { crop: 64 });
 * console.log(report.images, report.unreadable.length); // 4 0
 * ```
 */
export async function inspectFolder(
  folder: string,
  { crop = 256, maxPixels = 100e6 }: InspectFolderOptions = {},
): Promise<FolderReport> {
  checkWhole('inspectFolder', 'a crop', crop, 1);
  const files = imagesBelow('inspectFolder', folder);
  const { found, unreadable } = await everyFile(files, maxPixels);
  const count = (test: (image: Inspected) => boolean) => found.filter(test).length;
  const grey = count((image) => image.isGrey);
  return {
    folder,
    images: found.length,
    otherFiles: listFiles('inspectFolder', folder).length - files.length,
    formats: tally(found.map(({ metadata }) => metadata.format)),
    width: spreadOf(found.map(({ width }) => width)),
    height: spreadOf(found.map(({ height }) => height)),
    grey,
    greyShare: found.length === 0 ? 0 : grey / found.length,
    alpha: count(({ metadata }) => metadata.hasAlpha),
    deep: count(({ metadata }) => metadata.depth !== 'uchar'),
    cmyk: count(({ metadata }) => metadata.space === 'cmyk'),
    rotated: count(({ metadata }) => (metadata.orientation ?? 1) > 1),
    smallerThanCrop: count(({ width, height }) => Math.min(width, height) < crop),
    duplicates: sameBytes(found),
    nearDuplicates: looksSame(found),
    unreadable,
  };
}
