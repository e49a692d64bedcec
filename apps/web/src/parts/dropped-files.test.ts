import { expect, test } from 'vitest';
import { counted, droppedFiles, MOST } from './dropped-files.js';

const fileEntry = (name: string) =>
  ({
    isFile: true,
    file: (resolve: (file: File) => void) => resolve(new File(['x'], name)),
  }) as unknown as FileSystemEntry;

/** A folder that gives its entries `atOnce` at a time, as browsers do. */
const folder = (entries: FileSystemEntry[], atOnce = 2) => {
  const rest = [...entries];
  const createReader = () => ({
    readEntries: (resolve: (some: FileSystemEntry[]) => void) => resolve(rest.splice(0, atOnce)),
  });
  return { isFile: false, createReader } as unknown as FileSystemEntry;
};

const dropped = (...entries: FileSystemEntry[]) =>
  ({
    items: entries.map((entry) => ({ kind: 'file', webkitGetAsEntry: () => entry })),
  }) as unknown as DataTransfer;

test('gives the files of folders within folders, in their order', async () => {
  const inner = folder([fileEntry('c'), fileEntry('d'), fileEntry('e')]);
  const files = await droppedFiles(dropped(fileEntry('a'), folder([fileEntry('b'), inner])));
  expect(files.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('stops at a folder that does not end', async () => {
  let asked = 0;
  const readEntries = (resolve: (some: FileSystemEntry[]) => void) => {
    asked++;
    resolve(Array.from({ length: 100 }, () => fileEntry('again')));
  };
  const endless = { isFile: false, createReader: () => ({ readEntries }) };
  const files = droppedFiles(dropped(endless as unknown as FileSystemEntry));
  await expect(files).rejects.toMatchObject({ kind: 'too-much' });
  expect(asked).toBe(MOST.files / 100 + 1);
});

test('stops at more bytes than it can hold', async () => {
  const half = { size: MOST.bytes / 2 } as File;
  expect(await counted([half, half])).toHaveLength(2);
  await expect(counted([half, half, { size: 1 } as File])).rejects.toMatchObject({
    kind: 'too-much',
  });
});
