import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRun, writeReport } from '@ikat/trainer/node';
import type { TrainingJob } from './job.js';

/** When a run began; a resumed one began when it was first started. */
export async function beginningOf({
  out,
  resume,
}: {
  out: string;
  resume: boolean;
}): Promise<string> {
  const text = resume ? await readFile(join(out, 'config.json'), 'utf8') : '{}';
  const { started } = JSON.parse(text) as { started?: string };
  return started ?? new Date().toISOString();
}

/** Writes the report of a run, which begins with what each network has become. */
export async function writeRunReport(
  folder: string,
  job: Pick<TrainingJob<never>, 'descriptions'>,
): Promise<string> {
  const { sections, ...report } = await readRun(folder);
  const text = Object.entries(job.descriptions()).map(([name, says]) => `${name}: ${says}`);
  const training = sections.map((section) => ({ ...section, text }));
  return writeReport(join(folder, 'report.html'), { ...report, sections: training });
}
