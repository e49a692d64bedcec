/** Text or bytes piece by piece: a Node stream, a `Blob`'s stream, an array, a generator. */
export type Chunks =
  | AsyncIterable<string | Uint8Array>
  | Iterable<string | Uint8Array>
  | ReadableStream<string | Uint8Array>;

/** What stands in a repository for a large file that was not fetched. */
const POINTER = 'version https://git-lfs.github.com/spec/';

/** The text of chunks, decoded as UTF-8, without a byte order mark and with `\n` line ends. */
export async function* textOf(chunks: Chunks, name: string): AsyncGenerator<string> {
  const decode = decoder(name);
  let first = true;
  let held = '';
  for await (const chunk of iterable(chunks)) {
    let text = held + (typeof chunk === 'string' ? chunk : decode(chunk));
    held = text.endsWith('\r') ? '\r' : '';
    if (held) text = text.slice(0, -1);
    if (text === '') continue;
    if (first) text = checkedStart(text, name);
    first = false;
    yield text.includes('\r') ? text.replaceAll('\r\n', '\n') : text;
  }
  const rest = held + decode();
  if (rest !== '') yield rest;
}

function checkedStart(text: string, name: string): string {
  if (text.startsWith(POINTER)) {
    const mend = 'Fetch the file itself (git lfs pull, or download it).';
    throw new Error(`${name}: expected data, got a Git LFS pointer. ${mend}`);
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decoder(name: string): (bytes?: Uint8Array) => string {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let before = 0;
  return (bytes) => {
    try {
      const text = bytes ? utf8.decode(bytes, { stream: true }) : utf8.decode();
      before += bytes?.length ?? 0;
      return text;
    } catch (cause) {
      const where = `bytes ${before} to ${before + (bytes?.length ?? 0)}`;
      const mend = 'Save the file as UTF-8.';
      throw new Error(`${name}: expected UTF-8, got other ${where}. ${mend}`, { cause });
    }
  };
}

/** Not every browser can walk a `ReadableStream` with `for await`. */
async function* iterable(chunks: Chunks): AsyncGenerator<string | Uint8Array> {
  if (!('getReader' in chunks)) {
    yield* chunks;
    return;
  }
  const reader = chunks.getReader();
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) yield read.value;
  } finally {
    await reader.cancel();
    reader.releaseLock();
  }
}

/** The lines of chunks, numbered from 1; the last needs no line end. */
export async function* linesOf(
  chunks: Chunks,
  name: string,
): AsyncGenerator<{ line: number; text: string }> {
  let rest = '';
  let line = 1;
  for await (const text of textOf(chunks, name)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const text of lines) yield { line: line++, text };
  }
  if (rest !== '') yield { line, text: rest };
}
