import {
  type CultureReport,
  englishReport,
  type ReportCatalogue,
  simplifiedChineseReport,
} from '@ikat/culture';
import { cultureReportPage } from '@ikat/culture/node';
import { type Command, Option } from 'commander';
import type { Output } from '../../output.js';
import { UsageError } from '../../usage-error.js';
import { writeWhole } from '../../write-whole.js';
import { filesOfManifest } from './manifest-file.js';
import { refuseOverwriting, refuseReplacing } from './refuse-overwriting.js';

/** The languages that reports are written in. */
export const reportLanguages: Readonly<Record<string, ReportCatalogue>> = {
  en: englishReport,
  zh: simplifiedChineseReport,
};

/** Options of commands that end in a report. */
export interface ReportFileOptions {
  out: string;
  language: string;
  force: boolean;
  json: boolean;
}

/** Adds the options of commands that end in a report. */
export function withReportOptions(command: Command, out: string): Command {
  return command
    .option('--out <file>', 'the page to write; its numbers go into .json beside it', out)
    .addOption(
      new Option('--language <tag>', 'of the report')
        .choices(Object.keys(reportLanguages))
        .default('en'),
    )
    .option('--force', 'overwrite a report that is there', false)
    .option('--json', 'one JSON object a line, for machines', false);
}

/** The files of a report, refused before any work if they are there, or are what is read. */
export function reportFiles(
  command: string,
  { out, force }: ReportFileOptions,
  read: readonly string[],
) {
  if (!/\.html$/i.test(out))
    throw new UsageError(`${command}: expected --out to end in .html, got ${out}.`);
  const files = { html: out, data: out.replace(/\.html$/i, '.json') };
  refuseReplacing(command, {
    written: Object.values(files),
    read: read.flatMap(filesOfManifest),
  });
  refuseOverwriting(command, Object.values(files), force);
  return files;
}

/** Writes a report and its numbers. */
export async function writeReportFiles(
  files: ReturnType<typeof reportFiles>,
  { report, data }: { report: CultureReport; data: object },
  output: Output,
): Promise<void> {
  await writeWhole('culture', files.html, await cultureReportPage(report));
  await writeWhole('culture', files.data, `${JSON.stringify(data, null, 1)}\n`);
  for (const file of Object.values(files)) output.say(`wrote ${file}`);
}
