const asItIs = (text: string) => text;

/** What the sources say of the pictures that come with the studio, which is English. */
export const samples = {
  /** What a picture shows. */
  title: asItIs,
  /** A work and its maker. */
  work: (title: string, creator: string) => (creator ? `${title} (${creator})` : title),
  /** How a maker is to be named; licences and addresses stay. */
  attribution: asItIs,
  /** What a label of culture rests on, by the English words; what is not here stays as it is. */
  bases: {} as Readonly<Record<string, string>>,
};
