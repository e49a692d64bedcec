import { auditItem } from '../manifest/audit-items.js';
import { broaderCultures } from '../manifest/label-shares.js';
import type { Culture, ManifestItem } from '../manifest/types.js';
import type { DescribedItem } from './described-set.js';

/** What a manifest says of a picture, as far as a comparison needs it. */
export type SetLabels = Pick<
  DescribedItem,
  'culture' | 'labels' | 'factors' | 'cluster' | 'maker' | 'rights'
>;

const NOT_RECORDED = /^(not (stated|known|recorded)|unknown|n\/a$)/i;

/**
 * The labels of one item of a manifest with what they rest on, and what else could explain its style:
 * institution, capture, medium, century.
 *
 * Labels by nationality alone count only where `allowProxy` says so; those of a model never do.
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readManifest, setLabels } from '@ikat/culture';
 * import { samplesCultureManifest } from '@ikat/samples';
 *
 * const check = readManifest(await readFile(samplesCultureManifest, 'utf8'));
 * if (check.kind === 'valid') {
 *   const { items, cultures } = check.manifest;
 *   const print = items.find(({ medium }) => medium === 'colour woodblock print');
 *   if (print) console.log(setLabels(print, cultures).culture?.[0]?.id); // japanese
 * }
 * ```
 */
export function setLabels(
  item: ManifestItem,
  cultures: readonly Culture[],
  { allowProxy = false }: { readonly allowProxy?: boolean | undefined } = {},
): SetLabels {
  const [audited] = auditItem(item, { allowProxy, broader: broaderCultures(cultures) });
  const rights = item.rights.image;
  if (audited === undefined) return { rights };
  const { culture, institution, capture, medium, century, cluster } = audited;
  const maker = item.makers?.map(({ name }) => name).join('; ');
  const factor = (text: string) => (NOT_RECORDED.test(text) ? 'unknown' : text);
  return {
    culture,
    labels: item.culture.map(({ id, basis, certainty, by }) => ({ id, basis, certainty, by })),
    factors: {
      institution: factor(institution),
      capture: factor(capture),
      medium: factor(medium),
      century: String(century),
    },
    cluster,
    ...(maker ? { maker } : {}),
    rights,
  };
}
