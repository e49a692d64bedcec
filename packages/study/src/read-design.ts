import { readFile } from 'node:fs/promises';
import { designFaults } from './check-design.js';
import type { StudyFile } from './study-file.js';
import { studySha } from './study-sha.js';

/** Reads `design.json` and its SHA-256, which is of the file as it is: a changed blank is another design. */
export async function readDesign(file: string): Promise<{ study: StudyFile; sha: string }> {
  const bytes = await readFile(file);
  let study: StudyFile;
  try {
    study = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new Error(
      `readDesign: expected JSON in UTF-8 in ${file}, got a mistake: ${(cause as Error).message}.`,
      { cause },
    );
  }
  if (study?.format !== 'ikat-study' || !Array.isArray(study.sessions)) {
    throw new Error(
      `readDesign: expected a design in ${file}, got another file. Make one: ikat study design plan.json.`,
    );
  }
  const faults = designFaults({ ...study });
  if (faults.length > 0) {
    throw new RangeError(
      [`expected a whole design in ${file}, got one with faults.`, ...faults]
        .map((fault) => `readDesign: ${fault}`)
        .join('\n'),
    );
  }
  const text = new TextDecoder().decode(bytes);
  return { study, sha: await studySha(text) };
}
