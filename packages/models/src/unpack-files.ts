import { unzipSync } from 'fflate';

/** Files of a model folder, at the top of the archive or in one folder of it. */
const modelFile = /^(?:[^/]+\/)?(model\.json|ikat\.json|[\w-][\w.-]*\.bin)$/;
const most = 2 ** 31 - 1;

/** The files of a model folder in a zip archive; undefined if it is none. */
export function unpackFiles(archive: Uint8Array): Map<string, Uint8Array> | undefined {
  let total = 0;
  const files = unzip(archive, ({ name, originalSize }) => {
    if (!modelFile.test(name)) return false;
    total += originalSize;
    if (total > most) {
      throw new RangeError(`expected a model of at most ${most} bytes, got more.`);
    }
    return true;
  });
  const names = Object.keys(files).map((path): [string, Uint8Array] => [
    modelFile.exec(path)![1]!,
    files[path]!,
  ]);
  const found = new Map(names);
  if (found.size < names.length) {
    throw new RangeError('expected one model in the archive, got several.');
  }
  return found.has('model.json') ? found : undefined;
}

function unzip(
  archive: Uint8Array,
  filter: (file: { name: string; originalSize: number }) => boolean,
): Record<string, Uint8Array> {
  try {
    return unzipSync(archive, { filter });
  } catch (error) {
    if (error instanceof RangeError) throw error;
    // What it then is, the reader of weights tells.
    return {};
  }
}
