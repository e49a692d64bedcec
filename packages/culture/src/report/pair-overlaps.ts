import type { LabelShare } from '../manifest/label-shares.js';
import type { DescribedItem } from './described-set.js';

/** How far two cultures share what else could explain their difference. */
export interface PairOverlap {
  readonly cultures: readonly [string, string];
  readonly factors: readonly {
    readonly factor: string;
    /** The share of the works of the two, by weight, that are of a kind which both have. */
    readonly shared: number;
  }[];
  /** The same for kinds of all factors at once. */
  readonly jointly: number;
}

/** The part of the larger weight in a kind that works of both must reach to count. */
const ENOUGH_OF_BOTH = 0.1;

type LabelledItem = DescribedItem & { readonly culture: readonly LabelShare[] };

/** For every pair of cultures the share of works of kinds that both have; 0: fully confounded. */
export function pairOverlaps(
  items: readonly LabelledItem[],
  {
    cultures,
    factors,
  }: { readonly cultures: readonly string[]; readonly factors: readonly string[] },
): PairOverlap[] {
  return cultures.flatMap((a, at) =>
    cultures.slice(at + 1).map((b): PairOverlap => {
      const of = (names: readonly string[]) => sharedShare(items, { a, b, names });
      return {
        cultures: [a, b],
        factors: factors.map((factor) => ({ factor, shared: of([factor]) })),
        jointly: of(factors),
      };
    }),
  );
}

function sharedShare(
  items: readonly LabelledItem[],
  { a, b, names }: { a: string; b: string; names: readonly string[] },
): number {
  if (names.length === 0) return Number.NaN;
  const kindOf = (item: LabelledItem) =>
    JSON.stringify(names.map((name) => item.factors?.[name] ?? 'unknown'));
  const of = (id: string, other?: string) => {
    const weights = new Map<string, number>();
    for (const item of items) {
      const weight = item.culture.find((share) => share.id === id)?.weight ?? 0;
      if (weight === 0 || item.culture.some((share) => share.id === other)) continue;
      weights.set(kindOf(item), (weights.get(kindOf(item)) ?? 0) + weight);
    }
    return weights;
  };
  const [onlyA, onlyB] = [of(a, b), of(b, a)];
  const [ofA, ofB] = [of(a), of(b)];
  // A few works of both do not make a kind of one tradition a kind of the other.
  const both = (kind: string) => {
    const [least, most] = [ofA.get(kind)!, ofB.get(kind) ?? 0].sort((x, y) => x - y);
    return (onlyA.has(kind) && onlyB.has(kind)) || least! >= ENOUGH_OF_BOTH * most!;
  };
  const sum = (weights: readonly number[]) => weights.reduce((total, weight) => total + weight, 0);
  const all = sum([...ofA.values(), ...ofB.values()]);
  const shared = sum(
    [...ofA].flatMap(([kind, weight]) => (both(kind) ? [weight, ofB.get(kind)!] : [])),
  );
  return all > 0 ? shared / all : 0;
}
