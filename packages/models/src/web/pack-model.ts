import type { LayersModel } from '@tensorflow/tfjs-layers';
import { zipSync } from 'fflate';
import { type ArtifactOptions, modelArtifacts } from '../artifacts.js';

/** The same model gives the same bytes; this is the least date that zip archives know. */
const mtime = new Date(1980, 0, 1);

/**
 * Packs the model folder of a model into one zip archive, for downloading. Unpacked it is the folder
 * that `loadModel` of `@ikat/models/node` reads; {@link openModel} reads it as it is.
 *
 * @param options what the card tells beyond the architecture, and the precision
 * @throws RangeError for a weight that half precision cannot hold
 *
 * @example
 * ```ts
 * import { resnetGenerator } from '@ikat/models';
 * import { openModel, packModel } from '@ikat/models/web';
 *
 * const file = await packModel(resnetGenerator({ blocks: 1, filters: 2, seed: 1 }));
 * const { model } = await openModel(file);
 * console.log(file.type, model.name); // application/zip resnetGenerator
 * ```
 */
export async function packModel(model: LayersModel, options: ArtifactOptions = {}): Promise<Blob> {
  const files = await modelArtifacts(model, options);
  const bytes = zipSync({
    'ikat.json': [files['ikat.json'], { mtime }],
    'model.json': [files['model.json'], { mtime }],
    // Weights are noise: packing them takes seconds and saves little.
    'weights.bin': [files['weights.bin'], { mtime, level: 0 }],
  });
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/zip' });
}
