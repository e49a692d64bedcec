import { type SetComparison, SMALLEST_SHOWN } from './compare-set.js';
import type { DescribedSource } from './described-set.js';
import type { ReportBlock, ReportPart } from './report-model.js';
import type { FactorCells, LabelBasisShare, Tally } from './set-tables.js';
import type { Words } from './words.js';

/** What was compared, what labels rest on, and what was left out. */
export function culturePart(result: SetComparison, words: Words): ReportPart {
  const { say } = words;
  const { comparison, bases, cells, factors } = result;
  const blocks: ReportBlock[] = [
    {
      kind: 'table',
      caption: say('culturesTable'),
      head: [say('tradition'), say('works'), say('weight'), say('independent'), say('compared')],
      rows: [...comparison.cultures]
        .sort((a, b) => b.items - a.items)
        .map(({ culture, items, weight, units, tested }) => [
          words.culture(culture),
          String(items),
          words.number(weight),
          String(units),
          tested ? say('yes') : say('shownOnly'),
        ]),
    },
    { kind: 'list', items: remarks(result, words) },
    basesTable(bases, words),
  ];
  const shown = cells.filter(({ factor }) =>
    factors.some((record) => record.audited && record.factor === factor),
  );
  blocks.push(...shown.map((table) => cellTable(table, result, words)));
  if (shown.length > 0) {
    blocks.push({ kind: 'text', text: say('cellsNote') });
  }
  return { title: say('partCultures'), blocks };
}

/** What labels rest on, and who gave them. */
export function basesTable(bases: readonly LabelBasisShare[], words: Words): ReportBlock {
  const { say, catalogue } = words;
  return {
    kind: 'table',
    caption: say('basesTable'),
    head: [say('basis'), say('certainty'), say('by'), say('labels')],
    rows: bases.map(({ basis, certainty, by, labels }) => [
      catalogue.bases[basis],
      catalogue.certainties[certainty],
      catalogue.authors[by],
      String(labels),
    ]),
  };
}

function remarks({ works, small, bases }: SetComparison, words: Words): string[] {
  const { say } = words;
  const labels = bases.reduce((sum, basis) => sum + basis.labels, 0);
  const proxies = bases
    .filter(({ basis }) => basis === 'nationality-proxy')
    .reduce((sum, basis) => sum + basis.labels, 0);
  const lines: [number, string][] = [
    [small.cultures, say('smallText', { cultures: small.cultures, count: SMALLEST_SHOWN })],
    [works.hybrid, say('hybridText', { hybrid: works.hybrid })],
    [works.unlabelled, say('unlabelledText', { count: works.unlabelled })],
    [proxies, say('proxyText', { share: words.share(proxies / Math.max(1, labels)) })],
    [works.leftOut.length, leftOutText(works.leftOut, words)],
    [works.enlarged, say('enlargedText', { count: works.enlarged })],
    [works.tied, say('tiedText', { count: works.tied })],
  ];
  return lines.filter(([count]) => count > 0).map(([, text]) => text);
}

const NAMED = 20;

/** Files that could not be described, counted and named. */
export function leftOutText(leftOut: readonly { readonly file: string }[], { say }: Words): string {
  const names = leftOut
    .slice(0, NAMED)
    .map(({ file }) => file)
    .join(say('comma'));
  const more = leftOut.length - NAMED;
  return say('leftOutText', {
    count: leftOut.length,
    names: more > 0 ? say('andMore', { names, count: more }) : names,
  });
}

function cellTable(
  { factor, rows, cultures }: FactorCells,
  { comparison }: SetComparison,
  words: Words,
): ReportBlock {
  const { say } = words;
  const tested = comparison.cultures
    .filter((culture) => culture.tested)
    .map(({ culture }) => culture);
  const shown = tested.length > 0 ? tested : cultures;
  const kept = rows
    .map(({ level, works }) => ({ level, works: shown.map((id) => works[cultures.indexOf(id)]!) }))
    .filter(({ works }) => works.some((count) => count !== 0));
  return {
    kind: 'table',
    caption: say('cellsTable', { factor: words.factor(factor) }),
    head: [words.factor(factor), ...shown.map(words.culture)],
    rows: kept.map(({ level, works }) => [
      level === 'unknown' ? say('unknown') : level,
      ...works.map(String),
    ]),
  };
}

/** Where labels and pictures come from, and under what rights. */
export function sourcePart(result: SetComparison, words: Words): ReportPart {
  const { say } = words;
  const { source, institutions, rights, comparison } = result;
  if (source === undefined) {
    return { title: say('partSources'), blocks: [{ kind: 'text', text: say('noManifest') }] };
  }
  const counted = (caption: string, name: string, rows: readonly Tally[]): ReportBlock => ({
    kind: 'table',
    caption,
    head: [name, say('works')],
    rows: rows.map(({ name, works }) => [
      name === 'unknown' ? say('unknown') : name,
      String(works),
    ]),
  });
  const shown = comparison.cultures.map(({ culture }) => culture);
  return {
    title: say('partSources'),
    blocks: [
      ...manifestBlocks(source, words),
      counted(say('institutionsTable'), say('institution'), institutions),
      counted(say('rightsTable'), say('rights'), rights),
      ...(rights.some(({ name }) => name === 'in-copyright')
        ? [{ kind: 'text', text: say('rightsInWords') } as const]
        : []),
      ...definitionBlocks(source, shown, words),
    ],
  };
}

/** What a manifest says of itself and of who labels. */
export function manifestBlocks(source: DescribedSource, { say }: Words): ReportBlock[] {
  const { name, creator, datePublished: date, license, description, citeAs } = source;
  const texts = [
    say('sourceText', { name, creator: creator.join(say('comma')), date, license }),
    description,
    say('policy', { policy: source.attributionPolicy }),
    ...(citeAs === undefined ? [] : [say('cite', { cite: citeAs })]),
  ];
  return texts.map((text) => ({ kind: 'text', text }));
}

/** How the traditions that are shown are defined. */
export function definitionBlocks(
  source: DescribedSource,
  shown: readonly string[],
  words: Words,
): ReportBlock[] {
  const items = source.cultures
    .filter(({ id }) => shown.includes(id))
    .map(({ id, definition }) => `${words.culture(id)}: ${definition}`);
  return [
    { kind: 'heading', text: words.say('cultureDefinitions') },
    { kind: 'list', items },
  ];
}
