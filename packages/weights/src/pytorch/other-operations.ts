/** Operations of pickles that PyTorch does not write, in words. */
const others: Readonly<Record<number, string>> = {
  50: 'a value twice (DUP)',
  70: 'a number as text (FLOAT)',
  73: 'a number as text (INT)',
  76: 'a number as text (LONG)',
  80: 'an id as text (PERSID)',
  83: 'a text in quotes (STRING)',
  86: 'a text on a line (UNICODE)',
  100: 'a dictionary of protocol 0 (DICT)',
  103: 'a memory of protocol 0 (GET)',
  105: 'an object of a class (INST)',
  108: 'a list of protocol 0 (LIST)',
  111: 'an object of a class (OBJ)',
  112: 'a memory of protocol 0 (PUT)',
  129: 'an object of a class (NEWOBJ)',
  130: 'a name by its number in a register (EXT1)',
  131: 'a name by its number in a register (EXT2)',
  132: 'a name by its number in a register (EXT4)',
  142: 'bytes of any length (BINBYTES8)',
  143: 'a set (EMPTY_SET)',
  144: 'items of a set (ADDITEMS)',
  145: 'a set (FROZENSET)',
  146: 'an object of a class (NEWOBJ_EX)',
  150: 'bytes that may change (BYTEARRAY8)',
  151: 'bytes from elsewhere (NEXT_BUFFER)',
  152: 'bytes from elsewhere (READONLY_BUFFER)',
};

/** What an operation would do, by its byte. */
export const otherOperation = (code: number): string =>
  others[code] ?? `the byte 0x${code.toString(16)}`;
