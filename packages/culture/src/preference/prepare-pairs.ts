import { type Refusal, refuse } from '../statistics/interval.js';
import { symmetricInverse } from '../statistics/symmetric-inverse.js';
import type { CodedComparisons } from './comparison.js';
import { connectedComponents, type Edge, isStronglyConnected } from './comparison-graph.js';
import { fitPairs, type PairDesign, type PairFit, pairInformation } from './fit-pairs.js';
import { baseColumns, baseDesign, countCells, gatherCells, type PairCells } from './pair-cells.js';
import type { PairLaw } from './pair-outcomes.js';
import { selectRows } from './select-rows.js';

/** Why abilities cannot be estimated. */
export type PreferenceRefusal = Refusal<'disconnected' | 'all ties' | 'too few raters'> & {
  /** For a disconnected graph: the sets of items that nothing compares with each other. */
  readonly components?: readonly (readonly string[])[] | undefined;
};

/** What {@link preparePairs} needs to know. */
export interface PrepareOptions {
  readonly law: PairLaw;
  readonly reference?: string | undefined;
  readonly side: boolean;
  readonly dropTies: boolean;
  /** A number for each rater of the comparisons that are left. */
  readonly kindsOf?: ((coded: CodedComparisons) => ArrayLike<number>) | undefined;
}

/** Comparisons that can be fitted. */
export interface PreparedPairs {
  readonly kind: 'ready';
  /** What is left after ties were dropped. */
  readonly coded: CodedComparisons;
  readonly cells: PairCells;
  readonly counts: readonly Float64Array[];
  readonly warnings: readonly string[];
}

/** Decides on the columns, gathers the cells, and refuses what has no answer. */
export function preparePairs(
  caller: string,
  all: CodedComparisons,
  { law, reference, side, dropTies, kindsOf }: PrepareOptions,
): PreparedPairs | PreferenceRefusal {
  const place = referencePlace(caller, all, reference);
  if (all.outcome.every((outcome) => outcome === 1)) {
    return refuse(
      'all ties',
      `All ${all.count.length} comparisons are without preference, so nothing orders the items.`,
    );
  }
  const modelled = law.ties && !dropTies;
  const coded = modelled ? all : selectRows(all, (row) => all.outcome[row] !== 1);
  if (coded.raters.length === 1) return refuseOneRater(coded.raters[0]!);
  const ties = modelled && coded.outcome.includes(1);
  const kindOf = kindsOf?.(coded);
  const gather = (withSide: boolean) =>
    gatherCells(coded, baseColumns(coded.items, place, { side: withSide, ties }), { law, kindOf });
  let cells = gather(side);
  const refusal = refuseDisconnected(coded.items, cells, countCells(coded, cells));
  if (refusal) return refusal;
  const warnings: string[] = [];
  if (side && !isIdentified(baseDesign(cells, countCells(coded, cells)))) {
    cells = gather(false);
    warnings.push(
      'The side could not be told from the items, since pairs were not shown both ways round: ' +
        'it is left out of the model.',
    );
  }
  return { kind: 'ready', coded, cells, counts: countCells(coded, cells), warnings };
}

function refuseOneRater(rater: string): PreferenceRefusal {
  return refuse(
    'too few raters',
    `All comparisons are of one rater, '${rater}': they say what this person prefers, not what people ` +
      'do. Ask more raters.',
  );
}

function referencePlace(
  caller: string,
  { items }: CodedComparisons,
  reference: string | undefined,
): number {
  if (reference === undefined) return 0;
  const place = items.indexOf(reference);
  if (place >= 0) return place;
  throw new RangeError(
    `${caller}: expected a reference among ${items.join(', ')}, got '${reference}'.`,
  );
}

/** Refuses items that no chain of comparisons connects, and names them. */
export function refuseDisconnected(
  items: readonly string[],
  { left, right }: Pick<PairCells, 'left' | 'right'>,
  counts: readonly Float64Array[],
  who = '',
): PreferenceRefusal | undefined {
  const edges = left.flatMap((from, cell): Edge[] =>
    counts[cell]!.some((times) => times > 0) ? [[from, right[cell]!]] : [],
  );
  const components = connectedComponents(items.length, edges).map((places) =>
    places.map((place) => items[place]!),
  );
  if (components.length === 1) return undefined;
  const sets = components.map((names) => `{${names.join(', ')}}`).join(' and ');
  return {
    ...refuse(
      'disconnected',
      `No chain of comparisons${who} connects ${sets}, so their abilities have no common scale. ` +
        'Compare items across these sets.',
    ),
    components,
  };
}

function isIdentified(design: PairDesign): boolean {
  const none = new Float64Array(design.columns);
  const outcomes = design.difference.map(() =>
    design.law.outcomes(0, design.logTie ? 0 : -Infinity),
  );
  return symmetricInverse(pairInformation(design, outcomes)).rank === none.length;
}

/** A fit, and whether it needed the penalty. */
export interface SafeFit {
  readonly fit: PairFit;
  readonly penalised: boolean;
}

/**
 * Fits by maximum likelihood where that has a finite answer, else with Firth's penalty.
 *
 * It has one if and only if each item is preferred over each other one through some chain
 * (Zermelo; Ford 1957), and the side and the ties are not one-sided either.
 */
export function fitSafely(
  design: PairDesign,
  { left, right, base }: Pick<PairCells, 'left' | 'right' | 'base'>,
): SafeFit {
  const edges = left.flatMap((from, cell): Edge[] => {
    const [won, tied, lost] = design.counts[cell]! as unknown as [number, number, number];
    const to = right[cell]!;
    return [
      ...(won > 0 || tied > 0 ? [[from, to] as const] : []),
      ...(lost > 0 || tied > 0 ? [[to, from] as const] : []),
    ];
  });
  if (isStronglyConnected(base.items.length, edges)) {
    const fit = fitPairs(design);
    if (fit.converged && fit.coefficients.every((value) => Math.abs(value) < 15)) {
      return { fit, penalised: false };
    }
  }
  return { fit: fitPairs(design, { penalised: true }), penalised: true };
}
