import { readFile } from 'node:fs/promises';

/** Reads a JSON file in UTF-8, or says in one line why that is not possible. */
export async function readJson<Content>(command: string, file: string): Promise<Content> {
  const bytes = await readFile(file);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error(
      `${command}: expected JSON in UTF-8 in ${file}, got a mistake: ${(cause as Error).message}.`,
      { cause },
    );
  }
}
