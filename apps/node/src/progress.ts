import { SingleBar } from 'cli-progress';
import type { Output } from './output.js';

/** How far a long piece of work has come. */
export interface Progress {
  /** `value` of the total is done; `note` is what to show beside it. */
  update(value: number, note?: string): void;
  stop(): void;
}

interface ProgressOptions {
  label: string;
  total: number;
  unit: string;
  json: boolean;
  output: Output;
}

const LINE_SECONDS = 10;

/** Starts to show progress in the way that suits where the output goes. */
export function startProgress(options: ProgressOptions): Progress {
  if (options.json) return eventProgress(options);
  return process.stdout.isTTY ? barProgress(options) : lineProgress(options);
}

function barProgress({ label, total, unit }: ProgressOptions): Progress {
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} % | {value}/{total} ${unit} | {rate} | ETA {eta_formatted} | {note}`,
    hideCursor: true,
    etaBuffer: 50,
  });
  const start = performance.now();
  bar.start(total, 0, { note: '', rate: '' });
  return {
    update: (value, note = '') =>
      bar.update(round(Math.min(value, total)), { note, rate: rate(value, unit, start).join('') }),
    stop: () => bar.stop(),
  };
}

function lineProgress({ label, total, unit, output }: ProgressOptions): Progress {
  const start = performance.now();
  let next = start + LINE_SECONDS * 1000;
  return {
    update(value, note = '') {
      const now = performance.now();
      if (now < next && value < total) return;
      next = now + LINE_SECONDS * 1000;
      const left = (((now - start) / 1000) * (total - value)) / Math.max(value, 1e-9);
      const eta = value < total ? [`${Math.ceil(left)} s left`] : [];
      const details = [...rate(value, unit, start), ...eta].join(', ');
      output.say(
        `${label}: ${round(Math.min(value, total))}/${round(total)} ${unit}${details && ` (${details})`} ${note}`.trimEnd(),
      );
    },
    stop() {},
  };
}

function eventProgress({ label, total, unit, output }: ProgressOptions): Progress {
  let next = 0;
  return {
    update(value, note = '') {
      if (performance.now() < next && value < total) return;
      next = performance.now() + 1000;
      output.event('progress', { label, value, total, unit, note });
    },
    stop() {},
  };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** How fast it goes, where that is not plain from the unit. */
function rate(value: number, unit: string, start: number): string[] {
  if (unit === 's') return [];
  const perSecond = value / ((performance.now() - start) / 1000 || 1);
  if (perSecond >= 1) return [`${perSecond.toFixed(1)} ${unit}/s`];
  return [`${(1 / Math.max(perSecond, 1e-9)).toFixed(1)} s each`];
}
