import type { WeightMap } from '@ikat/weights';
import type * as tfl from '@tensorflow/tfjs-layers';
import { type ArchitectureChoice, architectureOfWeights } from './architecture-of-weights.js';
import { dcganDiscriminator, dcganGenerator } from './dcgan.js';
import { loadWeights } from './load-weights.js';
import { mlpDiscriminator, mlpGenerator } from './mlp.js';
import { patchDiscriminator } from './patch-discriminator.js';
import { pixelDiscriminator } from './pixel-discriminator.js';
import { resnetGenerator } from './resnet-generator.js';
import { unetGenerator } from './unet-generator.js';

type Factory = (options: never) => tfl.LayersModel;

const factories: Readonly<Record<string, Factory>> = {
  dcganDiscriminator,
  dcganGenerator,
  mlpDiscriminator,
  mlpGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
  unetGenerator,
};

/**
 * Builds the network that PyTorch weights are of and gives it these weights.
 *
 * @param weights what `choosePart` of `@ikat/weights` gives
 * @param architecture which network it is; names and shapes tell what you do not say of it
 * @returns a model, yours to dispose
 * @throws RangeError when the network cannot be told; or that counts and lists what is missing,
 *   unexpected or of another shape than in the network that comes nearest
 *
 * @example
 * ```ts
 * import { modelFromWeights, pixelDiscriminator, torchWeights } from '@ikat/models';
 *
 * const weights = await torchWeights(pixelDiscriminator({ filters: 2, seed: 1 }));
 * const model = modelFromWeights(weights); // or choosePart(readWeights(bytes).parts)
 * console.log(model.name, model.countParams()); // pixelDiscriminator 25
 * model.dispose();
 * ```
 */
export function modelFromWeights(
  weights: WeightMap,
  architecture?: ArchitectureChoice,
): tfl.LayersModel {
  const { name, options = {} } = architectureOfWeights(weights, architecture);
  if (!Object.hasOwn(factories, name)) {
    throw new RangeError(
      `modelFromWeights: expected one of ${Object.keys(factories).join(', ')}, got ${name}.`,
    );
  }
  const model = factories[name]!(options as never);
  try {
    loadWeights(model, weights);
    return model;
  } catch (error) {
    model.dispose();
    throw error;
  }
}
