import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The bytes of a file, or of the files in a folder. */
export function sizeOnDisk(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.size;
  return readdirSync(path).reduce((sum, name) => sum + sizeOnDisk(join(path, name)), 0);
}
