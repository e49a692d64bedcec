import { existsSync } from 'node:fs';
import { UsageError } from '../../usage-error.js';

/** Throws if one of the files is there, unless it may be overwritten. */
export function refuseOverwriting(command: string, files: readonly string[], force: boolean): void {
  const there = force ? undefined : files.find((file) => existsSync(file));
  if (there !== undefined)
    throw new UsageError(
      `${command}: expected a new file, got ${there}. Give --force to overwrite it.`,
    );
}
