import { describe, expect, test } from 'vitest';
import { makeStudy } from '../make-study.js';
import { type StudySessionFile, sessionChecksum } from '../session.js';
import { simulateStudy } from '../simulate-study.js';
import { smallPlan } from '../small-plan.js';
import type { StudyPlan } from '../study-plan.js';
import { analyseStudy } from './analyse-study.js';
import type { GivenFile } from './given-sessions.js';
import { readSessions } from './read-sessions.js';
import { analysisReport } from './report/analysis-report.js';
import { participantsCsv, ratingsCsv } from './write-tables.js';

const sha = 'a'.repeat(64);
const plan: StudyPlan = {
  ...smallPlan,
  systems: [
    ...smallPlan.systems,
    { id: 'wash', tradition: 'ink', owner: 'east', source: { en: 'washes of a test' } },
  ],
  ratersPerGroup: 30,
  trialsPerRater: 15,
};

function studyOf(given: StudyPlan) {
  const result = makeStudy(given, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  return { study: result.study, sha };
}

const design = studyOf(plan);
const bytesOf = (text: string) => new TextEncoder().encode(text);
const fileOf = (session: object, name = 'session.json'): GivenFile => ({
  name,
  bytes: bytesOf(JSON.stringify(session)),
});
const filesOf = (sessions: readonly StudySessionFile[]) =>
  sessions.map((session) => fileOf(session, `session-${session.participant}.json`));
const quick = { permutations: 99, bootstrap: 49 };
const sessions = simulateStudy(design.study, sha, { inGroup: 1.2, side: 0.3, tie: 0.3 }, 1);
const [first] = sessions as [StudySessionFile];
/** A session with other content, and the checksum that goes with it. */
const changed = (change: Partial<StudySessionFile>): StudySessionFile => {
  const session = { ...first, ...change };
  return { ...session, checksum: sessionChecksum(session) };
};
const answered = (response: 'L' | 'R' | 'N' | '', time = 2000) =>
  sessions.map((session) => {
    const ratings = session.ratings.map((row) =>
      row.is_catch ? row : { ...row, response, rt_ms: time },
    );
    const again = { ...session, ratings };
    return { ...again, checksum: sessionChecksum(again) };
  });

describe('readSessions', () => {
  const row = first.ratings[0]!;
  const wrong: [string, GivenFile, string, string][] = [
    [
      'another design',
      fileOf(changed({ design_sha: 'b'.repeat(64) })),
      'another design',
      'Expected the design aaaaaaaaaaaa…, got bbbbbbbbbbbb…',
    ],
    [
      'an edited file',
      fileOf({ ...first, day: '2001-01-01' }),
      'edited',
      'The checksum is another one',
    ],
    [
      'an edited answer',
      fileOf(changed({ ratings: [{ ...row, response: 'X' as 'L' }] })),
      'edited',
      'Trial 1: expected L, R, N or nothing and a time, got X',
    ],
    [
      'a trial that the design has not',
      fileOf(changed({ ratings: [{ ...row, left_system: row.right_system }] })),
      'edited',
      'The trials are those of no session of the design',
    ],
    [
      'a trial twice',
      fileOf(changed({ ratings: [row, row] })),
      'edited',
      'A trial is there twice.',
    ],
    [
      'groups that do not follow',
      fileOf(changed({ background: null })),
      'edited',
      'The groups do not follow from the background',
    ],
    [
      'another encoding',
      { name: 'a.csv', bytes: new Uint8Array([0xe9, 0x20]) },
      'encoding',
      'Expected UTF-8, got other bytes.',
    ],
    [
      'UTF-16',
      { name: 'a.csv', bytes: new Uint8Array([0x61, 0, 0x62, 0]) },
      'encoding',
      'got UTF-16 or no text',
    ],
    [
      'another table',
      { name: 'a.csv', bytes: bytesOf('a,b\n1,2\n') },
      'not a session',
      'got a table without study, design_sha',
    ],
    [
      'broken JSON',
      { name: 'a.json', bytes: bytesOf('{"a":') },
      'not a session',
      'Expected JSON, got a mistake',
    ],
    [
      'no answers',
      fileOf(changed({ ratings: [] })),
      'not a session',
      'Expected answers, got none.',
    ],
  ];
  test.each(wrong)('keeps out %s', (_, file, reason, message) => {
    const read = readSessions(design, [file]);
    expect(read.sessions).toEqual([]);
    expect(read.refused).toMatchObject([{ reason, message: expect.stringContaining(message) }]);
  });

  test('counts a participant once, and says whether the answers differ', () => {
    const ratings = first.ratings.slice(1);
    const read = readSessions(design, [
      fileOf(first, 'a'),
      fileOf(first, 'b'),
      fileOf(changed({ ratings }), 'c'),
    ]);
    expect(read.sessions).toHaveLength(1);
    expect(read.refused.map(({ message }) => message)).toEqual([
      'The participant is in a already, with the same answers; the first one counts.',
      'The participant is in a already, with OTHER answers; the first one counts.',
    ]);
  });

  test('reads its own table again, byte order mark or not', () => {
    const read = readSessions(design, filesOf(sessions));
    const table = ratingsCsv(read.sessions.flatMap(({ rows }) => rows));
    for (const text of [table, `\uFEFF${table}`, table.replaceAll('\r\n', '\n')]) {
      const again = readSessions(design, [{ name: 'ratings.csv', bytes: bytesOf(text) }]);
      expect(again.refused).toEqual([]);
      expect(again.sessions.map(({ rows }) => rows)).toEqual(read.sessions.map(({ rows }) => rows));
    }
  });

  test('leaves out who withdrew, however the code is written', () => {
    const code = first.withdrawalCode.toLowerCase();
    const read = readSessions(design, filesOf(sessions), [`${code.slice(0, 4)}-${code.slice(4)}`]);
    expect(read.refused).toMatchObject([{ reason: 'withdrawn' }]);
    expect(read.sessions).toHaveLength(sessions.length - 1);
  });

  test('leaves who withdrew out of tables, too, and of a file that was changed since', () => {
    const table = { name: 'a.csv', bytes: bytesOf(ratingsCsv(first.ratings)) };
    const edited = fileOf({ ...first, day: '2001-01-01' });
    for (const files of [
      [table, fileOf(first)],
      [edited, table],
      [table, edited],
    ]) {
      const read = readSessions(design, files, [first.withdrawalCode]);
      expect(read.sessions).toEqual([]);
      expect(read.refused.map(({ reason }) => reason)).toEqual(['withdrawn', 'withdrawn']);
    }
  });

  test('names codes that no file has, and takes an empty one for nobody’s', () => {
    const table = { name: 'a.csv', bytes: bytesOf(ratingsCsv(first.ratings)) };
    const read = readSessions(design, [table], ['1a2b-3c4d-5e6x', '', first.withdrawalCode]);
    expect(read.unknownCodes).toEqual(['1a2b-3c4d-5e6x', first.withdrawalCode]);
    expect(read.sessions).toHaveLength(1);
  });

  test('takes a session file before a table of the same answers, wherever it lies', () => {
    const table = { name: 'a.csv', bytes: bytesOf(ratingsCsv(first.ratings)) };
    const read = readSessions(design, [table, fileOf(first, 'b.json')]);
    expect(read.sessions.map(({ file }) => file)).toEqual(['b.json']);
    expect(read.sessions[0]!.recognition).toEqual(first.recognition);
    expect(read.refused).toMatchObject([{ file: 'a.csv', reason: 'duplicate' }]);
  });

  test.each([
    ['rows that are none', { ratings: [null] }],
    ['rows without columns', { ratings: [{}] }],
    ['no recognition', { recognition: undefined }],
    ['no consent', { consent: null }],
    ['a background that is none', { background: 'secret' }],
  ])('keeps out a file with %s, and reads the others', (_, change) => {
    const bad = fileOf({ ...first, ...change }, 'bad.json');
    const read = readSessions(design, [bad, ...filesOf(sessions)]);
    expect(read.refused).toMatchObject([{ file: 'bad.json', reason: 'not a session' }]);
    expect(read.sessions).toHaveLength(sessions.length);
  });

  test('writes nothing into tables that a spreadsheet would take for a formula', () => {
    const row = { ...first.ratings[0]!, ua_class: '=cmd|/c calc!A0', lang: '@SUM(1)' };
    expect(ratingsCsv([row])).toContain("'=cmd|/c calc!A0");
    expect(ratingsCsv([row])).toContain("'@SUM(1)");
  });
});

describe('analyseStudy', () => {
  const analysis = analyseStudy(design, readSessions(design, filesOf(sessions)), quick);

  test('finds the truth: the preference for one’s own, and the side', () => {
    const { groups, pooled } = analysis.constructs[0]!;
    if (groups.kind === 'refused' || groups.inGroup.kind === 'refused') throw new Error('refused');
    expect(groups.inGroup.interval.low).toBeGreaterThan(0);
    expect(groups.inGroup.test.permutationPValue).toBe(0.01);
    if (pooled.kind === 'estimated') expect(pooled.side!.value).toBeGreaterThan(0);
    expect(analysis.constructs[0]!.adjustedPValue).toBe(0.01);
  });

  test('excludes careless raters by the rules of the design, and shows both results', () => {
    const careless = simulateStudy(design.study, sha, { inGroup: 1.2, careless: 0.3 }, 2);
    const found = analyseStudy(design, readSessions(design, filesOf(careless)), quick);
    const fast = careless.filter(({ ratings }) =>
      ratings.every(({ rt_ms }) => rt_ms < 1000),
    ).length;
    expect(fast).toBeGreaterThan(8);
    expect(found.analysed).toBe(careless.length - fast);
    expect(found.exclusions.reduce((sum, { excluded }) => sum + excluded, 0)).toBe(fast);
    expect(found.withExcluded!.raters).toBe(careless.length);
  });

  test('excludes who presses one side only', () => {
    const found = analyseStudy(design, readSessions(design, filesOf(answered('L'))), quick);
    expect(found.analysed).toBe(0);
    expect(found.constructs[0]!.pooled).toMatchObject({ kind: 'refused', reason: 'no answers' });
    expect(found.exclusions[0]!.reasons['one side']).toBe(30);
  });

  test('refuses numbers where all pressed one side and no rule excludes them', () => {
    const exclusion = { ...design.study.exclusion, oneSideTrials: 100 };
    const lenient = { study: { ...design.study, exclusion }, sha };
    const found = analyseStudy(lenient, readSessions(lenient, filesOf(answered('R'))), quick);
    expect(found.analysed).toBe(sessions.length);
    const [{ pooled, groups }] = found.constructs as [(typeof found.constructs)[number]];
    expect(pooled).toMatchObject({ kind: 'refused', reason: 'one side' });
    expect(groups).toMatchObject({ kind: 'refused', reason: 'one side' });
    expect(JSON.stringify(found)).not.toMatch(/null|NaN/);
    expect(analysisReport(found)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('refuses numbers where all are ties, nothing was answered, or one rater came', () => {
    const reasonOf = (given: readonly StudySessionFile[]) => {
      const { pooled } = analyseStudy(design, readSessions(design, filesOf(given)), quick)
        .constructs[0]!;
      return pooled.kind === 'refused' ? pooled.reason : pooled.kind;
    };
    expect(reasonOf(answered('N'))).toBe('all ties');
    expect(reasonOf(answered(''))).toBe('no answers');
    expect(reasonOf([first])).toBe('too few raters');
  });

  test('names the systems that answers do not connect', () => {
    const four = studyOf({
      ...plan,
      systems: [...plan.systems, { ...plan.systems[1]!, id: 'oil-2' }],
      trialsPerRater: 18,
    });
    const crossed = simulateStudy(four.study, sha, {}, 3).map((session) => {
      const east = ['ink', 'wash'];
      const ratings = session.ratings.map((row) =>
        east.includes(row.left_system) === east.includes(row.right_system) || row.is_catch
          ? row
          : { ...row, response: '' as const },
      );
      const own = { ...session, ratings };
      return { ...own, checksum: sessionChecksum(own) };
    });
    const found = analyseStudy(four, readSessions(four, filesOf(crossed)), quick);
    const { pooled } = found.constructs[0]!;
    expect(pooled).toMatchObject({
      kind: 'refused',
      reason: 'disconnected',
      message: expect.stringMatching(/\{(ink, wash|wash, ink)\}/),
    });
    expect(analysisReport(found)).toContain('No chain of comparisons');
  });

  test('says that groups and translations cannot be told apart', () => {
    const apart = sessions.map((session) => {
      const lang = session.ratings[0]!.groups === 'east' ? 'zh' : 'en';
      const own = { ...session, ratings: session.ratings.map((row) => ({ ...row, lang })) };
      return { ...own, checksum: sessionChecksum(own) };
    });
    const found = analyseStudy(design, readSessions(design, filesOf(apart)), quick);
    expect(found.language).toMatchObject({ kind: 'refused', reason: 'not identifiable' });
    expect(analysisReport(found)).toContain('a language of its own');
    expect(analysis.language).toBeUndefined();
  });

  test('expects a truth of this study', () => {
    const truth = { ingroup: 1, abilities: { oyl: 1 } } as object;
    expect(() => simulateStudy(design.study, sha, truth)).toThrow(
      "simulateStudy: expected abilities, owners, inGroup, raterSpread, contentSpread, side, tie, careless, recognition in the truth, got 'ingroup'.\n" +
        "simulateStudy: expected abilities of ink, oil, wash, got 'oyl'.",
    );
  });

  test('expects a session, and says why there is none', () => {
    const read = readSessions(design, [{ name: 'a.csv', bytes: bytesOf('a,b\n') }]);
    expect(() => analyseStudy(design, read)).toThrow(
      /^analyseStudy: expected one session or more, got none but 1 refused: Expected the columns/,
    );
  });

  test('reports in the fixed order, effects before p-values, and nothing of single people', () => {
    const html = analysisReport(analysis);
    const titles = [...html.matchAll(/<h2>\d+\. (.*?)<\/h2>/g)].map(([, title]) => title);
    expect(titles.slice(1, 5)).toEqual([
      'Sessions and exclusions',
      'Connectivity',
      'Preferences of all raters, and the side',
      'Preference for one’s own, and groups',
    ]);
    expect(html.indexOf('θ =')).toBeLessThan(html.indexOf('p\u00a0=\u00a00.01'));
    for (const { participant } of sessions) expect(html).not.toContain(participant);
    expect(html).not.toMatch(/https?:|<script/);
    expect(html).toMatch(
      /<th scope="row">ink<\/th><td><svg[^>]*>\s*(<[^t][^>]*>\s*)*<\/svg><\/td><td>0 \(reference\)<\/td>/,
    );
    expect(html.match(/0 \(reference\)/g)).toHaveLength(1);
    const hostile = analysisReport({ ...analysis, study: '<script>"&' });
    expect(hostile).not.toContain('<script>');
  });

  test('shares coarse tables of those who agreed, without small cells', () => {
    const mixed = sessions.slice(0, 10).map((session, at) => {
      const own = {
        ...session,
        consent: { ...session.consent, share: at > 0 },
        background: {
          ...session.background!,
          ageBand: at < 3 ? '65+' : '25-34',
          ownWords: 'secret',
        },
      };
      return { ...own, checksum: sessionChecksum(own) };
    });
    const table = participantsCsv(readSessions(design, filesOf(mixed)).sessions);
    expect(table.trim().split('\r\n')).toHaveLength(10);
    expect(table).not.toContain('65+');
    expect(table).not.toContain('secret');
    expect(table.match(/suppressed/g)).toHaveLength(2);
  });
});
