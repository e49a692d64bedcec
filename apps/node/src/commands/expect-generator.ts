import { type ModelCard, parseCard } from '@ikat/models';

/** Throws if a model is one that judges, by its card. */
export function expectGenerator(name: string, { architecture }: ModelCard): void {
  if (!architecture.name.endsWith('Discriminator')) return;
  throw new Error(
    `stylize: expected a generator, got ${name}, whose card says ${architecture.name}. Give that to judge.`,
  );
}

/** The card that an .onnx file of `ikat export` carries; those of others carry none. */
export function cardWithin(metadata: Readonly<Record<string, string>>): ModelCard | undefined {
  try {
    return parseCard(metadata['ikat.card'] ?? '');
  } catch {
    return undefined;
  }
}
