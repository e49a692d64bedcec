type Refuse = (expected: string, got: string) => never;

/** Parses UTF-8 JSON, refusing objects that name a key twice (JSON.parse keeps the last silently). */
export function parseUniqueJson(bytes: Uint8Array, refuse: Refuse): unknown {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    return refuse('a JSON header', (error as Error).message);
  }
  const twice = repeatedKey(text);
  if (twice !== undefined) refuse('every name once in the header', `${twice} twice`);
  return value;
}

// Valid JSON as a row of texts and brackets; a text before a colon is a key of the innermost bracket.
function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [token, text, colon] of json.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|[{}[\]]/g)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined) {
      const key: string = JSON.parse(text!);
      if (open.at(-1)!.has(key)) return key;
      open.at(-1)!.add(key);
    }
  }
  return undefined;
}
