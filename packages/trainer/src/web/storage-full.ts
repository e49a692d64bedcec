/** What `saveCheckpoint` throws when the browser gives no more room. */
export interface StorageFullError extends Error {
  code: 'storage-full';
}

/** Whether an error says that the browser's storage is full. */
export function isStorageFull(error: unknown): error is StorageFullError {
  return error instanceof Error && (error as Partial<StorageFullError>).code === 'storage-full';
}

const megabytes = (bytes: number) => `${Math.max(1, Math.round(bytes / 1e6))} MB`;

/** How much of the browser's storage is in use, if it tells. */
async function roomTaken(): Promise<string> {
  const { usage, quota } = (await globalThis.navigator?.storage?.estimate?.()) ?? {};
  if (usage === undefined || quota === undefined) return '';
  return ` (${megabytes(usage)} of ${megabytes(quota)} are in use)`;
}

/** Words for a checkpoint that was not stored. */
export async function notStored(
  what: { run: string; step: number; bytes: number },
  cause: unknown,
): Promise<Error> {
  const could = `saveCheckpoint: could not keep step ${what.step} of ${what.run}`;
  const kept = 'The checkpoints before it are as they were.';
  if ((cause as Partial<Error>)?.name !== 'QuotaExceededError') {
    return new Error(`${could}: ${(cause as Error).message}. ${kept}`, { cause });
  }
  const error = new Error(
    `${could}, which takes ${megabytes(what.bytes)}: the browser's storage is full${await roomTaken()}. ` +
      `Delete older trainings, or make room on the disk. ${kept}`,
    { cause },
  );
  return Object.assign(error, { code: 'storage-full' as const });
}
