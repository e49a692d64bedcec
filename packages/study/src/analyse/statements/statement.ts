import type { TextValues } from '@ikat/culture';
import { ofStatistics } from './of-statistics.js';
import { ofStudy } from './of-study.js';

/** All sentences that results of a study hold, in the language of `analysis.json`. */
export const statements = { ...ofStudy, ...ofStatistics } as const;

/** The names of these sentences. */
export type Statement = keyof typeof statements;

/** A sentence of this package with its values. */
export function state(name: keyof typeof ofStudy, values: TextValues = {}): string {
  return ofStudy[name].replace(/\{(\w+)\}/g, (brace, value) => String(values[value] ?? brace));
}

/** A sentence that was recognised. */
export interface Recognised {
  readonly name: Statement;
  readonly values: Readonly<Record<string, string>>;
}

/** Finds which sentence a message is, and what stands in its braces; nothing if it is none of them. */
export function recogniseStatement(message: string): Recognised | undefined {
  for (const [name, pattern] of patterns) {
    const found = pattern.exec(message);
    if (found) return { name, values: { ...found.groups } };
  }
  return undefined;
}

const patterns = Object.entries(statements).map(
  ([name, text]) => [name as Statement, patternOf(text)] as const,
);

function patternOf(text: string): RegExp {
  const literal = text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replace(/\{(\w+)\}/g, '(?<$1>.*?)')}$`, 's');
}
