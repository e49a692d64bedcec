import { content as contentLoss, nonSaturating } from '@ikat/losses';
import type * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from './adam.js';
import { type AdversarialOptions, penaltyDue } from './adversarial-game.js';
import { averageOf } from './average-of.js';
import { blurredLuminance } from './blurred-luminance.js';
import { expectBatch, expectWeights } from './check.js';
import { defineStep } from './define-step.js';
import { type DualGanAdams, type DualGanPhase, dualGanUpdate } from './dual-gan-update.js';
import type { Ema } from './ema.js';
import { networkVariables } from './network-variables.js';
import { stepGraph } from './step-graph.js';
import type { TrainStep } from './train-step.js';
import type { UnpairedBatch } from './unpaired-batch.js';

export type DualGanNetworks = {
  /** G: learns the source style, then makes the transferred pictures. This is the result. */
  sourceGenerator: LayersModel;
  /** D_source: knows pictures of the source style. */
  sourceDiscriminator: LayersModel;
  /** G_target: pictures to pictures of the target style. */
  targetGenerator: LayersModel;
  /** D_target: knows pictures of the target style, and judges the transfer. */
  targetDiscriminator: LayersModel;
};

export interface DualGanStepOptions extends AdversarialOptions {
  /** Weight of `||G(x) - G_target(x)||^2` in the transfer. @default 5 */
  styleWeight?: number | undefined;
  /** Weight of G's content loss, in both phases. @default 20 */
  contentWeight?: number | undefined;
  /** Weight of G_target's content loss; 0 makes it the source's plain GAN. @default 1 */
  targetContentWeight?: number | undefined;
  /** Weight of `||G(x) - x||^2` while G learns the source style. @default 10 */
  reproductionWeight?: number | undefined;
  /**
   * `||F(x) - F(G(x))||^2` of (G(x), x): any loss of two images, such as `content(features)`.
   * @default content(blurredLuminance, { relative: false })
   */
  content?: ((generated: tf.Tensor4D, original: tf.Tensor4D) => tf.Scalar) | undefined;
  /** Steps in which both GANs learn their styles, before the transfer begins. @default 500 */
  learningSteps?: number | undefined;
}

export type DualGanLoss =
  | 'sourceGenerator'
  | 'sourceDiscriminator'
  | 'targetGenerator'
  | 'targetDiscriminator'
  | 'transfer'
  | 'reproduction'
  | 'style'
  | 'content';

/** A step of the two-GAN transfer. With a penalty, `sourcePenalty` and `targetPenalty` are among its losses. */
export interface DualGanStep extends TrainStep<UnpairedBatch, DualGanLoss> {
  /** The running average of the source generator, if `emaDecay` asks for one. */
  readonly average: Ema | undefined;
}

/**
 * The source's style transfer by two GANs: one learns the source style, one the target style; then
 * the source's generator makes the picture and the target's discriminator judges it.
 *
 * With x from the source pictures `a`, y from the target pictures `b`:
 *
 * 1. **Learning** (the first `learningSteps` steps).
 *    G against `-E log D_source(G(x)) + reproductionWeight E ||G(x) - x||^2 + contentWeight L_content`:
 *    it learns to reproduce pictures of the source style, of which x is its own best example.
 *    G_target against `-E log D_target(G_target(x)) + targetContentWeight L_content`: held to x more
 *    loosely than G, so that it goes further into the target style.
 *    D_source tells x from G(x), D_target tells y from G_target(x).
 * 2. **Transfer** (ever after).
 *    G against `-E log D_target(G(x)) + styleWeight L_style + contentWeight L_content`, with
 *    `L_style = E ||G(x) - G_target(x)||^2` (G_target is a constant here) and
 *    `L_content = E ||F(x) - F(G(x))||^2`. G_target goes on as before. D_target now tells y from
 *    G_target(x) and from G(x), half each. D_source rests.
 *
 * All losses are reported in both phases, also where they are not minimised: `transfer` is the target
 * discriminator's verdict on G(x), and in the second phase `reproduction`, `sourceGenerator` and
 * `sourceDiscriminator` say how far G(x) has left the source. They are unweighted means.
 *
 * @returns a step of batches `{ a, b }`, both `[b, h, w, c]`
 * @see the source, sections 3 and 4; `docs/two-gans.md` shows what each term does
 *
 * @example
 * ```ts
 * import { patchDiscriminator, resnetGenerator } from '@ikat/models';
 * import { dualGanStep } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const networks = {
 *   sourceGenerator: resnetGenerator({ filters: 2, blocks: 1, seed: 1 }),
 *   sourceDiscriminator: patchDiscriminator({ filters: 2, layers: 1, seed: 2 }),
 *   targetGenerator: resnetGenerator({ filters: 2, blocks: 1, seed: 3 }),
 *   targetDiscriminator: patchDiscriminator({ filters: 2, layers: 1, seed: 4 }),
 * };
 * const step = dualGanStep(networks, { learningSteps: 0, seed: 5 });
 * const { transfer } = step({ a: tf.zeros([1, 8, 8, 3]), b: tf.ones([1, 8, 8, 3]) });
 * console.log(transfer.shape); // []
 * step.dispose();
 * ```
 */
export function dualGanStep(
  networks: DualGanNetworks,
  options: DualGanStepOptions = {},
): DualGanStep {
  const { learningRate = 2e-4, discriminatorLearningRate = learningRate, seed = 0 } = options;
  const { learningSteps = 500 } = options;
  const weights = weightsOf(options);
  expectWeights('dualGanStep', { ...weights, learningSteps });
  const settings = {
    ...options,
    ...weights,
    adversarial: options.adversarial ?? nonSaturating,
    content: options.content ?? contentLoss(blurredLuminance, { relative: false }),
  };
  const adams = adamsOf(networks, options);
  const { average } = averageOf({ sourceGenerator: networks.sourceGenerator }, options);
  const graphOf = (phase: DualGanPhase) =>
    stepGraph({ name: phase, compile: options.compile }, (batch: UnpairedBatch, context) => {
      const losses = dualGanUpdate(phase, batch, { networks, adams, settings, context });
      context.follow(average);
      return losses;
    });
  const graphs = { learning: graphOf('learning'), transfer: graphOf('transfer') };
  const parts = { ...adams, ...(average && { average }) };
  const step = defineStep<UnpairedBatch, DualGanLoss>(seed, parts, ({ a, b }, context) => {
    expectBatch('dualGanStep: a', a, networks.sourceGenerator);
    expectBatch('dualGanStep: b', b, networks.targetDiscriminator);
    for (const generator of [adams.sourceGenerator, adams.targetGenerator]) {
      generator.learningRate = learningRate * context.rate;
    }
    for (const discriminator of [adams.sourceDiscriminator, adams.targetDiscriminator]) {
      discriminator.learningRate = discriminatorLearningRate * context.rate;
    }
    const phase = context.step < learningSteps ? 'learning' : 'transfer';
    const { sourceDiscriminator, ...moving } = adams; // it rests in the transfer
    const paced = Object.values({ average, ...(phase === 'learning' ? adams : moving) });
    const penalised = penaltyDue(options, context.step);
    return graphs[phase]({ a, b }, { seed: context.seed, penalised, paced });
  });
  return Object.assign(step, { average });
}

const weightsOf = ({
  styleWeight = 5,
  contentWeight = 20,
  targetContentWeight = 1,
  reproductionWeight = 10,
}: DualGanStepOptions) => ({ styleWeight, contentWeight, targetContentWeight, reproductionWeight });

const adamsOf = (networks: DualGanNetworks, options: DualGanStepOptions): DualGanAdams => {
  const of = (name: keyof DualGanNetworks) =>
    adam(networkVariables({ [name]: networks[name] }), options);
  return {
    sourceGenerator: of('sourceGenerator'),
    sourceDiscriminator: of('sourceDiscriminator'),
    targetGenerator: of('targetGenerator'),
    targetDiscriminator: of('targetDiscriminator'),
  };
};
