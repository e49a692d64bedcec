import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import sharp, { type Channels, type Sharp } from 'sharp';

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
  return { encode, quality: Math.round(quality), bitDepth, ...sizeOf(image) };
}

function sizeOf(image: tf.Tensor) {
  if (!(image instanceof tf.Tensor))
    throw new TypeError(`writeImage: expected a tensor, got ${typeof image}.`);
  const { rank, shape } = image;
  const [height, width, channels] = shape.slice(-3) as [number, number, number];
  const isOne = rank === 3 || (rank === 4 && shape[0] === 1);
  if (!isOne || ![1, 3, 4].includes(channels) || image.size === 0)
    throw new RangeError(
      `writeImage: expected one image [1, height, width, channels] of 1, 3 or 4 channels, got [${shape}].${rank === 4 ? ' For several images use writeGrid or tf.unstack.' : ''}`,
    );
  return { height, width, channels: channels as Channels };
}

/** [-1, 1] to whole numbers from 0 to the top of the depth; what is outside is clipped, NaN is 0. */
function levels(values: ArrayLike<number>, bitDepth: 8 | 16): Uint8Array | Uint16Array {
  const top = bitDepth === 8 ? 255 : 65535;
  const whole = new (bitDepth === 8 ? Uint8Array : Uint16Array)(values.length);
  for (let i = 0; i < whole.length; i++) {
    const level = (values[i]! + 1) * (top / 2);
    whole[i] = Math.round(Math.min(top, Math.max(0, level)));
  }
  return whole;
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
