import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import sharp, { type Metadata } from 'sharp';
import { greyOf } from '../grey.js';
import { type DecodeOptions, defaultMaxPixels } from '../image-options.js';
import { messageOf } from '../message-of.js';
import type { Raster } from '../raster.js';

/** An image file, or its bytes. */
export type ImageSource = string | Uint8Array;

const formats = new Set(['jpeg', 'png', 'webp', 'heif', 'tiff', 'gif']);
const readable = 'JPEG, PNG, WebP, AVIF, TIFF or GIF';

/** The bytes of a file, with what is wrong about the file in one line. */
export async function fileBytes(
  name: string,
  file: string,
  what = 'an image',
): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT')
      throw new Error(`${name}: expected ${what}, got nothing at ${file}.`, { cause });
    if (cause.code === 'EISDIR')
      throw new Error(`${name}: expected ${what}, got the folder ${file}.`, { cause });
    throw new Error(
      `${name}: expected ${what}, got ${file}, which cannot be read (${cause.code}).`,
      {
        cause,
      },
    );
  });
  if (bytes.length === 0) throw new Error(`${name}: expected ${what}, got the empty file ${file}.`);
  return bytes;
}

/** What is written at the start of an image, read without decoding its pixels. */
async function imageHeader(name: string, bytes: Uint8Array, called: string): Promise<Metadata> {
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw new Error(`${name}: expected a ${readable} image, got ${called}, which is none.`, {
        cause,
      });
    });
  if (!formats.has(metadata.format))
    throw new Error(
      `${name}: expected a ${readable} image, got ${called}, which is ${metadata.format}.`,
    );
  return metadata;
}

function checkPixels(name: string, { width, height }: Metadata, limit: number, called: string) {
  if (width * height <= limit) return;
  throw new RangeError(
    `${name}: expected an image of at most ${limit} pixels, got ${called} of ${width} x ${height}. Scale it down first, or raise maxPixels.`,
  );
}

function checkDepth(name: string, { depth }: Metadata, called: string) {
  if (depth === 'uchar' || depth === 'ushort') return;
  throw new RangeError(
    `${name}: expected 8 or 16 bits a channel, got ${called} of type ${depth}. Save it with 16 bits.`,
  );
}

function checkChannels(name: string, { channels, space }: Metadata, called: string) {
  if (channels <= 4 || space === 'cmyk') return;
  throw new RangeError(
    `${name}: expected grey or colour, with or without alpha, got ${channels} channels in ${called}.`,
  );
}

/** Undecoded bytes and what was read of them. */
export interface Undecoded {
  bytes: Uint8Array;
  /** What messages call them. */
  called: string;
  metadata: Metadata;
}

/** Reads an image's bytes and header. */
export async function undecoded(name: string, source: ImageSource): Promise<Undecoded> {
  const isFile = typeof source === 'string';
  const bytes = isFile ? await fileBytes(name, source) : source;
  const called = isFile ? source : `${source.length} bytes`;
  return { bytes, called, metadata: await imageHeader(name, bytes, called) };
}

/** Decodes an image as {@link decodeBytes} does. */
export async function decode(
  name: string,
  source: ImageSource,
  options: DecodeOptions = {},
): Promise<Raster> {
  return decodeBytes(name, await undecoded(name, source), options);
}

/**
 * Decodes to red, green and blue in sRGB: turned as EXIF says, alpha on white, grey and CMYK
 * converted, 16 bits kept as fractions of 255.
 */
export async function decodeBytes(
  name: string,
  { bytes, called, metadata }: Undecoded,
  { maxPixels = defaultMaxPixels, channels = 3 }: DecodeOptions = {},
): Promise<Raster> {
  checkPixels(name, metadata, maxPixels, called);
  checkDepth(name, metadata, called);
  checkChannels(name, metadata, called);
  const isDeep = metadata.depth !== 'uchar';
  const upright = sharp(bytes, {
    limitInputPixels: false,
    failOn: 'error',
    sequentialRead: true,
  }).autoOrient();
  const image = isDeep
    ? upright.toColourspace('rgb16').raw({ depth: 'ushort' })
    : upright.flatten({ background: '#ffffff' }).toColourspace('srgb').raw();
  const { data, info } = await image.toBuffer({ resolveWithObject: true }).catch((cause) => {
    throw new Error(
      `${name}: expected a whole image, got ${called}, which is broken or cut short (${messageOf(cause)}).`,
      { cause },
    );
  });
  const { width, height } = info;
  const raster = onWhite({ width, height, channels: info.channels, data: values(data, isDeep) });
  return channels === 1 ? greyOf(raster) : raster;
}

function values(data: Buffer, isDeep: boolean): Uint8Array | Float32Array {
  if (!isDeep) return data;
  const words = new Uint16Array(data.buffer, data.byteOffset, data.length / 2);
  return Float32Array.from(words, (word) => word / 257);
}

/** Lays what has alpha on white; sharp's own white is a level too dark in 16 bits. */
function onWhite(raster: Raster): Raster {
  const { width, height, channels, data } = raster;
  if (channels === 3) return raster;
  const colour = new Float32Array(width * height * 3);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const alpha = data[pixel * 4 + 3]! / 255;
    for (let channel = 0; channel < 3; channel++)
      colour[pixel * 3 + channel] = data[pixel * 4 + channel]! * alpha + 255 * (1 - alpha);
  }
  return { width, height, channels: 3, data: colour };
}

/** The last part of a path without its extension. */
export const stem = (file: string) => basename(file).replace(/\.[^.]*$/, '');
