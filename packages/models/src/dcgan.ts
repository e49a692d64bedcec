import { childSeed } from '@ikat/random';
import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import {
  conv,
  hasBias,
  leakyRelu,
  type Normalisation,
  norm,
  relu,
  tanh,
  through,
} from './blocks.js';
import { checkWhole, checkWord, normalisations } from './check.js';
import { ConvTransposeLayer } from './layers/conv-transpose-layer.js';

/** Options of {@link dcganDiscriminator}. */
export interface DcganDiscriminatorOptions {
  /** Height and width in pixels: a power of 2 from 8. */
  imageSize?: number | undefined;
  channels?: number | undefined;
  /** Channels next to the image, doubled at each halving. */
  filters?: number | undefined;
  /** `none` or `instance` where a gradient penalty is used. */
  normalisation?: Normalisation | undefined;
  seed?: number | undefined;
}

/** Options of {@link dcganGenerator}. */
export interface DcganGeneratorOptions extends DcganDiscriminatorOptions {
  /** Length of the noise vectors. */
  noiseSize?: number | undefined;
}

/** Times that an image is halved until it has 4 x 4 pixels. */
function halvings(name: string, imageSize: number): number {
  const count = Math.log2(imageSize / 4);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new RangeError(`${name} imageSize: expected a power of 2 from 8, got ${imageSize}.`);
}

/**
 * The generator of DCGAN (Radford et al. 2016): noise in, images out.
 *
 * Transposed convolutions of 4, from 1 x 1 to 4 x 4 and then doubling, batch normalisation and
 * ReLU between, tanh at the end; first weights N(0, 0.02).
 *
 * @returns a model from `[b, noiseSize]` of N(0, 1) to `[b, imageSize, imageSize, channels]` in [-1, 1]
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { dcganGenerator } from '@ikat/models';
 *
 * const generator = dcganGenerator({ imageSize: 16, filters: 2, noiseSize: 4, seed: 1 });
 * console.log(generator.outputs[0]?.shape); // [ null, 16, 16, 3 ]
 * generator.dispose();
 * ```
 */
export function dcganGenerator({
  imageSize = 64,
  channels = 3,
  filters = 64,
  noiseSize = 100,
  normalisation = 'batch',
  seed = 0,
}: DcganGeneratorOptions = {}): tfl.LayersModel {
  const count = halvings('dcganGenerator', imageSize);
  checkWhole('dcganGenerator channels', channels, 1);
  checkWhole('dcganGenerator filters', filters, 1);
  checkWhole('dcganGenerator noiseSize', noiseSize, 1);
  checkWord('dcganGenerator normalisation', normalisation, normalisations);
  const style = { normalisation, upsampling: 'transposed', dropout: 0, seed } as const;
  const grow = (name: string, width: number, first = false) => {
    const shape = first ? { strides: 1, padding: 0 } : { strides: 2, padding: 1 };
    const own = { name, seed: childSeed(seed, name), useBias: hasBias(style) };
    return new ConvTransposeLayer({ ...own, ...shape, filters: width, kernelSize: 4 });
  };
  const stage = (number: number) => {
    const name = `up${number}`;
    const width = filters * 2 ** (count - number);
    return [grow(name, width, number === 1), ...norm(name, style), relu(`${name}Relu`)];
  };
  const noise = tfl.input({ shape: [noiseSize], name: 'noise' });
  const image = through(noise, [
    tfl.layers.reshape({ targetShape: [1, 1, noiseSize], name: 'noiseShape' }),
    ...Array.from({ length: count }, (_, i) => stage(i + 1)).flat(),
    grow('image', channels),
    tanh('imageTanh'),
  ]);
  const options = { imageSize, channels, filters, noiseSize, normalisation, seed };
  const size = { sizeMultiple: 1, minimumSize: 1 };
  return network({ name: 'dcganGenerator', options, ...size }, noise, image);
}

/**
 * The discriminator of DCGAN (Radford et al. 2016): images in, one raw score each out.
 *
 * Convolutions of 4 that halve the image down to 4 x 4, LeakyReLU 0.2, no normalisation after the
 * first; then one convolution over all of it. Biases only without batch normalisation.
 *
 * @returns a model from `[b, imageSize, imageSize, channels]` in [-1, 1] to raw scores `[b, 1]`
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { dcganDiscriminator } from '@ikat/models';
 *
 * const discriminator = dcganDiscriminator({ imageSize: 16, filters: 2, seed: 1 });
 * console.log(discriminator.outputs[0]?.shape); // [ null, 1 ]
 * discriminator.dispose();
 * ```
 */
export function dcganDiscriminator({
  imageSize = 64,
  channels = 3,
  filters = 64,
  normalisation = 'batch',
  seed = 0,
}: DcganDiscriminatorOptions = {}): tfl.LayersModel {
  const count = halvings('dcganDiscriminator', imageSize);
  checkWhole('dcganDiscriminator channels', channels, 1);
  checkWhole('dcganDiscriminator filters', filters, 1);
  checkWord('dcganDiscriminator normalisation', normalisation, normalisations);
  const style = { normalisation, upsampling: 'transposed', dropout: 0, seed } as const;
  const stage = (number: number) => {
    const name = `conv${number}`;
    const width = filters * 2 ** (number - 1);
    const useBias = hasBias(style);
    const shape = { filters: width, kernelSize: 4, strides: 2, padding: 1, useBias };
    const normalised = number === 1 ? [] : norm(name, style);
    return [conv(name, seed, shape), ...normalised, leakyRelu(`${name}Relu`)];
  };
  const image = tfl.input({ shape: [imageSize, imageSize, channels], name: 'image' });
  const scores = through(image, [
    ...Array.from({ length: count }, (_, i) => stage(i + 1)).flat(),
    conv('scores', seed, { filters: 1, kernelSize: 4, useBias: hasBias(style) }),
    tfl.layers.reshape({ targetShape: [1], name: 'scoresShape' }),
  ]);
  const options = { imageSize, channels, filters, normalisation, seed };
  const size = { sizeMultiple: imageSize, minimumSize: imageSize };
  return network({ name: 'dcganDiscriminator', options, ...size }, image, scores);
}
