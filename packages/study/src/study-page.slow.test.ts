import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findChromium } from '@ikat/browser/chromium';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { analyseStudy } from './analyse/analyse-study.js';
import { readSessions } from './analyse/read-sessions.js';
import { catalogues } from './languages/catalogue.js';
import { makeStudy } from './make-study.js';
import { buildStudy, readDesign } from './node.js';
import { noisePicture } from './noise-picture.js';
import type { State } from './page/state.js';
import type { StudySessionFile } from './session.js';
import { smallPlan } from './small-plan.js';
import type { StudyPlan } from './study-plan.js';

const folder = mkdtempSync(join(tmpdir(), 'ikat-study-'));
const site = join(folder, 'site');
const design = join(folder, 'design.json');
const requests: string[] = [];
const problems: string[] = [];
let [browser, server, address] = [
  undefined as unknown as Browser,
  undefined as unknown as Server,
  '',
];

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.bmp': 'image/bmp',
  '.png': 'image/bmp',
};

const plan: StudyPlan = {
  ...smallPlan,
  traditions: smallPlan.traditions.map((tradition) => ({
    ...tradition,
    works: [{ id: 'work', credit: { en: `A work of ${tradition.id}, museum of a test` } }],
  })),
  recognition: {},
};

beforeAll(async () => {
  const result = makeStudy(plan, { runs: 0 });
  if (result.kind === 'refused') throw new Error(result.message);
  writeFileSync(design, JSON.stringify(result.study));
  for (const [place, room] of ['content', ...smallPlan.systems.map(({ id }) => id)].entries()) {
    mkdirSync(join(folder, 'outputs', room), { recursive: true });
    for (const content of smallPlan.contents) {
      // Browsers look at the bytes, not at the name.
      writeFileSync(join(folder, 'outputs', room, `${content}.png`), noisePicture(96, place));
    }
  }
  for (const [place, { id }] of plan.traditions.entries()) {
    mkdirSync(join(folder, 'outputs', 'works', id), { recursive: true });
    writeFileSync(join(folder, 'outputs', 'works', id, 'work.png'), noisePicture(96, 10 + place));
  }
  const arabic = { ...catalogues.en, language: 'العربية', direction: 'rtl', next: 'متابعة' };
  await buildStudy({
    design,
    pictures: join(folder, 'outputs'),
    out: site,
    languages: { ar: arabic },
  });
  server = createServer((request, response) => {
    const path = new URL(request.url!, 'http://study').pathname;
    try {
      const name = path === '/' ? '/index.html' : path;
      const bytes = readFileSync(join(site, name));
      response.writeHead(200, { 'content-type': types[extname(name)] ?? 'text/plain' }).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: BrowserContextOptions = {}, query = ''): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(address + query);
  return page;
}

async function introduce(page: Page, tradition: string): Promise<void> {
  for (const box of await page.getByRole('checkbox').all())
    expect(await box.isChecked()).toBe(false);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('tick the first box');
  for (const box of await page.getByRole('checkbox').all()) await box.check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('checkbox', { name: tradition }).check();
  await page.getByLabel('In your own words').fill('a secret word');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  for (let trial = 1; trial <= 3; trial++)
    await answer(page, `Practice ${trial} of 3`, 'ArrowLeft');
  await page.getByRole('heading', { name: 'One picture at a time' }).waitFor();
  await page.getByRole('button', { name: 'Begin' }).click();
}

/** Says which tradition pictures are after: the first answer, and once that of none. */
async function recognise(page: Page, from = 1, to = 4): Promise<void> {
  for (let trial = from; trial <= to; trial++) {
    const progress = page.getByRole('progressbar', { name: `Picture ${trial} of 4` });
    await progress.waitFor();
    await page.locator('.choices button:not([aria-disabled])').first().waitFor();
    await page.waitForTimeout(30);
    const fingers = await page.evaluate(() => navigator.maxTouchPoints > 0);
    if (fingers) await page.locator('.choices button').first().tap();
    else await page.keyboard.press(trial === 2 ? '0' : '1');
    await progress.waitFor({ state: 'detached' });
  }
}

const answers: Record<string, string> = { ArrowLeft: 'L', ArrowRight: 'R', Digit0: 'N' };

/** Answers the pair that is shown, with a key or a finger, once answers count. */
async function answer(page: Page, title: string, key: string): Promise<void> {
  await page.getByRole('progressbar', { name: title }).waitFor();
  await page.locator('.answers button:not([aria-disabled])').first().waitFor();
  await page.waitForTimeout(30);
  const fingers = await page.evaluate(() => navigator.maxTouchPoints > 0);
  if (fingers) await page.locator(`[data-answer=${answers[key]}]`).tap();
  else await page.keyboard.press(key);
  await page.getByRole('progressbar', { name: title }).waitFor({ state: 'detached' });
}

/** Answers all trials that are left; the real picture of a catch trial is the content itself. */
async function answerTrials(page: Page, from: number, to: number, key: (trial: number) => string) {
  for (let trial = from; trial <= to; trial++) {
    const begin = page.getByRole('button', { name: 'Begin' });
    const title = `Picture pair ${trial} of`;
    const progress = page.getByRole('progressbar', { name: new RegExp(`^${title}`) });
    await begin.or(progress).first().waitFor();
    if (await begin.isVisible()) await begin.click();
    await progress.waitFor();
    const [content, left, right] = await page
      .locator('img')
      .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).src));
    const real = left === content ? 'ArrowLeft' : right === content ? 'ArrowRight' : undefined;
    const name = (await progress.getAttribute('aria-label'))!;
    await answer(page, name, real ?? key(trial));
  }
}

async function saved(page: Page, id: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(id).click()]);
  return readFileSync(await download.path(), 'utf8');
}

/** All that the browser keeps of studies. */
function keptIn(page: Page): Promise<Partial<State>[]> {
  return page.evaluate(
    () =>
      new Promise<Partial<State>[]>((resolve) => {
        const opening = indexedDB.open('ikat-study');
        opening.onsuccess = () => {
          const all = opening.result.transaction('sessions').objectStore('sessions').getAll();
          all.onsuccess = () => resolve(all.result);
        };
      }),
  );
}

/** Consents, and answers nothing up to the practice. */
async function enter(page: Page): Promise<void> {
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Yes' }).click();
  await page.getByRole('button', { name: 'Begin' }).click();
  await page.getByRole('progressbar', { name: 'Practice 1' }).waitFor();
}

const trials = 4 + 2 + 2;

describe('the page of a study', () => {
  const files: { name: string; bytes: Uint8Array }[] = [];

  test('is taken with the keyboard, survives a reload in the middle, and is saved', async () => {
    const page = await open({}, '?session=east-1');
    await introduce(page, 'Ink');
    await recognise(page, 1, 2);
    await page.reload();
    await page.getByText('you continue where you stopped').waitFor();
    await recognise(page, 3);
    await answerTrials(page, 1, 4, (trial) => (trial % 2 ? 'ArrowLeft' : 'ArrowRight'));
    await page.getByRole('progressbar', { name: `Picture pair 5 of ${trials}` }).waitFor();
    await page.reload();
    await page.getByText('you continue where you stopped').waitFor();
    const other = await page.context().newPage();
    await other.goto(`${address}?session=east-1`);
    await other.getByRole('progressbar', { name: 'Picture pair 5' }).waitFor();
    await page.bringToFront();
    await answerTrials(page, 5, 6, () => 'Digit0');
    // A second tab that is behind overwrites nothing, and catches up.
    await other.bringToFront();
    await answer(other, 'Picture pair 5', 'ArrowLeft');
    await other.getByRole('progressbar', { name: 'Picture pair 7' }).waitFor();
    await other.close();
    await answerTrials(page, 7, trials, () => 'Digit0');
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.reload();
    const session: StudySessionFile = JSON.parse(await saved(page, '#save'));
    expect(session.ratings.map(({ trial }) => trial)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(session.ratings.every(({ rt_ms }) => rt_ms >= 1000)).toBe(true);
    expect(session).toMatchObject({
      session: 'east-1',
      day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    expect(session.ratings[0]).toMatchObject({ groups: 'east', lang: 'en', ua_class: 'pointer' });
    expect(session.participant).toMatch(/^[0-9a-f]{32}$/);
    expect(await page.locator('.code').textContent()).toBe(session.withdrawalCode);
    const [first, second] = session.recognition;
    expect(session.recognition.map(({ trial }) => trial)).toEqual([1, 2, 3, 4]);
    expect(first!.answer).toBe(
      (await readDesign(design)).study.sessions[0]!.recognition!.choices[0],
    );
    expect(second!.answer).toBe('unsure');
    expect(await page.getByText('a work of art; A work of').count()).toBe(2);
    const table = await saved(page, '#save-table');
    expect(table.split('\r\n')).toHaveLength(trials + 2);
    expect(table).not.toContain('secret');
    files.push({ name: 'one.json', bytes: new TextEncoder().encode(JSON.stringify(session)) });
  });

  test('is taken on a telephone in Chinese by another one, with taps', async () => {
    const page = await open(
      { locale: 'zh-CN', viewport: { width: 390, height: 780 }, hasTouch: true },
      '?session=west-1',
    );
    await page.getByLabel('语言').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh');
    await page.getByLabel('语言').selectOption('en');
    await introduce(page, 'Oil');
    await page.locator('.choices').waitFor();
    expect(await page.getByText('Oil painting').count()).toBe(1); // The answer, and no caption.
    await recognise(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      390,
    );
    await answerTrials(page, 1, trials, (trial) => (trial % 3 ? 'ArrowRight' : 'Digit0'));
    const text = await saved(page, '#save');
    files.push({ name: 'two.json', bytes: new TextEncoder().encode(text) });
    expect(JSON.parse(text).ratings[0].groups).toBe('west');
    page.once('dialog', (dialog) => dialog.accept());
    await page.locator('#withdraw').click();
    await page.getByText('were deleted from this browser').waitFor();
    await page.reload();
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.getByRole('checkbox').first().isChecked()).toBe(false);
  });

  test('gives files that are analysed; a withdrawal code takes one out', async () => {
    const read = await readDesign(design);
    const both = readSessions(read, files);
    expect(both.refused).toEqual([]);
    const analysis = analyseStudy(read, both, { permutations: 19, bootstrap: 19 });
    expect(analysis).toMatchObject({ sessions: 2, analysed: 2, incomplete: 0 });
    expect(analysis.recognition).toMatchObject({ kind: 'analysed', answers: 8 });
    const code: string = JSON.parse(new TextDecoder().decode(files[1]!.bytes)).withdrawalCode;
    const without = readSessions(read, files, [code.toLowerCase().replaceAll('-', '')]);
    expect(without.sessions.map(({ file }) => file)).toEqual(['one.json']);
    expect(without.refused.map(({ reason }) => reason)).toEqual(['withdrawn']);
  });

  test('without a background puts nobody into a group, whatever the language', async () => {
    const page = await open({ locale: 'zh-CN' }, '?session=west-2');
    await page.getByRole('checkbox').first().check();
    await page.getByRole('button', { name: '继续' }).click();
    await page.getByRole('heading', { name: '您的屏幕' }).waitFor();
    await page.getByRole('button', { name: '能', exact: true }).click();
    await page.getByRole('button', { name: '开始' }).click();
    for (let trial = 0; trial < 3; trial++) {
      const before = await page.locator('progress').getAttribute('aria-label');
      await page.getByRole('button', { name: '跳过此题' }).click();
      await expect
        .poll(() =>
          page
            .locator('progress')
            .getAttribute('aria-label', { timeout: 500 })
            .catch(() => ''),
        )
        .not.toBe(before);
    }
    await page.getByRole('button', { name: '开始' }).click();
    for (let picture = 1; picture <= 4; picture++) {
      await page.getByRole('progressbar', { name: `第 ${picture} 幅` }).waitFor();
      await page.getByRole('button', { name: '跳过此题' }).click();
    }
    await page.getByRole('button', { name: '开始' }).click();
    await page.getByRole('button', { name: '跳过此题' }).click();
    await page.getByRole('progressbar', { name: '第 2 组' }).waitFor();
    const [kept] = await keptIn(page);
    expect(kept!.ratings).toMatchObject([{ groups: '', response: '' }]);
  });

  test('keeps nothing before consent', async () => {
    const page = await open();
    await page.getByLabel('Language').selectOption('zh');
    await page.getByRole('button', { name: '继续' }).waitFor();
    expect(await keptIn(page)).toEqual([]);
    await page.getByLabel('语言').selectOption('en');
    await enter(page);
    expect(await keptIn(page)).toMatchObject([{ consent: { takePart: true } }]);
  });

  test('withdrawn in one tab is withdrawn in all, whatever is done there', async () => {
    const page = await open();
    await enter(page);
    const other = await page.context().newPage();
    // A tab that hears nothing, as one that sleeps, still writes nothing.
    await other.addInitScript('BroadcastChannel.prototype.addEventListener = () => {}');
    await other.goto(address);
    const fresh = await page.context().newPage();
    await fresh.goto(address);
    for (const tab of [other, fresh])
      await tab.getByRole('progressbar', { name: 'Practice 1' }).waitFor();
    await page.bringToFront();
    page.once('dialog', (dialog) => dialog.accept());
    await page.locator('#withdraw').click();
    await page.getByText('were deleted from this browser').waitFor();
    await fresh.getByText('were deleted from this browser').waitFor();
    expect(await keptIn(page)).toEqual([{ withdrawn: true }]);
    await other.bringToFront();
    await other.getByRole('button', { name: 'Skip' }).click();
    await other.getByText('were deleted from this browser').waitFor();
    expect(await keptIn(page)).toEqual([{ withdrawn: true }]);
  });

  test('is one session in two tabs that were opened at once', async () => {
    const page = await open();
    const other = await page.context().newPage();
    await other.goto(address);
    await other.getByRole('checkbox').first().check();
    await page.bringToFront();
    await enter(page);
    const [first] = await keptIn(page);
    await other.bringToFront();
    await other.getByRole('button', { name: 'Continue' }).click();
    await other.getByText('you continue where you stopped').waitFor();
    await other.getByRole('progressbar', { name: 'Practice 1' }).waitFor();
    expect(await keptIn(page)).toEqual([first]);
    await other.getByRole('button', { name: 'Skip' }).click();
    await other.getByRole('progressbar', { name: 'Practice 2' }).waitFor();
    await page.bringToFront();
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByText('you continue where you stopped').waitFor();
    expect(await keptIn(page)).toMatchObject([{ participant: first!.participant, practised: 2 }]);
  });

  test('says that an answer could not be kept, and goes on to the file at the end', async () => {
    const page = await open();
    await enter(page);
    await page.evaluate(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        const request = put.apply(this, given);
        this.transaction.abort();
        return request;
      };
    });
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByText('could not keep your last answer').waitFor();
    expect(await page.getByRole('progressbar', { name: 'Practice 1' }).count()).toBe(1);
    await page.locator('#go-on').click();
    await page.getByRole('progressbar', { name: 'Practice 2' }).waitFor();
    expect(await page.getByText('could not keep your last answer').count()).toBe(1);
    const thanks = page.getByRole('heading', { name: 'Thank you' });
    const next = page.getByRole('button', { name: /^(Skip|Begin)/ });
    while (!(await thanks.isVisible())) {
      await next.or(thanks).first().waitFor();
      await next.click({ timeout: 2000 }).catch(() => {});
    }
    const session: StudySessionFile = JSON.parse(await saved(page, '#save'));
    expect(session.ratings).toHaveLength(trials);
    expect(await keptIn(page)).toMatchObject([{ practised: 1, ratings: [] }]);
    page.once('dialog', (dialog) => dialog.accept());
    await page.locator('#withdraw').click();
    await page.getByText('were deleted from this browser').waitFor();
    expect(await keptIn(page)).toEqual([]);
  });

  test('takes the second of two quick clicks for the picture before', async () => {
    const page = await open();
    await enter(page);
    await page.locator('button.quiet:not([aria-disabled]):not(#withdraw)').waitFor();
    await page.evaluate(async () => {
      const skip = () => document.querySelector<HTMLElement>('main button.quiet')!;
      const first = skip();
      first.click();
      while (skip() === first) await new Promise((resolve) => setTimeout(resolve));
      skip().click();
    });
    await page.waitForTimeout(500);
    expect(await keptIn(page)).toMatchObject([{ practised: 2 }]);
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.getByRole('progressbar', { name: 'Practice 3' }).waitFor();
  });

  test('goes on in a language that it has where that of the participant is gone', async () => {
    const page = await open();
    await enter(page);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const opening = indexedDB.open('ikat-study');
          opening.onsuccess = () => {
            const rows = opening.result
              .transaction('sessions', 'readwrite')
              .objectStore('sessions');
            const cursor = rows.openCursor();
            cursor.onsuccess = () => cursor.result!.update({ ...cursor.result!.value, lang: 'xx' });
            rows.transaction.oncomplete = () => resolve();
          };
        }),
    );
    await page.reload();
    await page.getByText('you continue where you stopped').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  test('turns around for right-to-left scripts, and leaves left at the left', async () => {
    const page = await open();
    await page.getByLabel('Language').selectOption('ar');
    await page.getByRole('button', { name: 'متابعة' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
    await page.getByRole('checkbox').first().check();
    await page.locator('button.main').click();
    await page.locator('.greys').waitFor();
    await page.locator('button.main').click();
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.locator('[data-answer=L]').waitFor();
    const places = await page
      .locator('[data-answer=L], [data-answer=R], .pair figure')
      .evaluateAll((found) => found.map((one) => one.getBoundingClientRect().left));
    const [leftPicture, rightPicture, left, right] = places as [number, number, number, number];
    expect([leftPicture < rightPicture, left < right]).toEqual([true, true]);
  });

  test('asks once for consent, says that works are shown, and keeps text beside its box', async () => {
    const page = await open({ viewport: { width: 390, height: 780 } });
    await page.getByRole('checkbox').first().waitFor();
    expect(await page.getByText('Information and consent').count()).toBe(1);
    expect(await page.getByText('are real works of art').count()).toBe(1);
    expect(await page.getByText('needs a web server').count()).toBe(0);
    const lines = await page.locator('.option').evaluateAll((labels) =>
      labels.map((label) => {
        const range = document.createRange();
        range.selectNodeContents(label.lastChild!);
        const rectangles = [...range.getClientRects()].map(({ left }) => left);
        return { box: label.firstElementChild!.getBoundingClientRect().right, rectangles };
      }),
    );
    expect(lines.flatMap(({ rectangles }) => rectangles).length).toBeGreaterThan(3);
    for (const { box, rectangles } of lines)
      for (const left of rectangles) expect(left).toBeGreaterThan(box);
  });

  test('works from the disk, and names what cannot be loaded', async () => {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`file://${join(site, 'index.html')}`);
    await page.getByRole('button', { name: 'Continue' }).waitFor();
  });

  test('asked nobody but its own server, broke no rule of its policy, and is small', () => {
    expect(
      requests.filter(
        (url) => !url.startsWith(address) && !url.startsWith('blob:') && !url.startsWith('data:'),
      ),
    ).toEqual([]);
    expect(problems).toEqual([]);
    const sizes = ['index.html', 'page.js', 'style.css'].map(
      (name) => gzipSync(readFileSync(join(site, name))).length,
    );
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(60_000);
  });
});
