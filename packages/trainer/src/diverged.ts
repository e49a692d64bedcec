/** What `train` throws when a loss, and `saveCheckpoint` when a weight, is no longer a finite number. */
export interface DivergenceError extends Error {
  code: 'diverged';
  step: number;
  /** All losses of that step; empty when a weight was found. */
  losses: Record<string, number>;
}

/** Makes the error that {@link isDivergence} knows. */
export function divergence(
  message: string,
  step: number,
  losses: Record<string, number>,
): DivergenceError {
  return Object.assign(new Error(message), { code: 'diverged' as const, step, losses });
}

/** Refuses losses that are not finite, and says which and where. */
export function expectFinite(step: number, losses: Record<string, number>): void {
  const bad = Object.keys(losses).filter((name) => !Number.isFinite(losses[name]));
  if (bad.length === 0) return;
  const all = Object.entries(losses).map(([name, value]) => `${name} ${value}`);
  const message =
    `train: expected finite losses, got ${bad.join(', ')} not finite at step ${step} (${all.join(', ')}). ` +
    'Go on from the last checkpoint with a lower learning rate or a penalty on the discriminator.';
  throw divergence(message, step, losses);
}

/** Whether an error says that training has diverged; it then carries `step` and `losses`. */
export function isDivergence(error: unknown): error is DivergenceError {
  return error instanceof Error && (error as Partial<DivergenceError>).code === 'diverged';
}
