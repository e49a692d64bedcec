import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import { conv, hasBias, leakyRelu, type Normalisation, norm, through } from './blocks.js';
import { checkWhole, checkWord, normalisations } from './check.js';

/** Options of {@link pixelDiscriminator}. */
export interface PixelDiscriminatorOptions {
  /** Channels of the first convolution; the second has twice as many. */
  filters?: number | undefined;
  /** Channels of the images. */
  channels?: number | undefined;
  normalisation?: Normalisation | undefined;
  /** Spectral normalisation of every convolution. */
  spectral?: boolean | undefined;
  seed?: number | undefined;
}

/**
 * The 1 x 1 PatchGAN (Isola et al. 2017): judges each pixel's colour alone.
 *
 * C64-C128-1, kernels of 1, LeakyReLU 0.2, normalisation after the second.
 *
 * @returns a model from `[b, h, w, channels]` in [-1, 1] to raw scores `[b, h, w, 1]`
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { pixelDiscriminator } from '@ikat/models';
 *
 * const discriminator = pixelDiscriminator({ filters: 4, seed: 1 });
 * console.log(discriminator.countParams()); // 65
 * discriminator.dispose();
 * ```
 */
export function pixelDiscriminator({
  filters = 64,
  channels = 3,
  normalisation = 'instance',
  spectral = false,
  seed = 0,
}: PixelDiscriminatorOptions = {}): tfl.LayersModel {
  checkWhole('pixelDiscriminator filters', filters, 1);
  checkWhole('pixelDiscriminator channels', channels, 1);
  checkWord('pixelDiscriminator normalisation', normalisation, normalisations);
  const style = { normalisation, upsampling: 'resize', dropout: 0, seed } as const;
  const useBias = hasBias(style);
  const image = tfl.input({ shape: [null, null, channels], name: 'image' });
  const scores = through(image, [
    conv('conv1', seed, { filters, kernelSize: 1, spectral }),
    leakyRelu('conv1Relu'),
    conv('conv2', seed, { filters: 2 * filters, kernelSize: 1, useBias, spectral }),
    ...norm('conv2', style),
    leakyRelu('conv2Relu'),
    conv('scores', seed, { filters: 1, kernelSize: 1, useBias, spectral }),
  ]);
  const options = { filters, channels, normalisation, spectral, seed };
  const size = { sizeMultiple: 1, minimumSize: 1 };
  return network({ name: 'pixelDiscriminator', options, ...size }, image, scores);
}
