import { existsSync, statSync } from 'node:fs';
import { UsageError } from '../../usage-error.js';

/** Throws if one of the files is there, unless it may be overwritten. */
export function refuseOverwriting(command: string, files: readonly string[], force: boolean): void {
  const there = force ? undefined : files.find((file) => existsSync(file));
  if (there !== undefined)
    throw new UsageError(
      `${command}: expected a new file, got ${there}. Give --force to overwrite it.`,
    );
}

/** What a command would write, and what it reads. */
export interface WrittenAndRead {
  readonly written: readonly string[];
  readonly read: readonly string[];
}

/** Throws if a file that would be written is one that is read, by whatever name: nothing allows that. */
export function refuseReplacing(command: string, { written, read }: WrittenAndRead): void {
  const inputs = new Set(read.flatMap(identity));
  const replaced = written.find((file) => identity(file).some((one) => inputs.has(one)));
  if (replaced !== undefined)
    throw new UsageError(
      `${command}: expected to write a file that is not read, got ${replaced} for both. Choose another --out.`,
    );
}

/** The device and number of a file, which links and other spellings of its path share; none if it is not there. */
function identity(file: string): string[] {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? [] : [`${found.dev}:${found.ino}`];
}
