import type { CultureAudit } from '../audit/audit-cultures.js';
import type { Measured } from '../audit/audited-culture.js';
import type { VarietyShare } from '../audit/culture-variety.js';
import type { SetAudit } from './audit-set.js';
import type { ReportCatalogue } from './catalogue/catalogue.js';
import { englishReport } from './catalogue/english.js';
import type { CultureReport, IntervalRow, ReportBlock, ReportPart } from './report-model.js';
import { basesTable, definitionBlocks, leftOutText, manifestBlocks } from './source-parts.js';
import { type Words, wordsOf } from './words.js';

/**
 * The report of an audit in one language: who is served worst, how near generated pictures come to real
 * works, whether traditions are kept apart, exaggerated or flattened, and how varied they are.
 *
 * @example
 * ```ts
 * import { auditReport, englishReport, type SetAudit } from '@ikat/culture';
 *
 * const inEnglish = (result: SetAudit) => auditReport(result, englishReport);
 * console.log(typeof inEnglish); // function
 * ```
 */
export function auditReport(
  result: SetAudit,
  catalogue: ReportCatalogue = englishReport,
): CultureReport {
  const words = wordsOf(catalogue, result.source);
  const { say } = words;
  const { cultures } = result.audit;
  const total = (of: (audit: CultureAudit) => number) =>
    cultures.reduce((sum, audit) => sum + of(audit), 0);
  return {
    language: catalogue.language,
    direction: catalogue.direction,
    title: say('auditTitle', { name: result.name }),
    lead: [
      say('auditLead', {
        generated: total(({ generatedPictures }) => generatedPictures),
        real: total(({ realPictures }) => realPictures),
        cultures: cultures.length,
      }),
    ],
    facts: [
      [say('pipeline'), result.pipeline],
      [say('resamples'), String(result.settings.resamples)],
      [say('seed'), String(result.settings.seed)],
    ],
    parts: [
      aggregatePart(result, words),
      qualityPart(result, words),
      separationPart(result, words),
      caricaturePart(result, words),
      varietyPart(result, words),
      limitsPart(result, words),
      { title: say('partNotes'), blocks: [{ kind: 'list', items: catalogue.notes }] },
      sourcePart(result, words),
    ],
  };
}

/** A number with what stands for it where there is none. */
function rowOf(label: string, measured: Measured, { say }: Words): IntervalRow {
  if (measured.kind === 'refused')
    return { label, note: say(measured.reason === 'no base' ? 'noContent' : 'notIdentifiable') };
  if (measured.kind === 'shown') return { label, value: measured.value, note: say('notTested') };
  const { value, interval } = measured;
  return { label, value, low: interval.low, high: interval.high };
}

/** How sure one must be of who is worst before it is said without doubt. */
const CERTAIN = 0.95;

function aggregatePart({ audit, settings }: SetAudit, words: Words): ReportPart {
  const { say, estimate, level } = words;
  const { summary } = audit;
  const title = say('partAggregate');
  if (summary.kind === 'refused') {
    const text = say('auditNoSummary', { why: say('tooFew') });
    return {
      title,
      blocks: [{ kind: 'verdict', level: 'refused', title: say('notIdentifiable'), text }],
    };
  }
  const measure = say(summary.of === 'excess' ? 'measureExcess' : 'measureDistance');
  const { worst } = summary;
  const certain = worst.certainty >= CERTAIN;
  const text = [
    say('auditWorst', {
      culture: words.culture(worst.culture),
      measure,
      value: estimate(worst),
      certainty: words.share(worst.certainty),
    }),
    say('auditGap', { gap: estimate(summary.gap) }),
    ...(certain ? [] : [say('auditUncertain')]),
  ];
  const row = (name: string, one: Parameters<typeof estimate>[0]) => [
    name,
    words.number(one.value),
    words.range(one.interval, words.number),
  ];
  const { ratio } = summary;
  return {
    title,
    blocks: [
      {
        kind: 'verdict',
        level: certain ? 'warning' : 'refused',
        title: say(certain ? 'worstKnown' : 'worstUnknown', {
          culture: words.culture(worst.culture),
        }),
        text: text.join(say('space')),
      },
      {
        kind: 'table',
        caption: say('aggregateTable', { measure }),
        head: [say('summary'), say('value'), say('interval', { level: level(settings.level) })],
        rows: [
          row(say('worstOne', { culture: words.culture(worst.culture) }), worst),
          row(say('gap'), summary.gap),
          ratio.kind === 'refused'
            ? [say('ratio'), say('none'), say('notIdentifiable')]
            : row(say('ratio'), ratio),
          row(say('macro'), summary.macroMean),
          row(say('weighted'), summary.weightedMean),
        ],
      },
    ],
  };
}

function columnsOf({ settings }: SetAudit, { say, level }: Words) {
  return [
    say('tradition'),
    say('value'),
    say('interval', { level: level(settings.level) }),
  ] as const;
}

function qualityPart(result: SetAudit, words: Words): ReportPart {
  const { say, number, culture } = words;
  const { cultures } = result.audit;
  const columns = columnsOf(result, words);
  const shown = (measured: Measured) =>
    'value' in measured ? number(measured.value) : say('none');
  return {
    title: say('partQuality'),
    blocks: [
      {
        kind: 'intervals',
        caption: say('distanceCaption'),
        axis: say('distanceAxis'),
        format: 'number',
        rows: cultures.map((audit) => ({
          ...rowOf(culture(audit.culture), audit.distance, words),
          floor: Math.max(0, audit.floor.high),
        })),
        references: [],
        columns,
      },
      { kind: 'text', text: say('distanceText') },
      {
        kind: 'intervals',
        caption: say('excessCaption'),
        axis: say('excessAxis'),
        format: 'number',
        rows: cultures.map((audit) => rowOf(culture(audit.culture), audit.excess, words)),
        references: [{ value: 1, label: '1' }],
        columns,
      },
      { kind: 'text', text: say('excessText') },
      {
        kind: 'table',
        caption: say('qualityTable'),
        head: [
          say('tradition'),
          say('realWorks'),
          say('generatedPictures'),
          say('measureDistance'),
          say('floor'),
          say('base'),
        ],
        rows: cultures.map((audit) => [
          culture(audit.culture),
          String(audit.realPictures),
          String(audit.generatedPictures),
          shown(audit.distance),
          number(audit.floor.high),
          shown(audit.base),
        ]),
      },
    ],
  };
}

function separationPart(result: SetAudit, words: Words): ReportPart {
  const { say, culture } = words;
  return {
    title: say('partSeparation'),
    blocks: [
      {
        kind: 'intervals',
        caption: say('separationCaption'),
        axis: say('separationAxis'),
        format: 'number',
        rows: result.audit.separations.map(({ cultures, ratio }) =>
          rowOf(cultures.map(culture).join(' – '), ratio, words),
        ),
        references: [{ value: 1, label: '1' }],
        columns: columnsOf(result, words),
      },
      { kind: 'text', text: say('separationText') },
    ],
  };
}

function caricaturePart(result: SetAudit, words: Words): ReportPart {
  const { say, culture } = words;
  return {
    title: say('partCaricature'),
    blocks: [
      {
        kind: 'intervals',
        caption: say('caricatureCaption'),
        axis: say('caricatureAxis'),
        format: 'number',
        rows: result.audit.cultures.map((audit) =>
          rowOf(culture(audit.culture), audit.caricature, words),
        ),
        references: [{ value: 0, label: '0' }],
        columns: columnsOf(result, words),
      },
      { kind: 'text', text: say('caricatureText') },
    ],
  };
}

function varietyPart({ audit }: SetAudit, words: Words): ReportPart {
  const { say, culture, estimate } = words;
  const beside = (share: VarietyShare) =>
    say('besideReal', { value: estimate(share), real: words.number(share.heldOut.value) });
  const table: ReportBlock = {
    kind: 'table',
    caption: say('varietyTable', { pictures: audit.cultures[0]?.variety.pictures ?? 0 }),
    head: [say('tradition'), say('precision'), say('coverage'), say('variety')],
    rows: audit.cultures.map(({ culture: id, variety }) => [
      culture(id),
      beside(variety.precision),
      beside(variety.coverage),
      beside(variety.variety),
    ]),
  };
  return {
    title: say('partVariety'),
    blocks: [table, { kind: 'text', text: say('varietyText') }],
  };
}

function limitsPart({ settings, leftOut, setAside, enlarged }: SetAudit, words: Words): ReportPart {
  const { say } = words;
  const items = [
    say('auditLimitConfound'),
    say('auditLimitContent'),
    say('auditLimitSeen'),
    say('auditLimitClusters'),
    say('limitDescriptors'),
    say('limitReencoding'),
    say('limitOwn'),
    ...(enlarged.real + enlarged.generated > 0 ? [say('auditEnlarged', enlarged)] : []),
    ...(leftOut.length > 0 ? [leftOutText(leftOut, words)] : []),
    ...(setAside.length > 0 ? [say('setAsideText', { count: setAside.length })] : []),
  ];
  const { resamples, neighbours } = settings;
  return {
    title: say('partLimits'),
    blocks: [
      { kind: 'list', items },
      { kind: 'text', text: say('auditMethods', { resamples, neighbours }) },
    ],
  };
}

function sourcePart({ source, name, bases, audit }: SetAudit, words: Words): ReportPart {
  const { say } = words;
  const title = say('partSources');
  const made: ReportBlock = { kind: 'text', text: say('auditSource', { name }) };
  if (source === undefined)
    return { title, blocks: [made, { kind: 'text', text: say('noManifest') }] };
  const shown = audit.cultures.map(({ culture }) => culture);
  return {
    title,
    blocks: [
      made,
      ...manifestBlocks(source, words),
      basesTable(bases, words),
      ...definitionBlocks(source, shown, words),
    ],
  };
}
