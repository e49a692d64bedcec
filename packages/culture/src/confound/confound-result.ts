import type { LabelledVariation, NoTest } from '../compare/comparison.js';
import type { StyleItem, StyleTable } from '../compare/style-table.js';
import type { Refusal } from '../statistics/interval.js';

/** A picture with what else could explain its style. */
export interface ConfoundItem extends Omit<StyleItem, 'stratum'> {
  /** For example institution, capture, medium, century: a name for each. */
  readonly factors: Readonly<Record<string, string>>;
}

/** Pictures as numbers with what else could explain their styles. */
export interface ConfoundTable extends Omit<StyleTable, 'items'> {
  readonly items: readonly ConfoundItem[];
}

/** What can be said of culture in the face of another explanation. */
export type ConfoundVerdict =
  /** The difference remains among works that share the other explanation. */
  | 'supported'
  /** There is a difference, and none is detected among such works. */
  | 'not supported after stratification'
  /** No works of two cultures share the other explanation: nothing can be said, and no p-value is. */
  | 'not identifiable'
  /** No difference was detected to begin with. */
  | 'no difference detected'
  /** There are not works enough to test. */
  | 'too few';

/** How far two cultures lie apart without the items of one level. */
export interface DistanceWithout {
  readonly level: string;
  readonly cultures: readonly [string, string];
  /** The energy distance, and its share of the mean distance between their items. */
  readonly distance:
    | { readonly kind: 'measured'; readonly value: number; readonly share: number }
    | Refusal<'too few'>;
}

/** One other explanation. */
export interface FactorAudit {
  readonly factor: string;
  readonly levels: number;
  /** Cramér's V of culture against it; `one level` where it cannot go with anything. */
  readonly association:
    | { readonly kind: 'measured'; readonly cramersV: number }
    | Refusal<'one level'>;
  /** The share of items in levels that hold two cultures. */
  readonly informativeShare: number;
  /** The variation that goes with labels among works of one level. */
  readonly within: LabelledVariation | NoTest;
  readonly verdict: ConfoundVerdict;
  /** The verdict in a sentence, with its numbers. */
  readonly sentence: string;
  /** The distances with one level left out after the other. */
  readonly without: readonly DistanceWithout[];
}

/** Is it culture, or the museum? */
export interface ConfoundAudit {
  readonly kind: 'audited';
  /** The variation that goes with labels, whatever else goes with them. */
  readonly overall: LabelledVariation | NoTest;
  readonly factors: readonly FactorAudit[];
  /** The factors by how they split the works: those of one list split them alike, and have one audit. */
  readonly partitions: readonly (readonly string[])[];
  /** All factors at once, where there are two or more: often not identifiable. */
  readonly jointly: Omit<FactorAudit, 'without'> | undefined;
  /** The weakest of the factors' verdicts. */
  readonly verdict: ConfoundVerdict;
  readonly sentence: string;
}
