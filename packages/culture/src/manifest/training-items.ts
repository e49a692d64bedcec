import { type Refusal, refuse } from '../statistics/interval.js';
import type { CultureManifest, ImageRights, ManifestItem } from './types.js';

/** What may be trained on beyond what is free and open. */
export interface TrainingOptions {
  /** Rights to let in that are kept out by default: `cc-by-nc`, `in-copyright`, `unknown`. */
  allowRights?: readonly ImageRights[] | undefined;
  /** You have the permission of the communities that ask for it; `false` by default. */
  havePermission?: boolean | undefined;
}

/** An item that is kept out, and why. */
export interface Exclusion {
  readonly id: string;
  readonly reason: 'rights' | 'protocol' | 'split';
  readonly message: string;
}

/** What a model may be trained on, and what not. */
export interface TrainingItems {
  readonly kind: 'training items';
  readonly items: readonly ManifestItem[];
  readonly excluded: readonly Exclusion[];
}

const closed: readonly ImageRights[] = ['cc-by-nc', 'in-copyright', 'unknown'];

/**
 * The items that a model may be trained on: free and open images in the training split, and nothing
 * that a community asks not to be used.
 *
 * Kept out are `in-copyright`, `unknown` and `cc-by-nc` unless you allow them by name (a free
 * licence outside Creative Commons is `in-copyright` with its name in `rights.statement`: read it,
 * then allow it), `community-permission` unless you have it, items of the splits `val` and `test`,
 * and always `do-not-train` and `do-not-stylise`: no option opens these.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readManifest, trainingItems } from '@ikat/culture';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const check = readManifest(await readFile(samplesCultureManifest, 'utf8'));
 * if (check.kind === 'valid') {
 *   const chosen = trainingItems(check.manifest);
 *   if (chosen.kind === 'training items') console.log(chosen.items.length, chosen.excluded.length); // 120 151
 * }
 * ```
 */
export function trainingItems(
  { items }: Pick<CultureManifest, 'items'>,
  { allowRights = [], havePermission = false }: TrainingOptions = {},
): TrainingItems | Refusal<'nothing left'> {
  const refused = new Set(closed.filter((rights) => !allowRights.includes(rights)));
  const kept: ManifestItem[] = [];
  const excluded: Exclusion[] = [];
  for (const item of items) {
    const exclusion = exclusionOf(item, { refused, havePermission });
    if (exclusion) excluded.push({ id: item.id, ...exclusion });
    else kept.push(item);
  }
  if (kept.length > 0) return { kind: 'training items', items: kept, excluded };
  const first = excluded[0];
  const why = first
    ? `${excluded.length} are kept out, the first (${first.id}) because ${first.message}`
    : 'there are none.';
  return refuse('nothing left', `expected items to train on, got none: ${why}`);
}

function exclusionOf(
  { rights, split }: ManifestItem,
  { refused, havePermission }: { refused: ReadonlySet<ImageRights>; havePermission: boolean },
): Omit<Exclusion, 'id'> | undefined {
  const { protocol = 'none-known', image, statement } = rights;
  if (protocol === 'do-not-train' || protocol === 'do-not-stylise')
    return { reason: 'protocol', message: `its community asks: ${protocol}.` };
  if (protocol === 'community-permission' && !havePermission)
    return { reason: 'protocol', message: 'its community asks for permission first.' };
  if (refused.has(image))
    return {
      reason: 'rights',
      message: `its rights are ${image}${statement ? ` (${statement})` : ''}.`,
    };
  if (split === 'val' || split === 'test')
    return { reason: 'split', message: `it is in the split ${split}.` };
  return undefined;
}
