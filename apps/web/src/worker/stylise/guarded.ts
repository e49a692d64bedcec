import { guardContext } from '@ikat/backend-webgl';
import { StudioError } from '../../rpc/fault.js';

/** Runs work that ends with an error of its own kind when the graphics context is lost. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  const guard = guardContext();
  try {
    const attempt = await guard.run(work);
    if (!attempt.lost) return attempt.value;
  } finally {
    guard.dispose();
  }
  throw new StudioError('context-lost', 'The graphics context was lost while it painted.');
}
