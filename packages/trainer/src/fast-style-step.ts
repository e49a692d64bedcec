import { type AdversarialLoss, lsgan } from '@ikat/losses';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from './adam.js';
import { type AdversarialOptions, penaltyDue } from './adversarial-game.js';
import { averageOf } from './average-of.js';
import { expectBatch, expectWeights } from './check.js';
import { defineStep } from './define-step.js';
import type { Ema } from './ema.js';
import { checkAim, drawShift, type FastStyleAim, fastStyleTargets } from './fast-style-targets.js';
import { type FastStyleGame, fastStyleUpdate } from './fast-style-update.js';
import { networkVariables } from './network-variables.js';
import { stepGraph } from './step-graph.js';
import type { TrainStep } from './train-step.js';

export type FastStyleNetworks = {
  /** Photographs to pictures of the style, of the same size. This is the result. */
  generator: LayersModel;
  /** Tells crops of the style's pictures from made ones; left out, there is no adversarial term. */
  discriminator?: LayersModel | undefined;
};

export interface FastStyleBatch {
  /** Photographs `[b, h, w, 3]`. */
  a: tf.Tensor4D;
  /** Crops of the style's pictures `[b, h, w, 3]`; only a discriminator looks at them. */
  b?: tf.Tensor4D | undefined;
}

/** Options of {@link fastStyleStep}; those of the adversarial term count only with a discriminator. */
export interface FastStyleStepOptions extends AdversarialOptions {
  /** Weight of the style against the content, which has the weight 1. @default 6 */
  styleWeight?: number | undefined;
  /** Weight of light staying light and dark dark, at an eighth of the size. @default 4 */
  toneWeight?: number | undefined;
  /** Weight of colours beyond those of the style. @default 20 */
  paletteWeight?: number | undefined;
  /** Weight of the total variation, against grain. @default 0.06 */
  variationWeight?: number | undefined;
  /** Weight of the discriminator's verdict. @default 0.1 */
  adversarialWeight?: number | undefined;
  /** The layers whose statistics make the style. @default activation_1 to activation_5 */
  styleLayers?: readonly string[] | undefined;
  /** The layer whose feature map is the content. @default activation_5 */
  contentLayer?: string | undefined;
  /** The two sides of the game, on raw scores. @default lsgan */
  adversarial?: AdversarialLoss | undefined;
}

export type FastStyleLoss = 'content' | 'style' | 'tone' | 'palette' | 'variation';

/** A step of a fast style. With a discriminator, `judged` and `discriminator` are among its losses. */
export interface FastStyleStep extends TrainStep<FastStyleBatch, FastStyleLoss> {
  /** The running average of the generator, if `emaDecay` asks for one. */
  readonly average: Ema | undefined;
}

const DEFAULTS = {
  styleWeight: 6,
  toneWeight: 4,
  paletteWeight: 20,
  variationWeight: 0.06,
  adversarialWeight: 0.1,
};

/**
 * A generator that paints any photograph in one style, in one pass: what `optimiseImage` reaches by
 * changing pixels, learned from many photographs.
 *
 * One update of the generator G against
 * `||F(G(x)) - F(x)||^2 / ||F(x)||^2 + styleWeight * mean over layers of
 * (||S - Ss||^2 / ||Ss||^2 + ||m - ms||^2 / ||ms||^2)
 * + toneWeight * E (z(l(G(x))) - z(l(x)))^2 + paletteWeight * R + variationWeight * TV(G(x))`:
 * F the feature map of the content layer, S and m the covariance and the mean of a style layer's
 * channels, of each picture by itself, l the luminance at an eighth of the size, and z brings it to mean 0
 * and variance 1: without it, a short training makes up the style's contrast in dark blobs. R is how far
 * colours leave the range of the style's. With a discriminator
 * `adversarialWeight * L_G(D(G(x)))` comes to it, and then D moves against crops of the style.
 *
 * The size of the style's pictures decides how large its strokes become: give them at the size that
 * a photograph is painted at. Several are averaged. Crops should show whole scenes, scaled down: a crop
 * of a plain sky lacks the contrast of a picture, and the network learns to make it up in dark blobs.
 *
 * @returns a step of batches `{ a }` (with a discriminator `{ a, b }`); its losses are unweighted
 * @throws RangeError when the aim or an option is not as described
 * @see Johnson et al. 2016; covariances for Gram matrices as in `optimiseImage`
 *
 * @example
 * ```ts
 * import { inception } from '@ikat/features';
 * import { resnetGenerator } from '@ikat/models';
 * import { fastStyleStep } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const generator = resnetGenerator({ filters: 2, blocks: 1, seed: 1 }); // 16 and 4, at least
 * const style = tf.randomUniform<tf.Rank.R4>([1, 24, 16, 3], -1, 1, 'float32', 2);
 * const features = await inception();
 * const layers = { styleLayers: ['activation_1'], contentLayer: 'activation_1' };
 * const step = fastStyleStep({ generator }, { style, features }, layers);
 * const losses = step({ a: tf.zeros([1, 16, 16, 3]) });
 * console.log(Object.keys(losses).join(' ')); // content style tone palette variation
 * step.dispose();
 * features.dispose();
 * ```
 */
export function fastStyleStep(
  networks: FastStyleNetworks,
  aim: FastStyleAim,
  options: FastStyleStepOptions = {},
): FastStyleStep {
  const settings = settingsOf(options);
  const { learningRate, discriminatorLearningRate } = settings;
  checkAim(aim, settings);
  const { generator, discriminator } = networks;
  const targets = fastStyleTargets(aim, settings);
  const generatorAdam = adam(networkVariables({ generator }), settings);
  const game: FastStyleGame | undefined = discriminator && {
    discriminator,
    adam: adam(networkVariables({ discriminator }), { ...options, beta1: options.beta1 ?? 0.5 }),
  };
  const { average } = averageOf({ generator }, options);
  const parts = {
    generatorAdam,
    ...(game && { discriminatorAdam: game.adam }),
    ...(average && { average }),
  };
  const graph = stepGraph(
    { name: 'fast style', compile: options.compile },
    (batch: { a: tf.Tensor4D; b?: tf.Tensor4D; shift: tf.Tensor4D }, context) => {
      const update = { generator, generatorAdam, game, targets, settings, context };
      const losses = fastStyleUpdate(batch, update);
      context.follow(average);
      return losses;
    },
  );
  const step = defineStep<FastStyleBatch, FastStyleLoss>(
    settings.seed,
    parts,
    ({ a, b }, { seed, step, rate }) => {
      expectBatch('fastStyleStep: a', a, generator);
      if (discriminator) expectBatch('fastStyleStep: b', b, discriminator);
      generatorAdam.learningRate = learningRate * rate;
      if (game) game.adam.learningRate = discriminatorLearningRate * rate;
      const penalised = discriminator !== undefined && penaltyDue(options, step);
      const judged = discriminator && b ? { b } : {};
      return graph(
        { a, ...judged, shift: drawShift(seed) },
        { seed, penalised, paced: Object.values(parts) },
      );
    },
  );
  const dispose = () => {
    for (const part of Object.values(parts)) part.dispose();
    targets.dispose();
  };
  return Object.assign(step, { average, dispose });
}

/** The options with their defaults; the optimiser's are those of Johnson et al. */
function settingsOf(options: FastStyleStepOptions) {
  const { learningRate = 1e-3, seed = 0 } = options;
  const weights = {
    styleWeight: options.styleWeight ?? DEFAULTS.styleWeight,
    toneWeight: options.toneWeight ?? DEFAULTS.toneWeight,
    paletteWeight: options.paletteWeight ?? DEFAULTS.paletteWeight,
    variationWeight: options.variationWeight ?? DEFAULTS.variationWeight,
    adversarialWeight: options.adversarialWeight ?? DEFAULTS.adversarialWeight,
  };
  expectWeights('fastStyleStep', weights);
  return {
    ...options,
    ...weights,
    learningRate,
    seed,
    beta1: options.beta1 ?? 0.9,
    discriminatorLearningRate: options.discriminatorLearningRate ?? 2e-4,
    adversarial: options.adversarial ?? lsgan,
    styleLayers: options.styleLayers ?? [1, 2, 3, 4, 5].map((i) => `activation_${i}`),
    contentLayer: options.contentLayer ?? 'activation_5',
  };
}
