import Papa from 'papaparse';
import { type Chunks, textOf } from './chunks.js';

/** A row of a table with the line that it begins on. */
export interface CsvRow {
  /** Counted from 1, the header included. */
  line: number;
  cells: string[];
}

/** A row that is longer than this has a quote that was never closed. */
const LONGEST_ROW = 4_000_000;

/**
 * The rows of a table in CSV (RFC 4180: quoted commas, quotes and line ends), header first, in
 * bounded memory.
 */
export async function* csvRows(chunks: Chunks, name: string): AsyncGenerator<CsvRow> {
  const parser = () => new Papa.Parser({ delimiter: ',', newline: '\n' });
  let rest = '';
  let line = 1;
  for await (const text of textOf(chunks, name)) {
    if (rest === '' && line === 1 && /^\s*[{[]/.test(text))
      throw new Error(`${name}: expected a table (CSV), got JSON.`);
    rest += text;
    const { data, meta } = parser().parse(rest, 0, true) as Papa.ParseResult<string[]>;
    rest = rest.slice(meta.cursor);
    if (rest.length > LONGEST_ROW) throw unclosed(name, line + data.length);
    for (const cells of data) {
      yield { line, cells };
      line += linesIn(cells);
    }
  }
  const { data, errors } = parser().parse(rest, 0, false) as Papa.ParseResult<string[]>;
  if (errors.some(({ code }) => code === 'MissingQuotes')) throw unclosed(name, line);
  for (const cells of data) {
    if (cells.length > 1 || cells[0] !== '') yield { line, cells };
    line += linesIn(cells);
  }
}

const unclosed = (name: string, line: number) =>
  new Error(`${name}: expected quotes in pairs, got one after line ${line} that is never closed.`);

function linesIn(cells: readonly string[]): number {
  let lines = 1;
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) lines++;
  }
  return lines;
}

/** A row as text by column; a column that the table lacks is empty. */
export type CsvRecord = (column: string) => string;

/** The rows of a table as records, by the names in its header. */
export async function* csvRecords(
  chunks: Chunks,
  { name, required }: { name: string; required: readonly string[] },
): AsyncGenerator<{ line: number; record: CsvRecord; missingCells: number }> {
  let columns: Map<string, number> | undefined;
  for await (const { line, cells } of csvRows(chunks, name)) {
    if (columns === undefined) {
      columns = columnsOf(cells, { name, required });
      continue;
    }
    const places = columns;
    yield {
      line,
      record: (column) => cells[places.get(column) ?? -1]?.trim() ?? '',
      missingCells: places.size - cells.length,
    };
  }
  if (columns === undefined)
    throw new Error(`${name}: expected a table with a header, got nothing.`);
}

function columnsOf(
  header: readonly string[],
  { name, required }: { name: string; required: readonly string[] },
): Map<string, number> {
  const columns = new Map(header.map((column, index) => [column.trim(), index]));
  const missing = required.filter((column) => !columns.has(column));
  if (missing.length > 0) {
    const got = header.length > 5 ? `${header.slice(0, 5).join(', ')}, …` : header.join(', ');
    throw new Error(
      `${name}: expected the columns ${missing.join(', ')}, got a table with ${got}.`,
    );
  }
  return columns;
}
