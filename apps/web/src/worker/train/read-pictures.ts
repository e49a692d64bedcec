import { frame, resizeTo } from '@ikat/data';
import { decodeImage } from '@ikat/data/web';
import type { CallContext } from '../../rpc/serve.js';
import type { Picture } from './settings.js';

/** How one of the dropped files was read. */
export type PictureRead =
  | { file: number; picture: Picture }
  | { file: number; name: string; reason: string };

/** The side that `resizeAndCrop` scales to for the largest training size, 64. */
const SIDE = 72;

/**
 * Reads files as pictures to learn from, one after the other: scaled once to what training needs, so
 * that hundreds of photographs fit into memory and into what the browser keeps.
 */
export async function readPictures(
  { files }: { files: File[] },
  { signal, emit }: CallContext<PictureRead>,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (signal.aborted) return;
    emit(await readOne(file, index));
  }
}

async function readOne(file: File, index: number): Promise<PictureRead> {
  try {
    const whole = await decodeImage(file);
    const { width, height, channels, data } = frame(whole, resizeTo(SIDE));
    // Levels are whole numbers: a quarter of the room that floats take.
    const pixels = { width, height, channels, data: Uint8Array.from(data, Math.round) };
    return {
      file: index,
      picture: { name: file.name, ratio: whole.width / whole.height, pixels },
    };
  } catch (error) {
    return { file: index, name: file.name, reason: (error as Error).message };
  }
}
