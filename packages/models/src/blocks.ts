import { childSeed } from '@ikat/random';
import * as tfl from '@tensorflow/tfjs-layers';
import { BatchNormLayer } from './layers/batch-norm-layer.js';
import { ConvLayer, type ConvLayerOptions } from './layers/conv-layer.js';
import { ConvTransposeLayer } from './layers/conv-transpose-layer.js';
import { DropoutLayer } from './layers/dropout-layer.js';
import { InstanceNormLayer } from './layers/instance-norm-layer.js';
import { ReflectPadLayer } from './layers/reflect-pad-layer.js';
import { BlurUpsampleLayer, UpsampleLayer } from './layers/resampling-layers.js';

type Layer = tfl.layers.Layer;

/** How a network normalises between its convolutions. */
export type Normalisation = 'instance' | 'batch' | 'none';

/**
 * How a generator doubles its images: `resize` repeats pixels before a convolution, `bilinear`
 * interpolates them (and mirrors the border wherever it pads), `blur` does so too with CUT's padding (and smooths before it halves), `transposed` is
 * the transposed convolution of the papers.
 */
export type Upsampling = 'resize' | 'bilinear' | 'blur' | 'transposed';

/** What every block of one network shares. */
export interface BlockStyle {
  normalisation: Normalisation;
  upsampling: Upsampling;
  /** Part of the values that dropout sets to 0; 0 for none. */
  dropout: number;
  /** Seed of the network: each layer draws from the child seed of its name. */
  seed: number;
}

/** Sends a symbolic tensor through layers, one after the other. */
export function through(x: tfl.SymbolicTensor, layers: readonly Layer[]): tfl.SymbolicTensor {
  return layers.reduce((y, layer) => layer.apply(y) as tfl.SymbolicTensor, x);
}

export const relu = (name: string): Layer => tfl.layers.reLU({ name });

export const leakyRelu = (name: string): Layer => tfl.layers.leakyReLU({ alpha: 0.2, name });

export const tanh = (name: string): Layer => tfl.layers.activation({ activation: 'tanh', name });

export const reflect = (name: string, padding: number): Layer =>
  new ReflectPadLayer({ name, padding });

/** A convolution that draws from the child seed of its name. */
export function conv(name: string, seed: number, options: ConvLayerOptions): Layer {
  return new ConvLayer({ ...options, name, seed: childSeed(seed, name) });
}

/** The normalisation after the convolution `name`; nothing for `none`. */
export function norm(name: string, { normalisation, seed }: BlockStyle): Layer[] {
  const own = `${name}Norm`;
  if (normalisation === 'instance') return [new InstanceNormLayer({ name: own })];
  if (normalisation === 'none') return [];
  return [new BatchNormLayer({ name: own, seed: childSeed(seed, own) })];
}

/** Dropout after the layer `name`; nothing at rate 0. */
export function dropout(name: string, { dropout: rate, seed }: BlockStyle): Layer[] {
  const own = `${name}Dropout`;
  return rate === 0 ? [] : [new DropoutLayer({ name: own, rate, seed: childSeed(seed, own) })];
}

/** A bias before batch normalisation would do nothing. */
export const hasBias = ({ normalisation }: BlockStyle) => normalisation !== 'batch';

interface UpOptions {
  filters: number;
  /** Kernel of the transposed convolution: 3 (ResNet) or 4 (U-Net). */
  kernelSize: 3 | 4;
  useBias: boolean;
}

/** Doubles the image; the layer that carries the weights is called `name`. */
export function up(name: string, style: BlockStyle, options: UpOptions): Layer[] {
  const { filters, kernelSize, useBias } = options;
  const { seed, upsampling } = style;
  if (upsampling === 'transposed') {
    const outputPadding = kernelSize === 3 ? 1 : 0;
    const shape = { filters, kernelSize, strides: 2, padding: 1, outputPadding, useBias };
    return [new ConvTransposeLayer({ ...shape, name, seed: childSeed(seed, name) })];
  }
  const convolution = { filters, kernelSize: 3, useBias };
  if (upsampling === 'blur') {
    const blur = new BlurUpsampleLayer({ name: `${name}Blur` });
    return [blur, conv(name, seed, { ...convolution, padding: 1 })];
  }
  const Double = upsampling === 'bilinear' ? BlurUpsampleLayer : UpsampleLayer;
  const double = new Double({ name: `${name}Double` });
  return [double, reflect(`${name}Pad`, 1), conv(name, seed, convolution)];
}

/**
 * The residual block of Johnson et al. 2016 as CycleGAN uses it, x + f(x).
 *
 * f = reflection, convolution, normalisation, ReLU, dropout, reflection, convolution, normalisation.
 *
 * @param x `[batch, height, width, channels]`; the result has its shape
 * @param name prefix of the layers' names
 *
 * @example
 * ```ts
 * import { type BlockStyle, residualBlock } from '@ikat/models';
 * import * as tfl from '@tensorflow/tfjs-layers';
 *
 * const style: BlockStyle = { normalisation: 'instance', upsampling: 'resize', dropout: 0, seed: 1 };
 * const inputs = tfl.input({ shape: [null, null, 4] });
 * const model = tfl.model({ inputs, outputs: residualBlock(inputs, 'block1', style) });
 * console.log(model.countParams()); // 296
 * model.dispose();
 * ```
 */
export function residualBlock(
  x: tfl.SymbolicTensor,
  name: string,
  style: BlockStyle,
): tfl.SymbolicTensor {
  const filters = x.shape.at(-1)!;
  const half = (part: string) => [
    reflect(`${part}Pad`, 1),
    conv(part, style.seed, { filters, kernelSize: 3, useBias: hasBias(style) }),
    ...norm(part, style),
  ];
  const [first, second] = [`${name}Conv1`, `${name}Conv2`];
  const y = through(x, [
    ...half(first),
    relu(`${first}Relu`),
    ...dropout(first, style),
    ...half(second),
  ]);
  return tfl.layers.add({ name: `${name}Sum` }).apply([x, y]) as tfl.SymbolicTensor;
}
