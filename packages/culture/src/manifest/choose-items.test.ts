import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSplits } from './assign-splits.js';
import { auditItems } from './audit-items.js';
import { item, label, manifest } from './testing.js';
import { trainingItems } from './training-items.js';
import { validateManifest } from './validate-manifest.js';

describe('trainingItems', () => {
  const items = [
    ...(
      ['cc0', 'public-domain', 'cc-by', 'cc-by-sa', 'cc-by-nc', 'in-copyright', 'unknown'] as const
    ).map((image) => item(image, { rights: { image } })),
    ...(['notice', 'community-permission', 'do-not-train', 'do-not-stylise'] as const).map(
      (protocol) => item(protocol, { rights: { image: 'cc0', protocol } }),
    ),
    item('val', { split: 'val' }),
    item('test', { split: 'test' }),
    item('train', { split: 'train' }),
  ];
  const idsOf = (result: ReturnType<typeof trainingItems>) =>
    result.kind === 'training items' ? result.items.map(({ id }) => id) : result;

  test('keeps what is open and asked for, and tells why the rest is out', () => {
    const result = trainingItems({ items });
    expect(idsOf(result)).toEqual(['cc0', 'public-domain', 'cc-by', 'cc-by-sa', 'notice', 'train']);
    expect(
      result.kind === 'training items' &&
        result.excluded.map(({ id, message }) => `${id}: ${message}`),
    ).toEqual([
      'cc-by-nc: its rights are cc-by-nc.',
      'in-copyright: its rights are in-copyright.',
      'unknown: its rights are unknown.',
      'community-permission: its community asks for permission first.',
      'do-not-train: its community asks: do-not-train.',
      'do-not-stylise: its community asks: do-not-stylise.',
      'val: it is in the split val.',
      'test: it is in the split test.',
    ]);
  });

  test('opens rights and permission by name, but never what must not be used', () => {
    const allowRights = ['cc-by-nc', 'in-copyright', 'unknown'] as const;
    const ids = idsOf(trainingItems({ items }, { allowRights, havePermission: true }));
    expect(ids).toEqual(items.map(({ id }) => id).filter((id) => !/^do-not|val|test/.test(id)));
  });

  test('refuses rather than give nothing', () => {
    expect(trainingItems({ items: [] })).toMatchObject({
      kind: 'refused',
      reason: 'nothing left',
      message: 'expected items to train on, got none: there are none.',
    });
    const closed = item('a', { rights: { image: 'in-copyright', statement: 'GPL-3.0-or-later' } });
    expect(trainingItems({ items: [closed] })).toMatchObject({
      message:
        'expected items to train on, got none: 1 are kept out, the first (a) because its rights are in-copyright (GPL-3.0-or-later).',
    });
  });
});

describe('auditItems', () => {
  const { cultures } = manifest([]);
  const many = (count: number, fields: Parameters<typeof item>[1], name: string) =>
    Array.from({ length: count }, (_, index) => item(`${name}${index}`, fields));
  const proxy = label({ id: 'pahari', basis: 'nationality-proxy', certainty: 'possible' });
  const items = [
    ...many(20, {}, 'edo'),
    ...many(20, { culture: [label({ id: 'pahari', basis: 'made-in' })] }, 'pahari'),
    ...many(5, { culture: [label({ id: 'small' })] }, 'small'),
    ...many(10, { culture: [proxy] }, 'proxy'),
    ...many(3, { culture: [label({ id: 'edo', basis: 'model-predicted', by: 'model' })] }, 'model'),
  ];

  test('keeps proxies and predictions out, and marks small groups', () => {
    expect(auditItems({ cultures, items })).toMatchObject({
      kind: 'audit items',
      groups: [
        { culture: 'edo', items: 20, units: 20, weight: 20, tested: true },
        { culture: 'pahari', items: 20, weight: 20, tested: true },
        { culture: 'small', items: 5, weight: 5, tested: false },
      ],
      unlabelled: 13,
      proxyShare: 0,
    });
  });

  test('takes the items of one leakage group for one work', () => {
    const album = { culture: [label({ id: 'pahari', basis: 'made-in' })], leakageGroup: 'album' };
    const leaves = [...many(20, {}, 'edo'), ...many(40, album, 'leaf')];
    expect(auditItems({ cultures, items: leaves })).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('got pahari (1), edo (20).'),
    });
  });

  test('tells the share of proxies where they are allowed', () => {
    const audit = auditItems({ cultures, items }, { allowProxy: true });
    expect(audit.kind === 'audit items' && audit.proxyShare).toBeCloseTo(10 / 55, 12);
    expect(audit.kind === 'audit items' && audit.unlabelled).toBe(3);
  });

  test('says what labels may be confounded with', () => {
    const some = item('a', {
      culture: [label(), label({ id: 'pahari' })],
      image: { path: 'a.jpg', capture: 'studio 1' },
      medium: 'ink',
      date: { begin: 1690, end: 1701 },
      leakageGroup: 'album',
    });
    const audit = auditItems(
      {
        cultures,
        items: [
          some,
          item('b', { culture: [label({ id: 'pahari' })], date: { begin: -250, end: -150 } }),
          item('c'),
        ],
      },
      { smallest: 2 },
    );
    expect(audit.kind === 'audit items' && audit.items).toEqual([
      {
        id: 'a',
        culture: [
          { id: 'edo', weight: 0.5, bases: ['culture-field'] },
          { id: 'pahari', weight: 0.5, bases: ['culture-field'] },
        ],
        institution: 'Museum',
        capture: 'studio 1',
        medium: 'ink',
        century: 17,
        cluster: 'album',
      },
      expect.objectContaining({
        id: 'b',
        century: -2,
        cluster: 'b',
        capture: 'unknown',
        medium: 'unknown',
      }),
      expect.objectContaining({ id: 'c', century: 'unknown' }),
    ]);
  });

  test('refuses where there is nothing to compare', () => {
    expect(auditItems({ cultures, items: many(20, {}, 'edo') })).toMatchObject({
      kind: 'refused',
      reason: 'too few groups',
      message:
        'expected two cultures of at least 20 independent works, got edo (20). Label more items, or lower smallest and say so.',
    });
    expect(() => auditItems({ cultures, items }, { smallest: 1 })).toThrow(
      new RangeError('auditItems: expected smallest to be a whole number of at least 2, got 1.'),
    );
  });
});

describe('assignSplits', () => {
  test('cuts no leakage group, whatever the groups', () => {
    const groups = fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(groups, fc.integer(), (groups, seed) => {
        const items = groups.map((group, index) => item(`${index}`, { leakageGroup: `${group}` }));
        const check = validateManifest(
          manifest(assignSplits(items, { seed, val: 0.2, test: 0.2 })),
        );
        expect(check.kind).toBe('valid');
      }),
      { numRuns: 50, seed: 1 },
    );
  });

  test('meets the shares, follows the seed, and changes no argument', () => {
    const items = Array.from({ length: 100 }, (_, index) => item(`${index}`));
    const splits = (seed: number) => assignSplits(items, { seed }).map(({ split }) => split);
    const count = (split: string) => splits(1).filter((other) => other === split).length;
    expect([count('train'), count('val'), count('test')]).toEqual([80, 10, 10]);
    expect(splits(1)).toEqual(splits(1));
    expect(splits(1)).not.toEqual(splits(2));
    expect(items[0]).not.toHaveProperty('split');
  });

  test('refuses shares that leave nothing', () => {
    expect(() => assignSplits([], { val: 0.5, test: 0.5 })).toThrow(
      new RangeError(
        'assignSplits: expected shares of at least 0 with a sum below 1, got val 0.5 and test 0.5.',
      ),
    );
  });
});
