import * as tfl from '@tensorflow/tfjs-layers';
import { registerLayers } from './layers/register-layers.js';

/** What a network is: enough to build it again and to feed it. Plain JSON. */
export interface Architecture {
  /** The factory's name, for example `resnetGenerator`; `custom` for a network of your own. */
  name: string;
  /** Every option of the factory, defaults filled in. */
  options: Record<string, string | number | boolean>;
  /** Height and width must be multiples of this number of pixels. */
  sizeMultiple: number;
  /** Least height and width in pixels. */
  minimumSize: number;
}

/** Builds the model of an architecture between two symbolic tensors. */
export function network(
  architecture: Architecture,
  inputs: tfl.SymbolicTensor,
  outputs: tfl.SymbolicTensor,
): tfl.LayersModel {
  registerLayers();
  const model = tfl.model({ inputs, outputs, name: architecture.name });
  model.setUserDefinedMetadata({ ikat: architecture });
  return model;
}

/**
 * Tells what architecture a model has; it travels in the model's metadata, so also in its files.
 *
 * A model that our factories did not build is `custom`, with size multiple 1.
 *
 * @example
 * ```ts
 * import { architectureOf, resnetGenerator } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 1, filters: 2 });
 * console.log(architectureOf(generator).sizeMultiple); // 4
 * generator.dispose();
 * ```
 */
export function architectureOf(model: tfl.LayersModel): Architecture {
  const metadata = model.getUserDefinedMetadata() as { ikat?: Architecture } | undefined;
  return metadata?.ikat ?? { name: 'custom', options: {}, sizeMultiple: 1, minimumSize: 1 };
}
