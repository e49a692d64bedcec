import { readdir, readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import type { LogEntry, Report, ReportFacts, ReportPicture } from './report-types.js';

const PICTURES = new Set(['.png', '.jpg', '.jpeg', '.webp', '.gif', '.avif']);
const MOST_SAMPLES = 16;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The entries of a `log.jsonl`; a line that a kill left half-written is passed over. */
export function logEntries(text: string): LogEntry[] {
  return text.split('\n').map(parsed).filter(isRecord);
}

/** The first number in a file's name, which is the step of a sample. */
function stepOf(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? Number.POSITIVE_INFINITY);
}

/** At most `most` of the items, evenly spread, the first and the last among them. */
function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const at = (i: number) => items[Math.round((i * (items.length - 1)) / (most - 1))]!;
  return Array.from({ length: most }, (_, i) => at(i));
}

async function samplesOf(folder: string): Promise<ReportPicture[]> {
  const names = await readdir(folder).catch(() => [] as string[]);
  const pictures = names.filter((name) => PICTURES.has(extname(name).toLowerCase()));
  pictures.sort((one, other) => stepOf(one) - stepOf(other) || (one < other ? -1 : 1));
  return spread(pictures, MOST_SAMPLES).map((name) => {
    const step = stepOf(name);
    const caption = Number.isFinite(step) ? `step ${step.toLocaleString('en')}` : name;
    return { image: join(folder, name), caption, alt: `Samples at ${caption}` };
  });
}

const ENVIRONMENT = ['backend', 'device', 'versions', 'environment', 'started', 'seconds'];

/** What a run folder's `config.json` says of the machine, apart from what it says of the run. */
function splitConfig(config: Record<string, unknown>) {
  const entries = Object.entries(config);
  const isEnvironment = ([name]: [string, unknown]) => ENVIRONMENT.includes(name);
  const ran: ReportFacts = Object.fromEntries(entries.filter(isEnvironment));
  const settings: ReportFacts = Object.fromEntries(
    entries.filter((entry) => !isEnvironment(entry)),
  );
  return { ran, settings };
}

/**
 * Reads a run folder (`config.json`, `log.jsonl`, `samples/`) as a report of one section, ready to
 * be written, or to be taken apart for a report of several runs.
 *
 * Files that are not there, or not whole, are passed over: an interrupted run has a report too.
 * Samples are named by their step (`000200.png`); the report shows at most 16 of them.
 *
 * @example
 * ```ts
 * import { readRun, runFolder, writeReport } from '@ikat/trainer/node';
 *
 * const run = await runFolder('runs/glyphs', { config: { seed: 1 } });
 * await run.log({ step: 1, generator: 0.7, discriminator: 1.4 });
 * await run.close();
 * const { sections } = await readRun('runs/glyphs');
 * await writeReport('study.html', { title: 'What the glyphs taught us', sections });
 * console.log(sections[0]?.log?.length); // 1
 * ```
 */
export async function readRun(folder: string): Promise<Report> {
  const [configText, logText] = await Promise.all([
    textOf(join(folder, 'config.json')),
    textOf(join(folder, 'log.jsonl')),
  ]);
  const config = parsed(configText ?? '{}');
  const { ran, settings } = splitConfig(isRecord(config) ? config : {});
  const log = logEntries(logText ?? '');
  const samples = await samplesOf(join(folder, 'samples'));
  return {
    title: basename(resolve(folder)),
    ran,
    sections: [{ title: 'Training', log, samples, settings }],
  };
}
