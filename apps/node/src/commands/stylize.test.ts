import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  mlpGenerator,
  patchDiscriminator,
  pixelDiscriminator,
  resnetGenerator,
} from '@ikat/models';
import { saveModel } from '@ikat/models/node';
import { exportOnnx } from '@ikat/onnx';
import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { beforeAll, describe, expect, test, vi } from 'vitest';
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

type Paint = (image: tf.Tensor4D) => tf.Tensor4D;

const write = (name: string, paint: Paint, image: (string | number)[]) =>
  writeFileSync(inside(`${name}.onnx`), exportOnnx(paint, { inputs: { image } }).bytes);

beforeAll(async () => {
  await startBackend({ backend: 'cpu' });
  const generator = resnetGenerator({ filters: 4, blocks: 1, seed: 1 });
  await saveModel(generator, model);
  writeFileSync(file, exportOnnx(generator).bytes);
  await saveModel(patchDiscriminator({ filters: 2, layers: 1, seed: 1 }), inside('judge'));
  await saveModel(mlpGenerator({ seed: 1 }), inside('noise'));
  await saveModel(pixelDiscriminator({ filters: 2, seed: 1 }), inside('pixel'));
  await ikat('export', inside('pixel'), '--format', 'onnx', '--out', inside('pixel.onnx'));
  const scores = patchDiscriminator({ filters: 2, layers: 1, seed: 1 });
  writeFileSync(inside('scores.onnx'), exportOnnx(scores).bytes);
  write('broken', (image) => tf.log(tf.sub<tf.Tensor4D>(image, 2)), [
    'batch',
    'height',
    'width',
    3,
  ]);
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

  test('says what is wrong with the folder for temporary files', async () => {
    const args = ['stylize', inside('large.png'), '--model', file, '--out', inside('kept.png')];
    const { err: least } = await ikat(...args, '--max-memory', '1MB');
    const [, memory = ''] = /It takes (\d+\.\d\dGB)/.exec(least) ?? [];
    vi.stubEnv('TMPDIR', inside('nowhere'));
    const { code, err } = await ikat(...args, '--max-memory', memory);
    vi.unstubAllEnvs();
    expect(err).toMatch(
      /^ikat: stylize: expected a folder for temporary files, got .*nowhere.* \(ENOENT\)\. Set TMPDIR/,
    );
    expect(code).toBe(1);
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

test('a network of one size paints at that size, and the result has the size of the picture', async () => {
  write('fixed', (image) => tf.neg(image), [1, 32, 48, 3]);
  const [plain, out] = [inside('grey.png'), inside('fixed.png')];
  const create = { width: 90, height: 70, channels: 3, background: '#ff8000' } as const;
  await sharp({ create }).toFile(plain);
  const { code, err } = await ikat('stylize', plain, '--model', inside('fixed.onnx'), '--out', out);
  expect(err).toBe(
    `${inside('fixed.onnx')} takes pictures of 48 x 32 alone: they are scaled to that, and back.\n`,
  );
  expect(code).toBe(0);
  const { data, info } = await pixels(out);
  expect([info.width, info.height]).toEqual([90, 70]);
  for (const [at, level] of [0, 127, 255].entries()) {
    expect(Math.abs(data[3 * 3000 + at]! - level)).toBeLessThanOrEqual(1);
  }
});

test('says once each what is not in the results', async () => {
  const album = inside('album');
  mkdirSync(album);
  const create = { width: 24, height: 24, channels: 4, background: '#ff000080' } as const;
  for (const name of ['clear.png', 'clearer.png'])
    await sharp({ create }).toFile(join(album, name));
  const opaque = { ...create, background: '#00f' };
  await sharp({ create: opaque }).toFile(join(album, 'opaque.png'));
  const frames = await Promise.all(
    [create, opaque].map((one) => sharp({ create: one }).png().toBuffer()),
  );
  await sharp(frames, { join: { animated: true } })
    .gif()
    .toFile(join(album, 'moves.gif'));
  writeFileSync(join(album, 'drawing.svg'), '<svg/>');
  const { code, err } = await ikat('stylize', album, '--model', file, '--out', inside('frames'));
  expect(err.trim().split('\n')).toEqual([
    expect.stringMatching(
      /^Painted on white, because results are opaque: .*clear.png and \d more\.$/,
    ),
    `Only the first picture is painted of ${join(album, 'moves.gif')}.`,
    `Left out, because pictures of that kind cannot be read: ${join(album, 'drawing.svg')}.`,
  ]);
  expect(err).toContain(`${join(album, 'clear.png')} and 1 more`);
  expect(code).toBe(0);
});

test('in the folder of all styles, results are called after theirs', async () => {
  const home = process.cwd();
  process.chdir(folder);
  try {
    expect((await ikat('stylize', photo, '--model', 'generator.onnx')).code).toBe(0);
    expect((await ikat('stylize', photo, '--model', 'zoo:ukiyo-e')).code).toBe(0);
    const style = ['--style', photo, 'grey.png', '--steps', '1', '--max-side', '16'];
    expect((await ikat('stylize', photo, ...style)).code).toBe(0);
    expect((await ikat('stylize', photo, '--model', 'generator')).code).toBe(2);
  } finally {
    process.chdir(home);
  }
  expect(readdirSync(inside('stylized')).sort()).toEqual([
    'photo-generator.png',
    'photo-photo-grey.png',
    'photo-ukiyo-e.png',
  ]);
});

test('Ctrl-C says what becomes of the pictures', async () => {
  const listeners = process.listenerCount('SIGINT');
  const args = ['--style', photo, '--steps', '100000', '--out', inside('stopped.png')];
  const running = ikat('stylize', photo, ...args);
  await vi.waitFor(
    () => expect(process.listenerCount('SIGINT')).toBeGreaterThan(listeners),
    20_000,
  );
  process.emit('SIGINT');
  const { code, err } = await running;
  expect(err).toContain('Stopping; the pictures written so far are whole; press Ctrl-C again');
  expect(code).toBe(1);
});

describe('stylize refuses in words, before it paints', () => {
  const cases: [string, () => string[], string][] = [
    [
      'a discriminator',
      () => ['--model', inside('judge')],
      'whose card says patchDiscriminator. Give that to judge',
    ],
    [
      'a discriminator that keeps the size of pictures',
      () => ['--model', inside('pixel')],
      'whose card says pixelDiscriminator. Give that to judge',
    ],
    [
      'one without the engine',
      () => ['--model', inside('pixel'), '--backend', 'cpu'],
      'whose card says pixelDiscriminator. Give that to judge',
    ],
    [
      'one that was exported',
      () => ['--model', inside('pixel.onnx')],
      'whose card says pixelDiscriminator. Give that to judge',
    ],
    [
      'a file of scores without a card',
      () => ['--model', inside('scores.onnx')],
      'Is it a discriminator? Give that to judge',
    ],
    [
      'a network that gives no numbers',
      () => ['--model', inside('broken.onnx')],
      'expected numbers from the network, got NaN',
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
