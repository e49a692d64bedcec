import { StudioError } from '../rpc/fault.js';

/** More than this is not read: the studio holds in memory what it is given. */
export const MOST = { files: 2000, bytes: 2 ** 31 };

/**
 * The files that were dropped; of a folder, all that are in it and in the folders within.
 *
 * @throws StudioError `too-much` as soon as there are more files or bytes than {@link MOST}
 */
export async function droppedFiles({ items }: DataTransfer): Promise<File[]> {
  const files = [...items].filter(({ kind }) => kind === 'file');
  // What is dropped can be asked for only before anything is awaited.
  const found = files.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  return counted(filesIn(found));
}

/**
 * The files, if they are not too much.
 *
 * @throws StudioError `too-much` at the first one above {@link MOST}
 */
export async function counted(files: AsyncIterable<File> | Iterable<File>): Promise<File[]> {
  const taken: File[] = [];
  let bytes = 0;
  for await (const file of files) {
    bytes += file.size;
    taken.push(file);
    if (taken.length > MOST.files || bytes > MOST.bytes) {
      throw new StudioError(
        'too-much',
        `counted: expected at most ${MOST.files} files of ${MOST.bytes} bytes, got ${taken.length} of ${bytes} and more.`,
      );
    }
  }
  return taken;
}

// One after the other, so that the rest of a large folder is never looked at.
async function* filesIn(
  found: readonly (File | FileSystemEntry | null)[],
): AsyncGenerator<File, void> {
  for (const one of found) {
    if (one instanceof File) yield one;
    else if (one?.isFile) yield await fileOf(one as FileSystemFileEntry);
    else if (one) yield* filesWithin((one as FileSystemDirectoryEntry).createReader());
  }
}

/** A reader gives some entries at a time, and none at the end. */
async function* filesWithin(reader: FileSystemDirectoryReader): AsyncGenerator<File, void> {
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    yield* filesIn(some);
  }
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));
