import type { LogEntry } from '@ikat/trainer';

/** The losses of one step. */
export interface LossEntry {
  step: number;
  losses: Readonly<Record<string, number>>;
}

/** An entry of a kept log. */
export const logEntry = ({ step, losses }: LogEntry): LossEntry => ({
  step: Number(step),
  losses: losses as Record<string, number>,
});

/** Losses that share a chart. */
export type Family = 'game' | 'picture' | 'diversity';

export function familyOf(name: string): Family {
  if (name === 'diversity') return 'diversity';
  return /generator|discriminator|transfer/i.test(name) ? 'game' : 'picture';
}

/** The names of the losses by family, in the order they are reported in. */
export function familiesIn(log: readonly LossEntry[]): [Family, string[]][] {
  const names = Object.keys(log.at(-1)?.losses ?? {});
  const families: Family[] = ['game', 'picture', 'diversity'];
  return families
    .map((family): [Family, string[]] => [
      family,
      names.filter((name) => familyOf(name) === family),
    ])
    .filter(([, own]) => own.length > 0);
}

/** At most `most` entries, each the mean of a stretch: what a chart can show. */
export function thinned(log: readonly LossEntry[], most: number): LossEntry[] {
  if (log.length <= most) return [...log];
  return Array.from({ length: most }, (_, index) =>
    meanOf(log.slice((index * log.length) / most, ((index + 1) * log.length) / most)),
  );
}

function meanOf(entries: readonly LossEntry[]): LossEntry {
  const last = entries.at(-1)!;
  const losses = Object.fromEntries(
    Object.keys(last.losses).map((name) => {
      const values = entries.map((entry) => entry.losses[name] ?? Number.NaN);
      return [name, values.reduce((sum, value) => sum + value, 0) / values.length];
    }),
  );
  return { step: last.step, losses };
}

/** How a loss has gone so far. */
export interface LossCourse {
  name: string;
  first: number;
  now: number;
  course: 'falls' | 'rises' | 'level' | 'new';
}

const LEAST = 10;
// A tenth of the first value is more than the noise of a mean over a tenth of the course.
const CHANGE = 0.1;

/** The courses of all losses: means over the first and the last tenth. */
export function coursesIn(log: readonly LossEntry[]): LossCourse[] {
  const names = Object.keys(log.at(-1)?.losses ?? {});
  const tenth = Math.max(1, Math.floor(log.length / 10));
  const mean = (entries: readonly LossEntry[], name: string) => meanOf(entries).losses[name]!;
  return names.map((name) => {
    const first = mean(named(log.slice(0, tenth), name), name);
    const now = mean(named(log.slice(-tenth), name), name);
    return { name, first, now, course: log.length < LEAST ? 'new' : changeOf(first, now) };
  });
}

/** Entries that all have a value of a name. */
const named = (entries: readonly LossEntry[], name: string): LossEntry[] =>
  entries.map(({ step, losses }) => ({ step, losses: { [name]: losses[name] ?? Number.NaN } }));

function changeOf(first: number, now: number): LossCourse['course'] {
  const change = (now - first) / Math.max(Math.abs(first), 1e-6);
  if (Math.abs(change) < CHANGE) return 'level';
  return change < 0 ? 'falls' : 'rises';
}
