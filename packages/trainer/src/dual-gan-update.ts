import type { AdversarialLoss } from '@ikat/losses';
import { l2, styleToTarget } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';
import type { Adam } from './adam.js';
import {
  type AdversarialGame,
  type AdversarialOptions,
  adversarialGame,
} from './adversarial-game.js';
import type { DualGanLoss, DualGanNetworks } from './dual-gan-step.js';
import type { GraphContext } from './step-graph.js';
import type { UnpairedBatch } from './unpaired-batch.js';

export type DualGanPhase = 'learning' | 'transfer';

export type DualGanAdams = Record<keyof DualGanNetworks, Adam>;

interface DualGanUpdate {
  networks: DualGanNetworks;
  adams: DualGanAdams;
  settings: AdversarialOptions & {
    adversarial: AdversarialLoss;
    content: (generated: tf.Tensor4D, original: tf.Tensor4D) => tf.Scalar;
    styleWeight: number;
    contentWeight: number;
    targetContentWeight: number;
    reproductionWeight: number;
  };
  context: GraphContext;
}

interface Round {
  source: AdversarialGame;
  target: AdversarialGame;
  adams: DualGanAdams;
  /** x, G(x), y and G_target(x). */
  a: tf.Tensor4D;
  fake: tf.Tensor4D;
  b: tf.Tensor4D;
  targetFake: tf.Tensor4D;
}

/** One update of the four networks; see `dualGanStep` for what each minimises in which phase. */
export function dualGanUpdate(
  phase: DualGanPhase,
  { a, b }: UnpairedBatch,
  { networks, adams, settings, context }: DualGanUpdate,
): Record<DualGanLoss, tf.Scalar> {
  const source = adversarialGame(['source', networks.sourceDiscriminator], settings, context);
  const target = adversarialGame(['target', networks.targetDiscriminator], settings, context);
  const { styleWeight, contentWeight, targetContentWeight, reproductionWeight } = settings;

  // G_target against its own discriminator
  const { fake: targetFake, judged: targetJudged } = context.minimize(adams.targetGenerator, () => {
    const fake = context.pass(networks.targetGenerator, a);
    const judged = target.generator(fake, b);
    const held = tf.mul(settings.content(fake, a), targetContentWeight);
    return { fake, judged, total: tf.add(judged, held) as tf.Scalar };
  });

  // G against the source's discriminator, then against the target's
  const { fake, judged, ...terms } = context.minimize(adams.sourceGenerator, () => {
    const fake = context.pass(networks.sourceGenerator, a);
    const judged = phase === 'learning' ? source.generator(fake, a) : target.generator(fake, b);
    const reproduction = l2(fake, a);
    const style = styleToTarget(fake, targetFake);
    const content = settings.content(fake, a);
    const drawn =
      phase === 'learning' ? tf.mul(reproduction, reproductionWeight) : tf.mul(style, styleWeight);
    const total = tf.addN([judged, drawn, tf.mul(content, contentWeight)]) as tf.Scalar;
    return { fake, judged, reproduction, style, content, total };
  });

  const discriminate = phase === 'learning' ? bothLearn : targetJudges;
  const losses = discriminate({ source, target, adams, a, fake, b, targetFake }, judged);
  const { reproduction, style, content } = terms;
  return { ...losses, targetGenerator: targetJudged, reproduction, style, content };
}

/** D_source tells x from G(x), D_target tells y from G_target(x). */
function bothLearn({ source, target, adams, a, fake, b, targetFake }: Round, judged: tf.Scalar) {
  const transfer = target.generator(fake, b); // only looked at
  const sourceJudge = source.update(adams.sourceDiscriminator, a, [fake]);
  const targetJudge = target.update(adams.targetDiscriminator, b, [targetFake]);
  return {
    transfer,
    sourceGenerator: judged,
    sourceDiscriminator: sourceJudge.loss,
    targetDiscriminator: targetJudge.loss,
    ...(sourceJudge.penalty && { sourcePenalty: sourceJudge.penalty }),
    ...(targetJudge.penalty && { targetPenalty: targetJudge.penalty }),
  };
}

/** D_target tells y from both generators' pictures; D_source rests and is only looked at. */
function targetJudges({ source, target, adams, a, fake, b, targetFake }: Round, judged: tf.Scalar) {
  const left = source.measure(a, fake);
  const targetJudge = target.update(adams.targetDiscriminator, b, [targetFake, fake]);
  return {
    transfer: judged,
    sourceGenerator: left.generator,
    sourceDiscriminator: left.discriminator,
    targetDiscriminator: targetJudge.loss,
    ...(targetJudge.penalty && { targetPenalty: targetJudge.penalty }),
  };
}
