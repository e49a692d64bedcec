import { type Estimate, type Html, html } from '@ikat/culture';
import type { Words } from './report-words.js';

/** An interval drawn on a scale that rows have in common. */
export function intervalBar(measured: Estimate, reach: number, { oddsEstimate }: Words): Html {
  const { value, interval } = measured;
  const x = (at: number) => (100 + (95 * at) / reach).toFixed(1);
  return html`<svg viewBox="0 0 200 16" width="200" height="16" role="img" aria-label="${oddsEstimate(measured)}">
<line x1="100" x2="100" y1="0" y2="16" class="zero"/>
<line x1="${x(interval.low)}" x2="${x(interval.high)}" y1="8" y2="8" class="range"/>
<circle cx="${x(value)}" cy="8" r="4"/></svg>`;
}

/** How far from 0 the scale must reach. */
export function reachOf(list: readonly Estimate[]): number {
  const ends = list.flatMap(({ interval }) => [Math.abs(interval.low), Math.abs(interval.high)]);
  return Math.max(0.5, ...ends);
}
