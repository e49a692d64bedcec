import { mkdir, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeDurably } from './durable-write.js';
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
 * @throws Error when the target is neither, a picture cannot be read, or the page not written;
 * TypeError when a picture is of another format
 *
 * @example
 * ```ts
 * import { writeReport } from '@ikat/trainer/node';
 *
 * const path = await writeReport('report.html', {
 *   title: 'A photograph as a painting',
 *   ran: { device: 'two cores, WebAssembly', seconds: 64 },
 *   sections: [
 *     {
 *       title: 'The transfer',
 *       log: [
 *         { step: 1, content: 0.1, style: 0.9 },
 *         { step: 2, content: 0.2, style: 0.4 },
 *       ],
 *       results: [
 *         {
 *           pictures: [
 *             { image: 'photo.jpg', caption: 'The photograph', credit: 'A. Maker, CC0-1.0' },
 *             { image: 'painting.jpg', caption: 'The style' },
 *           ],
 *           facts: { 'accepted as target': '0.8 (0.7 to 0.9)' },
 *         },
 *       ],
 *     },
 *   ],
 * });
 * console.log(path); // report.html
 * ```
 */
export async function writeReport(target: string, report?: Report): Promise<string> {
  const path = await pageOf(target);
  const page = await reportPage(report ?? (await readRun(target)));
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeDurably(`${path}.partial`, new TextEncoder().encode(page));
    await rename(`${path}.partial`, path);
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new Error(`writeReport: could not write ${path}: ${reason}.`, { cause });
  }
  return path;
}
