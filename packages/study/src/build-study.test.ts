import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { makeStudy } from './make-study.js';
import { pageHtml } from './page-html.js';
import { readDesign } from './read-design.js';
import { smallPlan } from './small-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'ikat-build-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const result = makeStudy(smallPlan, { runs: 0 });
if (result.kind === 'refused') throw new Error(result.message);
const { study } = result;

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
    await expect(built).rejects.toThrow(
      'got none of oil/boat, oil/face, oil/tree, oil/house. Their names are',
    );
  });
});

describe('pageHtml', () => {
  const html = pageHtml({ study: { ...study, title: { en: '</script><b>' } }, sha: 'sha' }, {});

  test('keeps the design in data, where no text can become code', () => {
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html).toContain('&lt;/script>');
    expect(html).not.toMatch(/ on\w+=|style=/);
  });

  test('allows the page itself and nothing else', () => {
    expect(html).toContain("default-src 'self'");
    expect(html).toContain("connect-src 'none'");
    expect(html).not.toMatch(/https?:\/\//);
    expect(html).not.toContain('hypotheses');
  });
});
