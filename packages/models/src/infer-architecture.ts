import type { Normalisation, Upsampling } from './blocks.js';

/** Weights, or their shapes alone, by PyTorch's names. */
export type TorchShapes = Readonly<Record<string, { readonly shape: readonly number[] }>>;

/** A factory of this package and the options that rebuild a network. */
export interface InferredArchitecture {
  name: 'resnetGenerator' | 'unetGenerator' | 'patchDiscriminator' | 'pixelDiscriminator';
  options: Record<string, string | number | boolean>;
}

type Shape = readonly number[];

function refuse(expected: string, got: string): never {
  throw new RangeError(
    `inferArchitecture: expected ${expected}, got ${got}. Say which network it is, if it is one of ours.`,
  );
}

/**
 * Tells from the names and shapes of PyTorch weights which of our networks they are of: the
 * generators and discriminators of CycleGAN, pix2pix and CUT, of any size.
 *
 * Names do not show dropout in a U-Net (taken as in pix2pix: with batch normalisation) nor whether a
 * network without scales has instance norms (taken) or none.
 *
 * @param weights what `choosePart` of `@ikat/weights` gives, or shapes alone
 * @throws RangeError that says what was seen
 *
 * @example
 * ```ts
 * import { inferArchitecture, resnetGenerator, torchWeights } from '@ikat/models';
 *
 * const generator = resnetGenerator({ blocks: 2, filters: 2, upsampling: 'blur', seed: 1 });
 * const { name, options } = inferArchitecture(await torchWeights(generator));
 * console.log(name, options.blocks, options.upsampling); // resnetGenerator 2 blur
 * ```
 */
export function inferArchitecture(weights: TorchShapes): InferredArchitecture {
  const names = new Names(weights);
  if (names.numbers(/^model\.(\d+)\.conv_block\./).length > 0) return resnet(names);
  if (names.kernel('model.model.0')) return unet(names);
  if (names.kernel('model.0')) return patch(names);
  if (names.kernel('net.0')) return pixel(names);
  const seen = Object.keys(weights);
  const some = seen.slice(0, 4).map((key) => key.slice(0, 60));
  return refuse(
    'the names of a ResNet (model.10.conv_block…), a U-Net (model.model.0…), a patch (model.0…) or a pixel discriminator (net.0…)',
    seen.length === 0 ? 'no weights' : `${some.join(', ')} (${seen.length} names)`,
  );
}

/** Questions that are asked of the names. */
class Names {
  constructor(private readonly weights: TorchShapes) {}

  has(key: string): boolean {
    return Object.hasOwn(this.weights, key);
  }

  /** The shape of a module's convolution. */
  kernel(path: string): Shape | undefined {
    const key = this.has(`${path}.weight_orig`) ? `${path}.weight_orig` : `${path}.weight`;
    const shape = this.has(key) ? this.weights[key]!.shape : undefined;
    return shape?.length === 4 ? shape : undefined;
  }

  /** Checks the shape of a module's convolution. */
  expect(path: string, shape: Shape): void {
    const got = this.kernel(path);
    if (`${got}` !== `${shape}`) {
      refuse(`${path}.weight of shape [${shape}]`, got ? `[${got}]` : 'none');
    }
  }

  /** The numbers that a pattern finds, each once, in order. */
  numbers(pattern: RegExp): number[] {
    const found = Object.keys(this.weights).flatMap((key) => pattern.exec(key)?.[1] ?? []);
    return [...new Set(found.map(Number))].sort((a, b) => a - b);
  }

  /** How the network normalises, seen at one convolution and the module after it. */
  normalisation(convolution: string, norm: string): Normalisation {
    const [bias, scale] = [this.has(`${convolution}.bias`), this.has(`${norm}.weight`)];
    if (bias) return 'instance';
    if (scale) return 'batch';
    return refuse(`${convolution}.bias (instance norm) or ${norm}.weight (batch norm)`, 'neither');
  }
}

function sameChannels(input: number, output: number | undefined): number {
  if (input === output) return input;
  return refuse('as many channels out as in', `${input} in and ${output ?? 'none'} out`);
}

function resnet(names: Names): InferredArchitecture {
  const places = names.numbers(/^model\.(\d+)\.conv_block\./);
  const [first, blocks] = [places[0]!, places.length];
  if ((first !== 10 && first !== 12) || places.at(-1) !== first + blocks - 1) {
    refuse('residual blocks in a row from model.10 or, with blurs, model.12', `model.${places}`);
  }
  const [filters = 0, channels = 0] = names.kernel('model.1') ?? [];
  names.expect('model.1', [filters, channels, 7, 7]);
  const downs = first === 12 ? [4, 8] : [4, 7];
  for (const [level, place] of downs.entries()) {
    const width = filters * 2 ** level;
    names.expect(`model.${place}`, [2 * width, width, 3, 3]);
  }
  const dropout = names.kernel(`model.${first}.conv_block.6`) !== undefined;
  for (const place of places) {
    const width = 4 * filters;
    for (const inner of [1, dropout ? 6 : 5]) {
      names.expect(`model.${place}.conv_block.${inner}`, [width, width, 3, 3]);
    }
  }
  const upsampling = resnetUpsampling(names, first, first + blocks);
  const head = names.numbers(/^model\.(\d+)\.weight/).at(-1);
  sameChannels(channels, names.kernel(`model.${head}`)?.[0]);
  const normalisation = names.normalisation('model.1', 'model.2');
  const options = { blocks, filters, channels, upsampling, normalisation, dropout };
  return { name: 'resnetGenerator', options };
}

function resnetUpsampling(names: Names, first: number, after: number): Upsampling {
  if (first === 12) return 'blur';
  if (names.kernel(`model.${after}`)) return 'transposed';
  if (names.kernel(`model.${after + 2}`)) return 'resize';
  return refuse(`a convolution at model.${after} or model.${after + 2}`, 'neither');
}

function unet(names: Names): InferredArchitecture {
  const base = (level: number) => `model.model.1${'.model.3'.repeat(level - 2)}.model`;
  let downs = 1;
  while (names.kernel(`${base(downs + 1)}.1`)) downs++;
  if (downs < 2) refuse(`a second level at ${base(2)}.1.weight`, 'none');
  const [filters = 0, channels = 0] = names.kernel('model.model.0')!;
  const width = (level: number) => filters * Math.min(2 ** (level - 1), 8);
  names.expect('model.model.0', [filters, channels, 4, 4]);
  for (let level = 2; level <= downs; level++) {
    names.expect(`${base(level)}.1`, [width(level), width(level - 1), 4, 4]);
  }
  const lead = [0, 1, 2].find((extra) => names.kernel(`${base(downs)}.${3 + extra}`));
  if (lead === undefined) refuse(`a convolution at ${base(downs)}.3, .4 or .5`, 'none');
  const upsampling = (['transposed', 'blur', 'resize'] as const)[lead!]!;
  const last = names.kernel(`model.model.${3 + lead!}`);
  sameChannels(channels, last?.[lead === 0 ? 1 : 0]);
  const inner = `${base(downs)}.${3 + lead!}`;
  const normalisation = names.normalisation(inner, `${base(downs)}.${4 + lead!}`);
  const dropout = normalisation === 'batch';
  const options = { downs, filters, channels, upsampling, normalisation, dropout };
  return { name: 'unetGenerator', options };
}

function patch(names: Names): InferredArchitecture {
  const places = names
    .numbers(/^model\.(\d+)\.weight/)
    .filter((place) => names.kernel(`model.${place}`));
  const layers = places.length - 2;
  if (layers < 1) refuse('at least three convolutions', `${places.length}`);
  const [filters = 0, channels = 0] = names.kernel('model.0')!;
  let previous = channels;
  for (const [index, place] of places.entries()) {
    const width = index > layers ? 1 : filters * Math.min(2 ** index, 8);
    names.expect(`model.${place}`, [width, previous, 4, 4]);
    previous = width;
  }
  const second = places[1]!;
  const normalisation = names.normalisation(`model.${second}`, `model.${second + 1}`);
  const spectral = names.has('model.0.weight_orig');
  const options = { layers, filters, channels, normalisation, spectral, blur: second === 3 };
  return { name: 'patchDiscriminator', options };
}

function pixel(names: Names): InferredArchitecture {
  const [filters = 0, channels = 0] = names.kernel('net.0')!;
  names.expect('net.0', [filters, channels, 1, 1]);
  names.expect('net.2', [2 * filters, filters, 1, 1]);
  names.expect('net.5', [1, 2 * filters, 1, 1]);
  const normalisation = names.normalisation('net.2', 'net.3');
  const spectral = names.has('net.0.weight_orig');
  return { name: 'pixelDiscriminator', options: { filters, channels, normalisation, spectral } };
}
