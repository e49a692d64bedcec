import type { CultureAudit, CulturesAudit } from '../audit/audit-cultures.js';
import { LEAST_PICTURES, type Measured } from '../audit/audited-culture.js';
import type { CultureVariety, VarietyShare } from '../audit/culture-variety.js';
import type { SetAudit } from './audit-set.js';
import type { IntervalRow, ReportBlock, ReportPart } from './report-model.js';
import type { Words } from './words.js';

/** How near generated pictures come to real works. */
export function qualityPart(result: SetAudit, words: Words): ReportPart {
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
      ...hollowText(
        cultures.map(({ distance }) => distance),
        words,
      ),
      ...plotted(
        {
          kind: 'intervals',
          caption: say('excessCaption'),
          axis: say('excessAxis'),
          format: 'number',
          rows: cultures.map((audit) => rowOf(culture(audit.culture), audit.excess, words)),
          references: [{ value: 1, label: '1' }],
          columns,
        },
        say('excessText'),
        words,
      ),
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

/** A plot and what it means; where nothing was measured, a sentence instead. */
function plotted(
  plot: Extract<ReportBlock, { kind: 'intervals' }>,
  meaning: string,
  { say }: Words,
): ReportBlock[] {
  if (plot.rows.some(({ value }) => value !== undefined))
    return [plot, { kind: 'text', text: meaning }];
  const whys = [...new Set(plot.rows.map(({ note = say('none') }) => note))];
  const text = say('notMeasured', { what: plot.caption, why: whys.join(say('comma')) });
  return [{ kind: 'text', text }];
}

/** What a point without an interval means, where there is one. */
function hollowText(measured: readonly Measured[], { say }: Words): ReportBlock[] {
  const hollow = measured.some(({ kind }) => kind === 'shown');
  return hollow ? [{ kind: 'text', text: say('hollowText') }] : [];
}

/** Whether traditions are kept apart. */
export function separationPart(result: SetAudit, words: Words): ReportPart {
  const { say, culture } = words;
  return {
    title: say('partSeparation'),
    blocks: [
      ...plotted(
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
        say('separationText'),
        words,
      ),
      ...hollowText(
        result.audit.separations.map(({ ratio }) => ratio),
        words,
      ),
    ],
  };
}

/** Whether what sets a tradition apart is exaggerated or weakened. */
export function caricaturePart(result: SetAudit, words: Words): ReportPart {
  const { say, culture } = words;
  return {
    title: say('partCaricature'),
    blocks: [
      ...plotted(
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
        say('caricatureText'),
        words,
      ),
      ...hollowText(
        result.audit.cultures.map(({ caricature }) => caricature),
        words,
      ),
    ],
  };
}

/** How varied generated pictures are, beside other real works. */
export function varietyPart({ audit }: SetAudit, words: Words): ReportPart {
  const { say, culture, estimate } = words;
  const title = say('partVariety');
  const measured = audit.cultures.filter(isMeasured);
  if (measured.length === 0) {
    const values = { least: LEAST_PICTURES, counts: countsText(audit, words) };
    return { title, blocks: [{ kind: 'text', text: say('varietyRefused', values) }] };
  }
  // Resamples that all give one value say nothing of how well it is known.
  const sized = (share: VarietyShare) =>
    share.interval.low < share.interval.high ? estimate(share) : words.number(share.value);
  const beside = (share: VarietyShare) =>
    say('besideReal', { value: sized(share), real: words.number(share.heldOut.value) });
  const table: ReportBlock = {
    kind: 'table',
    caption: say('varietyTable', { pictures: measured[0]!.variety.pictures }),
    head: [say('tradition'), say('precision'), say('coverage'), say('variety')],
    rows: measured.map(({ culture: id, variety }) => [
      culture(id),
      beside(variety.precision),
      beside(variety.coverage),
      beside(variety.variety),
    ]),
  };
  const others = audit.cultures.filter((one) => !isMeasured(one)).map(({ culture: id }) => id);
  const names = others.map(culture).join(say('comma'));
  const left = say('varietyLeftOut', { names, least: LEAST_PICTURES });
  return {
    title,
    blocks: [
      table,
      { kind: 'text', text: say('varietyText') },
      ...(others.length === 0 ? [] : [{ kind: 'text', text: left } as const]),
    ],
  };
}

const isMeasured = (
  audit: CultureAudit,
): audit is CultureAudit & { readonly variety: CultureVariety } =>
  audit.variety.kind === 'measured';

/** How many works and pictures each tradition has, in words. */
export function countsText({ cultures }: CulturesAudit, { say, culture }: Words): string {
  return cultures
    .map(({ culture: id, realPictures: real, generatedPictures: generated }) =>
      say('auditCounts', { culture: culture(id), real, generated }),
    )
    .join(say('comma'));
}

/** A number with what stands for it where there is none. */
function rowOf(label: string, measured: Measured, { say }: Words): IntervalRow {
  if (measured.kind === 'refused')
    return { label, note: say(measured.reason === 'no base' ? 'noContent' : 'notIdentifiable') };
  if (measured.kind === 'shown') return { label, value: measured.value, note: say('notTested') };
  const { value, interval } = measured;
  return { label, value, low: interval.low, high: interval.high };
}

function columnsOf({ settings }: SetAudit, { say, level }: Words) {
  return [
    say('tradition'),
    say('value'),
    say('interval', { level: level(settings.level) }),
  ] as const;
}
