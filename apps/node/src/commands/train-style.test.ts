import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ikat, picture, scratchFolder } from '../testing.js';

const folder = scratchFolder();
const inside = (...names: string[]) => join(folder, ...names);
const sizes = ['--size', '16', '--photo-size', '20', '--style-size', '24'];
const networks = ['--filters', '2', '--blocks', '1'];
const small = ['--photos', inside('photos'), ...sizes, ...networks];
const train = (...args: string[]) => ikat('train', 'style', ...args);
const one = ['--style', inside('photos', '1.jpg')];

beforeAll(async () => {
  for (const name of ['photos', 'prints', 'empty']) mkdirSync(inside(name));
  for (const index of [1, 2, 3]) await picture(inside('photos', `${index}.jpg`));
  for (const index of [1, 2]) await picture(inside('prints', `${index}.jpg`), 40);
  writeFileSync(inside('text.png'), 'not a picture');
});

const logged = (run: string) =>
  readFileSync(join(run, 'log.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('train style', () => {
  const out = inside('runs', 'one');

  test('learns one picture, and its generator stylises', async () => {
    const { code, err } = await train(...small, ...one, '--steps', '2', '--out', out);
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(join(out, 'models'))).toEqual(['generator']);
    expect(existsSync(join(out, 'report.html'))).toBe(true);
    expect(Object.keys(logged(out).at(-1))).toEqual(
      expect.arrayContaining(['content', 'style', 'tone', 'palette', 'variation']),
    );
    const card = JSON.parse(readFileSync(join(out, 'models', 'generator', 'ikat.json'), 'utf8'));
    expect(card.architecture.options.imageSkip).toBe(true);
    expect(card.trainedOn.map(({ name }: { name: string }) => name)).toEqual(['photos', '1.jpg']);
    const painted = inside('painted.png');
    const model = join(out, 'models', 'generator');
    const args = ['stylize', inside('photos', '2.jpg'), '--model', model, '--out', painted];
    expect((await ikat(...args)).code).toBe(0);
  });

  test('goes on where it was, as an unbroken run, while the learning rate falls', async () => {
    const falling = ['--decay-from', '1', '--decay-steps', '4'];
    const [whole, parts] = [inside('runs', 'whole'), inside('runs', 'parts')];
    await train(...small, ...one, ...falling, '--steps', '4', '--out', whole);
    await train(...small, ...one, ...falling, '--steps', '2', '--out', parts);
    const { code } = await train('--resume', '--out', parts, '--steps', '4');
    expect(code).toBe(0);
    const { seconds: _, ...last } = logged(whole).at(-1);
    expect(logged(parts).at(-1)).toMatchObject(last);
  });

  test('learns a folder against a discriminator, from the weights of another run', async () => {
    const against = inside('runs', 'against');
    const from = ['--from', join(out, 'models', 'generator'), '--adversarial-weight', '1'];
    const style = ['--style', inside('prints'), '--steps', '2', '--out', against];
    const { code, err } = await train(...small, ...style, ...from);
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(join(against, 'models'))).toEqual(['discriminator', 'generator']);
    expect(Object.keys(logged(against).at(-1))).toEqual(
      expect.arrayContaining(['judged', 'discriminator']),
    );
    const card = JSON.parse(
      readFileSync(join(against, 'models', 'generator', 'ikat.json'), 'utf8'),
    );
    const names = card.trainedOn.map(({ name }: { name: string }) => name);
    expect(names).toEqual(['photos', 'prints', 'photos', '1.jpg']);
  });
});

describe('train style refuses in words', () => {
  const cases: [string, string[], string][] = [
    ['no style', small, 'expected --style, got nothing'],
    ['crops larger than the photographs', [...small, ...one, '--photo-size', '12'], 'from 16'],
    [
      'crops larger than the photographs',
      [...small, ...one, '--size', '32'],
      'expected a --photo-size of at least 32, got 20',
    ],
    ['a missing style', [...small, '--style', inside('none.jpg')], inside('none.jpg')],
    ['text called .png', [...small, '--style', inside('text.png')], inside('text.png')],
    ['an empty folder', [...small, '--style', inside('empty')], inside('empty')],
    [
      'a model of another form',
      [...small, ...one, '--filters', '3', '--from', inside('runs', 'one', 'models', 'generator')],
      'Set --filters and --blocks',
    ],
    [
      'no model to begin with',
      [...small, ...one, '--from', inside('none')],
      join(inside('none'), 'ikat.json'),
    ],
  ];
  test.each(cases)('%s', async (_, args, text) => {
    const out = inside('runs', 'refused');
    const { code, err } = await train(...args, '--steps', '1', '--out', out);
    expect(err).toContain(text);
    expect(err).not.toContain('    at ');
    expect(code).toBeGreaterThan(0);
    expect(existsSync(join(out, 'models'))).toBe(false);
  });

  test('to resume with another style', async () => {
    const out = inside('runs', 'one');
    const other = ['--style', inside('photos', '2.jpg'), '--out', out, '--steps', '3'];
    const { code, err } = await train('--resume', ...other);
    expect(err).toContain('expected --style');
    expect(code).toBe(1);
  });
});
