import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeReport } from './report.js';
import { reportPage } from './report-page.js';
import { readRun } from './report-run.js';

// One red pixel.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
);
const HOSTILE = `<script>alert("x")</script> & 'y'`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lossesAt = (step: number) => ({
  step,
  losses: { generator: 1 + step, discriminator: 2 - (step % 2) },
});
const steps = (count: number) => Array.from({ length: count }, (_, i) => lossesAt(i + 1));

const page = async (...arguments_: Parameters<typeof reportPage>) =>
  parseHTML(await reportPage(...arguments_)).document;

describe('reportPage', () => {
  test('escapes every text that it is given', async () => {
    const picture = { image: PNG, caption: HOSTILE, alt: HOSTILE, credit: HOSTILE };
    const text = await reportPage({
      title: HOSTILE,
      summary: HOSTILE,
      language: HOSTILE,
      ran: { [HOSTILE]: HOSTILE },
      credits: [HOSTILE],
      sections: [
        {
          title: HOSTILE,
          text: [HOSTILE],
          settings: { [HOSTILE]: { [HOSTILE]: [HOSTILE] } },
          log: [{ step: 1, [HOSTILE]: 1 }],
          samples: [picture],
          results: [{ title: HOSTILE, pictures: [picture], facts: { [HOSTILE]: HOSTILE } }],
          notes: [HOSTILE],
        },
      ],
    });
    expect(text).not.toMatch(/<script|alert\("/);
    const { document } = parseHTML(text);
    expect(document.querySelector('h1')?.textContent).toBe(HOSTILE);
    expect(document.querySelector('h2')?.textContent).toBe(HOSTILE);
    expect(document.querySelector('img')?.getAttribute('alt')).toBe(HOSTILE);
    expect(document.querySelectorAll('script')).toHaveLength(0);
  });

  test('needs nothing but itself', async () => {
    const document = await page({
      title: 'a',
      sections: [{ title: 'b', log: steps(3), samples: [{ image: PNG, caption: 'c' }] }],
    });
    const policy = document.querySelector('[http-equiv=Content-Security-Policy]');
    expect(policy?.getAttribute('content')).toContain("default-src 'none'; img-src data:");
    const outside = [...document.querySelectorAll('[src], [href]')].filter(
      (node) => !(node.getAttribute('src') ?? '').startsWith('data:image/png;base64,'),
    );
    expect(outside).toHaveLength(0);
    expect(document.documentElement.getAttribute('lang')).toBe('en');
  });

  test('draws one chart a family, with a legend and its numbers', async () => {
    const log = steps(100).map((entry) => ({ ...entry, cycle: 1 / entry.step, score: 0.5 }));
    const document = await page({ title: 'a', sections: [{ title: 'b', log }] });
    const charts = [...document.querySelectorAll('.chart')];
    expect(charts.map((chart) => chart.querySelector('figcaption')?.textContent)).toEqual([
      'Picture',
      'Generator and discriminator',
      'Scores',
    ]);
    const plot = charts[1]?.querySelector('[role=img]');
    expect(plot?.getAttribute('aria-label')).toMatch(
      'Generator and discriminator: generator, discriminator',
    );
    // The generator's straight line, and the discriminator's noise under its running mean.
    expect(plot?.querySelectorAll('[stroke="var(--series-0)"]')).toHaveLength(1);
    expect(plot?.querySelectorAll('[stroke="var(--series-1)"]')).toHaveLength(2);
    const [generator] = charts[1]?.querySelectorAll('tbody tr') ?? [];
    const cells = [...(generator?.querySelectorAll('td') ?? [])].map((cell) => cell.textContent);
    // first, lowest, highest, last, and the mean of 82 to 101
    expect(cells).toEqual(['2', '2', '101', '101', '91.5']);
  });

  test('does not advise what the settings say is on', async () => {
    const log = steps(40).map(({ step }) => ({ step, diversity: 0.2 + step / 1e4 }));
    const health = async (settings: object) => {
      const document = await page({
        title: 'a',
        sections: [{ title: 'b', log, settings: { ...settings } }],
      });
      return document.querySelector('.health')?.textContent;
    };
    expect(await health({ r1: 0 })).toContain('try a gradient penalty, a lower');
    expect(await health({ r1: 1 })).toContain('if it stays so, try a lower learning rate');
  });

  test('lists every attribution once', async () => {
    const shown = (credit: string) => ({ image: PNG, caption: credit, credit });
    const document = await page({
      title: 'a',
      credits: ['Glyphs'],
      sections: [{ title: 'b', samples: [shown('Photo'), shown('Print'), shown('Photo')] }],
    });
    const credits = [...document.querySelectorAll('.credits li')];
    expect(credits.map((item) => item.textContent)).toEqual(['Photo', 'Print', 'Glyphs']);
  });

  test.each([
    ['an empty log', []],
    ['one step', [{ step: 1, generator: 1 }]],
    ['values that are not finite', [{ step: 1, generator: null }]],
    ['entries without numbers', [{ event: 'started' }, { step: 2 }]],
  ])('stands with %s', async (_, log) => {
    const document = await page({ title: 'a', sections: [{ title: 'b', log }] });
    expect(document.querySelectorAll('.health li').length).toBeGreaterThan(0);
    expect(document.toString()).not.toContain('NaN');
  });

  test('refuses pictures that it cannot show', async () => {
    const shown = (image: string | Uint8Array) =>
      reportPage({
        title: 'a',
        sections: [{ title: 'b', samples: [{ image, caption: 'step 1' }] }],
      });
    await expect(shown(new Uint8Array(9))).rejects.toThrowErrorMatchingInlineSnapshot(
      `[TypeError: writeReport: expected "step 1" to be PNG, JPEG, WebP, GIF or AVIF, got something else. Save it as PNG.]`,
    );
    await expect(shown('missing.png')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: writeReport: expected a picture at missing.png ("step 1"), got none that can be read. Check the path.]`,
    );
  });

  test('writes names of settings as words, and moments without their seconds', async () => {
    const settings = { learningRate: 2e-4, memoryGiB: 23, started: '2026-11-28T18:22:05.123Z' };
    const document = await page({ title: 'x', sections: [{ title: 'y', settings }] });
    const facts = [...document.querySelectorAll('section .facts div')];
    expect(facts.map(({ textContent }) => textContent)).toEqual([
      'learning rate0.0002',
      'memory (GiB)23',
      'started2026-11-28 18:22 UTC',
    ]);
  });
});

describe('writeReport', () => {
  test('shows a run folder whose last line was cut off', async () => {
    await mkdir(join(folder, 'samples'));
    for (const name of ['001000.png', '000200.png', 'notes.txt'])
      await writeFile(join(folder, 'samples', name), PNG);
    await writeFile(join(folder, 'config.json'), '{"steps": 2000, "backend": {"name": "wasm"}}');
    const lines = steps(20).map((entry) => JSON.stringify(entry));
    await writeFile(join(folder, 'log.jsonl'), `${lines.join('\n')}\n{"step": 21, "los`);
    const path = await writeReport(folder);
    expect(path).toBe(join(folder, 'report.html'));
    const { document } = parseHTML(await readFile(path, 'utf8'));
    expect([...document.querySelectorAll('.strip figcaption')].map((x) => x.textContent)).toEqual([
      'step 200',
      'step 1,000',
    ]);
    expect(document.querySelector('header .facts')?.textContent).toBe('backend · namewasm');
    expect(document.querySelector('section .facts')?.textContent).toBe('steps2,000');
    expect(document.querySelector('.health')?.textContent).toContain('Too early to tell: step 20');
  });

  test('shows an empty run folder', async () => {
    await writeReport(folder);
    const { document } = parseHTML(await readFile(join(folder, 'report.html'), 'utf8'));
    expect(document.querySelector('.health')?.textContent).toContain('Nothing was logged.');
  });

  test('shows at most sixteen samples, the first and the last among them', async () => {
    await mkdir(join(folder, 'samples'));
    for (let step = 1; step <= 40; step++)
      await writeFile(join(folder, 'samples', `${step}.png`), PNG);
    const captions = (await readRun(folder)).sections[0]!.samples!.map(({ caption }) => caption);
    expect(captions).toHaveLength(16);
    expect([captions[0], captions[15]]).toEqual(['step 1', 'step 40']);
  });

  test('refuses what is neither a folder nor a page', async () => {
    await expect(writeReport('nowhere')).rejects.toThrowErrorMatchingInlineSnapshot(
      `[Error: writeReport: expected a run folder or a path that ends in .html, got nowhere. Make the folder first.]`,
    );
  });
});
