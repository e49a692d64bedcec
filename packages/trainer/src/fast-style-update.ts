import { type AdversarialLoss, totalVariation } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Adam } from './adam.js';
import { type AdversarialOptions, adversarialGame } from './adversarial-game.js';
import type { FastStyleTargets } from './fast-style-targets.js';
import type { GraphContext } from './step-graph.js';
import { toneDistance } from './tone-distance.js';

/** The discriminator and what moves it. */
export interface FastStyleGame {
  discriminator: LayersModel;
  adam: Adam;
}

interface FastStyleUpdate {
  generator: LayersModel;
  generatorAdam: Adam;
  game: FastStyleGame | undefined;
  targets: FastStyleTargets;
  settings: AdversarialOptions & {
    adversarial: AdversarialLoss;
    styleWeight: number;
    toneWeight: number;
    paletteWeight: number;
    variationWeight: number;
    adversarialWeight: number;
  };
  context: GraphContext;
}

/** One update of the generator, then of the discriminator, if there is one; see `fastStyleStep`. */
export function fastStyleUpdate(
  { a, b, shift }: { a: tf.Tensor4D; b?: tf.Tensor4D; shift: tf.Tensor4D },
  { generator, generatorAdam, game, targets, settings, context }: FastStyleUpdate,
) {
  const { styleWeight, toneWeight, paletteWeight } = settings;
  const { variationWeight, adversarialWeight } = settings;
  const judge = game && b && adversarialGame(['style', game.discriminator], settings, context);
  const { fake, total, ...losses } = context.minimize(generatorAdam, () => {
    const fake = context.pass(generator, a);
    const { content, style, palette } = targets.distances({ made: fake, photos: a, shift });
    const [tone, variation] = [toneDistance(fake, a), totalVariation(fake)];
    const terms = [
      content,
      tf.mul(style, styleWeight),
      tf.mul(tone, toneWeight),
      tf.mul(palette, paletteWeight),
      tf.mul(variation, variationWeight),
    ];
    const judged = judge && { judged: judge.generator(fake, b!) };
    if (judged) terms.push(tf.mul(judged.judged, adversarialWeight));
    return {
      fake,
      content,
      style,
      tone,
      palette,
      variation,
      ...judged,
      total: tf.addN(terms) as tf.Scalar,
    };
  });
  total.dispose();
  if (!judge) return losses;
  const { loss, ...penalty } = judge.update(game!.adam, b!, [fake]);
  return { ...losses, discriminator: loss, ...penalty };
}
