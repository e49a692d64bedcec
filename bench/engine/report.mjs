// The results as a page.
import { tolerable } from './disturbance.mjs';
import { limits } from './rows.mjs';

const figure = (value) => {
  if (value === undefined) return '';
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) =>
  [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
/** On a busy machine a time is no answer. */
const verdict = (met, others = 0) => {
  if (others > tolerable) return 'disturbed';
  return met ? 'met' : 'missed';
};

function timeCells(row) {
  const { title, backend, mode, threads, goal, ours, torch, ratio, others } = row;
  const [low, high] = ratio?.quartiles ?? [];
  const [least, most] = ratio?.range ?? [];
  return [
    title,
    backend,
    mode,
    `${threads}`,
    isKept(row) ? 'keeps' : '',
    figure(ours.median),
    figure(torch?.median),
    ratio ? `**${figure(ratio.median)}**` : '',
    ratio ? `${figure(low)} to ${figure(high)}` : '',
    ratio ? `${figure(least)} to ${figure(most)}` : '',
    goal === undefined ? '' : figure(goal),
    ratio && goal !== undefined ? verdict(ratio.median >= goal, others) : '',
    figure(others),
  ];
}

const timeHead = [
  'work',
  'backend',
  'mode',
  'threads',
  'memory',
  'ours, ms',
  'PyTorch, ms',
  'ratio',
  'quartiles',
  'range',
  'goal',
  '',
  'others, cores',
];

const isEngine = ({ backend }) => backend === 'onnx';
const isCycle = ({ id }) => id.includes('cyclegan');
/** Beside a PyTorch that keeps its memory. */
const isKept = ({ id }) => id.endsWith('/kept');

const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

const mebibytes = (bytes) => figure(bytes / 2 ** 20);

function memoryRows(results) {
  return results
    .filter((row) => isEngine(row) && row.id.includes('cyclegan-128') && row.memory.torch)
    .map(({ title, mode, threads, id, memory: { ours, torch } }) => [
      `peak memory, ${title}, ${mode}, ${counted(threads, 'thread')}${isKept({ id }) ? ', memory kept' : ''}: ours ${mebibytes(ours)} MiB, PyTorch ${mebibytes(torch)} MiB`,
      figure(ours / torch),
      `at most ${limits.memory}`,
      verdict(ours / torch <= limits.memory),
    ]);
}

function startRows(results) {
  return results
    .filter((row) => isEngine(row) && isCycle(row) && !isKept(row))
    .map(({ title, mode, threads, programs, startSeconds, others }) => [
      `compiling (${counted(programs, 'program')}; first steps beyond later ones), ${title}, ${mode}, ${counted(threads, 'thread')}, s`,
      figure(startSeconds),
      `at most ${limits.compileSeconds}`,
      verdict(startSeconds <= limits.compileSeconds, others),
    ]);
}

function recordingRows(results) {
  return results
    .filter((row) => row.recording && isCycle(row) && !isKept(row))
    .map(({ title, threads, others, recording: { kernels, milliseconds } }) => {
      const each = (milliseconds * 1000) / kernels;
      return [
        `recording, ${title}, ${counted(threads, 'thread')}: ${kernels} kernels in ${figure(milliseconds)} ms, microseconds a kernel`,
        figure(each),
        `at most ${limits.microsecondsPerKernel}`,
        verdict(each <= limits.microsecondsPerKernel, others),
      ];
    });
}

function restingText(results) {
  const shares = results.flatMap(({ restingShare }) => restingShare ?? []);
  if (shares.length === 0) return '';
  const most = (100 * Math.max(...shares)).toFixed(1);
  return ` The side that rests used at most ${most} % of a core meanwhile.`;
}

function checkRows(results) {
  return results
    .filter(({ check }) => check.differences)
    .map(({ id, check: { differences, compiled } }) => [
      id,
      ...differences.map((value) => value.toExponential(1)),
      compiled ? Math.max(...compiled).toExponential(1) : '',
    ]);
}

/** The two tables that are printed as well. */
export function tables(results) {
  const others = [...memoryRows(results), ...startRows(results), ...recordingRows(results)];
  return [
    table(timeHead, results.map(timeCells)),
    ...(others.length > 0 ? [table(['what', 'figure', 'goal', ''], others)] : []),
  ].join('\n\n');
}

const checkText = `Before a work is timed, both sides take three steps from the same weights, on the same batch, with the
same noise and dropout masks. The figures are the largest differences of a loss, divided by the loss
where that is above 1; at more than 0.00005 (CycleGAN), 0.00001 (MLP) or 0.0001 (inference) nothing is
timed. The second and third step show that gradients and updates agree as well; a CycleGAN takes them at
a hundredth of its learning rate, because its instance norms enlarge rounding until PyTorch in float32 and
in float64 differ by 0.004 in the third step. The last column compares five compiled steps with five
recorded ones.`;

function checkSection(results) {
  const rows = checkRows(results);
  if (rows.length === 0) return '';
  const head = ['row', 'first step', 'second', 'third', 'compiled'];
  return `\n## The same work\n\n${checkText}\n\n${table(head, rows)}\n`;
}

/** The whole page. */
export function page({ about, results, failures }) {
  const failed = failures.map(({ id, message }) => {
    const [reason] = message.split('\n');
    return `- ${id}: ${reason.replaceAll(/(?:file:\/)?\/[^\s']*?\/(?=packages\/)/g, '')}`; // no paths of this machine
  });
  return `# The engine beside PyTorch

Written by \`pnpm bench:engine\`; do not edit.

${about.join('\n')}

Both sides make one step at a time, in turns, each in a process of its own; times are medians on the
wall. The ratio is PyTorch's time over ours, pair by pair: above 1 we are faster. "Others" is what the
rest of the machine used meanwhile; above ${tolerable} cores a row is disturbed, and its figures are
no answer.${restingText(results)}

In rows that say "keeps" PyTorch runs with an allocator that keeps large blocks from step to step (\`MALLOC_…\` in
\`run.mjs\`); as Debian installs it, it takes them from the system anew for each step, which is slow where pages are
slow to come by, as on this virtual machine. Our memory is always kept.

${tables(results)}
${checkSection(results)}${failed.length > 0 ? `\n## Not measured\n\n${failed.join('\n')}\n` : ''}`;
}
