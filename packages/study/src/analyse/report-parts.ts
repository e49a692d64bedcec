import type { Interval } from '@ikat/culture';

/** Text as HTML. */
export const plain = (text: unknown) =>
  String(text).replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!,
  );
/** A number as it is printed. */
export const number = (value: number) => value.toFixed(2).replace('-', '−');
/** An interval as it is printed. */
export const between = ({ low, high, level }: Interval) =>
  `${number(low)} to ${number(high)} (${Math.round(100 * level)} %)`;
/** A share as it is printed. */
export const percent = (value: number) => `${Math.round(100 * value)} %`;
/** A p-value as it is printed. */
export const pValue = (value: number) => (value < 0.001 ? 'p < 0.001' : `p = ${value.toFixed(3)}`);
/** Where there is no answer, and why. */
export const refused = ({ message }: { readonly message: string }) =>
  `<p class="refused"><strong>No answer.</strong> ${plain(message)}</p>`;
/** Warnings, one paragraph each. */
export const warned = (warnings: readonly string[]) =>
  warnings.map((text) => `<p class="warning">${plain(text)}</p>`).join('');

/** Cells of people fewer than this are not printed. */
export const LEAST_CELL = 5;
/** A count of people. */
export const people = (count: number) =>
  count > 0 && count < LEAST_CELL ? `< ${LEAST_CELL}` : `${count}`;

/** A table that may be wider than a telephone. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = (tag: string, row: readonly string[]) =>
    row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return `<div class="table" tabindex="0"><table><thead><tr>${cells('th', heads)}</tr></thead><tbody>${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('')}</tbody></table></div>`;
}
