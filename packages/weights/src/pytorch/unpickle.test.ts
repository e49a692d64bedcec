import { expect, test } from 'vitest';
import { ByteCursor } from './byte-cursor.js';
import { torchCall, torchGlobal, torchStorage } from './torch-globals.js';
import { unpickle } from './unpickle.js';

const context = { global: torchGlobal, call: torchCall, persistent: torchStorage };
const run = (code: string) => unpickle(new ByteCursor(Buffer.from(code, 'latin1')), context);

test('plain values', () => {
  expect(run('\x80\x02K\x07.')).toBe(7);
  expect(run('\x80\x02J\xfe\xff\xff\xff.')).toBe(-2);
  expect(run('\x80\x02\x8a\x00.')).toBe(0);
  expect(run('\x80\x02\x8a\x02\x00\xff.')).toBe(-256);
  expect(run('\x80\x02\x8a\x09\x00\x00\x00\x00\x00\x00\x00\x00\x01.')).toBe(2n ** 64n);
  expect(run('\x80\x02G\x3f\xf8\x00\x00\x00\x00\x00\x00.')).toBe(1.5);
  expect(run('\x80\x02X\x02\x00\x00\x00\xc3\xa9.')).toBe('é');
  expect(run('\x80\x02U\x01\xe9.')).toBe('é');
  expect(run('\x80\x02(K\x01(K\x021N\x88\x89t.')).toEqual([1, null, true, false]);
  expect(run('\x80\x02}(X\x01\x00\x00\x00aK\x01u.')).toEqual(new Map([['a', 1]]));
  expect(run('\x80\x04\x8c\x05torch\x8c\x04Size\x93]K\x03a\x85R\x94h\x00.')).toEqual([3]);
});

test('a list that is used again and again does not make much of little', () => {
  const pairs = ']K\x01aK\x02a'.repeat(3).replace(']K\x01', ']K\x05');
  const call = 'h\x01h\x00\x85R';
  const made = run(`\x80\x02](${pairs}eq\x00ccollections\nOrderedDict\nq\x01(${call.repeat(3)}t.`);
  const [first, ...others] = (made as Map<unknown, unknown>[]).map(({ size }) => size);
  expect(first).toBe(2);
  expect(others).toEqual([0, 0]);
});

test.each([
  ['too many operations', `\x80\x02${'N0'.repeat(1_100_000)}N.`],
  ['an unknown operation', '\x80\x02\xff.'],
  ['protocol 0', '(I1\n.'],
  ['protocol 9', '\x80\x09N.'],
  ['a mark without an end', '\x80\x02K\x01t.'],
  ['a value below the mark', '\x80\x02K\x01(\x85.'],
  ['an empty stack', '\x80\x02.'],
  ['nothing to remember', '\x80\x02q\x00.'],
  ['nothing to recall', '\x80\x02h\x05.'],
  ['a text beyond the file', '\x80\x02X\xff\xff\xff\x7fabc.'],
  ['a frame beyond the file', '\x80\x04\x95\xff\x00\x00\x00\x00\x00\x00\x00N.'],
  ['a number of 4 GB', '\x80\x02\x8b\xff\xff\xff\xff.'],
  ['a long number', `\x80\x02\x8a\x41${'\x01'.repeat(65)}.`],
  ['a key without a value', '\x80\x02}(K\x01u.'],
  ['an item of a number', '\x80\x02K\x01K\x02K\x03s.'],
  ['an addition to a number', '\x80\x02K\x01K\x02a.'],
  ['a state of a number', '\x80\x02K\x01K\x02b.'],
  ['a call of a number', '\x80\x02K\x01)R.'],
  ['a call without arguments', '\x80\x02ctorch\nSize\nK\x01R.'],
  ['a name without an end', '\x80\x02ctorch.'],
  ['a name that is a number', '\x80\x04K\x01K\x02\x93.'],
  ['an object', '\x80\x02ctorch\nSize\n)\x81.'],
  ['an id of nothing', '\x80\x02K\x01Q.'],
  ['a parameter of nothing', '\x80\x02ctorch._utils\n_rebuild_parameter\nN\x85R.'],
  ['a tensor of nothing', '\x80\x02ctorch._utils\n_rebuild_tensor\n)R.'],
  ['pairs of three', '\x80\x02ccollections\nOrderedDict\n](K\x01K\x02e\x85R.'],
  ['a module that is not imported', '\x80\x02cos\nsystem\n.'],
  ['a class by its name', '\x80\x02(iposix\nsystem\n.'],
  ['an object of a class that is known', '\x80\x02(itorch\nSize\n.'],
  ['an id as text', '\x80\x02P7\n.'],
  ['a name of a register', '\x80\x02\x82\x01.'],
  ['a name that paints the terminal', '\x80\x02cos\x1b[31m\nsystem\x07\n.'],
  ['a name that paints it with one byte', '\x80\x02cos\xc2\x9b31m\nsystem\n.'],
  ['a module beside torch', '\x80\x02ctorch.hub\nload\n.'],
  ['an attribute of a type', '\x80\x02ctorch\nFloatStorage.__init__\n.'],
  ['what all objects have', '\x80\x02ctorch\nconstructor\n.'],
])('refuses %s', (_, code) => {
  expect(() => run(code)).toThrowErrorMatchingSnapshot();
});
