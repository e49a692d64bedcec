import { randomSource } from '@ikat/random';
import { describe, expect, test } from 'vitest';
import { ethicsNotes } from '../manifest/ethics-notes.js';
import { auditReport } from './audit-report.js';
import { auditSet } from './audit-set.js';
import { simplifiedChineseReport } from './catalogue/chinese.js';
import { englishReport } from './catalogue/english.js';
import { compareSet, type SetComparison } from './compare-set.js';
import { comparisonReport } from './comparison-report.js';
import type { DescribedItem, DescribedSet } from './described-set.js';
import { cultureMap } from './node/culture-map.js';
import { cultureReportPage } from './node/report-page.js';
import { reportFrame, reportTable } from './report-frame.js';
import { html } from './report-html.js';
import type { CultureReport } from './report-model.js';
import { decimal, pIs, pValue, sentencesOf } from './sentences.js';

const quick = { permutations: 99, resamples: 49 };

interface Made {
  readonly culture: string;
  readonly centre: number;
  readonly medium: (k: number) => string;
}

function item({ culture, centre, medium }: Made, k: number, noise: number): DescribedItem {
  return {
    id: `${culture} ${k}`,
    file: `${culture}/${k}.png`,
    values: [centre + noise, k % 5],
    tieShare: 0,
    enlarged: false,
    culture: [{ id: culture, weight: 1, bases: ['culture-field'] }],
    labels: [{ id: culture, basis: 'culture-field', certainty: 'asserted', by: 'institution' }],
    factors: { medium: medium(k), century: 'unknown' },
    rights: 'cc0',
  };
}

function set(...cultures: Made[]): DescribedSet {
  const source = randomSource(1);
  return {
    format: 'culture-descriptors',
    version: '1.0',
    pipeline: 'made',
    descriptors: ['chroma', 'other'],
    items: cultures.flatMap((made) =>
      Array.from({ length: 30 }, (_, k) => item(made, k, source.normal())),
    ),
    leftOut: [{ id: 'x', file: 'x.png', reason: 'gone' }],
  };
}

const mixed = (k: number) => (k % 2 === 0 ? 'paper' : 'silk');

function compared(described: DescribedSet): SetComparison {
  const result = compareSet(described, quick);
  if (result.kind === 'refused') throw new Error(result.message);
  return result;
}

const textOf = (report: CultureReport) => JSON.stringify(report);

describe('compareSet and its report', () => {
  const supported = compared(
    set({ culture: 'ink', centre: 0, medium: mixed }, { culture: 'oil', centre: 3, medium: mixed }),
  );

  test('says when the interval of a difference that was detected holds 0', () => {
    const { confound, ...rest } = supported;
    if (confound.kind === 'refused') throw new Error(confound.message);
    const factors = confound.factors.map((audit) => {
      if (audit.within.kind === 'refused') throw new Error(audit.within.message);
      const { omegaSquared } = audit.within;
      const interval = { ...omegaSquared.interval, low: -0.009 };
      return { ...audit, within: { ...audit.within, omegaSquared: { ...omegaSquared, interval } } };
    });
    const doubtful = { ...rest, confound: { ...confound, factors } };
    for (const catalogue of [englishReport, simplifiedChineseReport]) {
      const said = catalogue.texts.intervalHoldsZero.split('}')[1]!;
      expect(textOf(comparisonReport(doubtful, catalogue))).toContain(said);
      expect(textOf(comparisonReport(supported, catalogue))).not.toContain(said);
    }
  });

  test('does not change with the order of files', () => {
    const given = set(
      { culture: 'ink', centre: 0, medium: mixed },
      { culture: 'oil', centre: 0.5, medium: mixed },
    );
    const reversed = compared({ ...given, items: [...given.items].reverse() });
    expect(reversed).toEqual(compared(given));
  });

  test('counts works of both traditions by weight', () => {
    const { items, ...head } = set(
      { culture: 'ink', centre: 0, medium: mixed },
      { culture: 'oil', centre: 0, medium: mixed },
    );
    const culture = ['ink', 'oil'].map((id) => ({
      id,
      weight: 0.5,
      bases: ['culture-field' as const],
    }));
    const hybrids = compared({ ...head, items: items.map((one) => ({ ...one, culture })) });
    expect(hybrids.overlaps[0]).toMatchObject({ factors: [{ shared: 1 }], jointly: 1 });
    expect(comparisonReport(hybrids).parts[0]!.blocks[0]).toMatchObject({
      title: 'Nothing tells the traditions apart',
    });
    // One work of both among works of one kind each.
    const apart = set(
      { culture: 'ink', centre: 0, medium: () => 'paper' },
      { culture: 'oil', centre: 0, medium: () => 'silk' },
    );
    const one = apart.items.map((item, k) => (k === 0 ? { ...item, culture } : item));
    expect(compared({ ...apart, items: one }).overlaps[0]!.jointly).toBe(0);
  });

  test('says that copies of one picture do not differ at all', () => {
    const { items, ...head } = set(
      { culture: 'ink', centre: 0, medium: mixed },
      { culture: 'oil', centre: 0, medium: mixed },
    );
    const copies = items.map((one) => ({ ...one, values: [1, 2] }));
    const result = compared({ ...head, items: copies });
    for (const catalogue of [englishReport, simplifiedChineseReport]) {
      const report = comparisonReport(result, catalogue);
      expect(textOf(report)).toContain(catalogue.texts.verdictSame);
      expect(textOf(report)).not.toMatch(/NaN|Infinity/);
    }
  });

  test('tests among works of one kind where both traditions have them', () => {
    expect(supported.within).toMatchObject({ kind: 'compared within', factors: ['medium'] });
    const { pairs } = (supported.within.kind === 'refused' ? supported : supported.within)
      .comparison;
    expect(pairs[0]!.test).toMatchObject({ kind: 'tested', p: 0.01 });
    expect(supported.comparison.pairs[0]!.test).toMatchObject({ reason: 'not identifiable' });
    const report = comparisonReport(supported);
    expect(report.lead[1]).toBe('A difference that what was recorded does not explain.');
    expect(textOf(report)).toContain(
      'century: recorded of 0.0\u00a0% of the works; not looked at.',
    );
  });

  test('names confounded pairs, and gives no p-value for them', () => {
    const partly = compared(
      set(
        { culture: 'ink', centre: 0, medium: mixed },
        { culture: 'oil', centre: 3, medium: mixed },
        { culture: 'signs', centre: 6, medium: () => 'stone' },
      ),
    );
    expect(partly.overlaps.map(({ jointly }) => jointly)).toEqual([1, 0, 0]);
    const text = textOf(comparisonReport(partly));
    expect(text).toContain(
      'For 2 of 3 pairs of traditions (ink – signs, oil – signs) no works share',
    );
    const tested = partly.within.kind === 'refused' ? [] : partly.within.comparison.pairs;
    const signs = tested.filter(({ cultures }) => cultures.includes('signs'));
    expect(signs.every(({ test }) => test.kind === 'refused')).toBe(true);
  });

  test('says once what goes with labels where source and medium are one', () => {
    const described = set(
      { culture: 'ink', centre: 0, medium: mixed },
      { culture: 'oil', centre: 3, medium: mixed },
    );
    const museum = { paper: 'one museum', silk: 'another' };
    const items = described.items.map((one) => {
      const { medium } = one.factors as { medium: keyof typeof museum };
      return { ...one, factors: { medium, institution: museum[medium] } };
    });
    const [verdict, variation] = comparisonReport(compared({ ...described, items })).parts;
    const rows = verdict!.blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));
    expect(rows[0]!.map((row) => row.length)).toEqual([3]);
    expect(rows[1]!.map(([name]) => name)).toEqual(['medium and source, which go together']);
    const [plot] = variation!.blocks;
    expect(plot!.kind === 'intervals' && plot!.rows.map(({ label }) => label)).toEqual([
      'all works',
      'among works of one medium and source',
    ]);
  });

  test('refuses all tests where medium and label are one', () => {
    const result = compared(
      set(
        { culture: 'ink', centre: 0, medium: () => 'paper' },
        { culture: 'oil', centre: 3, medium: () => 'canvas' },
      ),
    );
    expect(result.within.kind).toBe('refused');
    expect(JSON.stringify([result.comparison, result.within])).not.toContain('"kind":"tested"');
    const report = comparisonReport(result);
    expect(report.lead[1]).toBe('Confounded: it cannot be told whether this is culture.');
    expect(textOf(report)).toContain('No p-value is given.');
  });

  test('says that nothing was recorded to check', () => {
    const bare = set(
      { culture: 'ink', centre: 0, medium: () => 'unknown' },
      { culture: 'oil', centre: 3, medium: () => 'unknown' },
    );
    const result = compared(bare);
    expect(result.confound).toMatchObject({ kind: 'refused', reason: 'not recorded' });
    expect(textOf(comparisonReport(result))).toContain(
      'It cannot be checked whether this is culture',
    );
  });

  test('compares nothing without two labelled cultures', () => {
    const one = set({ culture: 'ink', centre: 0, medium: mixed });
    expect(compareSet(one, quick)).toMatchObject({
      kind: 'refused',
      message:
        'Expected two cultures of 5 works or more, got ink (30). A comparison needs labels with their basis: give a manifest.',
    });
  });

  test('tells small cells too: works are not people', () => {
    const few = compared(
      set(
        { culture: 'ink', centre: 0, medium: (k) => (k < 3 ? 'silk' : 'paper') },
        { culture: 'oil', centre: 3, medium: mixed },
      ),
    );
    const cells = few.cells.find(({ factor }) => factor === 'medium')!;
    expect(cells.rows.find(({ level }) => level === 'silk')!.works).toEqual([3, 15]);
    expect(textOf(comparisonReport(few))).toContain('"silk","3","15"');
  });

  test('gives distances without a kind in the unit of the table', () => {
    const { pairs } = supported.comparison;
    const list = textOf(comparisonReport(supported)).match(
      /the distance between ink and oil[^"]*/g,
    );
    const all = pairs[0]!.share as { value: number };
    expect(list).toHaveLength(1);
    expect(list![0]).toContain(`(all works: ${(100 * all.value).toFixed(1)}\u00a0%)`);
  });

  test('says what a small p means beside an interval that holds 0', () => {
    const { within } = supported;
    if (within.kind === 'refused') throw new Error(within.message);
    const said = englishReport.texts.testAndInterval;
    expect(textOf(comparisonReport(supported))).not.toContain(said);
    const [pair] = within.comparison.pairs;
    if (!('interval' in pair!.share)) throw new Error('refused');
    const share = { ...pair!.share, interval: { ...pair!.share.interval, low: -0.01 } };
    const comparison = { ...within.comparison, pairs: [{ ...pair!, share }] };
    const doubtful = { ...supported, within: { ...within, comparison } };
    expect(textOf(comparisonReport(doubtful))).toContain(said);
  });

  test('names the traditions that are not on the map', () => {
    const made = ['ink', 'oil', 'signs', 'tiles'].map((culture, at) => ({
      culture,
      centre: 3 * at,
      medium: mixed,
    }));
    const described = set(...made);
    // All tiles are of one album: one independent work.
    const items = described.items.map((one) =>
      one.culture![0]!.id === 'tiles' ? { ...one, cluster: 'album' } : one,
    );
    expect(textOf(comparisonReport(compared({ ...described, items })))).toContain(
      'Not on the map, for distances need 5 independent works of each: tiles.',
    );
    expect(textOf(comparisonReport(compared(described)))).not.toContain('Not on the map');
  });

  test('says that in-copyright is also the value of free licences without a name', () => {
    const described = set(
      { culture: 'ink', centre: 0, medium: mixed },
      { culture: 'oil', centre: 3, medium: mixed },
    );
    const head = { name: 'a set', creator: [], cultures: [] };
    const source = { ...head, description: '' } as unknown as DescribedSet['source'];
    const free = described.items.map((one) => ({ ...one, rights: 'in-copyright' as const }));
    const said = englishReport.texts.rightsInWords;
    const text = (items: DescribedSet['items']) =>
      textOf(comparisonReport(compared({ ...described, source, items })));
    expect(text(free)).toContain(said);
    expect(text(described.items)).not.toContain(said);
  });

  test('is the same again for the same seed', () => {
    const again = compared(
      set(
        { culture: 'ink', centre: 0, medium: mixed },
        { culture: 'oil', centre: 3, medium: mixed },
      ),
    );
    expect(again).toEqual(supported);
  });
});

describe('auditSet and its report', () => {
  const around = (x: number, seed: number) => {
    const source = randomSource(seed);
    return Array.from({ length: 24 }, (_, k) =>
      item({ culture: '<i>', centre: x, medium: mixed }, k, source.normal()),
    );
  };
  const few = (count: number) => {
    const [real, generated] = [around(0, 1).slice(0, count), around(1, 2)];
    const cultures = [
      { culture: 'ink', real, generated },
      { culture: 'oil', real: around(5, 4), generated: around(8, 5) },
    ];
    const audited = auditSet({ pipeline: 'made', cultures, leftOut: [] }, { resamples: 19 });
    if (audited.kind === 'refused') throw new Error(audited.message);
    return audited;
  };
  const result = auditSet(
    {
      name: '<script>alert(1)</script>',
      pipeline: 'made',
      cultures: [
        { culture: 'ink', real: around(0, 1), generated: around(0.2, 2), content: around(9, 3) },
        { culture: 'oil', real: around(5, 4), generated: around(8, 5), content: around(9, 6) },
      ],
      leftOut: [],
    },
    { resamples: 49 },
  );

  test('names the worst served with its interval and certainty', () => {
    if (result.kind === 'refused') throw new Error(result.message);
    const [part] = auditReport(result).parts;
    expect(part!.blocks[0]).toMatchObject({ kind: 'verdict', title: 'Served worst: oil' });
  });

  test('calls nobody the worst where all are served alike', () => {
    const same = Array.from({ length: 24 }, (_, k) => ({
      ...item({ culture: 'ink', centre: 0, medium: mixed }, 0, 0),
      id: `${k}`,
    }));
    const cultures = ['ink', 'oil'].map((culture) => ({ culture, real: same, generated: same }));
    const audited = auditSet({ pipeline: 'made', cultures, leftOut: [] }, { resamples: 19 });
    if (audited.kind === 'refused') throw new Error(audited.message);
    expect(audited.audit.summary).toMatchObject({ tied: true, worst: { certainty: 0.5 } });
    expect(auditReport(audited).parts[0]!.blocks[0]).toMatchObject({
      title: 'No tradition is served worse than another',
    });
    expect(textOf(auditReport(audited))).not.toContain('worst: ink');
  });

  test('says which traditions have how many works where none can be called the worst', () => {
    const report = auditReport(few(7));
    expect(report.title).toBe('Whom the model serves worst');
    expect(report.parts[0]!.blocks[0]).toMatchObject({
      title: 'It cannot be told who is served worst',
      text: 'To call a tradition the worst served, two or more must have 20 real works and 20 generated pictures each. There are: ink (7 real, 24 generated), oil (24 real, 24 generated).',
    });
    expect(textOf(report)).toContain('Generated pictures were made by the model.');
    expect(textOf(report)).toContain('Variety is not measured: it takes two traditions or more');
    const chinese = auditReport(few(7), simplifiedChineseReport);
    expect(chinese.title).toBe('该模型对哪个传统效果最差');
    expect(chinese.parts[0]!.blocks[0]).toMatchObject({
      title: '无法判断对哪个传统效果最差',
      text: expect.stringContaining('现有：ink（真实 7，生成 24）、oil（真实 24，生成 24）。'),
    });
  });

  test('names the traditions that are left out of variety', () => {
    if (result.kind === 'refused') throw new Error(result.message);
    const { cultures } = result.audit;
    const variety = { kind: 'refused', reason: 'too few', message: '' } as const;
    const tile = { ...cultures[0]!, culture: 'tile', variety };
    const more = { ...result, audit: { ...result.audit, cultures: [...cultures, tile] } };
    const part = auditReport(more).parts.find(({ title }) => title === 'Variety')!;
    const [table, , left] = part.blocks;
    expect(table).toMatchObject({ caption: expect.stringContaining('At 12 pictures each') });
    expect(table!.kind === 'table' && table!.rows.map(([name]) => name)).toEqual(['ink', 'oil']);
    expect(left).toMatchObject({ text: expect.stringContaining('generated pictures: tile. All') });
  });

  test('draws no empty plot where no content was given', () => {
    const [real, generated] = [around(0, 1), around(1, 2)];
    const cultures = [
      { culture: 'ink', real, generated },
      { culture: 'oil', real, generated },
    ];
    const audited = auditSet({ pipeline: 'made', cultures, leftOut: [] }, { resamples: 19 });
    if (audited.kind === 'refused') throw new Error(audited.message);
    const report = auditReport(audited);
    const plots = report.parts.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === 'intervals' ? [block.caption] : [])),
    );
    expect(plots).toEqual([englishReport.texts.distanceCaption]);
    expect(textOf(report)).toContain('left after the transfer: no content given.');
    expect(textOf(report)).toContain('over that in real works: cannot be told.');
  });

  test('makes a page that fetches and runs nothing, and escapes what it is given', async () => {
    if (result.kind === 'refused') throw new Error(result.message);
    for (const catalogue of [englishReport, simplifiedChineseReport]) {
      const page = await cultureReportPage(auditReport(result, catalogue));
      expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(page).not.toMatch(/<script|<link|src=|NaN|undefined|\{\w+\}(?!\s*\{)<\/p>/);
      expect(page.match(/<svg/g)).toHaveLength(4);
    }
  });
});

describe('catalogues', () => {
  const braces = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([brace]) => brace).sort();

  test('have the same names in braces in both languages', () => {
    for (const [name, text] of Object.entries(englishReport.texts)) {
      const other = simplifiedChineseReport.texts[name as keyof typeof englishReport.texts];
      expect([name, [...new Set(braces(other))]]).toEqual([name, [...new Set(braces(text))]]);
    }
  });

  test('print the notes of every audit', () => {
    expect(englishReport.notes).toEqual(ethicsNotes);
    expect(simplifiedChineseReport.notes).toHaveLength(ethicsNotes.length);
  });
});

describe('sentencesOf', () => {
  const { estimate, share, number, list, say } = sentencesOf(englishReport.texts);

  test('writes numbers with their intervals, and never a negative zero', () => {
    const measured = { value: -0.0004, interval: { low: -1.234, high: 0.5678, level: 0.9 } };
    expect(estimate(measured)).toBe('−0.0004 (90\u00a0% interval −1.23 to 0.568)');
    expect([share(-0.0004), share(0.5, 0)]).toEqual(['0.0\u00a0%', '50\u00a0%']);
    expect([number(1234.5), decimal(-0.004, 2), decimal(-0.005001, 2)]).toEqual([
      '1230',
      '0.00',
      '−0.01',
    ]);
    expect(list(['a', 'b'])).toBe('a, b');
    expect(say('fewerThan')).toBe('under {count}');
  });

  test('sets a space between Chinese and Latin letters, and leaves what it is given as it is', () => {
    const { say: sayChinese } = sentencesOf(simplifiedChineseReport.texts);
    const values = (culture: string) => ({
      culture,
      measure: '距离',
      value: '0.1',
      certainty: '9',
    });
    expect(sayChinese('auditWorst', values('oil'))).toContain('最差的是 oil：距离为 0.1');
    expect(sayChinese('auditWorst', values('水墨 a1墨'))).toContain('最差的是水墨 a1墨：');
    expect(sayChinese('makersOf', { culture: '水墨', count: 3 })).toBe('水墨 3');
  });

  test('writes p-values that are never 0', () => {
    expect([0.0421, 0.00001].map(pValue)).toEqual(['0.042', '< 0.0001']);
    expect([0.0421, 0.00001].map(pIs)).toEqual(['p\u00a0=\u00a00.042', 'p\u00a0<\u00a00.0001']);
  });
});

describe('reportTable and reportFrame', () => {
  test('escape what they are given, but for what is a piece of a page', () => {
    const rows = [['<a>', html`<b>${'&'}</b>`]];
    const table = reportTable({ caption: '"c"', head: ['x', 'y'], rows });
    expect(table.html).toContain('<th scope="row">&lt;a&gt;</th><td><b>&amp;</b></td>');
    const page = reportFrame({ language: 'ar', direction: 'rtl', title: '<t>' }, table);
    expect(page).toContain('<html lang="ar" dir="rtl">');
    expect(page).toContain('<title>&lt;t&gt;</title>');
    expect(page).toContain(table.html);
  });
});

describe('cultureMap', () => {
  test('keeps numbers apart, and draws traditions of few works hollow', async () => {
    const places = [
      [0, 0],
      [0.01, 0],
      [0.02, 0],
      [1, 1],
    ] as const;
    const points = places.map(([x, y], at) => ({ label: `${at}`, x, y, hollow: at === 3 }));
    const svg = await cultureMap({ kind: 'map', caption: '', points });
    const numbers =
      /translate\(([-\d.]+),([-\d.]+)\)"[^>]*><text[^>]*translate\(([-\d.]+),([-\d.]+)\)/g;
    const spots = [...svg.matchAll(numbers)].map(([, ...found]) => found.map(Number));
    const at = spots.map(([dx, dy, x, y]) => [dx! + x!, dy! + y!] as const);
    const apart = at.flatMap(([x, y], place) =>
      at.slice(place + 1).map((other) => Math.hypot(other[0] - x, other[1] - y)),
    );
    expect(svg.match(/var\(--page\)/g)).toHaveLength(1);
    expect(apart).toHaveLength(6);
    expect(Math.min(...apart)).toBeGreaterThan(12);
  });
});
