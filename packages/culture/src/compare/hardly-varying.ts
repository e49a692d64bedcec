import { median, variance } from '../statistics/describe-numbers.js';
import type { Study } from './study.js';

// As in the robust scale: what is under a tenth of the standard deviation is nearly one value.
const NEARLY = 0.1;
const MOST = 0.5;

/**
 * The columns of descriptors that are nearly one value for most works of every culture.
 *
 * What differs there is a few strange works, and an effect size of them is about those few.
 */
export function hardlyVarying({ table, coded }: Study): Set<number> {
  const members = coded.cultures.map((_, culture) =>
    [...coded.labels.keys()].filter((item) => coded.profiles[coded.labels[item]!]![culture]! > 0),
  );
  const columns = table.descriptors.keys();
  return new Set([...columns].filter((column) => isNearlyConstant(table, column, members)));
}

function isNearlyConstant(
  { items }: Study['table'],
  column: number,
  members: readonly (readonly number[])[],
): boolean {
  const values = Float64Array.from(items, (item) => item.values[column]!);
  const middle = median(values);
  const reach = NEARLY * Math.sqrt(variance(values));
  return members.every((own) => {
    const near = own.filter((item) => Math.abs(values[item]! - middle) <= reach);
    return near.length >= MOST * own.length;
  });
}
