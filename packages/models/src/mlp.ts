import { childSeed } from '@ikat/random';
import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import { leakyRelu, relu, tanh, through } from './blocks.js';
import { checkRate, checkWhole } from './check.js';
import { DropoutLayer } from './layers/dropout-layer.js';
import { uniformInitializer } from './layers/initializers.js';

/** Options of {@link mlpGenerator}. */
export interface MlpGeneratorOptions {
  /** Length of the noise vectors. */
  noiseSize?: number | undefined;
  seed?: number | undefined;
}

/** Options of {@link mlpDiscriminator}. */
export interface MlpDiscriminatorOptions {
  /** Ends in a sigmoid, so that the score is a probability; then use the minimax loss. */
  sigmoid?: boolean | undefined;
  /** Part of the values that dropout sets to 0 after each hidden layer. */
  dropout?: number | undefined;
  seed?: number | undefined;
}

/** PyTorch's Linear with its own first weights, U(-1/sqrt(inputs), 1/sqrt(inputs)). */
function linear(name: string, inputs: number, units: number, seed: number): tfl.layers.Layer {
  const own = childSeed(seed, name);
  const bound = 1 / Math.sqrt(inputs);
  return tfl.layers.dense({
    name,
    units,
    kernelInitializer: uniformInitializer(own, 'kernel', bound),
    biasInitializer: uniformInitializer(own, 'bias', bound),
  });
}

/**
 * The generator of a plain GAN: noise in, images of 28 x 28 pixels out.
 *
 * 100-256-512-1024-784, ReLU between and tanh at the end; 1,486,352 parameters.
 *
 * @returns a model from `[b, noiseSize]` of N(0, 1) to `[b, 28, 28, 1]` in [-1, 1]
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { mlpGenerator } from '@ikat/models';
 *
 * const generator = mlpGenerator({ seed: 1 });
 * console.log(generator.countParams()); // 1486352
 * generator.dispose();
 * ```
 */
export function mlpGenerator({
  noiseSize = 100,
  seed = 0,
}: MlpGeneratorOptions = {}): tfl.LayersModel {
  checkWhole('mlpGenerator noiseSize', noiseSize, 1);
  const noise = tfl.input({ shape: [noiseSize], name: 'noise' });
  const image = through(noise, [
    linear('hidden1', noiseSize, 256, seed),
    relu('hidden1Relu'),
    linear('hidden2', 256, 512, seed),
    relu('hidden2Relu'),
    linear('hidden3', 512, 1024, seed),
    relu('hidden3Relu'),
    linear('image', 1024, 784, seed),
    tanh('imageTanh'),
    tfl.layers.reshape({ targetShape: [28, 28, 1], name: 'imageShape' }),
  ]);
  const options = { noiseSize, seed };
  return network({ name: 'mlpGenerator', options, sizeMultiple: 1, minimumSize: 1 }, noise, image);
}

/**
 * The discriminator of a plain GAN: images of 28 x 28 pixels in, one score each out.
 *
 * 784-1024-512-256-1, LeakyReLU 0.2 and dropout between; 1,460,225 parameters. The score is raw:
 * the losses and `judge` apply the sigmoid, which is numerically stable there.
 *
 * @returns a model from `[b, 28, 28, 1]` in [-1, 1] to scores `[b, 1]`
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { mlpDiscriminator } from '@ikat/models';
 *
 * const discriminator = mlpDiscriminator({ seed: 1 });
 * console.log(discriminator.countParams()); // 1460225
 * discriminator.dispose();
 * ```
 */
export function mlpDiscriminator({
  sigmoid = false,
  dropout = 0.3,
  seed = 0,
}: MlpDiscriminatorOptions = {}): tfl.LayersModel {
  checkRate('mlpDiscriminator dropout', dropout);
  const image = tfl.input({ shape: [28, 28, 1], name: 'image' });
  const hidden = (name: string, inputs: number, units: number) => [
    linear(name, inputs, units, seed),
    leakyRelu(`${name}Relu`),
    new DropoutLayer({
      name: `${name}Dropout`,
      rate: dropout,
      seed: childSeed(seed, `${name}Dropout`),
    }),
  ];
  const scores = through(image, [
    tfl.layers.reshape({ targetShape: [784], name: 'pixels' }),
    ...hidden('hidden1', 784, 1024),
    ...hidden('hidden2', 1024, 512),
    ...hidden('hidden3', 512, 256),
    linear('scores', 256, 1, seed),
    ...(sigmoid ? [tfl.layers.activation({ activation: 'sigmoid', name: 'probability' })] : []),
  ]);
  const options = { sigmoid, dropout, seed };
  const size = { sizeMultiple: 28, minimumSize: 28 };
  return network({ name: 'mlpDiscriminator', options, ...size }, image, scores);
}
