import { spawn } from 'node:child_process';
import { isAbsolute, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Output } from '../output.js';

/** One line of `--json` output. */
export type IkatEvent = { event: string } & Record<string, unknown>;

const NOTE_SECONDS = 10;

/**
 * Runs this very program with other arguments, shows how it gets on, and gives its events.
 *
 * A process of its own for each part uses another core, and gives its memory back.
 */
export function runIkat(label: string, args: string[], output: Output): Promise<IkatEvent[]> {
  const main = fileURLToPath(new URL('main.js', import.meta.url));
  output.say(`  ikat ${args.map(shortPath).join(' ')}`);
  const child = spawn(process.execPath, [main, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const events: IkatEvent[] = [];
  let complaint = '';
  child.stderr.on('data', (text) => {
    complaint += text;
  });
  const show = progressShower(label, output);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as IkatEvent;
    events.push(event);
    show(event);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(events);
      else
        reject(
          new Error(
            `${label}: ${complaint.replace(/^ikat: /, '').trim() || `ended with code ${code}`}`,
          ),
        );
    });
  });
}

/** Paths from here, where they are below here. */
function shortPath(argument: string): string {
  const short = relative('.', argument);
  return isAbsolute(argument) && !short.startsWith('..') ? short : argument;
}

/** Shows the progress events of one lane, a line every ten seconds. */
function progressShower(label: string, output: Output): (event: IkatEvent) => void {
  let next = performance.now() + NOTE_SECONDS * 1000;
  return ({ event, ...fields }) => {
    output.event(event, { part: label, ...fields });
    if (event !== 'progress' || performance.now() < next) return;
    next = performance.now() + NOTE_SECONDS * 1000;
    const { value, total, unit, note } = fields as {
      value: number;
      total: number;
      unit: string;
      note: string;
    };
    output.say(`  ${label.padEnd(8)} ${Math.round(value)}/${total} ${unit}  ${note}`);
  };
}
