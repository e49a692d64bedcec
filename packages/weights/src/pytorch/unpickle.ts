import { type ByteCursor, text } from './byte-cursor.js';
import { otherOperation } from './other-operations.js';
import { refuse } from './refuse.js';

/** What a pickle's names and references stand for. */
export interface PickleContext {
  /** The meaning of a global; throws for one that is not allowed. */
  global(module: string, name: string): unknown;
  /** The result of calling what {@link PickleContext.global} gave. */
  call(callee: unknown, args: readonly unknown[]): unknown;
  /** What lies outside the pickle under an id. */
  persistent(id: unknown): unknown;
}

interface Machine {
  readonly cursor: ByteCursor;
  readonly context: PickleContext;
  readonly stack: unknown[];
  readonly marks: number[];
  readonly memo: Map<number, unknown>;
}

type Operation = (machine: Machine) => void;

const mostOperations = 2_000_000;
const STOP = 0x2e;
const INST = 0x69;

/**
 * Runs one pickle: the operations of protocols 2 to 5 that PyTorch writes, over lists, dictionaries
 * (as Map), tuples (as arrays), texts and numbers. Every name and call goes through the context, so
 * that nothing but what it allows can happen; the machine has no recursion and a bounded number of
 * steps.
 */
export function unpickle(cursor: ByteCursor, context: PickleContext): unknown {
  const machine: Machine = { cursor, context, stack: [], marks: [], memo: new Map() };
  for (let count = 0; count < mostOperations; count++) {
    const code = cursor.uint8();
    if (code === STOP) return pop(machine);
    const operation = operations[code];
    if (!operation) refuse('an operation that PyTorch writes', otherOperation(code));
    operation(machine);
  }
  return refuse(`a pickle of at most ${mostOperations} operations`, 'a longer one');
}

function pop({ stack, marks }: Machine): unknown {
  if (stack.length <= (marks.at(-1) ?? 0)) refuse('a value on the stack of the pickle', 'none');
  return stack.pop();
}

function top({ stack, marks }: Machine): unknown {
  if (stack.length <= (marks.at(-1) ?? 0)) refuse('a value on the stack of the pickle', 'none');
  return stack.at(-1);
}

/** What was put on the stack since the last mark. */
function sinceMark({ stack, marks }: Machine): unknown[] {
  const mark = marks.pop();
  if (mark === undefined) refuse('a mark on the stack of the pickle', 'none');
  return stack.splice(mark);
}

function tuple(length: number): Operation {
  return (machine) => {
    const values = Array.from({ length }, () => pop(machine));
    machine.stack.push(values.reverse());
  };
}

function topList(machine: Machine): unknown[] {
  const list = top(machine);
  return Array.isArray(list) ? list : refuse('a list to append to', describe(list));
}

function setItems(machine: Machine, items: readonly unknown[]): void {
  const map = top(machine);
  if (!(map instanceof Map)) refuse('a dictionary to add to', describe(map));
  if (items.length % 2 === 1) refuse('keys and values in pairs', `${items.length} of them`);
  for (let at = 0; at < items.length; at += 2) map.set(items[at], items[at + 1]);
}

function global(machine: Machine, module: unknown, name: unknown): void {
  if (typeof module !== 'string' || typeof name !== 'string') {
    refuse('the name of a global', `${describe(module)} and ${describe(name)}`);
  }
  machine.stack.push(machine.context.global(module, name));
}

/** An object of a class that is named by the operation itself: the name tells more than that. */
function refuseInstance(machine: Machine): never {
  const module = machine.cursor.line();
  global(machine, module, machine.cursor.line());
  return refuse('an operation that PyTorch writes', otherOperation(INST));
}

function remember({ memo, stack }: Machine, index: number): void {
  if (stack.length === 0) refuse('a value to remember', 'none');
  memo.set(index, stack.at(-1));
}

function recall({ memo, stack }: Machine, index: number): void {
  if (!memo.has(index)) refuse('a value that was remembered', `number ${index}`);
  stack.push(memo.get(index));
}

/** Little-endian two's complement; as a number where that is exact. */
function longNumber(bytes: Uint8Array): number | bigint {
  if (bytes.length > 64) refuse('a whole number of at most 64 bytes', `${bytes.length}`);
  const unsigned = bytes.reduceRight((value, byte) => value * 256n + BigInt(byte), 0n);
  const value = BigInt.asIntN(8 * bytes.length, unsigned);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** State beside a dictionary's items, PyTorch's `_metadata`, is not needed. */
function build(machine: Machine): void {
  pop(machine);
  const object = top(machine);
  if (!(object instanceof Map)) refuse('a dictionary to add state to', describe(object));
}

const push =
  (read: (machine: Machine) => unknown): Operation =>
  (machine) =>
    machine.stack.push(read(machine));
const latin = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes);

const operations: Readonly<Record<number, Operation>> = {
  128: ({ cursor }) => {
    const protocol = cursor.uint8();
    if (protocol < 2 || protocol > 5) refuse('a pickle of protocol 2 to 5', `${protocol}`);
  },
  149: ({ cursor }) => {
    const length = cursor.uint64();
    if (length > cursor.left) refuse(`a frame of at most ${cursor.left} bytes`, `${length}`);
  },
  40: ({ marks, stack }) => marks.push(stack.length), // (
  48: (machine) => pop(machine), // 0
  49: (machine) => sinceMark(machine), // 1
  78: push(() => null), // N
  136: push(() => true),
  137: push(() => false),
  74: push(({ cursor }) => cursor.int32()), // J
  75: push(({ cursor }) => cursor.uint8()), // K
  77: push(({ cursor }) => cursor.uint16()), // M
  138: push(({ cursor }) => longNumber(cursor.take(cursor.uint8()))),
  139: push(({ cursor }) => longNumber(cursor.take(cursor.uint32()))),
  71: push(({ cursor }) => cursor.float64()), // G
  85: push(({ cursor }) => latin(cursor.take(cursor.uint8()))), // U, of Python 2
  84: push(({ cursor }) => latin(cursor.take(cursor.uint32()))), // T, of Python 2
  140: push(({ cursor }) => text(cursor.take(cursor.uint8()))),
  88: push(({ cursor }) => text(cursor.take(cursor.uint32()))), // X
  141: push(({ cursor }) => text(cursor.take(cursor.uint64()))),
  67: push(({ cursor }) => cursor.take(cursor.uint8())), // C
  66: push(({ cursor }) => cursor.take(cursor.uint32())), // B
  41: push(() => []), // )
  116: push(sinceMark), // t
  133: tuple(1),
  134: tuple(2),
  135: tuple(3),
  93: push(() => []), // ]
  97: (machine) => {
    const value = pop(machine); // a
    topList(machine).push(value);
  },
  101: (machine) => {
    const values = sinceMark(machine); // e
    const list = topList(machine);
    for (const value of values) list.push(value);
  },
  125: push(() => new Map()), // }
  115: (machine) => {
    const value = pop(machine); // s
    setItems(machine, [pop(machine), value]);
  },
  117: (machine) => setItems(machine, sinceMark(machine)), // u
  99: (machine) => {
    const module = machine.cursor.line(); // c
    global(machine, module, machine.cursor.line());
  },
  [INST]: refuseInstance,
  147: (machine) => {
    const name = pop(machine);
    global(machine, pop(machine), name);
  },
  82: (machine) => {
    const args = pop(machine); // R
    if (!Array.isArray(args)) refuse('a tuple of arguments', describe(args));
    machine.stack.push(machine.context.call(pop(machine), args));
  },
  98: build, // b
  81: push((machine) => machine.context.persistent(pop(machine))), // Q
  113: (machine) => remember(machine, machine.cursor.uint8()), // q
  114: (machine) => remember(machine, machine.cursor.uint32()), // r
  148: (machine) => remember(machine, machine.memo.size),
  104: (machine) => recall(machine, machine.cursor.uint8()), // h
  106: (machine) => recall(machine, machine.cursor.uint32()), // j
};

/** A value in an error's words, never more than a few of them. */
export function describe(value: unknown): string {
  if (value === null) return 'None';
  if (value instanceof Map) return 'a dictionary';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 40));
  if (typeof value === 'function') return 'a function';
  return typeof value === 'object' ? 'an object' : String(value).slice(0, 40);
}
