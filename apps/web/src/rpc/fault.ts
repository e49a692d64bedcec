import type { FaultKind, WorkerFault } from './messages.js';

/** An error of the studio that says of which kind it is. */
export class StudioError extends Error {
  override readonly name = 'StudioError';

  constructor(
    readonly kind: FaultKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

// What the libraries say, in their own words.
const signs: readonly [FaultKind, RegExp][] = [
  ['context-lost', /context (was |is )?lost|CONTEXT_LOST|lost context/i],
  [
    'out-of-memory',
    /out of memory|allocation fail|failed to (link|compile)|memory access out of bounds|Aborted\(OOM|Array buffer allocation|requested texture size/i,
  ],
  ['storage-full', /QuotaExceeded|storage is full/i],
  ['diverged', /expected finite (losses|weights)/i],
  ['network', /Failed to fetch|NetworkError|got status \d/i],
];

/** Tells of which kind an error is, for words and a way on. */
export function kindOf(error: unknown): FaultKind {
  if (error instanceof StudioError) return error.kind;
  const { name = '', message = String(error) } = (error ?? {}) as Partial<Error>;
  if (name === 'AbortError') return 'cancelled';
  return signs.find(([, pattern]) => pattern.test(`${name}: ${message}`))?.[0] ?? 'other';
}

/** Makes of an error what can be sent to the page. */
export function faultOf(error: unknown, signal: AbortSignal): WorkerFault {
  const { name = 'Error', message = String(error) } = (error ?? {}) as Partial<Error>;
  return { name, message, kind: signal.aborted ? 'cancelled' : kindOf(error) };
}
