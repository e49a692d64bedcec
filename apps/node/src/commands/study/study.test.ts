import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplePlan, type StudyPlan } from '@ikat/study';
import { beforeAll, describe, expect, test } from 'vitest';
import { ikat, picture, scratchFolder } from '../../testing.js';

const folder = scratchFolder();
const inside = (...path: string[]) => join(folder, ...path);
const study = (...args: string[]) => ikat('study', ...args);
const design = inside('design.json');

async function fill(room: string, names: readonly string[]): Promise<void> {
  mkdirSync(inside('outputs', room), { recursive: true });
  for (const name of names) await picture(inside('outputs', room, `${name}.png`));
}

/** A plan in which the texts of the example are replaced. */
const filled = (plan: StudyPlan): StudyPlan => ({
  ...plan,
  researcher: 'R. Esearcher',
  contact: 'study@institute.example',
  approval: 'Board 7',
  systems: plan.systems.map((system) => ({ ...system, source: { en: `works of ${system.id}` } })),
  traditions: plan.traditions.map(({ works = [], ...tradition }) => ({
    ...tradition,
    works: works.map(({ id }) => ({ id, credit: { en: `credit of ${id}` } })),
  })),
});

beforeAll(async () => {
  const contents = ['boat', 'face', 'tree'];
  const plan = filled({ ...examplePlan, contents, ratersPerGroup: 20, trialsPerRater: 6 });
  writeFileSync(inside('plan.json'), JSON.stringify(plan));
  for (const room of ['content', 'ink', 'print', 'oil']) await fill(room, contents);
  for (const { id, works = [] } of plan.traditions) {
    await fill(
      `works/${id}`,
      works.map((work) => work.id),
    );
  }
});

describe('usage', () => {
  test.each(['', 'design', 'build', 'simulate', 'analyse'])(
    'study %s --help helps',
    async (name) => {
      const { code, out } = await study(...name.split(' ').filter(Boolean), '--help');
      expect(out).toMatch(/Examples?:/);
      expect(out).not.toContain('(default: [])');
      expect(code).toBe(0);
    },
  );

  const wrong: [string[], string][] = [
    [['design'], 'study design: expected a plan, got nothing.'],
    [['design', inside('none.json')], 'study design: expected a plan at'],
    [['build', 'x'], "required option '--design <file>' not specified"],
    [['analyse', '--design', design], "missing required argument 'ratings'"],
    [['simulate', '--design', design, '--careless', '2'], 'Expected a number from 0 to 1.'],
  ];
  test.each(wrong)('study %j is wrong usage', async (args, text) => {
    const { code, err } = await study(...args);
    expect(err).toContain(text);
    expect(code).toBe(2);
  });
});

describe('ikat study, from a plan to a report', () => {
  test('design writes an example, and a design that is not overwritten', async () => {
    const example = inside('example.json');
    expect((await study('design', example, '--example')).code).toBe(0);
    expect(JSON.parse(readFileSync(example, 'utf8')).study).toBe('example');
    const args = ['design', inside('plan.json'), '--out', design, '--runs', '3'];
    const { code, out, err } = await study(...args);
    expect(out).toContain('40 sessions of 10 trials (all pairs); stop at 40 raters');
    expect(out).toMatch(/20 raters a group find the effect in \d+ % of studies/);
    expect(err).toContain('Note: For these pictures only');
    expect(code).toBe(0);
    expect((await study(...args)).err).toContain('to be free, got something there');
  });

  test('build refuses the texts of the example, which design warned of', async () => {
    const left = inside('unfilled.json');
    const designed = await study('design', inside('example.json'), '--out', left, '--runs', '0');
    expect(designed.err).toContain('Note: texts of the example are left, and ikat study build');
    expect(designed.err).toContain('researcher, contact, approval, systems.ink.source,');
    const { code, err } = await study(
      'build',
      inside('outputs'),
      '--design',
      left,
      '--out',
      inside('no-site'),
    );
    expect(err).toContain(
      'expected your own words in the design, got those of the example in researcher, contact, approval, systems.ink.source,',
    );
    expect([code, existsSync(inside('no-site'))]).toEqual([1, false]);
  });

  test('build writes a folder for any web server, and says how to serve it', async () => {
    const args = ['build', inside('outputs'), '--design', design, '--out', inside('site')];
    const { code, out, err } = await study(...args);
    expect(out, err).toMatch(/18 pictures, languages en, zh; \d+\.\d kB \(gzip\) without pictures/);
    expect(out).toContain(`python3 -m http.server 8000 --directory ${inside('site')}`);
    expect(code).toBe(0);
    expect(readdirSync(inside('site')).sort()).toEqual([
      'index.html',
      'page.js',
      'pictures',
      'style.css',
    ]);
    expect(readdirSync(inside('site', 'pictures'))).toHaveLength(19);
  });

  test('simulate and analyse: what goes in comes out', async () => {
    const sessions = inside('sessions');
    const truth = ['--in-group', '2', '--careless', '0.1', '--seed', '4'];
    expect((await study('simulate', '--design', design, '--out', sessions, ...truth)).code).toBe(0);
    expect(readdirSync(sessions)).toHaveLength(40);
    writeFileSync(join(sessions, 'zz.csv'), 'a,b\n1,2\n');
    const args = [sessions, '--design', design, '--permutations', '99'];
    const { code, out, err } = await study(
      'analyse',
      ...args,
      '--out',
      inside('analysis'),
      '--json',
    );
    expect(code).toBe(0);
    expect(err).toContain('zz.csv: not a session. Expected the columns of ratings.csv');
    const result = JSON.parse(out.trim().split('\n').at(-1)!);
    expect(result).toMatchObject({ event: 'result', sessions: 40, refused: 1 });
    const languageOf = (file: string) => /<html lang="(.+?)"/.exec(readFileSync(file, 'utf8'))![1];
    expect(languageOf(inside('analysis', 'report.html'))).toBe('en');
    expect(languageOf(inside('analysis', 'report.zh.html'))).toBe('zh-Hans');
    const analysis = JSON.parse(readFileSync(inside('analysis', 'analysis.json'), 'utf8'));
    expect(analysis.constructs[0].groups.inGroup.interval.low).toBeGreaterThan(0);
    const table = inside('analysis', 'ratings.csv');
    const again = await study(
      'analyse',
      table,
      '--design',
      design,
      '--permutations',
      '99',
      '--out',
      inside('again'),
      '--language',
      'zh',
    );
    expect(again.code).toBe(0);
    expect(languageOf(inside('again', 'report.html'))).toBe('zh-Hans');
    expect(languageOf(inside('again', 'report.en.html'))).toBe('en');
    const second = JSON.parse(readFileSync(inside('again', 'analysis.json'), 'utf8'));
    expect(second.constructs).toEqual(analysis.constructs);
    // A table says nothing of consent: nobody in it is shared again.
    expect(readFileSync(inside('again', 'ratings.csv'), 'utf8').trim().split('\n')).toHaveLength(1);
    expect(readdirSync(inside('again')).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });

  test('a withdrawal code that no session has is named', async () => {
    const { err } = await study(
      'analyse',
      inside('sessions'),
      ...['--design', design, '--permutations', '19'],
      ...['--out', inside('without'), '--withdrawn', '1A2B-3C4D-5E6X', 'FFFF'],
    );
    expect(err).toContain('No session has the withdrawal code 1A2B-3C4D-5E6X');
    expect(err).toContain('No session has the withdrawal code FFFF');
  });

  test('ratings of another design are refused, and nothing is written', async () => {
    const other = inside('other.json');
    writeFileSync(other, `${readFileSync(design, 'utf8')}\n`);
    const { code, err } = await study(
      'analyse',
      inside('sessions'),
      '--design',
      other,
      '--out',
      inside('no'),
    );
    expect(err).toContain('another design. Expected the design');
    expect(err).toContain('analyseStudy: expected one session or more, got none but 41 refused');
    expect([code, existsSync(inside('no'))]).toEqual([1, false]);
  });
});
