import { Matrix } from 'ml-matrix';
import type { Interval } from '../statistics/interval.js';
import { benjaminiHochberg } from '../statistics/multiplicity.js';
import { studentReach, studentTwoSided } from '../statistics/student.js';
import { clusterDegrees, clusteredCovariance } from './clustered-covariance.js';
import type { CodedComparisons } from './comparison.js';
import { baseDesign, countCells, gatherCells, itemColumn, type PairCells } from './pair-cells.js';
import { fitSafely } from './prepare-pairs.js';
import { selectRaters } from './select-rows.js';

/** How one group differs from the mean of the others in its liking of one item. */
export interface GroupDifference {
  readonly group: string;
  readonly item: string;
  /** The difference in log-odds, abilities centred within each group. */
  readonly value: number;
  readonly standardError: number;
  readonly interval: Interval;
  readonly pValue: number;
  /** Adjusted over the whole table (Benjamini and Hochberg). */
  readonly adjustedPValue: number;
}

/** The centred abilities of one group. */
export interface GroupAbilities {
  readonly group: string;
  readonly raters: number;
  readonly comparisons: number;
  readonly items: readonly {
    readonly item: string;
    readonly value: number;
    readonly standardError: number;
  }[];
  readonly warnings: readonly string[];
}

interface CentredFit {
  readonly abilities: GroupAbilities;
  readonly variances: readonly number[];
  readonly degreesOfFreedom: number;
}

/** Fits each group on its own. */
export function fitGroups(
  coded: CodedComparisons,
  { base, law }: PairCells,
  options: { readonly groups: readonly string[]; readonly contents: boolean },
): CentredFit[] {
  return options.groups.map((group) => {
    const own = selectRaters(coded, (rater) => coded.groupsOf[rater]!.includes(group));
    const cells = gatherCells(own, base, { law });
    const design = baseDesign(cells, countCells(own, cells));
    const { fit, penalised } = fitSafely(design, cells);
    const covariance = clusteredCovariance(design, fit, {
      coded: own,
      cellOf: cells.cellOf,
      contents: options.contents && own.contents.length > 1,
    });
    const centred = centring(cells);
    const values = centred.mmul(Matrix.columnVector([...fit.coefficients])).to1DArray();
    const variances = centred.mmul(covariance).mmul(centred.transpose()).diagonal();
    return {
      variances,
      degreesOfFreedom: clusterDegrees(own, options.contents && own.contents.length > 1),
      abilities: {
        group,
        raters: own.raters.length,
        comparisons: own.count.reduce((sum, count) => sum + count, 0),
        items: base.items.map((item, place) => ({
          item,
          value: values[place]!,
          standardError: Math.sqrt(Math.max(0, variances[place]!)),
        })),
        warnings: penalised
          ? [
              `Among raters of '${group}' some items always won or always lost: Firth's penalty was used.`,
            ]
          : [],
      },
    };
  });
}

// Base columns to abilities less their mean.
function centring({ base }: PairCells): Matrix {
  const size = base.items.length;
  const map = Matrix.zeros(size, base.columns);
  for (let item = 0; item < size; item++) {
    for (let other = 0; other < size; other++) {
      const column = itemColumn(base, other);
      if (column >= 0) map.set(item, column, Number(item === other) - 1 / size);
    }
  }
  return map;
}

/** Sets each group beside the mean of the others; with two groups only the first, since the second mirrors it. */
export function groupDifferences(fits: readonly CentredFit[], level: number): GroupDifference[] {
  const shown = fits.length === 2 ? fits.slice(0, 1) : fits;
  const degrees = Math.min(...fits.map((fit) => fit.degreesOfFreedom));
  const reach = studentReach(level, degrees);
  const rows = shown.flatMap((fit) => {
    const others = fits.filter((other) => other !== fit);
    return fit.abilities.items.map(({ item, value: own }, place) => {
      const rest = others.map(({ abilities }) => abilities.items[place]!.value);
      const value = own - rest.reduce((sum, other) => sum + other, 0) / rest.length;
      const variance =
        fit.variances[place]! +
        others.reduce((sum, { variances }) => sum + variances[place]!, 0) / others.length ** 2;
      const standardError = Math.sqrt(Math.max(0, variance));
      const half = reach * standardError;
      return {
        group: fit.abilities.group,
        item,
        value,
        standardError,
        interval: { low: value - half, high: value + half, level },
        pValue: studentTwoSided(value / standardError, degrees),
      };
    });
  });
  const adjusted = benjaminiHochberg(rows.map(({ pValue }) => pValue));
  return rows.map((row, place) => ({ ...row, adjustedPValue: adjusted[place]! }));
}
