import type { Comparison, CulturePair } from '../compare/comparison.js';
import { fewestForInterval } from '../compare/culture-pairs.js';
import type { FactorAudit } from '../confound/confound-result.js';
import type { Estimate } from '../statistics/interval.js';
import type { SetComparison } from './compare-set.js';
import { descriptorParts, MOST_ROWS } from './descriptor-parts.js';
import { disagreement } from './disagreement.js';
import { auditOf } from './explanation-tables.js';
import type { IntervalRow, ReportBlock, ReportPart } from './report-model.js';
import type { Words } from './words.js';

type MeasuredPair = CulturePair & { readonly share: Estimate };

const isMeasured = (pair: CulturePair): pair is MeasuredPair => 'value' in pair.share;

/** Effects in all works, and among works of one kind, where alone they are tested. */
export function differenceParts(result: SetComparison, words: Words): ReportPart[] {
  const { say, factors } = words;
  const { within, comparison } = result;
  const parts = (found: Comparison, title: (text: string) => string, note: string) =>
    [...distanceParts(result, found, words), ...descriptorParts(result, found, words)].map(
      ({ title: name, blocks }, at): ReportPart => ({
        title: title(name),
        blocks: at === 0 ? [{ kind: 'text', text: note }, ...blocks] : blocks,
      }),
    );
  const named = within.kind === 'compared within' ? factors(within.factors) : '';
  const inner =
    within.kind === 'compared within'
      ? parts(
          within.comparison,
          (title) => say('titleWithin', { title, factors: named }),
          say('noteWithin', { factors: named }),
        )
      : [];
  return [
    ...inner,
    ...parts(comparison, (title) => say('titleAll', { title }), say('noteAll')),
    ...mapParts(result, words),
  ];
}

function distanceParts(result: SetComparison, comparison: Comparison, words: Words): ReportPart[] {
  const { say } = words;
  const all = comparison.pairs.filter(isMeasured);
  // In strata, too, what counts is how many works a tradition has over all.
  const large = all.filter(isTested(result.comparison));
  const pairs = (large.length > 0 ? large : all).sort((a, b) => b.share.value - a.share.value);
  if (pairs.length === 0) return [];
  const level = words.level(result.settings.level);
  const more = say('pairsText', {
    count: all.length - pairs.length,
    minimum: result.settings.minimumUnits,
  });
  const tested = pairs.some(({ test }) => test.kind === 'tested');
  const name = ({ cultures }: CulturePair) => cultures.map(words.culture).join(' – ');
  const rows = pairs.slice(0, MOST_ROWS).map((pair): IntervalRow => {
    const { value, interval } = pair.share;
    return { label: name(pair), value, low: interval.low, high: interval.high };
  });
  const head = [say('pair'), say('distanceShare'), say('interval', { level })];
  const table: ReportBlock = {
    kind: 'table',
    caption: say('pairsTable'),
    head: tested ? [...head, say('adjustedP')] : head,
    rows: pairs.map((pair) => {
      const { value, interval } = pair.share;
      const row = [name(pair), words.share(value), words.range(interval, words.share)];
      return tested ? [...row, words.p(pair.test)] : row;
    }),
  };
  return [
    {
      title: say('partDistances'),
      blocks: [
        {
          kind: 'intervals',
          caption: say('distancesCaption'),
          axis: say('distancesAxis'),
          format: 'share',
          rows,
          references: [],
          columns: [say('pair'), say('value'), say('interval', { level })],
        },
        { kind: 'text', text: say('distancesText') },
        table,
        ...disagreement(
          pairs.map(({ share, test }) => ({ interval: share.interval, test })),
          words,
        ),
        ...(all.length > pairs.length ? [{ kind: 'text', text: more } as const] : []),
        ...(comparison === result.comparison ? withoutBlocks(result, words) : []),
      ],
    },
  ];
}

const isTested =
  ({ cultures }: Comparison) =>
  (pair: CulturePair) =>
    pair.cultures.every((id) => cultures.some(({ culture, tested }) => culture === id && tested));

/** What becomes of distances when any one level of a factor is left out. */
function withoutBlocks({ confound, comparison }: SetComparison, words: Words): ReportBlock[] {
  if (confound.kind === 'refused') return [];
  const items = confound.partitions.flatMap((names) =>
    comparison.pairs
      .filter(isMeasured)
      .filter(isTested(comparison))
      .flatMap((pair) =>
        withoutText({ audit: auditOf(confound, names), factor: words.factors(names) }, pair, words),
      ),
  );
  return items.length === 0 ? [] : [{ kind: 'list', items }];
}

function withoutText(
  { audit, factor }: { readonly audit: FactorAudit; readonly factor: string },
  pair: MeasuredPair,
  words: Words,
): string[] {
  const [a, b] = pair.cultures;
  const cases = audit.without.filter(
    ({ cultures }) => cultures.includes(a) && cultures.includes(b),
  );
  const values = cases.flatMap(({ distance }) =>
    distance.kind === 'measured' ? [distance.share] : [],
  );
  if (cases.length === 0) return [];
  const names = { factor, a: words.culture(a), b: words.culture(b) };
  const lost = cases.length - values.length;
  const texts = [];
  if (values.length > 0) {
    const [low, high] = [Math.min(...values), Math.max(...values)].map((share) =>
      words.share(share),
    ) as [string, string];
    const all = words.share(pair.share.value);
    texts.push(
      words.say(low === high ? 'withoutOne' : 'withoutText', { ...names, low, high, all }),
    );
  }
  if (lost > 0)
    texts.push(words.say('withoutRefused', { ...names, count: lost, all: cases.length }));
  return texts;
}

/** Traditions on a plane. */
function mapParts({ comparison, settings }: SetComparison, words: Words): ReportPart[] {
  const { say, share, culture } = words;
  const { places, shown } = comparison.map;
  if (places.length < 3) return [];
  const isSmall = (id: string) =>
    comparison.cultures.some(({ culture: other, tested }) => other === id && !tested);
  const points = places.map(({ culture: id, place }) => ({
    label: culture(id),
    x: place[0] ?? 0,
    y: place[1] ?? 0,
    hollow: isSmall(id),
  }));
  const { minimumUnits: minimum } = settings;
  const absent = comparison.cultures
    .filter(({ culture: id }) => places.every((one) => one.culture !== id))
    .map(({ culture: id }) => culture(id));
  const left = say('mapLeftOut', { least: fewestForInterval, names: absent.join(say('comma')) });
  return [
    {
      title: say('partMap'),
      blocks: [
        { kind: 'map', caption: say('mapCaption', { shown: share(shown) }), points },
        ...(points.some(({ hollow }) => hollow)
          ? [{ kind: 'text', text: say('mapHollow', { minimum }) } as const]
          : []),
        ...(absent.length > 0 ? [{ kind: 'text', text: left } as const] : []),
        { kind: 'text', text: say('mapNote') },
      ],
    },
  ];
}
