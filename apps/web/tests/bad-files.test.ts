import { crc32, deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { useStudio } from './open-studio.js';
import { photograph, resized } from './pictures.js';
import { type GivenFile, give } from './stylise-page.js';

const studio = useStudio();
let page: Page;
beforeAll(async () => {
  page = await studio().open('stylise');
});

const named = (name: string, buffer: Buffer, mimeType = 'application/octet-stream'): GivenFile => ({
  name,
  mimeType,
  buffer,
});

/** The words of the notice, which is put away then. */
async function noticeAfter(button: string, file: GivenFile) {
  await give(page, button, file);
  const notice = page.getByRole('alert');
  await notice.waitFor();
  const kind = await notice.getAttribute('data-kind');
  const words = await notice.textContent();
  await notice.getByRole('button', { name: 'Dismiss' }).click();
  await notice.waitFor({ state: 'detached' });
  return { kind, words };
}

/** A PNG that says it has these sides, and has hardly any pixels. */
function hollowPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([size, body, sum]);
  };
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A safetensors file of one tensor that no network here has. */
function strangeSafetensors(): Buffer {
  const tensors = {
    'transformer.h.0.attn.weight': { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
  };
  const header = Buffer.from(JSON.stringify(tensors));
  const size = Buffer.alloc(8);
  size.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([size, header, Buffer.alloc(4)]);
}

// What `torch.load` would run: a call of os.system.
const hostilePickle = Buffer.from("cos\nsystem\n(S'echo taken over'\ntR.");

describe('a picture that is none', () => {
  const cases = [
    [
      'a text called .png',
      named('letter.png', Buffer.from('Dear reader, '.repeat(40)), 'image/png'),
    ],
    ['an empty file', named('empty.jpg', Buffer.alloc(0), 'image/jpeg')],
    ['a PNG of 30000 x 30000', named('huge.png', hollowPng(30000, 30000), 'image/png')],
    [
      'the first bytes of a JPEG',
      named('begun.jpg', photograph().buffer.subarray(0, 300), 'image/jpeg'),
    ],
  ] as const;
  test.each(cases)('%s is told in words with a way on', async (_what, file) => {
    const { kind, words } = await noticeAfter('Open a picture', file);
    expect(['not-an-image', 'too-large']).toContain(kind);
    expect(words).toMatch(/not a picture that the browser can read|too large/);
    expect(words).toMatch(/Give a JPEG|Make it smaller/);
  });

  test('half a JPEG is refused, or shown as far as it goes', async () => {
    const { buffer } = photograph();
    await give(page, 'Open a picture', named('half.jpg', buffer.subarray(0, buffer.length / 2)));
    const [notice, stage] = [page.getByRole('alert'), page.getByText('half.jpg')];
    await notice.or(stage).first().waitFor();
    if (await notice.isVisible()) {
      expect(await notice.getAttribute('data-kind')).toBe('not-an-image');
      await notice.getByRole('button', { name: 'Dismiss' }).click();
    } else await page.getByRole('button', { name: 'Another picture' }).click();
  });
});

describe('a model that is none', () => {
  const cases = [
    ['a hostile pickle', named('net_G.pth', hostilePickle)],
    ['weights of another network', named('language.safetensors', strangeSafetensors())],
    ['a text', named('model.pth', Buffer.from('not a model'))],
    ['a card without a model', named('ikat.json', Buffer.from('{}'), 'application/json')],
  ] as const;
  beforeAll(() => page.getByText('Your own model').click());
  test.each(cases)('%s is told in words with a way on', async (_what, file) => {
    const { kind, words } = await noticeAfter('Open a model', file);
    expect(kind).toBe('foreign-model');
    expect(words).toContain('Give all files of a model folder');
  });
});

test('a good picture is taken after all that', async () => {
  await give(page, 'Open a picture', await resized(40, 30));
  await page.getByText('40 × 30').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
});
