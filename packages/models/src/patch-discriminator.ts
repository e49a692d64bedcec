import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import { conv, hasBias, leakyRelu, type Normalisation, norm, through } from './blocks.js';
import { checkWhole, checkWord, normalisations } from './check.js';
import { BlurDownsampleLayer } from './layers/resampling-layers.js';

/** Options of {@link patchDiscriminator}. */
export interface PatchDiscriminatorOptions {
  /** Convolutions that halve the image: 3 judge patches of 70 x 70 pixels. */
  layers?: number | undefined;
  /** Channels of the first convolution, doubled by each following one up to eight times. */
  filters?: number | undefined;
  /** Channels of the images; 6 for pairs, as pix2pix judges them. */
  channels?: number | undefined;
  normalisation?: Normalisation | undefined;
  /** Spectral normalisation of every convolution (Miyato et al. 2018). */
  spectral?: boolean | undefined;
  /** Halves through a blur, as CUT's discriminator does. */
  blur?: boolean | undefined;
  seed?: number | undefined;
}

/**
 * PatchGAN (Isola et al. 2017): scores overlapping patches, of 70 x 70 pixels by default.
 *
 * C64-C128-C256-C512-1, kernels of 4, LeakyReLU 0.2, no normalisation after the first. 2,764,737
 * parameters with the defaults.
 *
 * @returns a model from `[b, h, w, channels]` in [-1, 1] to raw scores `[b, h/8 - 2, w/8 - 2, 1]`
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { patchDiscriminator } from '@ikat/models';
 *
 * const discriminator = patchDiscriminator({ layers: 1, filters: 4, seed: 1 });
 * console.log(discriminator.countParams()); // 845
 * discriminator.dispose();
 * ```
 */
export function patchDiscriminator({
  layers = 3,
  filters = 64,
  channels = 3,
  normalisation = 'instance',
  spectral = false,
  blur = false,
  seed = 0,
}: PatchDiscriminatorOptions = {}): tfl.LayersModel {
  checkWhole('patchDiscriminator layers', layers, 1);
  checkWhole('patchDiscriminator filters', filters, 1);
  checkWhole('patchDiscriminator channels', channels, 1);
  checkWord('patchDiscriminator normalisation', normalisation, normalisations);
  const style = { normalisation, upsampling: 'resize', dropout: 0, seed } as const;
  const stage = (number: number, halves: boolean) => {
    const name = `conv${number}`;
    const shape = {
      filters: filters * Math.min(2 ** (number - 1), 8),
      kernelSize: 4,
      strides: halves && !blur ? 2 : 1,
      padding: 1,
      useBias: number === 1 || hasBias(style),
      spectral,
    };
    return [
      conv(name, seed, shape),
      ...(number === 1 ? [] : norm(name, style)),
      leakyRelu(`${name}Relu`),
      ...(halves && blur ? [new BlurDownsampleLayer({ name: `${name}Blur` })] : []),
    ];
  };
  const image = tfl.input({ shape: [null, null, channels], name: 'image' });
  const stages = Array.from({ length: layers + 1 }, (_, i) => stage(i + 1, i < layers)).flat();
  const last = { filters: 1, kernelSize: 4, padding: 1, spectral };
  const scores = through(image, [...stages, conv('scores', seed, last)]);
  const options = { layers, filters, channels, normalisation, spectral, blur, seed };
  const minimumSize = 2 ** layers * 3;
  return network(
    { name: 'patchDiscriminator', options, sizeMultiple: 1, minimumSize },
    image,
    scores,
  );
}
