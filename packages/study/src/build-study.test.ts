import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { examplePlan } from './example-plan.js';
import { makeStudy } from './make-study.js';
import { pageHtml } from './page-html.js';
import { readDesign } from './read-design.js';
import { smallPlan } from './small-plan.js';
import type { StudyPlan } from './study-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'ikat-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const result = makeStudy(smallPlan, { runs: 0 });
if (result.kind === 'refused') throw new Error(result.message);
const { study } = result;

/** A design in a file of its own. */
function designed(name: string, plan: StudyPlan): string {
  const made = makeStudy(plan, { runs: 0 });
  if (made.kind === 'refused') throw new Error(made.message);
  writeFileSync(join(folder, name), JSON.stringify(made.study));
  return join(folder, name);
}

describe('readDesign', () => {
  test('knows a design by every byte of its file', async () => {
    const [one, two] = [join(folder, 'one.json'), join(folder, 'two.json')];
    writeFileSync(one, JSON.stringify(study));
    writeFileSync(two, `${JSON.stringify(study)}\n`);
    const [first, second] = [await readDesign(one), await readDesign(two)];
    expect(first.sha).toMatch(/^[0-9a-f]{64}$/);
    expect(second.sha).not.toBe(first.sha);
  });

  test('says what is wrong with a file', async () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, '{');
    await expect(readDesign(file)).rejects.toThrow('readDesign: expected JSON in UTF-8');
    writeFileSync(file, '{}');
    await expect(readDesign(file)).rejects.toThrow('readDesign: expected a design in');
  });
});

describe('a design that was edited by hand', () => {
  const edited = (change: object) => {
    const file = join(folder, 'edited.json');
    writeFileSync(file, JSON.stringify({ ...study, ...change }));
    return file;
  };

  test('is refused with all its faults, before anything is written', async () => {
    const { buildStudy } = await import('./build-study.js');
    const design = edited({ title: undefined, exclusion: undefined, alpha: 'abc', practice: {} });
    const out = join(folder, 'edited');
    const fault = await buildStudy({ design, pictures: folder, out }).catch((error) => error);
    expect(fault.message.split('\n')).toEqual([
      `readDesign: expected a whole design in ${design}, got one with faults.`,
      'readDesign: expected {"en": "…"} in "title".',
      'readDesign: expected a list in "practice".',
      'readDesign: expected a number in "alpha", got "abc".',
      'readDesign: expected "all" in "exclusion.failedCatches".',
      'readDesign: expected a number from 0 in "exclusion.oneSideShare".',
      'readDesign: expected a number from 0 in "exclusion.oneSideTrials".',
      'readDesign: expected a number from 0 in "exclusion.medianTime".',
    ]);
    expect(existsSync(out)).toBe(false);
  });

  test.each([
    ['a system', { systems: study.systems.map((one, at) => (at ? one : { ...one, id: 'real' })) }],
    ['a group', { groups: study.groups.map((one, at) => (at ? one : { ...one, id: 'no group' })) }],
    ['a content', { contents: [...study.contents, 'constructor'] }],
  ])('is refused with %s of a name that means something else', async (_, change) => {
    await expect(readDesign(edited(change))).rejects.toThrow('expected another name than');
  });

  test('is refused with null for a system, and with trials of none of its systems', async () => {
    await expect(readDesign(edited({ systems: [null] }))).rejects.toThrow(
      'expected {"id": "…"} at every place of "systems".',
    );
    const [first, ...others] = study.sessions;
    const trials = first!.trials.map((trial) => ({ ...trial, left: 'nothing' }));
    const sessions = [{ ...first, trials }, ...others];
    await expect(readDesign(edited({ sessions }))).rejects.toThrow(
      'expected systems and contents of the design in the trials of "sessions" at 1.',
    );
  });
});

describe('buildStudy', () => {
  test('lists the pictures that are missing', async () => {
    const { buildStudy } = await import('./build-study.js');
    const design = join(folder, 'one.json');
    const pictures = join(folder, 'outputs');
    for (const room of ['content', 'ink']) {
      mkdirSync(join(pictures, room), { recursive: true });
      for (const content of smallPlan.contents)
        writeFileSync(join(pictures, room, `${content}.JPG`), '');
    }
    const built = buildStudy({ design, pictures, out: join(folder, 'site') });
    await expect(built).rejects.toThrow('expected a picture of every system and content in');
    await expect(built).rejects.toThrow(
      'got none of oil/boat, oil/face, oil/tree, oil/house. Their names are',
    );
  });

  test('says that works are missing where recognition is asked', async () => {
    const { buildStudy } = await import('./build-study.js');
    const credit = { en: 'a credit' };
    const traditions = smallPlan.traditions.map((one) => ({
      ...one,
      works: [{ id: 'w', credit }],
    }));
    const design = designed('works.json', { ...smallPlan, traditions, recognition: {} });
    const built = buildStudy({ design, pictures: folder, out: join(folder, 'no-works') });
    await expect(built).rejects.toThrow(
      'expected pictures of every system and content, and of every work to be recognised, in',
    );
  });

  test('refuses the texts of the example, before anything is written', async () => {
    const { buildStudy } = await import('./build-study.js');
    const design = designed('unfilled.json', { ...smallPlan, approval: examplePlan.approval });
    const built = buildStudy({ design, pictures: folder, out: join(folder, 'unfilled') });
    await expect(built).rejects.toThrow(
      'buildStudy: expected your own words in the design, got those of the example in approval.',
    );
    expect(existsSync(join(folder, 'unfilled'))).toBe(false);
  });
});

describe('pageHtml', () => {
  const html = pageHtml({ study: { ...study, title: { en: '</script><b>' } }, sha: 'sha' }, {});

  test('keeps the design in data, where no text can become code', () => {
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).toContain('&lt;/script>');
    expect(html).not.toMatch(/ on\w+=|style=/);
  });

  test('says without a script, in both languages, that it needs a server', () => {
    const main = /<main>([\s\S]*)<\/main>/.exec(html)![1]!.replace(/<noscript>.*<\/noscript>/, '');
    expect(main).toContain('needs a web server');
    expect(main).toMatch(/<p lang="zh-Hans">[^<]*服务器/);
    expect(main.match(/python3 -m http\.server 8000/g)).toHaveLength(2);
  });

  test('allows the page itself and nothing else', () => {
    expect(html).toContain("default-src 'self'");
    expect(html).toContain("connect-src 'none'");
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toContain('hypotheses');
  });
});
