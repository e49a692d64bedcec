import type { AdversarialLoss } from '@ikat/losses';
import { childKey, type DrawKey } from '@ikat/ops';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Adam, AdamOptions } from './adam.js';
import type { Compile, GraphContext } from './step-graph.js';

/**
 * Changes images by a seed, differentiably, before a discriminator sees them. The seed is a key whose
 * seed is a tensor: give it to `diffAugment`, or to `seededUniform` of `@ikat/ops`.
 */
export type Augmentation = (images: tf.Tensor4D, seed: DrawKey) => tf.Tensor4D;

/** What a penalty may look at: the images as the discriminator got them, and a seed of its own. */
export interface PenaltyImages {
  real: tf.Tensor4D;
  fake: tf.Tensor4D;
  seed: DrawKey;
}

/** A regulariser of a discriminator, for example `(critic, { real }) => r1(critic, real)`. */
export type DiscriminatorPenalty = (
  discriminator: (images: tf.Tensor4D) => tf.Tensor,
  images: PenaltyImages,
) => tf.Scalar;

/** What all adversarial steps have in common. */
export interface AdversarialOptions extends AdamOptions {
  /** The two sides of the game, on raw scores. */
  adversarial?: AdversarialLoss | undefined;
  /** The discriminators' learning rate. @default learningRate */
  discriminatorLearningRate?: number | undefined;
  /** Applied to real and fake images wherever a discriminator judges (DiffAugment). */
  augment?: Augmentation | undefined;
  /** Added to a discriminator's loss; its value is reported as `penalty`. */
  penalty?: DiscriminatorPenalty | undefined;
  /** Only every so many steps, then that many times as strong (lazy regularisation). @default 1 */
  penaltyEvery?: number | undefined;
  /** Decay of the running average of the generators' weights; 0 keeps none. @default 0 */
  emaDecay?: number | undefined;
  /** Everything drawn follows from it. @default 0 */
  seed?: number | undefined;
  /**
   * Compiles the tensor work of a step: `compileStep` of `@ikat/backend-onnx`. Losses, penalties and
   * augmentations of your own must then do the same in every step, and draw from their seed only.
   * @default runs it as it is
   */
  compile?: Compile | undefined;
}

/** Whether a step adds its penalty. */
export const penaltyDue = (
  { penalty, penaltyEvery = 1 }: AdversarialOptions,
  step: number,
): boolean => penalty !== undefined && step % penaltyEvery === 0;

/** One discriminator in one step: it judges for a generator, and it learns. */
export interface AdversarialGame {
  /** What a generator minimises: its images are to be taken for real. */
  generator(fake: tf.Tensor4D, real: tf.Tensor4D): tf.Scalar;
  /** Both sides' losses as they are, to be looked at. */
  measure(real: tf.Tensor4D, fake: tf.Tensor4D): { generator: tf.Scalar; discriminator: tf.Scalar };
  /** One update of the discriminator against one or more batches of fakes, constants to it. */
  update(adam: Adam, real: tf.Tensor4D, fakes: readonly tf.Tensor4D[]): DiscriminatorLosses;
}

export interface DiscriminatorLosses {
  loss: tf.Scalar;
  penalty?: tf.Scalar;
}

/** The game against one named discriminator in one graph. */
export function adversarialGame(
  [name, discriminator]: [string, LayersModel],
  options: AdversarialOptions & { adversarial: AdversarialLoss },
  { key, pass, penalised, minimize }: GraphContext,
): AdversarialGame {
  const { adversarial, augment, penalty, penaltyEvery = 1 } = options;
  let views = 0;
  const view = (images: tf.Tensor4D) =>
    augment?.(images, childKey(key, `${name} view ${views++}`)) ?? images;
  const scores = (images: tf.Tensor4D) => pass(discriminator, images);
  const relativistic = adversarial.generator.length > 1; // asks for the real scores too
  return {
    generator(fake, real) {
      const judged = scores(view(fake));
      return adversarial.generator(judged, relativistic ? scores(view(real)) : undefined);
    },
    measure(real, fake) {
      const [realScores, fakeScores] = [scores(view(real)), scores(view(fake))];
      return {
        generator: adversarial.generator(fakeScores, realScores),
        discriminator: adversarial.discriminator(realScores, fakeScores),
      };
    },
    update(adam, real, fakes) {
      const realView = view(real);
      const fakeViews = fakes.map(view);
      const images = {
        real: realView,
        fake: fakeViews[0]!,
        seed: childKey(key, `${name} penalty`),
      };
      const { total, ...losses } = minimize(adam, () => {
        const realScores = scores(realView);
        const loss = mean(fakeViews.map((x) => adversarial.discriminator(realScores, scores(x))));
        if (!penalty || !penalised) return { loss, total: loss };
        const term = penalty(scores, images);
        return {
          loss,
          penalty: term,
          total: tf.add(loss, tf.mul(term, penaltyEvery)) as tf.Scalar,
        };
      });
      total.dispose();
      return losses;
    },
  };
}

const mean = (terms: tf.Scalar[]) =>
  (terms.length === 1 ? terms[0]! : tf.div(tf.addN(terms), terms.length)) as tf.Scalar;
