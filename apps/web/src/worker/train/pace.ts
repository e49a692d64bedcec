import type { LogEntry } from '@ikat/trainer';

/** How often a training says something, in milliseconds. */
export interface Pace {
  losses: number;
  samples: number;
  health: number;
  save: number;
}

export const usualPace: Pace = { losses: 300, samples: 1500, health: 2500, save: 20_000 };

/** Says whether enough time has gone by since it last said so. */
export function every(milliseconds: number): () => boolean {
  let next = performance.now() + milliseconds;
  return () => {
    const now = performance.now();
    if (now < next) return false;
    next = now + milliseconds;
    return true;
  };
}

/** Measures laps in seconds. */
export function stopwatch() {
  let last = performance.now();
  return {
    lap(): number {
      const [before, now] = [last, performance.now()];
      last = now;
      return (now - before) / 1000;
    },
  };
}

const WINDOW_SECONDS = 5;

interface Mark {
  step: number;
  seconds: number;
}

/** Steps a second over the last seconds of training. */
export function speedometer(start: Mark) {
  let marks = [start];
  return {
    at(step: number, seconds: number): number {
      const recent = marks.filter((mark) => seconds - mark.seconds <= WINDOW_SECONDS);
      const first = recent[0] ?? marks.at(-1)!;
      marks = [...(recent.length > 0 ? recent : [first]), { step, seconds }];
      return seconds > first.seconds ? (step - first.step) / (seconds - first.seconds) : 0;
    },
  };
}

const MOST_ENTRIES = 2000;

/** A log with one entry more; a long one loses every other entry. */
export function logged(log: readonly LogEntry[], entry: LogEntry): LogEntry[] {
  const kept = log.length < MOST_ENTRIES ? log : log.filter((_, index) => index % 2 === 1);
  return [...kept, entry];
}
