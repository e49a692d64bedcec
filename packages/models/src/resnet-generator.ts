import * as tfl from '@tensorflow/tfjs-layers';
import { network } from './architecture.js';
import {
  type BlockStyle,
  conv,
  hasBias,
  type Normalisation,
  norm,
  reflect,
  relu,
  residualBlock,
  tanh,
  through,
  type Upsampling,
  up,
} from './blocks.js';
import { checkWhole, checkWord, normalisations, upsamplings } from './check.js';
import { BlurDownsampleLayer } from './layers/resampling-layers.js';

/** Options of {@link resnetGenerator}. */
export interface ResnetGeneratorOptions {
  /** Residual blocks at a quarter of the size: 9 for 256 pixels, 6 for 128. */
  blocks?: number | undefined;
  /** Channels of the first convolution; the blocks have four times as many. */
  filters?: number | undefined;
  /** Channels of the images, in and out. */
  channels?: number | undefined;
  /** `transposed` for CycleGAN's weights, `blur` for CUT's. */
  upsampling?: Upsampling | undefined;
  normalisation?: Normalisation | undefined;
  /** Dropout of one half within the residual blocks. */
  dropout?: boolean | undefined;
  /**
   * Shows the image to the last convolution too: lines survive as they are, and a short training
   * gets further.
   *
   * @default false
   */
  imageSkip?: boolean | undefined;
  seed?: number | undefined;
}

/**
 * The generator of CycleGAN (Zhu et al. 2017, appendix 7.2) and CUT: images in, images out.
 *
 * c7s1-f, d2f, d4f, blocks x R4f, u2f, uf, c7s1-channels, tanh; f = filters. 11,378,179 parameters
 * with the defaults and transposed convolutions.
 *
 * @returns a model from `[b, h, w, channels]` in [-1, 1] to the same; h and w multiples of 4 from 8
 * @throws RangeError for an option out of its range
 *
 * @example
 * ```ts
 * import { resnetGenerator } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 2, filters: 4, seed: 1 });
 * console.log(generator.countParams()); // 13379
 * generator.dispose();
 * ```
 */
export function resnetGenerator({
  blocks = 9,
  filters = 64,
  channels = 3,
  upsampling = 'resize',
  normalisation = 'instance',
  dropout = false,
  imageSkip = false,
  seed = 0,
}: ResnetGeneratorOptions = {}): tfl.LayersModel {
  checkWhole('resnetGenerator blocks', blocks, 0);
  checkWhole('resnetGenerator filters', filters, 1);
  checkWhole('resnetGenerator channels', channels, 1);
  checkWord('resnetGenerator upsampling', upsampling, upsamplings);
  checkWord('resnetGenerator normalisation', normalisation, normalisations);
  const style: BlockStyle = { normalisation, upsampling, dropout: dropout ? 0.5 : 0, seed };
  const image = tfl.input({ shape: [null, null, channels], name: 'image' });
  let x = encoder(image, filters, style); // [b, h/4, w/4, 4f]
  for (let block = 1; block <= blocks; block++) x = residualBlock(x, `block${block}`, style);
  x = rising(x, style); // [b, h, w, f]
  if (imageSkip) x = beside(x, image); // [b, h, w, f + channels]
  x = head(x, channels, seed); // [b, h, w, channels]
  const options = {
    ...{ blocks, filters, channels, upsampling, normalisation, dropout, seed },
    ...(imageSkip && { imageSkip }),
  };
  const architecture = { name: 'resnetGenerator', options, sizeMultiple: 4, minimumSize: 8 };
  return network(architecture, image, x);
}

function encoder(
  image: tfl.SymbolicTensor,
  filters: number,
  style: BlockStyle,
): tfl.SymbolicTensor {
  const useBias = hasBias(style);
  const blur = style.upsampling === 'blur';
  // Zeros beside the image would tell the network where the border is, and it paints one.
  const mirrored = style.upsampling === 'bilinear';
  const down = (name: string, wider: number) => [
    ...(mirrored ? [reflect(`${name}Pad`, 1)] : []),
    conv(name, style.seed, {
      filters: wider,
      kernelSize: 3,
      strides: blur ? 1 : 2,
      padding: mirrored ? 0 : 1,
      useBias,
    }),
    ...norm(name, style),
    relu(`${name}Relu`),
    ...(blur ? [new BlurDownsampleLayer({ name: `${name}Blur` })] : []),
  ];
  return through(image, [
    reflect('stemPad', 3),
    conv('stem', style.seed, { filters, kernelSize: 7, useBias }),
    ...norm('stem', style),
    relu('stemRelu'),
    ...down('down1', 2 * filters),
    ...down('down2', 4 * filters),
  ]);
}

function rising(x: tfl.SymbolicTensor, style: BlockStyle): tfl.SymbolicTensor {
  const width = x.shape.at(-1)!;
  const rise = (name: string, filters: number) => [
    ...up(name, style, { filters, kernelSize: 3, useBias: hasBias(style) }),
    ...norm(name, style),
    relu(`${name}Relu`),
  ];
  return through(x, [...rise('up1', width / 2), ...rise('up2', width / 4)]);
}

const beside = (x: tfl.SymbolicTensor, image: tfl.SymbolicTensor) =>
  tfl.layers.concatenate({ name: 'imageSkip' }).apply([x, image]) as tfl.SymbolicTensor;

function head(x: tfl.SymbolicTensor, channels: number, seed: number): tfl.SymbolicTensor {
  return through(x, [
    reflect('headPad', 3),
    conv('head', seed, { filters: channels, kernelSize: 7 }),
    tanh('headTanh'),
  ]);
}
