import type { DataType } from '../weight-array.js';
import { refuse } from './refuse.js';
import { describe } from './unpickle.js';

/** Numbers that lie outside the pickle. */
export interface Storage {
  kind: 'storage';
  key: string;
  dtype: DataType;
  /** Number of values; of bytes in a storage without a type. */
  count: number;
  /** The storage without a type: its tensors say what the bytes are. */
  untyped: boolean;
  /** Where a storage of PyTorch 0.3 begins within the storage of its key. */
  start: number;
}

/** A window into a storage. */
export interface StoredTensor {
  kind: 'tensor';
  storage: Storage;
  dtype: DataType;
  offset: number;
  shape: number[];
  stride: number[];
}

/** A type of numbers, or of the storages that hold them. */
interface NumberClass {
  kind: 'dtype' | 'storageClass';
  dtype: DataType;
  untyped: boolean;
}

type Call = (args: readonly unknown[]) => unknown;

const dtypes: Readonly<Record<string, DataType>> = {
  float16: 'float16',
  half: 'float16',
  bfloat16: 'bfloat16',
  float32: 'float32',
  float: 'float32',
  float64: 'float64',
  double: 'float64',
  bool: 'bool',
  uint8: 'uint8',
  int8: 'int8',
  int16: 'int16',
  short: 'int16',
  int32: 'int32',
  int: 'int32',
  int64: 'int64',
  long: 'int64',
};

const storageTypes: Readonly<Record<string, DataType>> = {
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  FloatStorage: 'float32',
  DoubleStorage: 'float64',
  BoolStorage: 'bool',
  ByteStorage: 'uint8',
  CharStorage: 'int8',
  ShortStorage: 'int16',
  IntStorage: 'int32',
  LongStorage: 'int64',
};

const untypedStorages = ['UntypedStorage', '_UntypedStorage', 'TypedStorage', '_TypedStorage'];

const calls: Readonly<Record<string, Call>> = {
  'collections.OrderedDict': orderedDictionary,
  'torch.Size': ([sizes = []]) => sizes,
  'torch.device': ([name]) => (typeof name === 'string' ? name : null),
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_tensor_v3': rebuildTensor,
  'torch._utils._rebuild_parameter': ([tensor]) =>
    isTensor(tensor) ? tensor : refuse('a tensor as parameter', describe(tensor)),
};

/** The meaning of a global name in a checkpoint; everything that is not known here is refused. */
export function torchGlobal(module: string, name: string): unknown {
  const full = `${module}.${name}`;
  if (Object.hasOwn(calls, full)) return calls[full];
  const isTorch = module === 'torch' || module === 'torch.cuda';
  if (module === 'torch' && Object.hasOwn(dtypes, name)) {
    return { kind: 'dtype', dtype: dtypes[name]!, untyped: false } satisfies NumberClass;
  }
  if (isTorch && Object.hasOwn(storageTypes, name)) {
    return { kind: 'storageClass', dtype: storageTypes[name]!, untyped: false };
  }
  if (['torch', 'torch.storage'].includes(module) && untypedStorages.includes(name)) {
    return { kind: 'storageClass', dtype: 'uint8', untyped: true } satisfies NumberClass;
  }
  return refuse(
    'only tensors, dictionaries, lists, numbers and texts',
    full.slice(0, 120),
    'Nothing was executed. Save the state_dict() of the network alone.',
  );
}

/** Calls a global that can be called. */
export function torchCall(callee: unknown, args: readonly unknown[]): unknown {
  if (typeof callee === 'function') return (callee as Call)(args);
  return refuse('something that can be called', describe(callee));
}

/** The storage that a persistent id names: ('storage', class, key, device, count, view). */
export function torchStorage(id: unknown): Storage {
  if (!Array.isArray(id) || id[0] !== 'storage' || id.length < 5) {
    refuse('the id of a storage', describe(id));
  }
  const [, storageClass, key, , count, view] = id as unknown[];
  if (!isClass(storageClass, 'storageClass')) {
    refuse('the class of a storage', describe(storageClass));
  }
  if (typeof key !== 'string') refuse('the key of a storage', describe(key));
  if (!isSize(count)) refuse(`storage ${key.slice(0, 40)} to have a size`, describe(count));
  const { dtype, untyped } = storageClass;
  const part = { kind: 'storage', key, dtype, count, untyped, start: 0 } as const;
  return Array.isArray(view) ? viewed(part, view) : part;
}

/** A view is (its own key, where it begins, its size). */
function viewed(storage: Storage, [, start, count]: readonly unknown[]): Storage {
  if (!isSize(start) || !isSize(count) || start + count > storage.count) {
    refuse(`a view within storage ${storage.key.slice(0, 40)}`, `${describe(start)} and on`);
  }
  return { ...storage, start };
}

function rebuildTensor(args: readonly unknown[]): StoredTensor {
  const [storage, offset, shape, stride, , , type] = args;
  if (!isKind<Storage>(storage, 'storage')) refuse('the storage of a tensor', describe(storage));
  if (!isSize(offset)) refuse('the offset of a tensor', describe(offset));
  if (!isSizes(shape)) refuse('the shape of a tensor', describe(shape));
  if (!isSizes(stride) || stride.length !== shape.length) {
    refuse(`${shape.length} strides of a tensor`, describe(stride));
  }
  const dtype = isClass(type, 'dtype') ? type.dtype : storage.dtype;
  return { kind: 'tensor', storage, dtype, offset, shape, stride };
}

/** Python 3 adds the items later; Python 2 gives pairs. */
function orderedDictionary([pairs]: readonly unknown[]): Map<unknown, unknown> {
  if (pairs === undefined) return new Map();
  const isPair = (pair: unknown): pair is [unknown, unknown] =>
    Array.isArray(pair) && pair.length === 2;
  if (!Array.isArray(pairs) || !pairs.every(isPair)) {
    refuse('the pairs of an OrderedDict', describe(pairs));
  }
  // The pairs move: a list that is used again and again would make much of little.
  return new Map(pairs.splice(0));
}

function isKind<T extends { kind: string }>(value: unknown, kind: T['kind']): value is T {
  return typeof value === 'object' && value !== null && (value as T).kind === kind;
}

/** Whether a value of a pickle is a tensor. */
export const isTensor = (value: unknown): value is StoredTensor =>
  isKind<StoredTensor>(value, 'tensor');

const isClass = (value: unknown, kind: NumberClass['kind']): value is NumberClass =>
  isKind<NumberClass>(value, kind);

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

const mostAxes = 64;

const isSizes = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= mostAxes && value.every(isSize);
