import { type InferredArchitecture, nearestArchitecture } from './nearest-architecture.js';
import { TorchNames, type TorchShapes } from './torch-names.js';

/**
 * Tells from the names and shapes of PyTorch weights which of our networks they are of: the
 * generators and discriminators of CycleGAN, pix2pix and CUT, of any size.
 *
 * Names do not show dropout in a U-Net (taken as in pix2pix: with batch normalisation) nor whether a
 * network without scales has instance norms (taken) or none.
 *
 * @param weights what `choosePart` of `@ikat/weights` gives, or shapes alone
 * @throws RangeError that says what was seen, when the names and shapes are of none of them in full
 *
 * @example
 * ```ts
 * import { inferArchitecture, resnetGenerator, torchWeights } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 2, filters: 2, upsampling: 'blur', seed: 1 });
 * const { name, options } = inferArchitecture(await torchWeights(generator));
 * console.log(name, options.blocks, options.upsampling); // resnetGenerator 2 blur
 * ```
 */
export function inferArchitecture(weights: TorchShapes): InferredArchitecture {
  const names = new TorchNames(weights);
  const architecture = nearestArchitecture(names);
  if (architecture === undefined) doubtKind(names, Object.keys(weights));
  const [doubt] = names.doubts;
  if (architecture !== undefined && doubt === undefined) return architecture;
  throw new RangeError(
    `inferArchitecture: ${doubt}. Say which network it is, if it is one of ours.`,
  );
}

function doubtKind(names: TorchNames, seen: readonly string[]): void {
  const some = seen.slice(0, 4).map((key) => key.slice(0, 60));
  names.doubt(
    'the names of a ResNet (model.10.conv_block…), a U-Net (model.model.0…), a patch (model.0…) or a pixel discriminator (net.0…)',
    seen.length === 0 ? 'no weights' : `${some.join(', ')} (${seen.length} names)`,
  );
}
