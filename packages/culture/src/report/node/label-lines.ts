/** How wide a line beside a plot is, in Latin letters. */
const WIDEST = 22;
/** More lines than this are cut. */
const MOST_LINES = 4;

/** Breaks the label of a row into lines: at the dash of a pair if it can, then between words. */
export function labelLines(label: string): string[] {
  if (width(label) <= WIDEST) return [label];
  const pieces = label.split(/(?<= –) /);
  const lines = pieces.flatMap(wrapped);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]!}…`];
}

/** After a space or a hyphen; in Chinese between any two signs, but not before a mark that closes. */
const BREAKS = /(?<=[ -])|(?<=[\u2e80-\uffef])(?![，。、；：）”])/;

function wrapped(text: string): string[] {
  const lines = [''];
  const pieces = text.split(BREAKS).flatMap((word) => word.match(/.{1,22}/gu) ?? []);
  for (const piece of pieces) {
    const last = lines.length - 1;
    const longer = lines[last]! + piece;
    if (lines[last] === '' || width(longer.trimEnd()) <= WIDEST) lines[last] = longer;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

/** A sign of Chinese takes the place of nearly two letters. */
function width(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1.75 : 1), 0);
}
