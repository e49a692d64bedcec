import { describe, expect, test } from 'vitest';
import { examplePlan } from '../../example-plan.js';
import { makeStudy } from '../../make-study.js';
import { ratingColumns } from '../../session.js';
import { type StudyTruth, simulateStudy } from '../../simulate-study.js';
import type { StudyPlan } from '../../study-plan.js';
import { analyseStudy } from '../analyse-study.js';
import type { GivenFile } from '../given-sessions.js';
import { readSessions } from '../read-sessions.js';
import { statements } from '../statements/statement.js';
import type { StudyAnalysis } from '../study-analysis.js';
import { analysisReport } from './analysis-report.js';
import type { AnalysisCatalogue } from './catalogue/analysis-catalogue.js';
import { simplifiedChineseAnalysis } from './catalogue/chinese.js';
import { englishAnalysis } from './catalogue/english.js';

const sha = '0123456789abcdef'.repeat(4);

function analysed(plan: Partial<StudyPlan>, truth: StudyTruth, others: GivenFile[] = []) {
  const result = makeStudy({ ...examplePlan, ratersPerGroup: 20, ...plan }, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  const { study } = result;
  const files = simulateStudy(study, sha, truth, 3).map((session) => ({
    name: `session-${session.participant}.json`,
    bytes: new TextEncoder().encode(JSON.stringify(session)),
  }));
  const read = readSessions({ study, sha }, [...files, ...others]);
  return analyseStudy({ study, sha }, read, { permutations: 99, bootstrap: 49 });
}

const table = { name: 'notes.csv', bytes: new TextEncoder().encode('a,b\n1,2\n') };
const example = analysed({}, { inGroup: 1, careless: 0.15 }, [table]);
const { recognition: _, ...unasked } = examplePlan;
const plain = analysed(
  { ...unasked, recognition: undefined, contents: ['one', 'two', 'three'], ratersPerGroup: 4 },
  { side: 0.5 },
);
const studies: [string, StudyAnalysis][] = [
  ['an example', example],
  ['a small study', plain],
];

/** What a reader sees or hears of a page, section by section. */
function sectionsOf(page: string): string[] {
  const body = page.slice(page.indexOf('<body>'));
  const heard = body.replace(/<[^>]*aria-label="([^"]*)"[^>]*>/g, ' $1 ');
  return heard.split('<section>').map((text) => text.replace(/<[^>]*>|&#?\w+;/g, ' '));
}

const inChinese = (analysis: StudyAnalysis) => analysisReport(analysis, simplifiedChineseAnalysis);
const numbersIn = (text: string) => (text.match(/\d+(\.\d+)?/g) ?? []).sort();

describe('the catalogues', () => {
  const groups = (catalogue: AnalysisCatalogue): [string, string][] => {
    const { language: __, direction: ___, ...parts } = catalogue;
    return Object.entries(parts).flatMap(([part, texts]) =>
      Object.entries(texts as Record<string, string>).map(([name, text]): [string, string] => [
        `${part} ${name}`,
        text,
      ]),
    );
  };
  const bracesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
  const english = groups(englishAnalysis);
  const chinese = new Map(groups(simplifiedChineseAnalysis));

  test('have the same texts', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([name]) => name).sort());
  });

  test.each(english)('%s has the same names in braces, and is translated', (name, text) => {
    const other = chinese.get(name)!;
    expect(bracesOf(other)).toEqual(bracesOf(text));
    if (/[a-z]{2}/i.test(text.replace(/\{\w+\}/g, ''))) expect(other).toMatch(/\p{Script=Han}/u);
  });

  test('ask of a sentence no more than it holds', () => {
    for (const [name, text] of Object.entries(englishAnalysis.statements)) {
      const held = bracesOf(statements[name as keyof typeof statements]);
      expect(held).toEqual(expect.arrayContaining(bracesOf(text)));
    }
  });
});

describe('the report in Chinese', () => {
  const names = [
    ...[sha, 'notes.csv', 'ratings.csv'],
    ...['Krippendorff', 'Benjamini', 'Hochberg', 'Holm', 'Firth', 'SHA-256', 'ikat culture audit'],
  ];

  test.each(studies)('of %s has no English but names', (_name, analysis) => {
    const text = sectionsOf(inChinese(analysis)).join('\n');
    const left = [...names, ...ratingColumns]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, name) => rest.replaceAll(name, ''), text);
    expect(left.match(/[a-z]{2,}/gi) ?? []).toEqual([]);
  });

  test.each(studies)('of %s has the same numbers as the one in English', (_name, analysis) => {
    const english = sectionsOf(analysisReport(analysis)).map(numbersIn);
    expect(english.flat().length).toBeGreaterThan(80);
    expect(sectionsOf(inChinese(analysis)).map(numbersIn)).toEqual(english);
  });

  test('names the study and its parts in its language, and by their ids where the plan does not', () => {
    expect(inChinese(example)).toContain('<h1>研究“您更喜欢哪一幅？”的分析报告</h1>');
    expect(analysisReport(example)).toContain('<h1>Analysis of the study “Which picture do you');
    const { title } = examplePlan;
    const names = { title, groups: {}, systems: {}, traditions: {} };
    const page = inChinese({ ...example, names, hypotheses: ['They do.'] });
    expect(page).toContain('“They do.”');
    expect(page).toContain('<th scope="row">east</th>');
    const { names: _names, ...before } = example;
    expect(inChinese(before)).toContain('<h1>研究“example”的分析报告</h1>');
  });

  test('says its language and direction, and has no empty brace', () => {
    const page = inChinese(example);
    expect(page).toContain('<html lang="zh-Hans" dir="ltr">');
    expect(page).toContain('default-src &#39;none&#39;');
    expect(page.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/[{}]|undefined|NaN/);
  });

  test('keeps the systems that nothing connects', () => {
    const [first, ...rest] = example.constructs;
    const pooled = {
      kind: 'refused',
      reason: 'disconnected',
      message:
        'No chain of comparisons connects {ink, wash} and {oil}, so their abilities have no common scale. Compare items across these sets.',
    } as const;
    const page = inChinese({ ...example, constructs: [{ ...first!, pooled }, ...rest] });
    expect(page).toContain('{水墨、wash}与{油画}之间没有任何比较链相连');
  });

  test('quotes what a parser says in English', () => {
    const message = 'Expected JSON, got a mistake: Unexpected token < in JSON.';
    const refused = [{ file: 'a.json', reason: 'not a session', message } as const];
    const page = inChinese({ ...example, refused });
    expect(page).toContain(
      '应为 JSON，但有错误：<q lang="en" dir="ltr">Unexpected token &lt; in JSON</q>。',
    );
    expect(analysisReport({ ...example, refused })).toContain(
      'a mistake: Unexpected token &lt; in',
    );
  });

  test('marks a sentence that it does not know as English', () => {
    const page = inChinese({ ...example, limits: ['A limit of <tomorrow>.'] });
    expect(page).toContain('<span lang="en" dir="ltr">A limit of &lt;tomorrow&gt;.</span>');
  });
});

describe('the report', () => {
  test('takes another language from right to left', () => {
    const other: AnalysisCatalogue = { ...englishAnalysis, language: 'ar', direction: 'rtl' };
    expect(analysisReport(example, other)).toContain('<html lang="ar" dir="rtl">');
  });

  test('names no participant, file of one who withdrew, or size of a small group', () => {
    const refused = [
      { file: 'session-secret.json', reason: 'withdrawn', message: statements.withdrawn } as const,
    ];
    const groups = {
      kind: 'refused',
      reason: 'small group',
      message:
        "'east' has 3 of 40 raters; a group needs 5, for privacy as for statistics, and raters outside of it.",
    } as const;
    const [first] = example.constructs;
    const page = analysisReport({ ...example, refused, constructs: [{ ...first!, groups }] });
    expect(page).not.toContain('secret');
    expect(page).toContain('Withdrawn: 1.');
    expect(page).toContain('&#39;east&#39; is too small');
    expect(page).not.toContain('3 of 40');
  });

  test('tells nothing of one’s own where a group is so small that shares would name raters', () => {
    const { recognition } = example;
    if (recognition.kind === 'refused') throw new Error('refused');
    const raters = { ...recognition.raters, east: 4 };
    const page = analysisReport({ ...example, recognition: { ...recognition, raters } });
    expect(analysisReport(example)).toContain('Groups recognise traditions of their own in');
    expect(page).not.toContain('Groups recognise traditions of their own in');
    expect(page).toContain('Advantage of one’s own among outputs: fewer than 5 raters');
  });

  test('does not say that nothing was found where the interval says otherwise', () => {
    const [first] = example.constructs;
    if (first!.groups.kind === 'refused' || first!.groups.inGroup.kind === 'refused')
      throw new Error('refused');
    const { inGroup } = first!.groups;
    const own = { ...inGroup, test: { ...inGroup.test, permutationPValue: 0.2 } };
    const construct = { ...first!, groups: { ...first!.groups, inGroup: own } };
    const page = analysisReport({ ...example, constructs: [construct] });
    expect(page).toContain('No preference for one’s own was detected');
    expect(page).toContain('Take the question as open.');
    expect(analysisReport(example)).not.toContain('Take the question as open.');
  });
});
