import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textOf } from './chunks.js';
import { csvRecords, csvRows } from './csv-rows.js';
import { all } from './testing.js';

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const csv = (rows: string[][], end = '\n') =>
  rows.map((row) => row.map(quoted).join(',') + end).join('');

/** The bytes of a text, cut at places that are not those of letters. */
const cut = (text: string, length: number) => {
  const bytes = new TextEncoder().encode(text);
  return Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) =>
    bytes.subarray(index * length, (index + 1) * length),
  );
};

describe('csvRows', () => {
  test('gives the same rows however the text is cut', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '書', ',', '"', '\n', ' '),
      maxLength: 5,
    });
    const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 3 }), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, length, end) => {
          const found = await all(csvRows(cut(csv(rows, end), length), 'test'));
          expect(found.map(({ cells }) => cells)).toEqual(rows);
        },
      ),
      { numRuns: 300, seed: 1 },
    );
  });

  test('counts lines through quoted line ends', async () => {
    const text = 'a,b\r\n"1\r\n2",3\r\n4,5';
    const rows = await all(csvRows([text], 'test'));
    expect(rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\n2', '3'] },
      { line: 4, cells: ['4', '5'] },
    ]);
  });

  test('reads streams of the web, and stops where the reader does', async () => {
    const stream = new Blob(['a,b\n1,2\n3,4\n']).stream() as ReadableStream<Uint8Array>;
    for await (const { cells } of csvRows(stream, 'test')) {
      expect(cells).toEqual(['a', 'b']);
      break;
    }
    expect(stream.locked).toBe(false);
  });

  test('refuses quotes that never close', async () => {
    await expect(all(csvRows(['a,b\n1,"2\n3,4\n'], 'test'))).rejects.toThrow(
      'test: expected quotes in pairs, got one after line 2 that is never closed.',
    );
  });
});

describe('csvRecords', () => {
  test('finds columns by name, whatever their order', async () => {
    const [row] = await all(
      csvRecords(['\uFEFFb,a\n 2 ,1\n'], { name: 'test', required: ['a', 'b'] }),
    );
    expect([row!.record('a'), row!.record('b'), row!.record('c')]).toEqual(['1', '2', '']);
  });

  test('refuses a table without a column, and nothing at all', async () => {
    const read = (text: string) => all(csvRecords([text], { name: 'test', required: ['id', 'a'] }));
    await expect(read('a,b,c,d,e,f\n')).rejects.toThrow(
      'test: expected the columns id, got a table with a, b, c, d, e, ….',
    );
    await expect(read('[{}]')).rejects.toThrow('test: expected a table (CSV), got JSON.');
    await expect(read('')).rejects.toThrow('test: expected a table with a header, got nothing.');
  });
});

describe('textOf', () => {
  test('refuses other encodings and pointers in place of files', async () => {
    await expect(
      all(textOf([new Uint8Array([65, 66]), new Uint8Array([0xe9, 0x20])], 'test')),
    ).rejects.toThrow('test: expected UTF-8, got other bytes 2 to 4. Save the file as UTF-8.');
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 3\n';
    await expect(all(textOf([pointer], 'test'))).rejects.toThrow(
      'test: expected data, got a Git LFS pointer. Fetch the file itself (git lfs pull, or download it).',
    );
  });

  test('refuses text that ends within a letter', async () => {
    await expect(all(textOf([new Uint8Array([0xe6, 0x9b])], 'test'))).rejects.toThrow(
      'expected UTF-8',
    );
  });
});
