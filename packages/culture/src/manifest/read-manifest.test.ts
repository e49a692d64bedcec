import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultText } from './fault.js';
import { readManifest } from './read-manifest.js';
import { readManifestLines } from './read-manifest-lines.js';
import { all, item, label, manifest } from './testing.js';
import type { ManifestItem } from './types.js';
import { itemLine, writeManifest } from './write-manifest.js';

const faultsOf = (text: string) => {
  const check = readManifest(text);
  return (check.kind === 'valid' ? check.warnings : check.faults).map(faultText);
};

describe('readManifest', () => {
  test('gives each error its line', () => {
    const right = writeManifest(manifest([item('a'), item('b'), item('c')]));
    const lines = right.split('\n');
    const at = lines.findIndex((line) => line.includes('"id":"b"'));
    lines[at] = lines[at]!.replace('"basis":"culture-field",', '');
    const wrong = `items[1].culture[0] (b): expected "basis", got nothing. A label without a basis is refused: say what it rests on. [schema]`;
    expect(faultsOf(lines.join('\n'))).toEqual([`line ${at + 1}: ${wrong}`]);
  });

  test('gives a mistake of JSON its line', () => {
    expect(faultsOf('{\n "format": "culture-manifest"\n "version": "1.0"\n}')).toEqual([
      'line 3: manifest: expected JSON, got a mistake: comma expected. [json]',
    ]);
    expect(faultsOf('')).toEqual([
      'line 1: manifest: expected JSON, got a mistake: value expected. [json]',
    ]);
  });

  test('reads text with a byte order mark', () => {
    expect(readManifest(`\uFEFF${writeManifest(manifest([]))}`).kind).toBe('valid');
  });

  test('reads what was written, whatever it says', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const items = fc
      .uniqueArray(text, { maxLength: 5 })
      .map((ids) => ids.map((id) => item(id, { title: `${id}"\n\\`, image: { path: id } })));
    fc.assert(
      fc.property(items, text, (items, name) => {
        const written = manifest(items, { name });
        const check = readManifest(writeManifest(written));
        expect(check.kind === 'valid' && check.manifest).toEqual(written);
      }),
      { numRuns: 50, seed: 1 },
    );
  });
});

describe('readManifestLines', () => {
  const { items: _, ...head } = manifest([]);
  const lines = (...items: (ManifestItem | string)[]) =>
    items.map((item) => `${typeof item === 'string' ? item : itemLine(item)}\n`).join('');

  test('gives items, tells wrong lines, and goes on', async () => {
    const text = lines(item('a'), '{"id":', '', item('a', { image: { path: 'b' } }), item('c'));
    const found = await all(readManifestLines([text], head));
    expect(found.map(({ kind }) => kind)).toEqual(['item', 'wrong', 'wrong', 'item', 'end']);
    const wrong = found.flatMap((line) =>
      line.kind === 'wrong' ? line.faults.map(faultText) : [],
    );
    expect(wrong[0]).toMatch(/^line 2: items\[1\]: expected JSON, got a mistake: /);
    expect(wrong[1]).toBe(
      'line 4: items[2].id (a): expected each id once, got "a" again (first in items[0]). [unique-id]',
    );
    expect(found.at(-1)).toMatchObject({ kind: 'end', items: 4 });
  });

  test('finds the same as reading all at once', async () => {
    const items = [
      item('a', { leakageGroup: 'g', split: 'train' }),
      item('b', { leakageGroup: 'g', split: 'test' }),
      item('c', { culture: [label({ id: 'x' })] }),
    ];
    const found = await all(readManifestLines([lines(...items)], head));
    const faults = found.flatMap((line) => (line.kind === 'wrong' ? line.faults : []));
    const check = readManifest(writeManifest(manifest(items)));
    const withoutLine = (texts: string[]) => texts.map((text) => text.replace(/^line \d+: /, ''));
    expect(withoutLine(faults.map(faultText))).toEqual(
      withoutLine(check.kind === 'invalid' ? check.faults.map(faultText) : []),
    );
  });

  test('refuses a head that is wrong', async () => {
    await expect(all(readManifestLines([], { ...head, name: '' }))).rejects.toThrow(
      'readManifestLines: expected a head that is right, got name: expected some text, got "".',
    );
  });
});
