import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream/promises';
import { itemLine, type ManifestHead, type ManifestItem, manifestFrame } from '@ikat/culture';
import { linesBeside } from './manifest-file.js';

/** How much text is gathered before it is written. */
const GATHERED = 1 << 18;

/**
 * Writes a manifest item by item, so that it may be larger than memory. The head is only known at the
 * end: until then the items are in a file beside it, and what is there is not touched.
 */
export async function manifestWriter(file: string, lines: boolean) {
  const partial = `${linesBeside(file)}.partial`;
  const stream = createWriteStream(partial);
  await once(stream, 'open');
  let gathered = '';
  const flush = async () => {
    if (!stream.write(gathered)) await once(stream, 'drain');
    gathered = '';
  };
  return {
    async add(item: ManifestItem): Promise<void> {
      gathered += `${itemLine(item)}\n`;
      if (gathered.length > GATHERED) await flush();
    },
    async finish(head: ManifestHead): Promise<void> {
      await flush();
      stream.end();
      await once(stream, 'close');
      await writeWhole(`${file}.partial`, lines ? headOnly(head) : framed(head, partial));
      if (lines) await rename(partial, linesBeside(file));
      await rename(`${file}.partial`, file);
    },
    /** Removes what was not finished. */
    async close(): Promise<void> {
      stream.destroy();
      await rm(partial, { force: true });
      await rm(`${file}.partial`, { force: true });
    },
  };
}

const writeWhole = (file: string, text: Iterable<string> | AsyncIterable<string>) =>
  pipeline(text, createWriteStream(file));

function* headOnly(head: ManifestHead): Generator<string> {
  const { open, close } = manifestFrame(head);
  yield open + close;
}

/** The items again, now between the head and the end. */
async function* framed(head: ManifestHead, file: string): AsyncGenerator<string> {
  const { open, between, close } = manifestFrame(head);
  yield open;
  let first = true;
  for await (const text of createInterface({ input: createReadStream(file) })) {
    yield first ? text : between + text;
    first = false;
  }
  yield close;
}
