import { type Progress, startProgress } from './progress.js';

/** Where a command says what it does: to a person, or with --json to a machine. */
export interface Output {
  /** A line for a person; nothing for a machine. */
  say(line: string): void;
  /** A line on the error channel, for both. */
  warn(line: string): void;
  /** One JSON object on a line of its own, for a machine; nothing for a person. */
  event(name: string, fields: object): void;
  /** A bar on a terminal, a line now and then elsewhere, events for a machine. */
  progress(label: string, total: number, unit: string): Progress;
}

/** A line without commands to a terminal: names in files, and of files, may hold anything. */
export const plain = (line: string): string => line.replace(/[^\P{Cc}\n]/gu, '?');

/** The output of one command. */
export function commandOutput({ json }: { json: boolean }): Output {
  const write = (line: string) => process.stdout.write(`${line}\n`);
  const output: Output = {
    say: (line) => json || write(plain(line)),
    warn: (line) => process.stderr.write(`${plain(line)}\n`),
    event: (event, fields) => json && write(JSON.stringify({ event, ...fields })),
    progress: (label, total, unit) => startProgress({ label, total, unit, json, output }),
  };
  return output;
}
