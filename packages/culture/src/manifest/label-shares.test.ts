import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { broaderCultures, labelShares } from './label-shares.js';
import { label } from './testing.js';

const sharesOf = (...labels: ReturnType<typeof label>[]) =>
  labelShares({ culture: labels }).map(({ id, weight }) => [id, weight]);

describe('labelShares', () => {
  test('halves hybrids without weights, and leaves given weights', () => {
    expect(sharesOf(label(), label({ id: 'pahari' }))).toEqual([
      ['edo', 0.5],
      ['pahari', 0.5],
    ]);
    expect(sharesOf(label({ weight: 0.7 }), label({ id: 'pahari', weight: 0.2 }))).toEqual([
      ['edo', 0.7],
      ['pahari', 0.2],
    ]);
  });

  test('gives labels without weights what the others leave', () => {
    expect(sharesOf(label({ weight: 0.5 }), label({ id: 'pahari' }))).toEqual([
      ['edo', 0.5],
      ['pahari', 0.5],
    ]);
    expect(sharesOf(label({ weight: 1 }), label({ id: 'pahari' }))).toEqual([['edo', 1]]);
  });

  test('keeps the share of what is unmapped from the others', () => {
    expect(sharesOf(label({ id: 'unmapped', weight: 0.5 }), label({ weight: 0.5 }))).toEqual([
      ['edo', 0.5],
    ]);
    expect(sharesOf(label({ id: 'unmapped', weight: 1 }), label({ id: 'pahari' }))).toEqual([]);
  });

  test('lets proxies and predictions in only where allowed', () => {
    const proxy = label({ basis: 'nationality-proxy', certainty: 'possible' });
    const predicted = label({ id: 'pahari', basis: 'model-predicted', by: 'model' });
    expect(labelShares({ culture: [proxy, predicted] })).toEqual([]);
    expect(labelShares({ culture: [proxy, predicted] }, { allowProxy: true })).toEqual([
      { id: 'edo', weight: 1, bases: ['nationality-proxy'] },
    ]);
    expect(labelShares({ culture: [proxy, predicted] }, { allowPredicted: true })).toEqual([
      { id: 'pahari', weight: 1, bases: ['model-predicted'] },
    ]);
  });

  test('sums a culture that several labels name, with all bases', () => {
    const labels = [label(), label({ basis: 'made-in' })];
    expect(labelShares({ culture: labels })).toEqual([
      { id: 'edo', weight: 1, bases: ['culture-field', 'made-in'] },
    ]);
  });

  test('lets what is broader not count beside what is part of it', () => {
    const part = (id: string, broader: string) => ({
      id,
      label: { en: id },
      definition: id,
      broader,
    });
    const broader = broaderCultures([part('french', 'european'), part('breton', 'french')]);
    const shares = (...ids: string[]) =>
      labelShares({ culture: ids.map((id) => label({ id })) }, { broader }).map(
        ({ id, weight }) => [id, weight],
      );
    expect(shares('european', 'french')).toEqual([['french', 1]]);
    expect(shares('european', 'breton', 'edo')).toEqual([
      ['breton', 0.5],
      ['edo', 0.5],
    ]);
    expect(shares('european')).toEqual([['european', 1]]);
    const given = [label({ id: 'european', weight: 0.5 }), label({ id: 'french', weight: 0.5 })];
    expect(labelShares({ culture: given }, { broader })).toHaveLength(2);
  });

  test('sums to at most 1 in any order', () => {
    const weight = fc.option(fc.double({ min: 0.001, max: 0.25, noNaN: true }), { nil: undefined });
    const labels = fc.array(fc.tuple(fc.constantFrom('edo', 'pahari', 'unmapped'), weight), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(labels, (pairs) => {
        const culture = pairs.map(([id, weight]) => label({ id, weight }));
        const shares = labelShares({ culture });
        const reversed = labelShares({ culture: culture.toReversed() });
        const total = shares.reduce((sum, { weight }) => sum + weight, 0);
        expect(total).toBeLessThanOrEqual(1 + 1e-9);
        for (const { id, weight } of shares)
          expect(reversed.find((share) => share.id === id)?.weight).toBeCloseTo(weight, 12);
      }),
      { seed: 1 },
    );
  });
});
