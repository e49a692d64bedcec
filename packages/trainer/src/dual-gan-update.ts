import type { AdversarialLoss } from '@ikat/losses';
import { styleToTarget } from '@ikat/losses';
import * as tf from '@tensorflow/tfjs-core';
import type { Adam } from './adam.js';
import {
  type AdversarialGame,
  type AdversarialOptions,
  adversarialGame,
} from './adversarial-game.js';
import type { StepContext } from './define-step.js';
import type { DualGanLoss, DualGanNetworks } from './dual-gan-step.js';
import type { UnpairedBatch } from './unpaired-batch.js';

export type DualGanAdams = Record<keyof DualGanNetworks, Adam>;

interface DualGanUpdate {
  networks: DualGanNetworks;
  adams: DualGanAdams;
  settings: AdversarialOptions & {
    adversarial: AdversarialLoss;
    content: (generated: tf.Tensor4D, original: tf.Tensor4D) => tf.Scalar;
    styleWeight: number;
    contentWeight: number;
  };
  context: StepContext;
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
  phase: 'learning' | 'transfer',
  { a, b }: UnpairedBatch,
  { networks, adams, settings, context }: DualGanUpdate,
): Record<DualGanLoss, tf.Scalar> {
  const source = adversarialGame(['source', networks.sourceDiscriminator], settings, context);
  const target = adversarialGame(['target', networks.targetDiscriminator], settings, context);
  const { styleWeight, contentWeight } = settings;

  // G_target against its own discriminator
  const targetGenerator = adams.targetGenerator.minimize(() => {
    const fake = context.pass(networks.targetGenerator, a);
    return { fake, total: target.generator(fake, b) };
  });
  const targetFake = targetGenerator.fake;

  // G against the source's discriminator, then against the target's
  const { fake, judged, style, content } = adams.sourceGenerator.minimize(() => {
    const fake = context.pass(networks.sourceGenerator, a);
    const judged = phase === 'learning' ? source.generator(fake, a) : target.generator(fake, b);
    const style = styleToTarget(fake, targetFake);
    const content = settings.content(fake, a);
    const styled = phase === 'learning' ? judged : tf.add(judged, tf.mul(style, styleWeight));
    const total = tf.add(styled, tf.mul(content, contentWeight)) as tf.Scalar;
    return { fake, judged, style, content, total };
  });

  const discriminate = phase === 'learning' ? bothLearn : targetJudges;
  const losses = discriminate({ source, target, adams, a, fake, b, targetFake }, judged);
  return { ...losses, targetGenerator: targetGenerator.total, style, content };
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
