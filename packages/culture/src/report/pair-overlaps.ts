import type { LabelShare } from '../manifest/label-shares.js';
import type { DescribedItem } from './described-set.js';

/** How far two cultures share what else could explain their difference. */
export interface PairOverlap {
  readonly cultures: readonly [string, string];
  readonly factors: readonly {
    readonly factor: string;
    /** The share of the works of the two that are of a kind which both have. */
    readonly shared: number;
  }[];
  /** The same for kinds of all factors at once. */
  readonly jointly: number;
}

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
  // A work of both is no evidence that the two can be told apart.
  const own = (id: string, other: string) =>
    items
      .filter(({ culture }) => culture.some((share) => share.id === id))
      .filter(({ culture }) => !culture.some((share) => share.id === other))
      .map(kindOf);
  const [kindsOfA, kindsOfB] = [own(a, b), own(b, a)];
  const shared =
    kindsOfA.filter((kind) => kindsOfB.includes(kind)).length +
    kindsOfB.filter((kind) => kindsOfA.includes(kind)).length;
  return shared / Math.max(1, kindsOfA.length + kindsOfB.length);
}
