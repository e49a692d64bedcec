import { useEffect, useRef } from 'preact/hooks';
import { messages } from '../../messages/catalogue.js';
import { type LossEntry, thinned } from './loss-log.js';
import type { Plot } from './plot.js';

interface LossChartProps {
  title: string;
  names: readonly string[];
  log: readonly LossEntry[];
}

const POINTS = 300;

/** Curves of losses that belong together; the code that draws is loaded with the first one. */
export function LossChart({ title, names, log }: LossChartProps) {
  const words = messages.value.train.losses;
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<Plot | undefined>(undefined);
  const labels = names.map((name) => words.names[name] ?? name).join('\n');
  const show = useRef<(() => void) | undefined>(undefined);
  show.current = () => plot.current?.show(columnsOf(thinned(log, POINTS), names));
  useEffect(() => {
    let gone = false;
    void import('./plot.js').then(({ makePlot }) => {
      if (gone || !place.current) return;
      plot.current = makePlot(place.current, labels.split('\n'));
      show.current?.();
    });
    return () => {
      gone = true;
      plot.current?.dispose();
      plot.current = undefined;
    };
  }, [labels]);
  useEffect(() => show.current?.(), [log]);
  return (
    <figure class="chart">
      <figcaption>{title}</figcaption>
      <div ref={place} role="img" aria-label={words.chart(title)} />
    </figure>
  );
}

/** Steps, then one column for each name. */
const columnsOf = (log: readonly LossEntry[], names: readonly string[]): number[][] => [
  log.map(({ step }) => step),
  ...names.map((name) => log.map(({ losses }) => losses[name] ?? Number.NaN)),
];
