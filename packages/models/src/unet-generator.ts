import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import {
  type BlockStyle,
  conv,
  dropout as dropoutLayers,
  hasBias,
  leakyRelu,
  type Normalisation,
  norm,
  relu,
  tanh,
  through,
  type Upsampling,
  up,
} from './blocks.js';
import { checkWhole, checkWord, normalisations, upsamplings } from './check.js';

/** Options of {@link unetGenerator}. */
export interface UnetGeneratorOptions {
  /** Times that the image is halved: 8 for 256 pixels, 7 for 128. */
  downs?: number | undefined;
  /** Channels of the first convolution, doubled by each following one up to eight times. */
  filters?: number | undefined;
  /** Channels of the images, in and out. */
  channels?: number | undefined;
  /** `transposed` for pix2pix's weights. */
  upsampling?: Upsampling | undefined;
  normalisation?: Normalisation | undefined;
  /** Dropout of one half in the inner blocks of eight times `filters` channels. */
  dropout?: boolean | undefined;
  seed?: number | undefined;
}

/**
 * The generator of pix2pix (Isola et al. 2017, appendix 6.1): a U-Net, images in, images out.
 *
 * Kernels of 4 on the way down with LeakyReLU 0.2, ReLU on the way up, each level joined with the
 * level of its size; no normalisation at the first and the innermost level.
 *
 * @returns a model from `[b, h, w, channels]` in [-1, 1] to the same; h and w multiples of 2^downs
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { unetGenerator } from '@ikat/models';
 *
 * const generator = unetGenerator({ downs: 3, filters: 2, seed: 1 });
 * console.log(generator.outputs[0]?.shape.at(-1)); // 3
 * generator.dispose();
 * ```
 */
export function unetGenerator({
  downs = 8,
  filters = 64,
  channels = 3,
  upsampling = 'resize',
  normalisation = 'batch',
  dropout = true,
  seed = 0,
}: UnetGeneratorOptions = {}): tfl.LayersModel {
  checkWhole('unetGenerator downs', downs, 2);
  checkWhole('unetGenerator filters', filters, 1);
  checkWhole('unetGenerator channels', channels, 1);
  checkWord('unetGenerator upsampling', upsampling, upsamplings);
  checkWord('unetGenerator normalisation', normalisation, normalisations);
  const style: BlockStyle = { normalisation, upsampling, dropout: dropout ? 0.5 : 0, seed };
  const image = tfl.input({ shape: [null, null, channels], name: 'image' });
  const levels = encoder(image, { downs, filters, style });
  const y = through(decoder(levels, filters, style), [
    relu('up1Relu'),
    ...up('up1', style, { filters: channels, kernelSize: 4, useBias: true }),
    tanh('up1Tanh'),
  ]);
  const options = { downs, filters, channels, upsampling, normalisation, dropout, seed };
  const size = { sizeMultiple: 2 ** downs, minimumSize: 2 ** downs };
  return network({ name: 'unetGenerator', options, ...size }, image, y);
}

const width = (filters: number, level: number) => filters * Math.min(2 ** (level - 1), 8);

interface EncoderOptions {
  downs: number;
  filters: number;
  style: BlockStyle;
}

/** The image at every level, 1 (half the size) to `downs` (the innermost). */
function encoder(
  image: tfl.SymbolicTensor,
  { downs, filters, style }: EncoderOptions,
): tfl.SymbolicTensor[] {
  const levels: tfl.SymbolicTensor[] = [];
  let x = image;
  for (let level = 1; level <= downs; level++) {
    const name = `down${level}`;
    const ends = level === 1 || level === downs;
    const useBias = hasBias(style);
    const shape = {
      filters: width(filters, level),
      kernelSize: 4,
      strides: 2,
      padding: 1,
      useBias,
    };
    x = through(x, [
      ...(level === 1 ? [] : [leakyRelu(`${name}Relu`)]),
      conv(name, style.seed, shape),
      ...(ends ? [] : norm(name, style)),
    ]);
    levels.push(x);
  }
  return levels;
}

/** From the innermost level to level 1, each joined with the image of its size. */
function decoder(
  levels: tfl.SymbolicTensor[],
  filters: number,
  style: BlockStyle,
): tfl.SymbolicTensor {
  let x = levels.at(-1)!;
  for (let level = levels.length; level > 1; level--) {
    const name = `up${level}`;
    const shape = { filters: width(filters, level - 1), useBias: hasBias(style) };
    const drops = level > 4 && level < levels.length;
    x = through(x, [
      relu(`${name}Relu`),
      ...up(name, style, { ...shape, kernelSize: 4 }),
      ...norm(name, style),
      ...(drops ? dropoutLayers(name, style) : []),
    ]);
    const join = tfl.layers.concatenate({ axis: -1, name: `${name}Join` });
    x = join.apply([levels[level - 2]!, x]) as tfl.SymbolicTensor;
  }
  return x;
}
