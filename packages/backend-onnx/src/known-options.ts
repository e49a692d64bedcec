/** Refuses options that do not exist: a misspelt one would do nothing, and say nothing. */
export function expectKnown(name: string, options: object, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${name}: expected options as an object, got ${options}. Leave them out.`);
  }
  const strange = Object.keys(options).find((option) => !known.includes(option));
  if (strange === undefined) return;
  throw new TypeError(`${name}: expected options of ${known.join(', ')}, got ${strange}.`);
}
