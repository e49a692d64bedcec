/** The files that were dropped; of a folder, all that are in it and in the folders within. */
export async function droppedFiles({ items }: DataTransfer): Promise<File[]> {
  const files = [...items].filter(({ kind }) => kind === 'file');
  // What is dropped can be asked for only before anything is awaited.
  const found = files.map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const nested = await Promise.all(
    found.map((one) => (one instanceof File ? [one] : filesOf(one))),
  );
  return nested.flat();
}

async function filesOf(entry: FileSystemEntry | null): Promise<File[]> {
  if (entry === null) return [];
  if (entry.isFile) return [await fileOf(entry as FileSystemFileEntry)];
  const within = await entriesOf((entry as FileSystemDirectoryEntry).createReader());
  return (await Promise.all(within.map(filesOf))).flat();
}

const fileOf = (entry: FileSystemFileEntry) =>
  new Promise<File>((resolve, reject) => entry.file(resolve, reject));

/** A reader gives some entries at a time, and none at the end. */
async function entriesOf(reader: FileSystemDirectoryReader): Promise<FileSystemEntry[]> {
  const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
    reader.readEntries(resolve, reject),
  );
  return some.length === 0 ? [] : [...some, ...(await entriesOf(reader))];
}
