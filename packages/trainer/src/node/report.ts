import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reportPage } from './report-page.js';
import { readRun } from './report-run.js';
import type { Report } from './report-types.js';

async function pageOf(target: string): Promise<string> {
  if (target.endsWith('.html')) return target;
  const isFolder = await stat(target).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (isFolder) return join(target, 'report.html');
  throw new Error(
    `writeReport: expected a run folder or a path that ends in .html, got ${target}. Make the folder first.`,
  );
}

/**
 * Writes a report as one HTML file that needs nothing else: no network, no scripts, no other files.
 *
 * It shows what ran where, how healthy the losses look in words, the curves, samples over time,
 * results with their numbers, the settings, and the attributions of every picture.
 *
 * @param target a run folder, for `report.html` inside it, or a path that ends in .html
 * @param report what to show; what {@link readRun} reads in the folder unless given
 * @returns the path of the page
 * @throws Error when the target is neither, or a picture cannot be read
 */
export async function writeReport(target: string, report?: Report): Promise<string> {
  const path = await pageOf(target);
  const page = await reportPage(report ?? (await readRun(target)));
  await writeFile(`${path}.part`, page);
  await rename(`${path}.part`, path);
  return path;
}
