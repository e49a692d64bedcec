import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chiSquareUpperTail } from '../statistics/chi-square.js';
import { cemsComparisons } from './cems.test-data.js';
import { codeComparisons, type Outcome, type PairComparison } from './comparison.js';
import { fitPairs } from './fit-pairs.js';
import { groupPreference } from './group-preference.js';
import { baseColumns, baseDesign, countCells, gatherCells } from './pair-cells.js';
import { bradleyTerry, thurstone } from './pair-outcomes.js';
import {
  type PreferenceEstimate,
  type PreferenceOptions,
  preferenceModel,
} from './preference-model.js';
import { thurstoneScale } from './thurstone-scale.js';

const oracles = JSON.parse(
  readFileSync(new URL('../../golden/culture-oracles.json', import.meta.url), 'utf8'),
);

function estimated(
  comparisons: readonly PairComparison[],
  options: PreferenceOptions,
): PreferenceEstimate {
  const result = preferenceModel(comparisons, options);
  if (result.kind !== 'estimated') throw new Error(result.message);
  return result;
}

function abilities(result: PreferenceEstimate): Record<string, number> {
  return Object.fromEntries(result.items.map(({ item, value }) => [item, value]));
}

function pair(left: string, right: string, outcome: Outcome, count: number): PairComparison[] {
  return count > 0 ? [{ left, right, outcome, count }] : [];
}

describe('O1: citations (Stigler 1994)', () => {
  const { wins, ...expected } = oracles.bt_citations;
  const rows: PairComparison[] = wins.items.flatMap((left: string, i: number) =>
    wins.items.flatMap((right: string, j: number) =>
      j > i
        ? [
            ...pair(left, right, 'left', wins.row_beats_col[i][j]),
            ...pair(left, right, 'right', wins.row_beats_col[j][i]),
          ]
        : [],
    ),
  );
  const options = { side: false, reference: 'Biometrika' };
  const result = estimated(rows, options);

  test('abilities, errors, covariance', () => {
    result.items.forEach(({ value, standardError, quasiVariance }, item) => {
      expect(value).toBeCloseTo(expected.mle_ref_Biometrika[item], 9);
      expect(standardError).toBeCloseTo(expected.se[item], 9);
      expect(quasiVariance).toBeCloseTo(expected.quasiVar[item], 8);
    });
    expected.vcov_234.forEach((row: number[], i: number) => {
      row.forEach((value, j) => {
        expect(result.covariance[i + 1]![j + 1]).toBeCloseTo(value, 10);
      });
    });
  });

  test('deviances, AIC', () => {
    expect(result.nullDeviance).toBeCloseTo(expected.null_deviance, 5);
    expect(result.deviance).toBeCloseTo(expected.deviance, 8);
    expect(result.degreesOfFreedom).toBe(3);
    expect(chiSquareUpperTail(result.deviance, 3)).toBeCloseTo(expected.p_gof, 8);
    expect(result.logLikelihood).toBeCloseTo(expected.logLik_binomial, 7);
    expect(-2 * result.logLikelihood + 2 * 3).toBeCloseTo(expected.AIC, 7);
  });

  test('the probit link', () => {
    const probit = estimated(rows, { ...options, law: thurstone });
    // The file's figures stopped at seven digits; these are solved in thirty.
    const solved = [0, -1.67469367729151, -0.289913263757171, 0.159117067426285];
    probit.items.forEach(({ value }, item) => {
      expect(value).toBeCloseTo(expected.probit_thurstone_mle[item], 7);
      expect(value).toBeCloseTo(solved[item]!, 11);
    });
    expect(probit.deviance).toBeCloseTo(expected.probit_deviance, 8);
  });
});

describe("O1: Firth's penalty", () => {
  test('citations', () => {
    const { wins, firth } = oracles.bt_citations;
    const rows: PairComparison[] = wins.items.flatMap((left: string, i: number) =>
      wins.items.flatMap((right: string, j: number) =>
        i === j ? [] : pair(left, right, 'left', wins.row_beats_col[i][j]),
      ),
    );
    const coded = codeComparisons('test', rows);
    const base = baseColumns(coded.items, 0, { side: false, ties: false });
    const cells = gatherCells(coded, base, { law: bradleyTerry });
    const fit = fitPairs(baseDesign(cells, countCells(coded, cells)), { penalised: true });
    fit.coefficients.forEach((value, column) => {
      expect(value).toBeCloseTo(firth[column + 1], 9);
    });
  });
});

describe('O2: baseball 1987 (Agresti), the side bias', () => {
  const rows: PairComparison[] = oracles.bt_baseball.rows_home_away_homeWins_awayWins.flatMap(
    ([home, away, won, lost]: [string, string, number, number]) => [
      ...pair(home, away, 'left', won),
      ...pair(home, away, 'right', lost),
    ],
  );

  test('without home advantage', () => {
    const { deviance, df, logLik, AIC, ...teams } = oracles.bt_baseball.no_home;
    const result = estimated(rows, { side: false, reference: 'Baltimore' });
    for (const [team, value] of Object.entries(teams)) {
      expect(abilities(result)[team]).toBeCloseTo(value as number, 7);
    }
    expect(result.deviance).toBeCloseTo(deviance, 6);
    expect(result.degreesOfFreedom).toBe(df);
    expect(result.logLikelihood).toBeCloseTo(logLik, 6);
    expect(-2 * result.logLikelihood + 12).toBeCloseTo(AIC, 4);
  });

  test('with it', () => {
    const {
      deviance,
      df,
      at_home,
      se_at_home,
      logLik,
      AIC: _,
      ...teams
    } = oracles.bt_baseball.with_home;
    const result = estimated(rows, { reference: 'Baltimore' });
    for (const [team, value] of Object.entries(teams)) {
      expect(abilities(result)[team]).toBeCloseTo(value as number, 6);
    }
    expect(result.side!.value).toBeCloseTo(at_home, 7);
    expect(result.side!.standardError).toBeCloseTo(se_at_home, 6);
    expect(result.deviance).toBeCloseTo(deviance, 6);
    expect(result.degreesOfFreedom).toBe(df);
    expect(result.logLikelihood).toBeCloseTo(logLik, 6);
    const without = estimated(rows, { side: false });
    const change = without.deviance - result.deviance;
    expect(change).toBeCloseTo(oracles.bt_baseball.LRT_home.chisq, 6);
    expect(chiSquareUpperTail(change, 1)).toBeCloseTo(oracles.bt_baseball.LRT_home.p, 6);
  });
});

describe('O3: CEMS (Dittrich, Hatzinger and Katzenbeisser 1998)', () => {
  const rows = cemsComparisons();
  const untied = oracles.cems.ties_dropped_ref_Stockholm;
  const options = { side: false, dropTies: true, reference: 'Stockholm' };
  const pooled = estimated(rows, options);
  const result = groupPreference(rows, options);
  if (result.kind !== 'estimated') throw new Error(result.message);

  test('the raw rows add up to the published counts', () => {
    const counts = new Map<string, number>();
    for (const { left, right, outcome, group } of rows) {
      const key = `${group} ${left} ${right} ${outcome}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const group of ['good', 'poor']) {
      for (const [left, right, won, lost, tied] of oracles.cems[`grouped_SPA_${group}`]) {
        const of = (outcomes: [string, string]) =>
          (counts.get(`${group} ${left} ${right} ${outcomes[0]}`) ?? 0) +
          (counts.get(`${group} ${right} ${left} ${outcomes[1]}`) ?? 0);
        expect([of(['left', 'right']), of(['right', 'left']), of(['none', 'none'])]).toEqual([
          won,
          lost,
          tied,
        ]);
      }
    }
  });

  test('pooled abilities with errors by rater', () => {
    const { order, model_se, CR1_factor_G_over_Gm1, n, raters } =
      oracles.cems.cluster_robust_pooled;
    for (const [item, value] of Object.entries(untied.pooled)) {
      expect(abilities(pooled)[item]).toBeCloseTo(value as number, 9);
    }
    order.forEach((item: string, place: number) => {
      const found = pooled.items.find((ability) => ability.item === item)!;
      expect(found.standardError).toBeCloseTo(CR1_factor_G_over_Gm1[place], 8);
      expect(model_se[place]).toBeLessThan(found.standardError);
    });
    expect(rows.filter(({ outcome }) => outcome !== 'none')).toHaveLength(n);
    expect(pooled.raters).toBe(raters);
    expect(pooled.designEffect).toBeGreaterThan(1.6);
    expect(pooled.designEffect).toBeLessThan(2.3);
  });

  test('abilities of the groups', () => {
    for (const { group, items } of result.groups) {
      const zero = items.find(({ item }) => item === 'Stockholm')!.value;
      for (const [item, value] of Object.entries(untied[group])) {
        const found = items.find((ability) => ability.item === item)!.value - zero;
        expect(found).toBeCloseTo(value as number, 8);
      }
    }
  });

  test('the textbook test and the clustered one', () => {
    expect(result.textbook.statistic).toBeCloseTo(untied.LRT, 7);
    expect(result.textbook.degreesOfFreedom).toBe(5);
    expect(result.textbook.pValue / untied.naive_p).toBeCloseTo(1, 6);
    const { robust_score, robust_score_p } = oracles.cems.group_test_SPA;
    expect(result.omnibus.statistic).toBeCloseTo(robust_score, 3);
    expect(result.omnibus.degreesOfFreedom).toBe(5);
    expect(result.omnibus.pValue).toBeCloseTo(robust_score_p, 8);
    expect(result.omnibus.permutationPValue).toBeLessThan(0.005);
  });

  test('the difference is Barcelona alone', () => {
    if (!Array.isArray(result.differences)) throw new Error('refused');
    const found = result.differences.filter(({ adjustedPValue }) => adjustedPValue < 0.01);
    expect(found.map(({ item }) => item)).toContain('Barcelona');
    const most = [...result.differences].sort((a, b) => Math.abs(b.value) - Math.abs(a.value))[0]!;
    expect(most.item).toBe('Barcelona');
  });

  test('Davidson with ties', () => {
    const {
      pooled: expected,
      pooled_dev,
      df,
      SPA_LRT,
      SPA_LRT_df,
    } = oracles.cems.davidson_ref_Stockholm;
    const { log_nu, ...items } = expected;
    const tied = estimated(rows, { side: false, reference: 'Stockholm' });
    for (const [item, value] of Object.entries(items)) {
      expect(abilities(tied)[item]).toBeCloseTo(value as number, 9);
    }
    expect(tied.logTie!.value).toBeCloseTo(log_nu, 9);
    expect(tied.deviance).toBeCloseTo(pooled_dev, 6);
    expect(tied.degreesOfFreedom).toBe(df);
    const groups = groupPreference(rows, { side: false, permutations: 9 });
    if (groups.kind !== 'estimated') throw new Error(groups.message);
    expect(groups.textbook.statistic).toBeCloseTo(SPA_LRT, 7);
    expect(groups.textbook.degreesOfFreedom).toBe(SPA_LRT_df);
  });
});

describe('O4: vegetables (Guilford), Thurstone V', () => {
  test('scale and fit', () => {
    const { p_col_preferred_over_row, caseV_scale, GF } = oracles.thurstone_vegetables;
    const { scale, goodnessOfFit } = thurstoneScale(p_col_preferred_over_row);
    scale.forEach((value, item) => {
      expect(value).toBeCloseTo(caseV_scale[item], 2);
    });
    expect(goodnessOfFit).toBeCloseTo(GF, 6);
  });
});

describe('O5: closed forms', () => {
  test('7 to 3', () => {
    const result = estimated([...pair('a', 'b', 'left', 7), ...pair('a', 'b', 'right', 3)], {
      side: false,
      reference: 'b',
    });
    expect(result.items[0]!.value).toBeCloseTo(0.8472978604, 10);
    expect(result.items[0]!.standardError).toBeCloseTo(0.6900655593, 10);
  });

  test('5 to 0 with the penalty', () => {
    const result = estimated(pair('a', 'b', 'left', 5), { side: false, reference: 'b' });
    expect(result.method).toBe('Firth penalty');
    expect(result.items[0]!.value).toBeCloseTo(Math.log(11), 9);
    expect(result.warnings[0]).toContain('always won or always lost');
  });
});
