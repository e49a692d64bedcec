// The worker: everything that computes. Each method's code is loaded when it is first called.
import type { Port } from '../rpc/messages.js';
import { type CallContext, serve } from '../rpc/serve.js';
import { chosenBackend, startBackend } from './backend.js';

const methods = {
  chosenBackend: async (_request: undefined, _context: CallContext) => chosenBackend(),
  startBackend: async (_request: undefined, _context: CallContext) => startBackend(),
};

/** The methods that the page can call, with the types of their requests, events and results. */
export type Methods = typeof methods;

serve(self as unknown as Port, methods);
