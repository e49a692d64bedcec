import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { samplePaths } from '@ikat/samples';
import { runFolder } from '@ikat/trainer/node';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { ikat, picture, scratchFolder } from './testing.js';

const folder = scratchFolder();
const inside = (...path: string[]) => join(folder, ...path);
const tiny = ['--size', '16', '--filters', '2', '--blocks', '1', '--steps', '2', '--seed', '1'];
const small = ['--source', inside('photos'), '--target', inside('paintings'), ...tiny];

beforeAll(async () => {
  for (const name of ['photos', 'paintings', 'empty']) mkdirSync(inside(name));
  for (const name of ['photos', 'paintings']) {
    for (const index of [1, 2, 3]) await picture(inside(name, `${index}.jpg`));
  }
  writeFileSync(inside('text.png'), 'not a picture');
});

describe('usage', () => {
  test.each([
    [['--help'], 'Commands:'],
    [['train', '--help'], 'Examples:'],
    [['train', 'gan', '--help'], 'Examples:'],
    [['train', 'dual', '--help'], 'Examples:'],
    [['train', 'cyclegan', '--help'], 'Examples:'],
    [['stylize', '--help'], 'Examples:'],
    [['judge', '--help'], 'Example:'],
    [['inspect', '--help'], 'Examples:'],
    [['doctor', '--help'], 'Examples:'],
    [['demo', '--help'], 'Examples:'],
    [['--version'], '.'],
  ])('%s helps', async (args, text) => {
    const { code, out } = await ikat(...args);
    expect(out).toContain(text);
    expect(code).toBe(0);
  });

  test('help names defaults that are something, with their units', async () => {
    const { out } = await ikat('train', 'dual', '--help');
    expect(out).not.toMatch(/default: (false|\[\])/);
    expect(out).toMatch(/time between checkpoints\s+\(default:\s+5m\)/);
    expect((await ikat('judge', '--help')).out).toContain('(default: 0)');
  });

  test.each(['stylize', 'judge'])(
    '%s misses a picture before it opens a model',
    async (command) => {
      const { code, out, err } = await ikat(command, inside('nope.jpg'), '--model', 'nowhere');
      expect(err).toBe(
        `ikat: ${command}: expected a picture or a folder, got nothing at ${inside('nope.jpg')}.\n`,
      );
      expect([code, out]).toEqual([1, '']);
    },
  );

  test.each([
    [['train', 'gan', '--colour'], "unknown option '--colour'"],
    [['paint'], "unknown command 'paint'"],
    [['train', 'gan', '--steps', 'many'], 'Expected a whole number of at least 1.'],
    [['train', 'gan', '--for', 'ever'], 'Expected a time such as 90s, 5m or 1.5h.'],
    [['train', 'gan', '--ema', '2'], 'Expected a number from 0 to 0.99999.'],
    [['train', 'dual', '--loss', 'nothing'], 'Allowed choices are non-saturating'],
    [['judge', 'x.jpg'], "required option '--model <folder>' not specified"],
    [['train', 'gan', '--steps', '1'], 'expected --data, got nothing'],
    [['train', 'gan', '--data', 'x'], 'expected --steps or --for, got neither'],
    [['train', 'dual', ...small, '--size', '18'], 'multiple of 4, got 18'],
    [['train', 'dual', ...small, '--size', '1000000'], 'from 16 to 8192'],
    [
      ['train', 'gan', '--data', 'x', '--only', '0', '--steps', '1'],
      '--labels and --only together',
    ],
    [['stylize', 'photo.jpg'], 'expected --model or --style, got neither'],
    [['stylize', 'p.jpg', '--model', 'm', '--style', 's.jpg'], 'got both'],
  ])('%s is wrong usage', async (args, text) => {
    const { code, err } = await ikat(...args);
    expect(err).toContain(text);
    expect(code).toBe(2);
  });

  test('doctor names what it tried', async () => {
    const { code, out } = await ikat('doctor', '--json');
    const result = JSON.parse(out.trim().split('\n').at(-1)!);
    expect(result.event).toBe('result');
    expect(result.backends.map(({ name }: { name: string }) => name)).toEqual([
      'node-gpu',
      'onnx',
      'wasm',
      'cpu',
    ]);
    expect(result.chosen.name).toBe('onnx');
    for (const { name, failure, work } of [...result.backends, ...result.devices]) {
      expect([name, failure, work].filter(Boolean)).toHaveLength(2);
    }
    const texts = out.match(/"[^"]{60,}"/g)!;
    expect(new Set(texts).size).toBe(texts.length);
    expect(out).not.toMatch(/\{ (fallback|device)/);
    expect(code).toBe(0);
  });
});

describe('bad input', () => {
  const cases: [string, string[], string][] = [
    [
      'a missing IDX file',
      ['train', 'gan', '--data', inside('none.gz'), '--steps', '1'],
      inside('none.gz'),
    ],
    ['a missing folder', ['train', 'dual', ...small, '--source', inside('none')], inside('none')],
    ['an empty folder', ['train', 'dual', ...small, '--target', inside('empty')], inside('empty')],
    [
      'a missing picture',
      ['stylize', inside('none.jpg'), '--style', samplePaths.painting],
      inside('none.jpg'),
    ],
    [
      'text called .png',
      ['stylize', inside('text.png'), '--style', samplePaths.painting],
      inside('text.png'),
    ],
    ['a missing model', ['stylize', samplePaths.photo, '--model', inside('none')], inside('none')],
    [
      'nothing to resume',
      ['train', 'gan', '--data', 'x', '--steps', '1', '--resume', '--out', inside('none')],
      'expected a run to resume',
    ],
    ['a folder that is none', ['inspect', inside('none')], inside('none')],
    ['an empty folder to inspect', ['inspect', inside('empty')], inside('empty')],
  ];
  test.each(cases)('%s gives one line and code 1', async (_, args, text) => {
    const { code, err } = await ikat(
      ...args,
      ...(args[0] === 'stylize' ? ['--out', inside('out.png')] : []),
    );
    expect(err).toContain(text);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).toMatch(/^ikat: /);
    expect(code).toBe(1);
  });
});

describe('train dual', () => {
  const out = inside('runs', 'dual');

  test('makes a run folder with everything in it', async () => {
    const { code, err } = await ikat(
      'train',
      'dual',
      ...small,
      '--learning-steps',
      '1',
      '--out',
      out,
    );
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(
      ['checkpoints', 'config.json', 'log.jsonl', 'models', 'report.html', 'samples'].sort(),
    );
    expect(readFileSync(join(out, 'log.jsonl'), 'utf8').trim().split('\n').length).toBe(2);
  });

  test('refuses a second run in its folder, and resumes when asked', async () => {
    const again = await ikat('train', 'dual', ...small, '--out', out);
    expect(again.err).toContain('Add --resume to go on with it');
    expect(again.code).toBe(1);
    const resumed = await ikat('train', 'dual', '--resume', '--out', out, '--steps', '3', '--json');
    expect(resumed.err).toBe('');
    const result = JSON.parse(resumed.out.trim().split('\n').at(-1)!);
    expect(result.step).toBe(3);
  });

  test('refuses to resume with other settings', async () => {
    const { err } = await ikat(
      'train',
      'dual',
      '--resume',
      '--out',
      out,
      '--steps',
      '4',
      '--filters',
      '3',
    );
    expect(err).toContain('expected --filters 2 as the run began, got 3');
  });

  test('refuses to resume with other pictures, or with a damaged config.json', async () => {
    const copy = inside('runs', 'copy');
    cpSync(out, copy, { recursive: true });
    const config = join(copy, 'config.json');
    const saved = JSON.parse(readFileSync(config, 'utf8'));
    writeFileSync(config, JSON.stringify({ ...saved, source: inside('paintings') }));
    const other = await ikat('train', 'dual', '--resume', '--out', copy, '--steps', '5');
    expect(other.err).toContain('expected the configuration of');
    writeFileSync(config, 'garb{');
    const garbled = await ikat('train', 'dual', '--resume', '--out', copy, '--steps', '5');
    expect(garbled.err).toContain(`expected JSON in ${config}`);
    expect([other.code, garbled.code]).toEqual([1, 1]);
  });

  test('its models stylise and judge', async () => {
    const photo = inside('photos', '1.jpg');
    const painted = inside('painted.png');
    const model = join(out, 'models', 'sourceGenerator');
    const stylised = await ikat('stylize', photo, '--model', model, '--out', painted);
    expect(stylised.err).toBe('');
    expect(existsSync(painted)).toBe(true);
    const judge = join(out, 'models', 'targetDiscriminator');
    const judged = await ikat('judge', photo, painted, '--model', judge, '--json');
    const events = judged.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events).toHaveLength(2);
    for (const { probability } of events) {
      expect(probability).toBeGreaterThan(0);
      expect(probability).toBeLessThan(1);
    }
    const folder = await ikat('judge', inside('photos'), '--model', judge);
    expect(folder.out).toContain(`${photo}  probability 0.`);
    expect(folder.code).toBe(0);
  });

  test('its report says what each network has become, and keeps its beginning when resumed', async () => {
    const page = readFileSync(join(out, 'report.html'), 'utf8');
    expect(page).toMatch(/sourceGenerator: (Reproduces|Transfers) pictures/);
    const config = join(out, 'config.json');
    const { started } = JSON.parse(readFileSync(config, 'utf8'));
    await ikat('train', 'dual', '--resume', '--out', out, '--steps', '1');
    expect(JSON.parse(readFileSync(config, 'utf8')).started).toBe(started);
  });

  test('goes on past a broken picture and names it', async () => {
    const mixed = inside('mixed');
    mkdirSync(mixed);
    for (const index of [1, 2, 3]) await picture(join(mixed, `${index}.jpg`));
    truncateSync(join(mixed, '2.jpg'), 400);
    const { code, err } = await ikat(
      'train',
      'dual',
      ...small,
      '--source',
      mixed,
      '--steps',
      '4',
      '--out',
      inside('runs', 'mixed'),
    );
    expect(err).toContain('Left out');
    expect(err).toContain('2.jpg');
    expect(code).toBe(0);
  });

  test('a divergence says so and keeps the last good checkpoint', async () => {
    const where = inside('runs', 'diverged');
    await ikat('train', 'dual', ...small, '--out', where);
    const { code, err } = await ikat(
      'train',
      'dual',
      '--resume',
      '--out',
      where,
      '--steps',
      '60',
      '--learning-rate',
      '1e30',
    );
    expect(err).toContain(join(where, 'checkpoints', '2'));
    expect(err).toContain('lower --learning-rate');
    expect(code).toBe(1);
    expect(readdirSync(join(where, 'checkpoints'))).toEqual(['2']);
  });
});

test('train gan learns from an IDX file', async () => {
  const out = inside('runs', 'gan');
  const data = ['--data', samplePaths.glyphs, '--batch', '4', '--steps', '2'];
  const { code, err } = await ikat('train', 'gan', ...data, '--out', out);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(readdirSync(join(out, 'models')).sort()).toEqual(['discriminator', 'generator']);
});

describe('stylize keeps what is there', () => {
  test('refuses to paint over its own inputs and results', async () => {
    const model = join(inside('runs', 'dual'), 'models', 'sourceGenerator');
    const photo = await picture(inside('only.png'));
    const before = readFileSync(photo);
    const over = await ikat('stylize', photo, '--model', model, '--out', photo);
    expect(over.err).toContain('Choose another --out');
    expect(over.code).toBe(1);
    expect(readFileSync(photo).equals(before)).toBe(true);
  });

  test('paints pictures of one name to names of their own', async () => {
    const model = join(inside('runs', 'dual'), 'models', 'sourceGenerator');
    mkdirSync(inside('twins', 'deep'), { recursive: true });
    for (const name of ['x.jpg', 'x.png', 'y.png', 'deep/x.png'])
      await picture(inside('twins', name));
    const args = ['--model', model, '--out', inside('o')];
    const twins = await ikat('stylize', inside('twins'), ...args);
    expect([twins.code, twins.err]).toEqual([0, '']);
    const names = ['deep-x.png', 'x-jpg.png', 'x-png.png', 'y.png'];
    expect(readdirSync(inside('o')).sort()).toEqual(names);
    const files = [inside('twins', 'x.png'), inside('twins', 'deep', 'x.png')];
    const more = await ikat('stylize', ...files, '--model', model, '--out', inside('o2'));
    expect(more.code).toBe(0);
    expect(readdirSync(inside('o2')).sort()).toEqual(['x-png-2.png', 'x-png.png']);
  });

  test('replaces no result unless it is told to', async () => {
    const model = join(inside('runs', 'dual'), 'models', 'sourceGenerator');
    const out = inside('there.png');
    writeFileSync(out, 'mine');
    const args = ['stylize', inside('photos', '1.jpg'), '--model', model, '--out', out];
    const refused = await ikat(...args);
    expect(refused.err).toContain(`expected a new file, got ${out}. Give --force to overwrite it.`);
    expect([refused.code, readFileSync(out, 'utf8')]).toEqual([2, 'mine']);
    const forced = await ikat(...args, '--force');
    expect([forced.code, forced.err]).toEqual([0, '']);
    expect(readFileSync(out).subarray(1, 4).toString()).toBe('PNG');
  });

  test('judge refuses a generator', async () => {
    const model = join(inside('runs', 'dual'), 'models', 'sourceGenerator');
    const { code, err } = await ikat('judge', inside('photos', '1.jpg'), '--model', model);
    expect(err).toContain('expected a discriminator, got a resnetGenerator');
    expect(code).toBe(1);
    const ofTheZoo = await ikat('judge', inside('photos', '1.jpg'), '--model', 'zoo:kandinsky');
    expect(ofTheZoo.err).toContain('expected a discriminator, got a resnetGenerator');
  });
});

describe('a run that is interrupted', () => {
  const out = inside('runs', 'interrupted');
  const data = ['--data', samplePaths.glyphs, '--batch', '4', '--out', out];
  const log = () => readFileSync(join(out, 'log.jsonl'), 'utf8').trim();

  test('is saved and says how to go on; no second run gets into its folder', async () => {
    const running = ikat('train', 'gan', ...data, '--steps', '100000');
    await vi.waitFor(() => expect(existsSync(join(out, 'run.lock'))).toBe(true), 20_000);
    await expect(runFolder(out)).rejects.toThrow('to be free');
    await vi.waitFor(() => expect(log()).not.toBe(''), 20_000);
    process.emit('SIGINT');
    const { code, err } = await running;
    expect(code).toBe(1);
    expect(err).toContain('Stopping after this step and saving');
    expect(err).toContain('everything is saved');
    expect(err).toContain(`ikat train gan --out "${out}" --resume --steps 100000`);
  });

  test('has a log that ends where the run does', () => {
    const { step } = JSON.parse(log().split('\n').at(-1)!) as { step: number };
    expect([String(step)]).toEqual(readdirSync(join(out, 'checkpoints')));
  });

  test('goes on from there', async () => {
    const [saved] = readdirSync(join(out, 'checkpoints'));
    const steps = String(Number(saved) + 1);
    const { code, out: said } = await ikat(
      'train',
      'gan',
      '--out',
      out,
      '--resume',
      '--steps',
      steps,
    );
    expect(said).toContain(`Going on from step ${saved}.`);
    expect(code).toBe(0);
  });
});

test('train cyclegan learns from two folders', async () => {
  const { code, err } = await ikat(
    'train',
    'cyclegan',
    ...small,
    '--size',
    '32',
    '--out',
    inside('runs', 'cyclegan'),
  );
  expect(err).toBe('');
  expect(code).toBe(0);
});

test('stylize paints a folder after a picture', async () => {
  const out = inside('painted');
  const args = ['--style', samplePaths.painting, '--out', out, '--steps', '1', '--max-side', '32'];
  const { code, out: said } = await ikat('stylize', inside('photos'), ...args);
  expect(said).toContain('32 x 32');
  expect(readdirSync(out).sort()).toEqual(['1.png', '2.png', '3.png']);
  expect(code).toBe(0);
});
