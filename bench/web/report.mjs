// The results as a page.
import { digits } from '../measure.mjs';

const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
const section = (title, text, rows) => [`## ${title}`, ...(text ? [text] : []), rows].join('\n\n');

const verdict = (value, limit) => `${value <= limit ? 'met' : 'missed'} (at most ${limit})`;

function paintingTable(rows) {
  const cells = (row) => {
    const start = [row.model, `${row.size} x ${row.size}`, row.backend];
    if (row.failed) return [...start, row.failed, '', '', ''];
    const { seconds, first, memory } = row;
    const mebibytes = Math.round(memory / 2 ** 20);
    return [...start, digits(seconds), digits(1 / seconds), digits(first), `${mebibytes}`];
  };
  const head = [
    'model',
    'picture',
    'backend',
    's a picture',
    'pictures a s',
    'first, s',
    'backend, MiB',
  ];
  return table(head, rows.map(cells));
}

const trainingTable = (rows) =>
  table(
    ['step', 'backend', 'ms a step', 'steps measured'],
    rows.map(({ title, backend, failed, milliseconds, steps }) => [
      title,
      backend,
      failed ?? digits(milliseconds),
      failed ? '' : `${steps}`,
    ]),
  );

const limits = { 'before a backend and a model are chosen': 250, 'with webgl': 600 };

const loadTable = (rows) =>
  table(
    ['first visit', 'code, kB gzip', 'limit', 'pictures, kB'],
    rows.map(({ title, code, pictures }) => [
      title,
      digits(code),
      limits[title] ? verdict(code, limits[title]) : '',
      digits(pictures),
    ]),
  );

const paintedTable = (rows) =>
  table(
    ['backend', 'picture on the stage, s', 'painted, s'],
    rows.map(({ backend, shown, painted }) => [backend, digits(shown), digits(painted)]),
  );

const taskTable = (rows) =>
  table(
    ['backend', 'training, s', 'steps', 'tasks over 50 ms', 'longest, ms', ''],
    rows.map(({ backend, seconds, steps, count, longest }) => [
      backend,
      digits(seconds),
      `${steps}`,
      `${count}`,
      digits(longest),
      verdict(longest, 100),
    ]),
  );

const parts = {
  load: [
    'What a first visit loads',
    'With a backend: until it has painted a sample photograph; the model itself is not counted, nor what the service worker keeps for later.',
    loadTable,
  ],
  first: [
    'The first painting',
    'From the address to a painted sample photograph, nothing cached, with the first model.',
    paintedTable,
  ],
  paintings: [
    'Paintings',
    "From the file to the bitmap, through the studio's worker. The first one loads and compiles.",
    paintingTable,
  ],
  trainings: ['Training steps', '', trainingTable],
  tasks: [
    'The page while it trains',
    "Tasks of the page's own thread while the source's GAN trains in the worker.",
    taskTable,
  ],
};

/** The tables of the parts that were measured. */
export const tables = (results) =>
  Object.entries(results)
    .map(([name, rows]) => {
      const [title, text, write] = parts[name];
      return section(title, text, write(rows));
    })
    .join('\n\n');

const backendLine = ({ name, device, version, missing }) =>
  missing
    ? `- ${name}: does not start here. ${missing.replaceAll('\n', ' ')}`
    : `- ${name} ${version}: ${device}`;

/** The whole page. */
export const page = ({ about, backends, results }) => `# The studio's benchmarks

Written by \`pnpm bench:web\`; do not edit.

${about.join('\n')}

${backends.map(backendLine).join('\n')}

${tables(results)}
`;
