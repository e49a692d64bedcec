import type { ManifestFault } from './fault.js';
import type { Attribution, ManifestItem } from './types.js';

/** Adds up to more than 1 only by more than rounding does. */
const ROUNDING = 1e-9;

/** The rules that one item can break by itself, beyond the schema; paths are relative to it. */
export function itemRuleFaults(item: ManifestItem, cultures: ReadonlySet<string>): ManifestFault[] {
  return [
    ...item.culture.flatMap((label, index) => labelFaults(label, `culture[${index}]`, cultures)),
    ...weightFaults(item),
    ...dateFaults(item),
    ...protocolFaults(item),
  ];
}

const fault = (rule: string, path: string, message: string): ManifestFault => ({
  severity: 'error',
  rule,
  path,
  message,
});

function labelFaults(
  label: Attribution,
  path: string,
  cultures: ReadonlySet<string>,
): ManifestFault[] {
  const { id, basis, certainty, by } = label;
  const faults: ManifestFault[] = [];
  if (id !== 'unmapped' && !cultures.has(id)) {
    const mend = 'Define it in "cultures", or write unmapped.';
    faults.push(
      fault('known-culture', path, `expected a culture of this manifest, got "${id}". ${mend}`),
    );
  }
  if (basis === 'nationality-proxy' && certainty !== 'possible' && certainty !== 'disputed') {
    const mend = 'A nationality says where a maker was from, not which tradition the work follows.';
    faults.push(
      fault(
        'proxy-certainty',
        path,
        `expected certainty possible or disputed for a nationality-proxy, got ${certainty}. ${mend}`,
      ),
    );
  }
  if ((basis === 'model-predicted') !== (by === 'model')) {
    faults.push(
      fault(
        'predicted-by-model',
        path,
        `expected basis model-predicted and by model together, got ${basis} and ${by}.`,
      ),
    );
  }
  if (basis === 'community-asserted' && by !== 'community') {
    faults.push(
      fault(
        'asserted-by-community',
        path,
        `expected by community for the basis community-asserted, got ${by}. Only a community asserts for itself.`,
      ),
    );
  }
  return faults;
}

function weightFaults({ culture }: ManifestItem): ManifestFault[] {
  const sum = culture.reduce((total, { weight }) => total + (weight ?? 0), 0);
  if (sum <= 1 + ROUNDING) return [];
  const message = `expected weights that sum to at most 1, got ${Number(sum.toFixed(4))}.`;
  return [fault('weight-sum', 'culture', message)];
}

function dateFaults({ date }: ManifestItem): ManifestFault[] {
  if (date?.begin === undefined || date.end === undefined || date.begin <= date.end) return [];
  return [
    fault('date-order', 'date', `expected begin before end, got ${date.begin} to ${date.end}.`),
  ];
}

function protocolFaults({ rights }: ManifestItem): ManifestFault[] {
  const { labels = [], protocol = 'none-known' } = rights;
  if (labels.length === 0 || protocol !== 'none-known') return [];
  const mend = 'A community has set a label here: read it, and say what it asks for.';
  return [
    fault(
      'protocol-of-label',
      'rights',
      `expected a protocol beside the community's labels, got ${protocol}. ${mend}`,
    ),
  ];
}
