import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, clientOf } from './client.js';
import { StudioError } from './fault.js';
import type { Port } from './messages.js';
import { moved } from './moved.js';
import { type CallContext, serve } from './serve.js';

const methods = {
  double: async (value: number, _context: CallContext) => 2 * value,
  count: async (last: number, { emit }: CallContext<number>) => {
    for (let number = 1; number <= last; number++) emit(number);
    return 'done';
  },
  wait: (_request: undefined, { signal }: CallContext) =>
    new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new Error('let go')));
    }),
  refuse: async (message: string, _context: CallContext) => {
    throw message ? new Error(message) : new StudioError('not-an-image', 'no picture');
  },
  size: async (bytes: Uint8Array, _context: CallContext) => bytes.byteLength,
};

let channel: MessageChannel;
let client: Client<typeof methods>;

beforeEach(() => {
  channel = new MessageChannel();
  serve(channel.port1 as unknown as Port, methods);
  client = clientOf(channel.port2 as unknown as Port);
  channel.port1.start();
  channel.port2.start();
});
afterEach(() => channel.port1.close());

describe('a call to the worker', () => {
  test('gives the result of the method', async () => {
    expect(await Promise.all([client.call('double', 3), client.call('double', 4)])).toEqual([6, 8]);
  });

  test('hears events before the result', async () => {
    const heard: unknown[] = [];
    const result = await client.call('count', 3, { onEvent: (event) => heard.push(event) });
    expect([...heard, result]).toEqual([1, 2, 3, 'done']);
  });

  test('is cancelled by its signal, also by one aborted before', async () => {
    const abort = new AbortController();
    const call = client.call('wait', undefined, { signal: abort.signal });
    abort.abort();
    await expect(call).rejects.toMatchObject({ kind: 'cancelled', message: 'let go' });
    const late = client.call('wait', undefined, { signal: abort.signal });
    await expect(late).rejects.toMatchObject({ kind: 'cancelled' });
  });

  test('fails with the kind of the error', async () => {
    await expect(client.call('refuse', '')).rejects.toMatchObject({ kind: 'not-an-image' });
    await expect(client.call('refuse', 'WebGL: CONTEXT_LOST_WEBGL')).rejects.toMatchObject({
      kind: 'context-lost',
    });
    await expect(
      client.call('refuse', 'RuntimeError: memory access out of bounds'),
    ).rejects.toMatchObject({
      kind: 'out-of-memory',
    });
    await expect(client.call('refuse', 'mystery')).rejects.toMatchObject({ kind: 'other' });
  });

  test('moves what is marked, and copies the rest', async () => {
    const kept = new Uint8Array(5);
    expect(await client.call('size', kept)).toBe(5);
    const bytes = new Uint8Array(7);
    expect(await client.call('size', moved(bytes, [bytes.buffer]))).toBe(7);
    expect([kept.byteLength, bytes.byteLength]).toEqual([5, 0]);
  });

  test('fails when the worker is gone', async () => {
    const call = client.call('wait', undefined);
    client.fail(new StudioError('context-lost', 'gone'));
    await expect(call).rejects.toMatchObject({ kind: 'context-lost' });
  });
});
