import { imageData } from '@ikat/data/web';
import { stylizeTiles } from '@ikat/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { moved } from '../../rpc/moved.js';
import type { CallContext } from '../../rpc/serve.js';
import { decode } from './decode.js';
import { deviceMemory } from './device-memory.js';
import { guarded } from './guarded.js';
import { type LoadProgress, type ModelSource, withSource } from './model-source.js';
import { place, tiledRaster } from './raster-tiles.js';

/** A picture, and the model to paint it with. */
export interface StyliseRequest {
  picture: Blob;
  model: ModelSource;
  /** The longest side of the result; larger pictures are made smaller before. */
  side?: number | undefined;
}

/** What comes on the way: bytes of the model, then painted parts of the picture. */
export type StyliseEvent =
  | { kind: 'loading'; progress: LoadProgress }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'share'; share: number }
  | { kind: 'tile'; tile: ImageBitmap; top: number; left: number };

/** A painted picture, as large as the original or as was asked for. */
export interface Painting {
  bitmap: ImageBitmap;
  /** How long it took, loading not counted. */
  seconds: number;
  /** Bytes that the backend took. */
  memory: number;
}

/** Paints a picture of any size with a model, tile by tile. */
export async function stylise(
  request: StyliseRequest,
  context: CallContext<StyliseEvent>,
): Promise<Painting> {
  const { signal, emit } = context;
  const onProgress = (progress: LoadProgress) => emit({ kind: 'loading', progress });
  const options = { onProgress, signal };
  return withSource(request.model, ({ model }) => paint(model, request, context), options);
}

async function paint(
  model: LayersModel,
  { picture, side }: StyliseRequest,
  { signal, emit }: CallContext<StyliseEvent>,
): Promise<Painting> {
  const raster = await decode(picture, side);
  emit({ kind: 'size', width: raster.width, height: raster.height });
  const started = performance.now();
  const pixels = new ImageData(raster.width, raster.height);
  await guarded(async () => {
    const onProgress = (share: number) => emit({ kind: 'share', share });
    const options = { onProgress, signal };
    for await (const { image, top, left } of stylizeTiles(model, tiledRaster(raster), options)) {
      const painted = await imageData(image).finally(() => image.dispose());
      place(pixels, painted, { top, left });
      const tile = await createImageBitmap(painted);
      emit(moved({ kind: 'tile', tile, top, left }, [tile]));
    }
  });
  const bitmap = await createImageBitmap(pixels);
  const seconds = (performance.now() - started) / 1000;
  return moved({ bitmap, seconds, memory: deviceMemory() }, [bitmap]);
}
