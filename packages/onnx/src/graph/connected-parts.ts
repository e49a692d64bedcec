import type { RecordedNode, Value } from '../recording/value.js';

/** Divides values so that no two parts need the same waiting node. */
export function connectedParts(outputs: readonly Value[]): Value[][] {
  const owner = new Map<RecordedNode, number>();
  const parents = outputs.map((_, place) => place);
  const rootOf = (place: number): number => {
    let root = place;
    while (parents[root] !== root) root = parents[root]!;
    parents[place] = root;
    return root;
  };
  outputs.forEach(({ node }, place) => {
    const open = node ? [node] : [];
    for (let next = open.pop(); next; next = open.pop()) {
      const known = owner.get(next);
      if (known !== undefined) {
        parents[rootOf(known)] = rootOf(place);
        continue;
      }
      owner.set(next, place);
      for (const input of next.inputs) if (!input.stored && input.node) open.push(input.node);
    }
  });
  const parts = new Map<number, Value[]>();
  outputs.forEach((value, place) => {
    const root = rootOf(place);
    parts.set(root, [...(parts.get(root) ?? []), value]);
  });
  return [...parts.values()];
}
