import type { Upsampling } from './blocks.js';
import type { InferredArchitecture } from './nearest-architecture.js';
import { commonest, type TorchNames } from './torch-names.js';

/** The ResNet that comes nearest to names with residual blocks among them. */
export function nearestResnet(names: TorchNames): InferredArchitecture {
  const places = names.numbers(/^model\.(\d+)\.conv_block\./);
  const blur = names.kernel('model.7')
    ? false
    : names.kernel('model.8') !== undefined || places[0]! >= 12;
  const first = blur ? 12 : 10;
  if (places[0] !== first || places.at(-1) !== first + places.length - 1) {
    names.doubt(
      'residual blocks in a row from model.10 or, with blurs, model.12',
      `model.${places}`,
    );
  }
  const row = names.convolutions('model').filter((place) => place >= first);
  const head = row.findLast((place) => names.kernel(`model.${place}`)?.[3] === 7);
  const upsampling = resnetUpsampling(names, { blur, ups: row.filter((place) => place !== head) });
  const blocks = resnetBlocks(places, { first, head, upsampling });
  const filters = resnetWidth(names, { blur, places });
  const channels = names.channels(
    names.kernel('model.1')?.[1],
    names.kernel(`model.${head ?? row.at(-1)}`)?.[0],
  );
  const dropout = names.kernel(`model.${places[0]}.conv_block.6`) !== undefined;
  const options = { blocks, filters, channels, upsampling, dropout };
  expectResnet(names, options, { first, places });
  const normalisation = names.normalisation('model.1', 'model.2');
  return { name: 'resnetGenerator', options: { ...options, normalisation } };
}

/** Modules before the convolution of an upsampling; a stage has three more. */
const leads = { transposed: 0, blur: 1, resize: 2, bilinear: 2 } as const;

/** Transposed convolutions have [in, out], others [out, in]: both halve the channels. */
function resnetUpsampling(
  names: TorchNames,
  { blur, ups }: { blur: boolean; ups: readonly number[] },
): Upsampling {
  if (blur) return 'blur';
  const [input = 0, output = 0] = names.kernel(`model.${ups[0]}`) ?? [];
  return input < output ? 'resize' : 'transposed';
}

/** Counted from the head on, because blocks may be lost; a place beyond all others does not count. */
function resnetBlocks(
  places: readonly number[],
  { first, head, upsampling }: { first: number; head: number | undefined; upsampling: Upsampling },
): number {
  const byHead = head === undefined ? 0 : head - 1 - 2 * (3 + leads[upsampling]) - first;
  const byPlaces = places.at(-1)! - first + 1;
  const likely = [byHead, byPlaces].find((count) => count >= 1 && count <= 2 * places.length);
  return likely ?? places.length;
}

function resnetWidth(
  names: TorchNames,
  { blur, places }: { blur: boolean; places: readonly number[] },
): number {
  const [outer, inner] = [names.kernel('model.4'), names.kernel(`model.${blur ? 8 : 7}`)];
  const block = names.kernel(`model.${places[0]}.conv_block.1`);
  return commonest([
    names.kernel('model.1')?.[0],
    ...[outer?.[1], outer && outer[0]! / 2, inner && inner[1]! / 2, inner && inner[0]! / 4],
    block && block[0]! / 4,
  ]);
}

function expectResnet(
  names: TorchNames,
  { blocks, filters, channels, upsampling, dropout }: InferredArchitecture['options'],
  { first, places }: { first: number; places: readonly number[] },
): void {
  const width = Number(filters);
  names.expect('model.1', [width, Number(channels), 7, 7]);
  for (const [level, place] of (upsampling === 'blur' ? [4, 8] : [4, 7]).entries()) {
    names.expect(`model.${place}`, [width * 2 ** (level + 1), width * 2 ** level, 3, 3]);
  }
  for (const place of places) {
    for (const inner of [1, dropout ? 6 : 5]) {
      names.expect(`model.${place}.conv_block.${inner}`, [4 * width, 4 * width, 3, 3]);
    }
  }
  const after = first + Number(blocks);
  if (!names.kernel(`model.${after + leads[upsampling as Upsampling]}`)) {
    names.doubt(`a convolution at model.${after} or model.${after + 2}`, 'neither');
  }
}
