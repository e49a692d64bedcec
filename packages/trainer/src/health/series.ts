/** What was measured at one step, flat or under `losses`: a line of `log.jsonl`, for example. */
export type LogEntry = Readonly<Record<string, unknown>>;

/** What one name of the log did over the steps. */
export interface Series {
  name: string;
  /** Ascending by step; a value that is not finite stays, as NaN. */
  points: { step: number; value: number }[];
}

const AXES = new Set(['step', 'steps', 'epoch', 'time', 'seconds', 'timestamp', 'elapsed']);

function numbersOf(entry: LogEntry): [string, number][] {
  const { losses, ...rest } = entry;
  const nested = typeof losses === 'object' && losses !== null ? Object.entries(losses) : [];
  const flat = Object.entries(rest).filter(([name]) => !AXES.has(name));
  return [...nested, ...flat].flatMap(([name, value]): [string, number][] => {
    // JSON has no NaN: JSON.stringify writes null for it.
    if (value === null || value === 'NaN') return [[name, Number.NaN]];
    if (typeof value !== 'number') return [];
    return [[name, Number.isFinite(value) ? value : Number.NaN]];
  });
}

/** The series of a log; entries without a step are left out, a step logged twice counts once. */
export function seriesOf(log: readonly LogEntry[]): Series[] {
  const byName = new Map<string, Map<number, number>>();
  for (const entry of log) {
    const { step } = entry;
    if (typeof step !== 'number' || !Number.isFinite(step)) continue;
    for (const [name, value] of numbersOf(entry)) {
      const points = byName.get(name) ?? new Map<number, number>();
      byName.set(name, points.set(step, value));
    }
  }
  return [...byName].map(([name, points]) => ({
    name,
    points: [...points]
      .map(([step, value]) => ({ step, value }))
      .sort((one, other) => one.step - other.step),
  }));
}
