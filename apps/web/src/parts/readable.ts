import { messages } from '../messages/catalogue.js';

/** A text with licences that have no usual short name in words: `LicenseRef-…` says little. */
export const readable = (text: string): string =>
  text.replaceAll(/LicenseRef-[\w-]+/g, (name) => messages.value.shell.licences[name] ?? name);
