import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mlpGenerator, patchDiscriminator, resnetGenerator } from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import { exportOnnx } from '@ikat/onnx';
import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { startBackend } from '../backend.js';
import { ikat, picture, scratchFolder } from '../testing.js';

const folder = scratchFolder();
const inside = (...names: string[]) => join(folder, ...names);
const model = inside('generator');
const file = inside('generator.onnx');
const photo = inside('photo.png');

/** Pixels of a picture, 0 to 255. */
const pixels = async (path: string) => sharp(path).raw().toBuffer({ resolveWithObject: true });

async function difference(a: string, b: string): Promise<number> {
  const [one, other] = [await pixels(a), await pixels(b)];
  expect(one.info).toEqual(other.info);
  return one.data.reduce((most, level, i) => Math.max(most, Math.abs(level - other.data[i]!)), 0);
}

beforeAll(async () => {
  await startBackend({ backend: 'cpu' });
  const generator = resnetGenerator({ filters: 4, blocks: 1, seed: 1 });
  await saveModel(generator, model);
  writeFileSync(file, exportOnnx(generator).bytes);
  await saveModel(patchDiscriminator({ filters: 2, layers: 1, seed: 1 }), inside('judge'));
  await saveModel(mlpGenerator({ seed: 1 }), inside('noise'));
  await picture(photo, 61);
});

describe('stylize with a model', () => {
  test('keeps the size of the picture, on the engine as on TensorFlow.js', async () => {
    const [engine, plain] = [inside('engine.png'), inside('plain.png')];
    const first = await ikat('stylize', photo, '--model', model, '--out', engine);
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toContain('(61 x 61, ');
    const args = ['--model', model, '--out', plain, '--backend', 'cpu'];
    expect((await ikat('stylize', photo, ...args)).code).toBe(0);
    expect(await difference(engine, plain)).toBeLessThanOrEqual(1);
  });

  test('runs a model of the zoo by its name', async () => {
    const out = inside('zoo.png');
    const { code, err } = await ikat('stylize', photo, '--model', 'zoo:ukiyo-e', '--out', out);
    expect([code, err]).toEqual([0, '']);
    const [painted, original] = [await pixels(out), await pixels(photo)];
    expect([painted.info.width, painted.info.height]).toEqual([61, 61]);
    expect(painted.data.equals(original.data)).toBe(false);
  });

  test('runs an .onnx file', async () => {
    const out = inside('file.png');
    const { code, err } = await ikat('stylize', photo, '--model', file, '--out', out);
    expect([code, err]).toEqual([0, '']);
    expect(await difference(out, inside('engine.png'))).toBe(0);
  });

  test('paints in strips what is larger than the memory it may use', async () => {
    const large = await picture(inside('large.png'), 900);
    const [whole, strips] = [inside('whole.png'), inside('strips.png')];
    expect((await ikat('stylize', large, '--model', file, '--out', whole)).code).toBe(0);
    const megabytes = Math.ceil(process.memoryUsage().rss / 1e6) + 80;
    const args = ['--out', strips, '--max-memory', `${megabytes}MB`, '--json'];
    const { code, out } = await ikat('stylize', large, '--model', file, ...args);
    expect(code).toBe(0);
    expect(out).toContain('"unit":"strips"');
    expect(await difference(whole, strips)).toBeLessThanOrEqual(1);
  });

  test('says how much memory the smallest strip takes', async () => {
    const args = ['--out', inside('none.png'), '--max-memory', '1MB'];
    const { code, err } = await ikat('stylize', photo, '--model', file, ...args);
    expect(err).toMatch(/It takes \d+\.\d\dGB: use --max-memory, or a smaller image\./);
    expect(code).toBe(1);
  });

  test('goes on past a broken picture and leaves the others whole', async () => {
    mkdirSync(inside('many'));
    for (const name of ['a.png', 'c.png', 'd.png']) await picture(inside('many', name), 20);
    writeFileSync(inside('many', 'b.png'), 'no picture');
    const out = inside('painted');
    const { code, err } = await ikat('stylize', inside('many'), '--model', file, '--out', out);
    expect(err).toContain(`Left out ${inside('many', 'b.png')}`);
    expect(err).toContain('1 of 4 pictures could not be made');
    expect(readdirSync(out)).toEqual(['a.png', 'c.png', 'd.png']);
    expect(code).toBe(1);
  });
});

describe('stylize refuses in words, before it paints', () => {
  const cases: [string, () => string[], string][] = [
    [
      'a discriminator',
      () => ['--model', inside('judge')],
      'Is it a discriminator? Give that to judge',
    ],
    ['a network of noise', () => ['--model', inside('noise')], 'cannot stylise a picture'],
    ['a name that the zoo lacks', () => ['--model', 'zoo:nothing'], 'There are zoo:ukiyo-e, zoo:'],
    ['a missing file', () => ['--model', inside('no.onnx')], `got nothing at ${inside('no.onnx')}`],
    ['a damaged file', () => ['--model', inside('bad.onnx')], 'cut off or damaged'],
    [
      'a file on another backend',
      () => ['--model', file, '--backend', 'cpu'],
      'Choose --backend onnx',
    ],
    [
      'a kind that cannot be written',
      () => ['--model', file, '--out', inside('x.bmp')],
      'ends in .png',
    ],
    [
      'a folder that is not there',
      () => ['--model', file, '--out', inside('nowhere', 'x.png')],
      'which does not exist',
    ],
    [
      'a size that is none',
      () => ['--model', file, '--max-memory', 'lots'],
      'such as 800MB or 3GB',
    ],
  ];
  test.each(cases)('%s', async (_, args, text) => {
    writeFileSync(inside('bad.onnx'), new Uint8Array([8, 8, 58, 200, 1, 10]));
    const out = inside('refused.png');
    const { code, err } = await ikat('stylize', photo, '--out', out, ...args());
    expect(err).toContain(text);
    expect(code).toBeGreaterThan(0);
    expect(existsSync(out)).toBe(false);
  });
});
