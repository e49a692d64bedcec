import { imageData, readImage } from '@ikat/data/web';
import { inception } from '@ikat/features';
import { type ImagePreview, optimiseImage } from '@ikat/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { moved } from '../../rpc/moved.js';
import type { CallContext } from '../../rpc/serve.js';
import { startBackend } from '../backend.js';
import { decode } from './decode.js';
import { deviceMemory } from './device-memory.js';
import { guarded } from './guarded.js';
import type { Painting } from './stylise.js';

/** A picture, one that shows the style, and how to bring them together. */
export interface PaintLikeRequest {
  picture: Blob;
  style: Blob;
  /** The longest side of the result in pixels. */
  side: number;
  steps: number;
  styleWeight: number;
  styleScale: number;
}

/** What the picture looks like so far. */
export interface PaintLikeEvent {
  preview: ImageBitmap;
  step: number;
  steps: number;
}

// The style is measured at about the size of the result: more pixels would be thrown away.
const STYLE_SIDE = 1024;

/** Paints a picture in the style of another one by changing its pixels; stopping keeps what there is. */
export async function paintLike(
  { picture, style, side, ...settings }: PaintLikeRequest,
  { signal, emit }: CallContext<PaintLikeEvent>,
): Promise<Painting> {
  await startBackend();
  await Promise.all([decode(picture), decode(style)]);
  const started = performance.now();
  const bitmap = await guarded(async () => {
    const features = await inception();
    const images = await Promise.all([
      readImage(picture, { size: side, fit: 'within' }),
      readImage(style, { size: STYLE_SIDE, fit: 'within' }),
    ]);
    try {
      let last: ImageBitmap | undefined;
      for await (const preview of optimiseImage(...images, features, {
        ...settings,
        previewEvery: 2,
        signal,
      })) {
        last = await bitmapOf(preview);
        if (preview.last) continue;
        const { step, steps } = preview;
        emit(moved({ preview: last, step, steps }, [last]));
      }
      return last!;
    } finally {
      tf.dispose(images);
      features.dispose();
    }
  });
  const seconds = (performance.now() - started) / 1000;
  return moved({ bitmap, seconds, memory: deviceMemory() }, [bitmap]);
}

async function bitmapOf(preview: ImagePreview): Promise<ImageBitmap> {
  const image = preview.image();
  try {
    return await createImageBitmap(await imageData(image));
  } finally {
    image.dispose();
  }
}
