import type { ManifestFault } from './fault.js';
import { type IndependentWorks, independentWorks } from './independent-works.js';
import { broaderCultures, labelShares } from './label-shares.js';
import type { ManifestHead, ManifestItem } from './types.js';

/** Fewer independent works than this are shown, but not tested. */
export const SMALLEST_GROUP = 20;

/** How the note of a culture begins that an importer made of a label. */
export const PROVISIONAL = 'Provisional';

const warning = (rule: string, path: string, message: string): ManifestFault => ({
  severity: 'warning',
  rule,
  path,
  message,
});

/** Gathers what a reader must know of all items together. */
export function itemWarnings(head: ManifestHead) {
  const works = new Map<string, IndependentWorks>();
  const counts = { all: 0, outside: 0, worded: 0, unlabelled: 0, proxy: 0, predicted: 0 };
  const broader = broaderCultures(head.cultures);
  const add = (item: ManifestItem): void => {
    const shares = labelShares(item, { broader });
    for (const { id } of shares) {
      const own = works.get(id) ?? independentWorks();
      own.add(item);
      works.set(id, own);
    }
    counts.all++;
    if (leavesFolder(item.image.path)) counts.outside++;
    if (item.rights.image === 'in-copyright' && item.rights.statement) counts.worded++;
    if (shares.length > 0) return;
    if (labelShares(item, { allowProxy: true }).length > 0) counts.proxy++;
    else if (labelShares(item, { allowPredicted: true }).length > 0) counts.predicted++;
    else counts.unlabelled++;
  };
  const finish = () => [...warningsOfHead(head), ...warningsOfItems(works, counts)];
  return { add, finish };
}

function warningsOfHead({ cultures }: ManifestHead): ManifestFault[] {
  const provisional = cultures.filter(({ note }) => note?.startsWith(PROVISIONAL));
  if (provisional.length === 0) return [];
  const mend = 'Define them as traditions with a time and a place before you compare them.';
  return [
    warning(
      'provisional',
      'cultures',
      `${provisional.length} of ${cultures.length} are labels of the source, not traditions: ${some(provisional.map(({ id }) => id))}. ${mend}`,
    ),
  ];
}

/** Whether a path leads out of the folder that it is relative to, on any system. */
const leavesFolder = (path: string) =>
  /^([/\\]|[a-z]:)/i.test(path) || path.split(/[/\\]/).includes('..');

function warningsOfItems(
  works: ReadonlyMap<string, IndependentWorks>,
  counts: Readonly<
    Record<'all' | 'outside' | 'worded' | 'unlabelled' | 'proxy' | 'predicted', number>
  >,
): ManifestFault[] {
  const small = [...works]
    .map(([id, own]) => [id, own.count()] as const)
    .filter(([, count]) => count < SMALLEST_GROUP);
  const about = (rule: string, count: number, words: string) =>
    count > 0 ? [warning(rule, 'items', `${count} of ${counts.all} items ${words}`)] : [];
  return [
    ...about(
      'outside-folder',
      counts.outside,
      'have an image outside the folder of the manifest: look before you describe what a stranger names.',
    ),
    ...about(
      'licence-in-words',
      counts.worded,
      'are in-copyright and say in rights.statement under which licence, often a free one that has no name here: read it, then allow training on in-copyright by name.',
    ),
    ...about(
      'unlabelled',
      counts.unlabelled,
      'have no label of a defined culture: they are left out of comparisons.',
    ),
    ...about(
      'nationality-proxy',
      counts.proxy,
      "have no label but a maker's nationality: they count only where that is allowed by name.",
    ),
    ...about(
      'model-predicted',
      counts.predicted,
      "have no label but a model's: they never enter an audit.",
    ),
    ...smallGroups(small),
  ];
}

function smallGroups(small: readonly (readonly [id: string, count: number])[]): ManifestFault[] {
  if (small.length === 0) return [];
  const [has, is] = small.length === 1 ? ['culture has', 'is'] : ['cultures have', 'are'];
  const list = some(small.map(([id, count]) => `${id} (${count})`));
  const words = `${small.length} ${has} fewer than ${SMALLEST_GROUP} independent works and ${is} shown, not tested: ${list}.`;
  return [warning('small-group', 'items', words)];
}

const some = (names: readonly string[]) =>
  names.length > 5
    ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
    : names.join(', ');
