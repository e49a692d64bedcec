/** The places of a list by a key, keys in order of first appearance. */
export function placesBy<Key>(length: number, key: (place: number) => Key): Map<Key, number[]> {
  const groups = new Map<Key, number[]>();
  for (let place = 0; place < length; place++) {
    const name = key(place);
    const group = groups.get(name);
    if (group) group.push(place);
    else groups.set(name, [place]);
  }
  return groups;
}
