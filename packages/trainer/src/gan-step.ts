import { nonSaturating } from '@ikat/losses';
import { childSeed, randomSource } from '@ikat/random';
import * as tf from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { adam } from './adam.js';
import { type AdversarialOptions, adversarialGame, penaltyDue } from './adversarial-game.js';
import { averageOf } from './average-of.js';
import { expectBatch } from './check.js';
import { defineStep } from './define-step.js';
import type { Ema } from './ema.js';
import { networkVariables } from './network-variables.js';
import { stepGraph } from './step-graph.js';
import type { TrainStep } from './train-step.js';

export type GanNetworks = {
  /** Noise `[b, n]` (or any other fixed shape) to images. */
  generator: LayersModel;
  /** Images to raw scores. */
  discriminator: LayersModel;
};

export type GanLoss = 'generator' | 'discriminator';

export type GanStepOptions = AdversarialOptions;

/**
 * A step of one GAN. With a penalty, `penalty` is among its losses too; with batches of two or more
 * `diversity`, how much the made pictures differ beside the real ones: 1 is as much, 0 not at all.
 */
export interface GanStep extends TrainStep<tf.Tensor4D, GanLoss> {
  /** The running average of the generator, if `emaDecay` asks for one. */
  readonly average: Ema | undefined;
}

/**
 * The essay's GAN: a generator of images from noise, and the discriminator that judges them.
 *
 * One step is steps 2 to 5 of the essay: noise is drawn once and generated once, the generator
 * moves against `L_G = -E log D(G(z))`, then the discriminator, on the same pictures, against
 * `L_D = -E log D(x) - E log(1 - D(G(z)))`. The size of the noise is read from the generator.
 *
 * @throws RangeError when the generator's input has no fixed size, or an option is out of range
 * @returns a step of batches `[b, h, w, c]`; its losses are `generator` and `discriminator`
 * @see Goodfellow et al. 2014, algorithm 1
 *
 * @example
 * ```ts
 * import { mlpDiscriminator, mlpGenerator } from '@ikat/models';
 * import { ganStep } from '@ikat/trainer';
 * import * as tf from '@tensorflow/tfjs-core';
 *
 * const networks = { generator: mlpGenerator(), discriminator: mlpDiscriminator() };
 * const step = ganStep(networks, { seed: 1 });
 * const losses = step(tf.zeros([2, 28, 28, 1]));
 * console.log(Object.keys(losses).join(' ')); // generator discriminator diversity
 * step.dispose();
 * ```
 */
export function ganStep(networks: GanNetworks, options: GanStepOptions = {}): GanStep {
  const { generator, discriminator } = networks;
  expectFixed(generator);
  const { seed = 0, learningRate = 2e-4, discriminatorLearningRate = learningRate } = options;
  const settings = { ...options, adversarial: options.adversarial ?? nonSaturating };
  const generatorAdam = adam(networkVariables({ generator }), options);
  const discriminatorAdam = adam(networkVariables({ discriminator }), options);
  const { average } = averageOf({ generator }, options);
  const parts = { generatorAdam, discriminatorAdam, ...(average && { average }) };
  const graph = stepGraph(
    { name: 'gan', compile: options.compile },
    ({ real, noise }: { real: tf.Tensor4D; noise: tf.Tensor }, context) => {
      const game = adversarialGame(['discriminator', discriminator], settings, context);
      const { fake, total } = context.minimize(generatorAdam, () => {
        const fake = context.pass(generator, noise);
        return { fake, total: game.generator(fake, real) };
      });
      const { loss, ...penalty } = game.update(discriminatorAdam, real, [fake]);
      context.follow(average);
      const measured = real.shape[0] > 1 ? { diversity: diversity(fake, real) } : {};
      return { generator: total, discriminator: loss, ...measured, ...penalty };
    },
  );
  const step = defineStep<tf.Tensor4D, GanLoss>(seed, parts, (real, { seed, step, rate }) => {
    expectBatch('ganStep', real, discriminator);
    generatorAdam.learningRate = learningRate * rate;
    discriminatorAdam.learningRate = discriminatorLearningRate * rate;
    const noise = drawNoise(generator, real.shape[0], seed);
    const penalised = penaltyDue(options, step);
    return graph({ real, noise }, { seed, penalised, paced: Object.values(parts) });
  });
  return Object.assign(step, { average });
}

/** E std(fake) / E std(real): deviations over the batch, means over pixels and channels. */
function diversity(fake: tf.Tensor4D, real: tf.Tensor4D): tf.Scalar {
  const spread = (images: tf.Tensor4D) => {
    const centred = tf.sub(images, tf.mean(images, 0));
    return tf.mean(tf.sqrt(tf.mean(tf.square(centred), 0)));
  };
  return tf.div(spread(fake), tf.maximum(spread(real), 1e-6)) as tf.Scalar;
}

function expectFixed(generator: LayersModel): void {
  const shape = generator.inputs[0]!.shape.slice(1);
  if (shape.every((size) => size !== null)) return;
  const text = ['any', ...shape.map((size) => size ?? 'any')].join();
  throw new RangeError(
    `ganStep: expected a generator whose input has a fixed size, got one of [${text}]. Give one that takes noise: mlpGenerator or dcganGenerator.`,
  );
}

function drawNoise(generator: LayersModel, batch: number, seed: number): tf.Tensor {
  const shape = [batch, ...generator.inputs[0]!.shape.slice(1)] as number[];
  const values = randomSource(childSeed(seed, 'noise')).normals(tf.util.sizeFromShape(shape));
  return tf.tensor(values, shape);
}
