import { nearestResnet } from './nearest-resnet.js';
import { commonest, type TorchNames } from './torch-names.js';

/** A factory of this package and the options that rebuild a network. */
export interface InferredArchitecture {
  name: 'resnetGenerator' | 'unetGenerator' | 'patchDiscriminator' | 'pixelDiscriminator';
  options: Record<string, string | number | boolean>;
}

/**
 * The network of ours that comes nearest to the names and shapes of a file, if its kind can be
 * recognised; what does not fit goes to the doubts.
 */
export function nearestArchitecture(names: TorchNames): InferredArchitecture | undefined {
  if (names.numbers(/^model\.(\d+)\.conv_block\./).length > 0) return nearestResnet(names);
  if (names.found(/^(model\.model)\./).length > 0) return unet(names);
  if (names.convolutions('model').length > 0) return patch(names);
  if (names.convolutions('net').length > 0) return pixel(names);
  return undefined;
}

function unet(names: TorchNames): InferredArchitecture {
  const base = (level: number) => `model.model.1${'.model.3'.repeat(level - 2)}.model`;
  const inner = names.found(/^model\.model\.1((?:\.model\.3)*)\.model\.\d+\./);
  const downs = 2 + Math.max(0, ...inner.map((path) => path.length / '.model.3'.length));
  const outer = names.kernel('model.model.0');
  const second = names.kernel(`${base(2)}.1`);
  const filters = commonest([outer?.[0], second?.[1], second && second[0]! / 2]);
  const lead = [0, 1, 2].find((extra) => names.kernel(`${base(downs)}.${3 + extra}`));
  const extra = lead ?? [0, 1, 2].find((other) => names.kernel(`model.model.${3 + other}`)) ?? 0;
  const last = names.kernel(`model.model.${3 + extra}`);
  if (!second) names.doubt(`a second level at ${base(2)}.1.weight`, 'none');
  const channels = names.channels(outer?.[1], last?.[extra === 0 ? 1 : 0]);
  names.expect('model.model.0', [filters, channels, 4, 4]);
  const width = (level: number) => filters * Math.min(2 ** (level - 1), 8);
  for (let level = 2; level <= downs; level++) {
    names.expect(`${base(level)}.1`, [width(level), width(level - 1), 4, 4]);
  }
  if (lead === undefined) names.doubt(`a convolution at ${base(downs)}.3, .4 or .5`, 'none');
  const up = `${base(downs)}.${3 + extra}`;
  const normalisation = names.normalisation(up, `${base(downs)}.${4 + extra}`);
  const upsampling = (['transposed', 'blur', 'resize'] as const)[extra]!;
  const dropout = normalisation === 'batch';
  const options = { downs, filters, channels, upsampling, normalisation, dropout };
  return { name: 'unetGenerator', options };
}

function patch(names: TorchNames): InferredArchitecture {
  const places = names.convolutions('model');
  if (places.length < 3) names.doubt('at least three convolutions', `${places.length}`);
  const blur = names.kernel('model.2')
    ? false
    : names.kernel('model.3') !== undefined || names.has('model.2.filt');
  const layers = patchLayers(names, { places, blur });
  const [outer, second] = [names.kernel('model.0'), names.kernel(`model.${blur ? 3 : 2}`)];
  const filters = commonest([outer?.[0], second?.[1], second && second[0]! / 2]);
  const channels = outer?.[1] ?? 3;
  let previous = channels;
  for (const [index, place] of places.entries()) {
    const width = index > layers ? 1 : filters * Math.min(2 ** index, 8);
    names.expect(`model.${place}`, [width, previous, 4, 4]);
    previous = width;
  }
  const at = blur ? 3 : 2;
  const normalisation = names.normalisation(`model.${at}`, `model.${at + 1}`);
  const spectral = names.found(/(\.weight_orig)$/).length > 0;
  const options = { layers, filters, channels, normalisation, spectral, blur };
  return { name: 'patchDiscriminator', options };
}

/** Counted by the place of the scores, because convolutions may be lost. */
function patchLayers(
  names: TorchNames,
  { places, blur }: { places: readonly number[]; blur: boolean },
): number {
  const last = places.at(-1)!;
  const byPlace = (last - 2) / (blur ? 4 : 3);
  const isScores = names.kernel(`model.${last}`)![0] === 1;
  if (isScores && Number.isInteger(byPlace) && byPlace >= 1 && byPlace <= 2 * places.length) {
    return byPlace;
  }
  return Math.max(1, places.length - (isScores ? 2 : 1));
}

function pixel(names: TorchNames): InferredArchitecture {
  const [first, second, scores] = ['net.0', 'net.2', 'net.5'].map((path) => names.kernel(path));
  const filters = commonest([
    first?.[0],
    second?.[1],
    second && second[0]! / 2,
    scores && scores[1]! / 2,
  ]);
  const channels = first?.[1] ?? 3;
  names.expect('net.0', [filters, channels, 1, 1]);
  names.expect('net.2', [2 * filters, filters, 1, 1]);
  names.expect('net.5', [1, 2 * filters, 1, 1]);
  const normalisation = names.normalisation('net.2', 'net.3');
  const spectral = names.found(/(\.weight_orig)$/).length > 0;
  return { name: 'pixelDiscriminator', options: { filters, channels, normalisation, spectral } };
}
