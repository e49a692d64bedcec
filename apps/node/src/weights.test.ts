import { existsSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadModel, readCard, readPyTorch } from '@ikat/models/node';
import { type FloatWeights, writeSafetensors } from '@ikat/weights';
import { beforeAll, describe, expect, test } from 'vitest';
import { ikat, picture, scratchFolder } from './testing.js';

const folder = scratchFolder();
const inside = (...path: string[]) => join(folder, ...path);
const checkpoint = (name: string) =>
  fileURLToPath(new URL(`../../../packages/models/golden/weights/${name}.pth`, import.meta.url));

const result = (out: string) => JSON.parse(out.trim().split('\n').at(-1)!);

test.each(['import', 'export'])('ikat %s --help shows examples', async (command) => {
  const { code, out } = await ikat(command, '--help');
  expect(out).toContain('Examples:');
  expect(code).toBe(0);
});

describe('ikat import', () => {
  test.each([
    ['cyclegan-zip', 'resnet-2', 'resnetGenerator'],
    ['cut', 'cut-1', 'resnetGenerator'],
    ['pix2pix-nested', 'unet-32', 'unetGenerator'],
    ['cut-judge', 'cut-patch-2', 'patchDiscriminator'],
    ['windows', 'pixel', 'pixelDiscriminator'],
  ])('%s is a %s', async (name, arch, factory) => {
    const out = inside('imported', name);
    const args = [checkpoint(name), out, '--arch', arch];
    const { code, out: said, err } = await ikat('import', ...args, '--json');
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(result(said)).toMatchObject({ folder: out, arch, architecture: { name: factory } });
    const card = await readCard(out);
    expect(card.architecture.name).toBe(factory);
    expect(card.description).toContain(`Imported from ${name}.pth`);
  });

  test('says what it imported', async () => {
    const { out } = await ikat('import', checkpoint('two-networks'), inside('d'), '--part', 'netD');
    expect(out.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "/d: a patch-3 of 3,071 parameters (patchDiscriminator)
        layers         3
        filters        2
        channels       3
        normalisation  instance
        spectral       false
        blur           false
      "
    `);
  });

  test('what is imported stylises and judges', async () => {
    const photo = await picture(inside('photo.png'), 34);
    const painted = inside('painted.png');
    const generator = inside('imported', 'cyclegan-zip');
    const stylised = await ikat('stylize', photo, '--model', generator, '--out', painted);
    expect(stylised.err).toBe('');
    expect(existsSync(painted)).toBe(true);
    const judge = inside('imported', 'cut-judge');
    const judged = await ikat('judge', painted, '--model', judge, '--json');
    expect(result(judged.out).probability).toBeGreaterThan(0);
  });

  const fails: [string, string[], string][] = [
    ['another network', [checkpoint('cut'), '--arch', 'resnet-9'], 'weights of a resnet-9, got'],
    [
      'two networks',
      [checkpoint('two-networks')],
      'one network in the file, got netD, netE. Name the one that you want with --part.',
    ],
    [
      'names that are of no network, compared with the one that is said',
      [inside('ours.safetensors'), '--arch', 'patch-2'],
      'got 8 missing (model.0.weight, ',
    ],
    [
      'names that are of no network',
      [inside('ours.safetensors')],
      'Say which network it is with --arch, if it is one of ours.',
    ],
    [
      'a lost block',
      [inside('lost.safetensors'), '--arch', 'resnet-2'],
      'got 4 missing (model.10.',
    ],
    ['a lost block, and no word', [inside('lost.safetensors')], 'got 4 missing (model.10.'],
    [
      'a missing part',
      [checkpoint('cut'), '--part', 'netG'],
      "expected one of '' (the file's own)",
    ],
    ['a missing file', [inside('none.pth')], 'at most 2 GB, got none'],
    [
      'a picture',
      [inside('photo.png')],
      'a PyTorch checkpoint or a safetensors file, got a PNG picture',
    ],
    ['a cut file', [inside('cut-off.pth')], 'The file is cut off.'],
  ];
  beforeAll(async () => {
    const { parts } = await readPyTorch(checkpoint('cyclegan-zip'));
    const whole = Object.entries(parts[''] as FloatWeights);
    const lost = whole.filter(([key]) => !key.startsWith('model.10.'));
    writeFileSync(inside('lost.safetensors'), writeSafetensors(Object.fromEntries(lost)));
    const ours = { 'net/kernel': { shape: [1], data: Float32Array.of(1) } };
    writeFileSync(inside('ours.safetensors'), writeSafetensors(ours));
    writeFileSync(inside('photo.png'), Buffer.from('\x89PNG', 'latin1'));
    writeFileSync(inside('cut-off.pth'), 'PK\x03\x04 and no more than that');
  });
  test.each(fails)('%s gives one line, code 1 and no folder', async (_, args, text) => {
    const { code, err } = await ikat('import', args[0]!, inside('refused'), ...args.slice(1));
    expect(err).toContain(text);
    expect(err).toContain(args[0]!);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
    expect(existsSync(inside('refused'))).toBe(false);
  });
});

test('a network that does not exist is wrong usage, and the names of those that do are told', async () => {
  for (const wrong of ['resnte-9', 'unet-100', 'resnet-0', 'patch', 'constructor-3']) {
    const { code, err } = await ikat('import', inside('none.pth'), '--arch', wrong);
    expect(err).toContain(
      `'${wrong}' is invalid. There is no such network: expected resnet-<blocks>`,
    );
    expect(code).toBe(2);
  }
});

test('a name in a file gives no command to the terminal', async () => {
  const file = inside('painted\u001b[31m.pth');
  const { err } = await ikat('import', file);
  expect(err).toContain('painted?[31m.pth: expected a file of weights');
});

describe('ikat export', () => {
  const model = () => inside('imported', 'cyclegan-zip');

  test('safetensors holds the numbers of the checkpoint', async () => {
    const out = inside('exported.safetensors');
    const { code, err } = await ikat('export', model(), '--format', 'safetensors', '-o', out);
    expect(err).toBe('');
    expect(code).toBe(0);
    const [exported, original] = [
      await readPyTorch(out),
      await readPyTorch(checkpoint('cyclegan-zip')),
    ];
    expect(exported.parts).toEqual(original.parts);
  });

  test('tfjs is a model folder; float16 is about half of it', async () => {
    const [full, half] = [inside('full'), inside('half')];
    await ikat('export', model(), '--format', 'tfjs', '-o', full);
    const args = ['--format', 'tfjs', '--precision', 'float16', '--out', half, '--json'];
    const { out } = await ikat('export', model(), ...args);
    expect(result(out)).toMatchObject({ format: 'tfjs', precision: 'float16', out: half });
    expect(readdirSync(half).sort()).toEqual(['ikat.json', 'model.json', 'weights.bin']);
    const size = (path: string) => statSync(join(path, 'weights.bin')).size;
    expect(size(half)).toBe(size(full) / 2);
    const { model: loaded, card } = await loadModel(half);
    expect(card.description).toBe('Imported from cyclegan-zip.pth');
    loaded.dispose();
  });

  test('takes a model of the zoo by its name', async () => {
    const out = inside('print.safetensors');
    const { err } = await ikat('export', 'zoo:ukiyo-e', '--format', 'safetensors', '--out', out);
    expect(err).toBe('');
    expect(statSync(out).size).toBeGreaterThan(1e6);
  });

  test.each(['cyclegan-zip', 'cut', 'pix2pix-nested', 'cut-judge'])(
    '%s as onnx leaves batch and size open',
    async (name) => {
      const [full, half] = [inside(`${name}.onnx`), inside(`${name}-half.onnx`)];
      const args = ['export', inside('imported', name), '--format', 'onnx', '--json', '--out'];
      const { err, out } = await ikat(...args, full);
      expect(err).toBe('');
      expect(result(out).notes[0]).toBe('image [batch, height, width, 3]');
      expect(result(out).notes).toHaveLength(2);
      const halved = await ikat(...args, half, '--precision', 'float16');
      expect(result(halved.out).bytes).toBeLessThan(result(out).bytes);
      expect(readdirSync(folder).filter((file) => file.endsWith('.partial'))).toEqual([]);
    },
  );

  test('an onnx file that cannot be written leaves nothing', async () => {
    const out = inside('nowhere', 'x.onnx');
    const { code, err } = await ikat('export', model(), '--format', 'onnx', '--out', out);
    expect(err).toBe(`ikat: export: expected to write ${out}, got ENOENT. Nothing was written.\n`);
    expect(code).toBe(1);
  });

  test('comes back through import', async () => {
    const file = inside('again.safetensors');
    await ikat('export', inside('imported', 'cut'), '--format', 'safetensors', '--out', file);
    const { out } = await ikat('import', file, inside('again'), '--json');
    expect(result(out).arch).toBe('cut-1');
  });

  test('wrong usage and bad input', async () => {
    const none = await ikat('export', inside('none'), '--format', 'tfjs', '--out', inside('x'));
    expect(none.err).toContain('expected a file of a model folder, got none');
    expect(none.code).toBe(1);
    const same = await ikat('export', model(), '--format', 'tfjs', '--out', model());
    expect(same.err).toContain('to be free, got something there');
    expect(same.code).toBe(1);
    const over = await ikat('import', checkpoint('cut'), model());
    expect(over.err).toContain('to be free, got something there');
    expect((await readCard(model())).description).toBe('Imported from cyclegan-zip.pth');
    const other = await ikat('export', model(), '--format', 'keras');
    expect(other.err).toContain('Allowed choices are');
    expect(other.code).toBe(2);
    truncateSync(join(inside('full'), 'weights.bin'), 10);
    const cut = await ikat('export', inside('full'), '--format', 'safetensors');
    expect(cut.err).toContain('expected 14668 bytes of weights, got 10');
    expect(cut.code).toBe(1);
  });
});
