import { unitsIn } from '../compare/comparable-part.js';
import { energyOfSums, fewestForInterval, sumsOf } from '../compare/culture-pairs.js';
import { settingsOf, studyOf } from '../compare/study.js';
import { refuse } from '../statistics/interval.js';
import type { RobustScale } from '../statistics/robust-scale.js';
import type { ConfoundItem, ConfoundTable, DistanceWithout } from './confound-result.js';

/** The unbiased energy distances of all pairs with the items of one level left out, for each level. */
export function distancesWithout(
  table: ConfoundTable,
  scale: RobustScale,
  level: (item: ConfoundItem) => string,
): DistanceWithout[] {
  const study = studyOf(table, scale, settingsOf({}));
  const { cultures } = study.coded;
  const levels = [...new Set(table.items.map(level))].sort();
  if (levels.length === 1) return [];
  return levels.flatMap((name) => {
    const kept = table.items.filter((item) => level(item) !== name);
    const units = cultures.map((culture) => unitsIn({ ...table, items: kept }, culture));
    const weights = table.items.map((item) => +(level(item) !== name));
    const sums = sumsOf(study, weights);
    return cultures.flatMap((first, a) =>
      cultures.slice(a + 1).map((second, k): DistanceWithout => {
        const b = a + 1 + k;
        const [value, share] = energyOfSums(sums, a, b);
        const poor = [a, b].find((c) => units[c]! < fewestForInterval);
        return {
          level: name,
          cultures: [first, second],
          distance:
            poor === undefined
              ? { kind: 'measured', value, share }
              : refuse(
                  'too few',
                  `Without "${name}", "${cultures[poor]}" has ${units[poor]} independent works.`,
                ),
        };
      }),
    );
  });
}
