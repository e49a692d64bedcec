import { describe, expect, test } from 'vitest';
import { jsonRecords } from './json-records.js';
import { all } from './testing.js';

const records = [
  { id: 1, deep: { list: [1, { a: 2 }] } },
  { id: 2, text: '書"}]' },
];
const pieces = (text: string, length: number) =>
  text.match(new RegExp(`[^]{1,${length}}`, 'gu')) ?? [];

describe('jsonRecords', () => {
  const forms: [string, string][] = [
    ['an array', JSON.stringify(records)],
    ['an array on many lines', JSON.stringify(records, null, 2)],
    [
      'a page of an API',
      JSON.stringify({ pagination: { total: 2 }, data: records, config: { a: {} } }),
    ],
    ['SPARQL results', JSON.stringify({ head: { vars: ['id'] }, results: { bindings: records } })],
    ['JSON lines', records.map((record) => `${JSON.stringify(record)}\n`).join('')],
    ['files put together', records.map((record) => JSON.stringify(record, null, 2)).join('')],
  ];
  test.each(forms)('reads %s in pieces', async (_, text) => {
    for (const length of [1, 7, 1000])
      expect(await all(jsonRecords(pieces(text, length), 'test'))).toEqual(records);
  });

  test('reads one record of an API', async () => {
    const text = JSON.stringify({ data: records[0], info: { license_text: 'x' } });
    for (const length of [1, 7, 1000])
      expect(await all(jsonRecords(pieces(text, length), 'test'))).toEqual([records[0]]);
  });

  test('reads one short record, and nothing', async () => {
    expect(await all(jsonRecords(['{"id":1}'], 'test'))).toEqual([{ id: 1 }]);
    expect(await all(jsonRecords([' \n'], 'test'))).toEqual([]);
    expect(await all(jsonRecords([], 'test'))).toEqual([]);
  });

  test('refuses mistakes and parts', async () => {
    await expect(all(jsonRecords(['[{"id":1},,]'], 'test'))).rejects.toThrow(
      'test: expected JSON, got a mistake:',
    );
    await expect(all(jsonRecords(['[{"id":1},{"id":'], 'test'))).rejects.toThrow(
      'test: expected JSON to its end, got a part of it.',
    );
  });
});
