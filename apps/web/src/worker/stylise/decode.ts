import type { Raster } from '@ikat/data';
import { decodeImage } from '@ikat/data/web';
import { StudioError } from '../../rpc/fault.js';

/** Decodes a picture; what is wrong with it gets its kind. */
export async function decode(picture: Blob): Promise<Raster> {
  try {
    return await decodeImage(picture);
  } catch (cause) {
    const { message } = cause as Error;
    const kind = cause instanceof RangeError ? 'too-large' : 'not-an-image';
    throw new StudioError(kind, message, { cause });
  }
}

/** The size of a picture, after a look at all of it: what this gives, {@link decode} takes. */
export async function measurePicture(picture: Blob): Promise<{ width: number; height: number }> {
  const { width, height } = await decode(picture);
  return { width, height };
}
