import { type AdversarialLoss, l1, lsgan } from '@ikat/losses';
import { childSeed } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from './adam.js';
import { type AdversarialOptions, adversarialGame, penaltyDue } from './adversarial-game.js';
import { averageOf } from './average-of.js';
import { expectBatch, expectWeights } from './check.js';
import { defineStep } from './define-step.js';
import type { Ema } from './ema.js';
import { imagePool } from './image-pool.js';
import type { NetworkPass } from './network-pass.js';
import { networkVariables } from './network-variables.js';
import { type GraphContext, stepGraph } from './step-graph.js';
import type { TrainStep } from './train-step.js';
import type { UnpairedBatch } from './unpaired-batch.js';

export type CycleGanNetworks = {
  /** Pictures of a to pictures of b. */
  generatorAB: LayersModel;
  /** Pictures of b to pictures of a. */
  generatorBA: LayersModel;
  /** Judges pictures of a, the fakes of generatorBA among them. */
  discriminatorA: LayersModel;
  /** Judges pictures of b, the fakes of generatorAB among them. */
  discriminatorB: LayersModel;
};

export interface CycleGanStepOptions extends AdversarialOptions {
  /** How much a picture must come back the same. @default 10 */
  cycleWeight?: number | undefined;
  /** How much a picture that is of the style already must stay the same; 0 saves two passes. @default 5 */
  identityWeight?: number | undefined;
  /** Generated pictures that each discriminator remembers. @default 50 */
  poolSize?: number | undefined;
}

export type CycleGanLoss =
  | 'generatorAB'
  | 'generatorBA'
  | 'cycleA'
  | 'cycleB'
  | 'identityA'
  | 'identityB'
  | 'discriminatorA'
  | 'discriminatorB';

/** A step of a CycleGAN. With a penalty, `penaltyA` and `penaltyB` are among its losses too. */
export interface CycleGanStep extends TrainStep<UnpairedBatch, CycleGanLoss> {
  /** The running average of both generators, if `emaDecay` asks for one. */
  readonly average: Ema | undefined;
}

/**
 * CycleGAN: two generators there and back again, learned from pictures that are not paired.
 *
 * First one update of both generators against
 * `L_AB + L_BA + cycleWeight (||BA(AB(a)) - a||_1 + ||AB(BA(b)) - b||_1)
 * + identityWeight (||AB(b) - b||_1 + ||BA(a) - a||_1)`,
 * then one of both discriminators on real pictures and pooled fakes. All defaults are the
 * reference implementation's (least squares, 10, 5, pools of 50, Adam 2e-4 with 0.5 and 0.999);
 * its discriminators are named the other way round.
 *
 * @returns a step of batches `{ a, b }`, both `[b, h, w, c]`; its losses are unweighted
 * @see Zhu et al. 2017, sections 3 and 4
 *
 * @example
 * ```ts
 * import { patchDiscriminator, resnetGenerator } from '@ikat/models';
 * import { cycleGanStep } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const generator = (seed: number) => resnetGenerator({ filters: 2, blocks: 1, seed });
 * const discriminator = (seed: number) => patchDiscriminator({ filters: 2, layers: 1, seed });
 * const networks = {
 *   generatorAB: generator(1),
 *   generatorBA: generator(2),
 *   discriminatorA: discriminator(3),
 *   discriminatorB: discriminator(4),
 * };
 * const step = cycleGanStep(networks, { seed: 5 });
 * const { cycleA } = step({ a: tf.zeros([1, 8, 8, 3]), b: tf.ones([1, 8, 8, 3]) });
 * console.log(cycleA.shape); // []
 * step.dispose();
 * ```
 */
export function cycleGanStep(
  networks: CycleGanNetworks,
  options: CycleGanStepOptions = {},
): CycleGanStep {
  const { generatorAB, generatorBA } = networks;
  const { learningRate = 2e-4, discriminatorLearningRate = learningRate } = options;
  const { cycleWeight = 10, identityWeight = 5, seed = 0 } = options;
  const weights = { cycleWeight, identityWeight };
  expectWeights('cycleGanStep', weights);
  const settings = { ...options, ...weights, adversarial: options.adversarial ?? lsgan };
  const parts = partsOf(networks, options);
  const { generatorAdam, adamA, adamB, poolA, poolB, average } = parts;
  const { compile } = options;
  const generate = stepGraph({ name: 'generators', compile }, (batch: UnpairedBatch, context) =>
    updateGenerators(batch, { networks, settings, parts, context }),
  );
  const discriminate = stepGraph({ name: 'discriminators', compile }, (seen: Seen, context) =>
    updateDiscriminators(seen, { networks, settings, parts, context }),
  );
  const step = defineStep<UnpairedBatch, CycleGanLoss>(seed, parts, ({ a, b }, context) => {
    expectBatch('cycleGanStep: a', a, generatorAB);
    expectBatch('cycleGanStep: b', b, generatorBA);
    generatorAdam.learningRate = learningRate * context.rate;
    adamA.learningRate = discriminatorLearningRate * context.rate;
    adamB.learningRate = discriminatorLearningRate * context.rate;
    const { seed } = context;
    const generators = { seed, penalised: false, paced: [generatorAdam, average] };
    const { fakeA, fakeB, ...losses } = generate({ a, b }, generators);
    const pooled = { pooledA: poolA.query(fakeA), pooledB: poolB.query(fakeB) };
    const penalised = penaltyDue(options, context.step);
    const judged = discriminate({ a, b, ...pooled }, { seed, penalised, paced: [adamA, adamB] });
    return { ...losses, ...judged };
  });
  return Object.assign(step, { average });
}

/** The parts of a step that have a state. */
function partsOf(networks: CycleGanNetworks, options: CycleGanStepOptions) {
  const { generatorAB, generatorBA, discriminatorA, discriminatorB } = networks;
  const { poolSize: size = 50, seed = 0 } = options;
  return {
    generatorAdam: adam(networkVariables({ generatorAB, generatorBA }), options),
    // Two optimisers do exactly what one over both lists does.
    adamA: adam(networkVariables({ discriminatorA }), options),
    adamB: adam(networkVariables({ discriminatorB }), options),
    poolA: imagePool({ size, seed: childSeed(seed, 'pool a') }),
    poolB: imagePool({ size, seed: childSeed(seed, 'pool b') }),
    ...averageOf({ generatorAB, generatorBA }, options),
  };
}

interface Update {
  networks: CycleGanNetworks;
  settings: AdversarialOptions & {
    adversarial: AdversarialLoss;
    cycleWeight: number;
    identityWeight: number;
  };
  parts: ReturnType<typeof partsOf>;
  context: GraphContext;
}

/** One update of both generators; gives their losses and their pictures. */
function updateGenerators(
  batch: UnpairedBatch,
  { networks, settings, parts, context }: Update,
): Record<GeneratorLoss, tf.Scalar> & Record<'fakeA' | 'fakeB', tf.Tensor4D> {
  const gameA = adversarialGame(['a', networks.discriminatorA], settings, context);
  const gameB = adversarialGame(['b', networks.discriminatorB], settings, context);
  const { total, ...results } = context.minimize(parts.generatorAdam, () => {
    const { fakeA, fakeB, cycledA, cycledB } = translate(networks, batch, context.pass);
    const terms = {
      generatorAB: gameB.generator(fakeB, batch.b),
      generatorBA: gameA.generator(fakeA, batch.a),
      cycleA: l1(cycledA, batch.a),
      cycleB: l1(cycledB, batch.b),
      ...identities(networks, batch, settings.identityWeight > 0 ? context.pass : undefined),
    };
    return { ...terms, fakeA, fakeB, total: weigh(terms, settings) };
  });
  total.dispose();
  context.follow(parts.average);
  return results;
}

/** What the discriminators see: real pictures, and fakes from the pools. */
type Seen = Record<'a' | 'b' | 'pooledA' | 'pooledB', tf.Tensor4D>;

/** One update of each discriminator; gives their losses. */
function updateDiscriminators(
  { a, b, pooledA, pooledB }: Seen,
  { networks, settings, parts, context }: Update,
) {
  const gameA = adversarialGame(['a', networks.discriminatorA], settings, context);
  const gameB = adversarialGame(['b', networks.discriminatorB], settings, context);
  const lossA = gameA.update(parts.adamA, a, [pooledA]);
  const lossB = gameB.update(parts.adamB, b, [pooledB]);
  return {
    discriminatorA: lossA.loss,
    discriminatorB: lossB.loss,
    ...(lossA.penalty && { penaltyA: lossA.penalty }),
    ...(lossB.penalty && { penaltyB: lossB.penalty }),
  };
}

type GeneratorLoss = Exclude<CycleGanLoss, `discriminator${string}`>;

function translate(
  { generatorAB, generatorBA }: CycleGanNetworks,
  { a, b }: UnpairedBatch,
  pass: NetworkPass,
) {
  const fakeB = pass(generatorAB, a);
  const cycledA = pass(generatorBA, fakeB);
  const fakeA = pass(generatorBA, b);
  const cycledB = pass(generatorAB, fakeA);
  return { fakeA, fakeB, cycledA, cycledB };
}

function identities(
  { generatorAB, generatorBA }: CycleGanNetworks,
  { a, b }: UnpairedBatch,
  pass: NetworkPass | undefined,
) {
  if (!pass) return { identityA: tf.scalar(0), identityB: tf.scalar(0) };
  return { identityA: l1(pass(generatorBA, a), a), identityB: l1(pass(generatorAB, b), b) };
}

function weigh(
  terms: Record<GeneratorLoss, tf.Scalar>,
  { cycleWeight, identityWeight }: { cycleWeight: number; identityWeight: number },
): tf.Scalar {
  const game = tf.add(terms.generatorAB, terms.generatorBA);
  const cycle = tf.mul(tf.add(terms.cycleA, terms.cycleB), cycleWeight);
  const identity = tf.mul(tf.add(terms.identityA, terms.identityB), identityWeight);
  return tf.addN([game, cycle, identity]) as tf.Scalar;
}
