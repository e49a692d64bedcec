import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import type * as tf from '@tensorflow/tfjs-core';
import sharp, { type Channels, type Sharp } from 'sharp';
import { levels, sizeOfOne } from '../one-image.js';

/** What {@link writeImage} takes. */
export interface WriteImageOptions {
  /** 1 to 100, for JPEG, WebP and AVIF. @default 90 */
  quality?: number | undefined;
  /** Bits a channel; 16 is for PNG and TIFF. @default 8 */
  bitDepth?: 8 | 16 | undefined;
}

type Encoder = (image: Sharp, quality: number) => Sharp;

const encoders: Record<string, Encoder> = {
  '.png': (image) => image.png(),
  // From quality 90 on, colour is kept at full resolution.
  '.jpg': (image, quality) =>
    image.jpeg({ quality, chromaSubsampling: quality < 90 ? '4:2:0' : '4:4:4' }),
  '.webp': (image, quality) => image.webp({ quality }),
  '.avif': (image, quality) => image.avif({ quality }),
  '.tif': (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
};
const alias: Record<string, string> = { '.jpeg': '.jpg', '.tiff': '.tif' };

interface Plan {
  encode: Encoder;
  quality: number;
  bitDepth: 8 | 16;
  height: number;
  width: number;
  channels: Channels;
}

function planOf(image: tf.Tensor, file: string, options: WriteImageOptions): Plan {
  const { quality = 90, bitDepth = 8 } = options;
  const extension = extname(file).toLowerCase();
  const format = alias[extension] ?? extension;
  const encode = encoders[format];
  if (encode === undefined)
    throw new RangeError(
      `writeImage: expected a file name that ends in .png, .jpg, .jpeg, .webp, .avif, .tif or .tiff, got ${file}.`,
    );
  if (!(quality >= 1 && quality <= 100))
    throw new RangeError(`writeImage: expected a quality of 1 to 100, got ${quality}.`);
  if (bitDepth !== 8 && bitDepth !== 16)
    throw new RangeError(`writeImage: expected a bit depth of 8 or 16, got ${bitDepth}.`);
  if (bitDepth === 16 && format !== '.png' && format !== '.tif')
    throw new RangeError(`writeImage: expected PNG or TIFF for 16 bits, got ${file}.`);
  return { encode, quality: Math.round(quality), bitDepth, ...sizeOfOne('writeImage', image) };
}

/**
 * Writes one image; the format follows from the file name's ending: `.png`, `.jpg`, `.webp`,
 * `.avif` or `.tif`.
 *
 * The file appears whole or not at all: it is written beside its place, flushed, and renamed.
 * Values outside [-1, 1] are clipped.
 *
 * @param image `[1, height, width, channels]` or `[height, width, channels]` in [-1, 1], with 1
 *   channel (grey), 3 (colour) or 4 (colour and alpha)
 * @param file where to; an existing file is replaced
 * @throws RangeError if the ending, the shape or an option is not one of these; Error with a cause
 *   if the file cannot be written
 *
 * @example
 * ```ts
 * import { readImage, writeImage } from '@ikat/data/node';
 *
 * const photo = await readImage('photo.jpg');
 * await writeImage(photo, 'copy.png');
 * photo.dispose();
 * ```
 */
export async function writeImage(
  image: tf.Tensor3D | tf.Tensor4D,
  file: string,
  options: WriteImageOptions = {},
): Promise<void> {
  const { encode, quality, bitDepth, ...raw } = planOf(image, file, options);
  const pixels = sharp(levels(await image.data(), bitDepth), { raw, limitInputPixels: false });
  const space = `${raw.channels === 1 ? 'b-w' : 'rgb'}`;
  const deep = raw.channels === 1 ? 'grey16' : 'rgb16';
  const bytes = await encode(
    pixels.toColourspace(bitDepth === 16 ? deep : space === 'rgb' ? 'srgb' : space),
    quality,
  ).toBuffer();
  await writeWhole(file, bytes);
}

const reasons: Record<string, string> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  ENOTEMPTY: 'it is a folder',
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  EROFS: 'the disk is read-only',
};

let written = 0;

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}-${++written}.part`);
  try {
    const handle = await open(beside, 'w');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => {});
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new Error(`writeImage: could not write ${file}: ${reasons[code] ?? code}.`, { cause });
  }
}
