import { existsSync, readdirSync, statSync } from 'node:fs';

/** Throws if there is something at a path that a command is to write: nothing is replaced. */
export function refuseExisting(command: string, path: string): void {
  if (!existsSync(path)) return;
  const isEmptyFolder = statSync(path).isDirectory() && readdirSync(path).length === 0;
  if (isEmptyFolder) return;
  throw new Error(
    `${command}: expected ${path} to be free, got something there. Choose another name, or remove it first.`,
  );
}
