import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { gradientCorrections } from './index.js';

const readme = readFileSync(fileURLToPath(new URL('../README.md', import.meta.url)), 'utf8');

/** The cells of a table's row; the formatter pads them. */
const cells = (line: string) => line.split('|').map((cell) => cell.trim());

it('has the table of gradients in the README', () => {
  const rows = gradientCorrections.map(({ kernel, tfjs, here }) => [
    '',
    `\`${kernel}\``,
    tfjs,
    here,
    '',
  ]);
  const lines = readme.split('\n').filter((line) => /^\| `[A-Z]/.test(line));
  expect(lines.map(cells)).toEqual(rows);
});
