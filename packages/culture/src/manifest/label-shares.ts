import type { Attribution, Culture, LabelBasis, ManifestItem } from './types.js';

/** Which labels count. */
export interface LabelOptions {
  /** Lets labels count that rest on a maker's nationality alone; `false` by default. */
  allowProxy?: boolean | undefined;
  /** Lets labels count that a model predicted; `false` by default, and never in an audit. */
  allowPredicted?: boolean | undefined;
  /** What each culture is part of; see {@link broaderCultures}. */
  broader?: ReadonlyMap<string, string> | undefined;
}

/**
 * What each culture is part of, by id, for {@link labelShares}.
 *
 * @example
 * ```ts
 * import { broaderCultures } from '@ikat/culture';
 *
 * const cultures = [{ id: 'french', label: { en: 'French' }, definition: 'France, 1600 to 1900.', broader: 'european' }];
 * console.log(broaderCultures(cultures).get('french')); // european
 * ```
 */
export function broaderCultures(cultures: readonly Culture[]): ReadonlyMap<string, string> {
  return new Map(
    cultures.flatMap(({ id, broader }) => (broader === undefined ? [] : [[id, broader]])),
  );
}

/** How much of a work counts for one culture, and what that rests on. */
export interface LabelShare {
  readonly id: string;
  /** In (0, 1]. */
  readonly weight: number;
  readonly bases: readonly LabelBasis[];
}

/**
 * The share of a work that counts for each culture: the labels with their weights.
 *
 * Given weights stand; the labels without a weight share equally what the others leave, and get
 * nothing where the others leave nothing (they are evidence then). So two labels without weights are
 * a hybrid, half and half, unless one culture is part of the other: then the broader one only says
 * less, and does not count. Labels that rest on a nationality or on a model do not count unless
 * allowed, and what is `unmapped` keeps its share to itself: shares sum to at most 1.
 *
 * @example
 * ```ts
 * import { labelShares } from '@ikat/culture';
 *
 * const label = { raw: 'Spain or Italy', basis: 'culture-field', certainty: 'possible', by: 'institution' } as const;
 * const shares = labelShares({ culture: [{ id: 'spanish', ...label }, { id: 'italian', ...label }] });
 * console.log(shares.map(({ id, weight }) => `${id} ${weight}`).join(', ')); // spanish 0.5, italian 0.5
 * ```
 */
export function labelShares(
  { culture }: Pick<ManifestItem, 'culture'>,
  { allowProxy = false, allowPredicted = false, broader }: LabelOptions = {},
): LabelShare[] {
  const allowed = culture.filter(
    ({ basis }) =>
      (allowProxy || basis !== 'nationality-proxy') &&
      (allowPredicted || basis !== 'model-predicted'),
  );
  const counting = broader ? withoutBroader(allowed, broader) : allowed;
  const open = counting.filter(({ weight }) => weight === undefined).length;
  const given = counting.reduce((sum, { weight }) => sum + (weight ?? 0), 0);
  const rest = open === 0 ? 0 : Math.max(0, 1 - given) / open;
  return merged(counting, rest);
}

/** Labels but for those without a weight whose culture another label names more closely. */
function withoutBroader(
  labels: readonly Attribution[],
  broader: ReadonlyMap<string, string>,
): Attribution[] {
  const above = new Set<string>();
  for (const { id } of labels) {
    let culture = broader.get(id);
    while (culture !== undefined && culture !== id && !above.has(culture)) {
      above.add(culture);
      culture = broader.get(culture);
    }
  }
  return labels.filter(({ id, weight }) => weight !== undefined || !above.has(id));
}

/** Less than any weight that is meant: what rounding leaves over. */
const NOTHING = 1e-9;

function merged(labels: readonly Attribution[], rest: number): LabelShare[] {
  const shares = new Map<string, { weight: number; bases: Set<LabelBasis> }>();
  for (const { id, basis, weight = rest } of labels) {
    if (id === 'unmapped' || weight < NOTHING) continue;
    const share = shares.get(id) ?? { weight: 0, bases: new Set() };
    share.weight += weight;
    share.bases.add(basis);
    shares.set(id, share);
  }
  return [...shares].map(([id, { weight, bases }]) => ({ id, weight, bases: [...bases] }));
}
