import type { CultureAudit } from '../audit/audit-cultures.js';
import { LEAST_PICTURES } from '../audit/audited-culture.js';
import type { GroupSummary } from '../audit/group-summary.js';
import {
  caricaturePart,
  countsText,
  qualityPart,
  separationPart,
  varietyPart,
} from './audit-parts.js';
import type { SetAudit } from './audit-set.js';
import type { ReportCatalogue } from './catalogue/catalogue.js';
import { englishReport } from './catalogue/english.js';
import type { CultureReport, ReportBlock, ReportPart } from './report-model.js';
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
    title:
      result.name === undefined
        ? say('auditTitleUnnamed')
        : say('auditTitle', { name: result.name }),
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

/** How sure one must be of who is worst before it is said without doubt. */
const CERTAIN = 0.95;

/** Whether resamples agree who is worst, and the worst can be told from the best. */
const isCertain = ({ worst, gap, tied }: GroupSummary) =>
  !tied && worst.certainty >= CERTAIN && gap.interval.low > 0;

function aggregatePart({ audit, settings }: SetAudit, words: Words): ReportPart {
  const { say, estimate, level } = words;
  const { summary } = audit;
  const title = say('partAggregate');
  if (summary.kind === 'refused') {
    const text = say('auditNoSummary', { least: LEAST_PICTURES, counts: countsText(audit, words) });
    return {
      title,
      blocks: [{ kind: 'verdict', level: 'refused', title: say('worstUnknown'), text }],
    };
  }
  const measure = say(summary.of === 'excess' ? 'measureExcess' : 'measureDistance');
  const { worst } = summary;
  const certain = isCertain(summary);
  const text = [
    say('auditWorst', {
      culture: words.culture(worst.culture),
      measure,
      value: estimate(worst),
      certainty: words.share(worst.certainty),
    }),
    say('auditGap', {
      gap: estimate(summary.gap),
      worst: words.culture(summary.gap.cultures[0]),
      best: words.culture(summary.gap.cultures[1]),
    }),
    ...(certain ? [] : [say('auditUncertain')]),
  ];
  const row = (name: string, one: Parameters<typeof estimate>[0]) => [
    name,
    words.number(one.value),
    words.range(one.interval, words.number),
  ];
  const { ratio, tied } = summary;
  const verdict = tied
    ? { title: say('worstNone'), text: say('worstNoneText', { measure, value: estimate(worst) }) }
    : {
        title: say(certain ? 'worstKnown' : 'worstUnknown', {
          culture: words.culture(worst.culture),
        }),
        text: text.join(say('space')),
      };
  return {
    title,
    blocks: [
      { kind: 'verdict', level: certain ? 'warning' : 'refused', ...verdict },
      {
        kind: 'table',
        caption: say('aggregateTable', { measure }),
        head: [say('summary'), say('value'), say('interval', { level: level(settings.level) })],
        rows: [
          ...(tied ? [] : [row(say('worstOne', { culture: words.culture(worst.culture) }), worst)]),
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
  const made: ReportBlock = {
    kind: 'text',
    text: say('auditSource', { name: name ?? say('theModel') }),
  };
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
