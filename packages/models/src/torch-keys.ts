import type * as tfl from '@tensorflow/tfjs-layers';
import { type Architecture, architectureOf } from './architecture.js';

type Options = Architecture['options'];
/** PyTorch's module path of each layer that carries weights. */
type Modules = Record<string, string>;

/** Modules that stand before the convolution when an image is doubled. */
const lead = (options: Options) =>
  ({ transposed: 0, blur: 1, resize: 2 })[`${options.upsampling}`] ?? 0;

function resnet(options: Options): Modules {
  const blocks = Number(options.blocks);
  const stage = options.upsampling === 'blur' ? 4 : 3; // convolution, norm, ReLU, blur
  const first = 4 + 2 * stage;
  const second = options.dropout ? 6 : 5;
  const modules: Modules = { stem: '1', stemNorm: '2' };
  for (const level of [1, 2]) {
    const at = 4 + (level - 1) * stage;
    Object.assign(modules, { [`down${level}`]: `${at}`, [`down${level}Norm`]: `${at + 1}` });
    const up = first + blocks + lead(options) + (level - 1) * (3 + lead(options));
    Object.assign(modules, { [`up${level}`]: `${up}`, [`up${level}Norm`]: `${up + 1}` });
  }
  for (let block = 1; block <= blocks; block++) {
    const inner = `${first + block - 1}.conv_block`;
    modules[`block${block}Conv1`] = `${inner}.1`;
    modules[`block${block}Conv1Norm`] = `${inner}.2`;
    modules[`block${block}Conv2`] = `${inner}.${second}`;
    modules[`block${block}Conv2Norm`] = `${inner}.${second + 1}`;
  }
  modules.head = `${first + blocks + 2 * (3 + lead(options)) + 1}`;
  return under('model', modules);
}

function unet(options: Options): Modules {
  const downs = Number(options.downs);
  const shift = lead(options);
  const modules: Modules = { down1: 'model.0', up1: `model.${3 + shift}` };
  for (let level = 2; level <= downs; level++) {
    const inner = `model.1${'.model.3'.repeat(level - 2)}.model`;
    const up = (level === downs ? 3 : 5) + shift;
    modules[`down${level}`] = `${inner}.1`;
    modules[`down${level}Norm`] = `${inner}.2`;
    modules[`up${level}`] = `${inner}.${up}`;
    modules[`up${level}Norm`] = `${inner}.${up + 1}`;
  }
  return under('model', modules);
}

/** A first convolution and LeakyReLU, then stages of convolution, norm, LeakyReLU and a blur. */
function stages(count: number, blur: boolean): Modules {
  const extra = blur ? 1 : 0;
  const at = (number: number) => (number === 1 ? 0 : 2 + extra + (number - 2) * (3 + extra));
  const modules: Modules = { scores: `${at(count + 1) - extra}` };
  for (let number = 1; number <= count; number++) {
    modules[`conv${number}`] = `${at(number)}`;
    modules[`conv${number}Norm`] = `${at(number) + 1}`;
  }
  return modules;
}

const halvings = (options: Options) => Math.log2(Number(options.imageSize) / 4);

function dcganGenerator(options: Options): Modules {
  const modules: Modules = { image: `${3 * halvings(options)}` };
  for (let number = 1; number <= halvings(options); number++) {
    modules[`up${number}`] = `${3 * (number - 1)}`;
    modules[`up${number}Norm`] = `${3 * (number - 1) + 1}`;
  }
  return modules;
}

const modulesOf: Record<string, (options: Options) => Modules> = {
  resnetGenerator: resnet,
  unetGenerator: unet,
  patchDiscriminator: (options) =>
    under('model', stages(Number(options.layers) + 1, options.blur === true)),
  pixelDiscriminator: () => under('net', { conv1: '0', conv2: '2', conv2Norm: '3', scores: '5' }),
  dcganGenerator: (options) => under('main', dcganGenerator(options)),
  dcganDiscriminator: (options) => under('main', stages(halvings(options), false)),
  mlpGenerator: () => under('main', { hidden1: '0', hidden2: '2', hidden3: '4', image: '6' }),
  mlpDiscriminator: () => under('main', { hidden1: '0', hidden2: '3', hidden3: '6', scores: '9' }),
};

const under = (root: string, modules: Modules): Modules =>
  Object.fromEntries(Object.entries(modules).map(([layer, path]) => [layer, `${root}.${path}`]));

const parameters: Record<string, string> = {
  kernel: 'weight',
  bias: 'bias',
  gamma: 'weight',
  beta: 'bias',
  movingMean: 'running_mean',
  movingVariance: 'running_var',
  u: 'weight_u',
};

/**
 * Names, for every weight of a model, its key in a PyTorch state dict of the same network.
 *
 * ResNet, U-Net, patch and pixel networks are named as CycleGAN's and pix2pix's code names them
 * (`blur` as CUT's), DCGAN as PyTorch's example, the plain GAN as `main` of the source. Kernels are
 * laid out [out, in, h, w] there and [h, w, in, out] here; those of transposed convolutions
 * [in, out, h, w] and [h, w, out, in]: both are transposed by (2, 3, 1, 0).
 *
 * @returns PyTorch's keys by the weights' `originalName`
 * @throws RangeError for a model that our factories did not build
 *
 * @example
 * ```ts
 * import { resnetGenerator, torchKeys } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 9, filters: 1, upsampling: 'transposed' });
 * console.log(torchKeys(generator)['block1Conv2/kernel']); // model.10.conv_block.5.weight
 * generator.dispose();
 * ```
 */
export function torchKeys(model: tfl.LayersModel): Record<string, string> {
  const { options } = architectureOf(model);
  const modules = torchModules(model);
  return Object.fromEntries(
    model.weights.map(({ originalName }) => {
      const [layer, weight] = originalName.split('/') as [string, string];
      const spectral = weight === 'kernel' && options.spectral === true ? '_orig' : '';
      return [originalName, `${modules[layer]}.${parameters[weight]}${spectral}`];
    }),
  );
}

/** PyTorch's module path of each layer of a model, those without weights (`stemNorm`) too. */
export function torchModules(model: tfl.LayersModel): Modules {
  const { name, options } = architectureOf(model);
  const modules = modulesOf[name]?.(options);
  if (modules) return modules;
  throw new RangeError(
    `torchKeys: expected a model of this package's factories, got ${name}. Name its weights yourself.`,
  );
}
