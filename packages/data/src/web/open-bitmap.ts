import { type DecodeOptions, defaultMaxPixels } from '../image-options.js';

/** What a browser can take an image from; a text is a URL. */
export type WebImageSource =
  | string
  | Blob
  | HTMLImageElement
  | HTMLVideoElement
  | HTMLCanvasElement
  | OffscreenCanvas
  | ImageBitmap
  | ImageData
  | VideoFrame;

/** What decoding in a browser takes. */
export interface WebDecodeOptions extends DecodeOptions {
  /** Ends the download of a URL. */
  signal?: AbortSignal | undefined;
}

/** Most pixels a side that every browser draws. */
const longestSide = 16384;

/** Decodes to a bitmap, turned as EXIF says; the caller closes it. */
export async function openBitmap(
  name: string,
  source: WebImageSource,
  { maxPixels = defaultMaxPixels, signal }: WebDecodeOptions,
): Promise<ImageBitmap> {
  const called = nameOf(source);
  const image = typeof source === 'string' ? await download(name, source, signal) : source;
  await ready(name, image, called);
  const bitmap = await createImageBitmap(image, { imageOrientation: 'from-image' }).catch(
    (cause: Error) => {
      throw unreadable(name, called, cause);
    },
  );
  try {
    checkSides(name, bitmap, { maxPixels, called });
    return bitmap;
  } catch (error) {
    bitmap.close();
    throw error;
  }
}

function nameOf(source: WebImageSource): string {
  if (typeof source === 'string') return source.startsWith('data:') ? 'a data URL' : source;
  if (typeof File !== 'undefined' && source instanceof File) return source.name;
  if (source instanceof Blob) return `${source.size} bytes of ${source.type || 'unknown type'}`;
  return source?.constructor?.name ?? typeof source;
}

async function download(name: string, url: string, signal?: AbortSignal): Promise<Blob> {
  const response = await fetch(url, signal ? { signal } : {}).catch((cause: Error) => {
    if (signal?.aborted) throw cause;
    throw new Error(
      `${name}: expected an image at ${url}, got none: there is no such server, or it does not let other sites read (CORS). Save the image and give the file.`,
      { cause },
    );
  });
  if (response.ok) return response.blob();
  throw new Error(`${name}: expected an image at ${url}, got status ${response.status}.`);
}

/** Waits for an element's pixels; a video has to have come so far by itself. */
async function ready(
  name: string,
  image: Exclude<WebImageSource, string>,
  called: string,
): Promise<void> {
  if (typeof HTMLImageElement !== 'undefined' && image instanceof HTMLImageElement) {
    await image.decode().catch((cause: Error) => {
      throw unreadable(name, image.currentSrc || called, cause);
    });
  }
  const isVideo = typeof HTMLVideoElement !== 'undefined' && image instanceof HTMLVideoElement;
  if (isVideo && image.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
    throw new Error(
      `${name}: expected a video with a frame to show, got one that has not loaded. Wait for its loadeddata event.`,
    );
  }
}

function unreadable(name: string, called: string, cause: Error): Error {
  if (cause.name === 'SecurityError') return foreign(name, called, cause);
  if (cause instanceof TypeError)
    return new TypeError(
      `${name}: expected a file, a URL, an element, a bitmap, pixels or a frame of film, got ${called}.`,
      { cause },
    );
  return new Error(
    `${name}: expected an image that this browser reads (JPEG, PNG, WebP, AVIF, GIF, BMP), got ${called}, which is none, is broken or cut short, or is empty or too large.`,
    { cause },
  );
}

/** The error about pixels of another site, which a page may show but not read. */
export function foreign(name: string, called: string, cause: unknown): Error {
  return new Error(
    `${name}: expected an image whose pixels this page may read, got ${called} of another site. Load it with crossorigin="anonymous" from a server that allows it, or give the file.`,
    { cause },
  );
}

function checkSides(
  name: string,
  { width, height }: ImageBitmap,
  { maxPixels, called }: { maxPixels: number; called: string },
): void {
  if (width * height > maxPixels)
    throw new RangeError(
      `${name}: expected an image of at most ${maxPixels} pixels, got ${called} of ${width} x ${height}. Scale it down first, or raise maxPixels.`,
    );
  if (Math.max(width, height) > longestSide)
    throw new RangeError(
      `${name}: expected at most ${longestSide} pixels a side, which is what browsers draw, got ${called} of ${width} x ${height}. Scale it down first.`,
    );
}
