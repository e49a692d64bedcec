import type { Raster } from '@ikat/data';
import { decodeImage } from '@ikat/data/web';
import { StudioError } from '../../rpc/fault.js';

/** Decodes a picture, made smaller if a side is longer than `side`; what is wrong gets its kind. */
export async function decode(picture: Blob, side = Number.POSITIVE_INFINITY): Promise<Raster> {
  try {
    const raster = await decodeImage(picture);
    const scale = side / Math.max(raster.width, raster.height);
    return scale < 1 ? await smaller(picture, raster, scale) : raster;
  } catch (cause) {
    const { message } = cause as Error;
    const kind = cause instanceof RangeError ? 'too-large' : 'not-an-image';
    throw new StudioError(kind, message, { cause });
  }
}

async function smaller(picture: Blob, { width, height }: Raster, scale: number): Promise<Raster> {
  const bitmap = await createImageBitmap(picture, {
    imageOrientation: 'from-image',
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'high',
  });
  return decodeImage(bitmap).finally(() => bitmap.close());
}

/** The size of a picture, after a look at all of it: what this gives, {@link decode} takes. */
export async function measurePicture(picture: Blob): Promise<{ width: number; height: number }> {
  const { width, height } = await decode(picture);
  return { width, height };
}
