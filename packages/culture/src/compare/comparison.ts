import type { Estimate, Refusal } from '../statistics/interval.js';
import type { RobustScale } from '../statistics/robust-scale.js';

/** What a permutation test says of a difference that was measured. */
export interface LabelTest {
  readonly kind: 'tested';
  /** `(1 + #{T* >= T}) / (B + 1)`, or the exact share if all labellings were visited. */
  readonly p: number;
  /** The p-value adjusted for all tests of the same family; p itself where there is one. */
  readonly adjusted: number;
  readonly permutations: number;
  readonly exact: boolean;
}

/** Why there is no test. */
export type NoTest = Refusal<'too few' | 'not identifiable' | 'no variation'>;

/** One culture of a comparison. */
export interface ComparedCulture {
  readonly culture: string;
  readonly items: number;
  /** The sum of its label weights. */
  readonly weight: number;
  /** Independent units: clusters, and items on their own. */
  readonly units: number;
  /** Whether it has units enough to be tested. */
  readonly tested: boolean;
}

/** How much of the variation of style goes with the labels. */
export interface LabelledVariation {
  readonly kind: 'measured';
  /** The cultures that were compared: those with units enough. */
  readonly cultures: readonly string[];
  /** The share of variation that labels explain, freed of what chance explains. */
  readonly omegaSquared: Estimate;
  /** `R^2 = SSA / SST`, with the part that chance explains. */
  readonly rSquared: number;
  /** Absent where nothing varies within the cultures. */
  readonly pseudoF?: number | undefined;
  readonly degrees: readonly [between: number, within: number];
  /** The share of items in strata with two cultures or more. */
  readonly informativeShare: number;
  readonly test: LabelTest | NoTest;
}

/** How far two cultures lie apart. */
export interface CulturePair {
  readonly cultures: readonly [string, string];
  /** The unbiased energy distance: 0 for equal distributions, in units of scaled descriptors. */
  readonly distance: Estimate | Refusal<'too few'>;
  /** The distance as a share of the mean distance between their items, 0 to 1. */
  readonly share: Estimate | Refusal<'too few'>;
  readonly test: LabelTest | NoTest;
}

/** How one descriptor differs. */
export interface DescriptorDifference {
  readonly descriptor: string;
  /** The share of its variation that labels explain, freed of what chance explains. */
  readonly omegaSquared: Estimate;
  /** `SSA / SST` of the scaled descriptor, with the part that chance explains. */
  readonly etaSquared: number;
  /** For each culture, the median difference to all others, in the descriptor's units. */
  readonly shifts: readonly { readonly culture: string; readonly shift: Estimate }[];
  /** Adjusted by Benjamini and Hochberg over the descriptors. */
  readonly test: LabelTest | NoTest;
}

/** How far styles of cultures are apart, and in what. */
export interface Comparison {
  readonly kind: 'compared';
  readonly cultures: readonly ComparedCulture[];
  readonly variation: LabelledVariation | NoTest;
  readonly pairs: readonly CulturePair[];
  /** Largest difference first; empty where less than two cultures could be compared. */
  readonly descriptors: readonly DescriptorDifference[];
  /**
   * Descriptors that are nearly one value for most works of every culture: what differs there is a few
   * strange works, so they are neither ranked nor tested.
   */
  readonly hardlyVary: readonly string[];
  /** Cultures on a plane whose squared distances are the energy distances. */
  readonly map: {
    readonly places: readonly { readonly culture: string; readonly place: readonly number[] }[];
    /** The share of the distances that the plane shows. */
    readonly shown: number;
  };
  /** Whether labels were compared and changed only within strata. */
  readonly stratified: boolean;
  readonly seed: number;
}

/** Options of `compareCultures`. */
export interface CompareOptions {
  /** Compare, and give labels away, only within `stratum`; false. */
  readonly stratified?: boolean | undefined;
  /** Cultures with fewer independent units are shown and not tested; 20. */
  readonly minimumUnits?: number | undefined;
  /** Random labellings a test; 999. */
  readonly permutations?: number | undefined;
  /** Resamples an interval; 499. */
  readonly resamples?: number | undefined;
  /** The coverage of intervals; 0.95. */
  readonly level?: number | undefined;
  /** The scaling of the descriptors; fitted to the items if not given. */
  readonly scale?: RobustScale | undefined;
  readonly seed?: number | undefined;
}
