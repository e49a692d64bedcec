import { messages } from '../../messages/catalogue.js';

/** The room `stylise`. */
export function Room() {
  const words = messages.value.stylise;
  return <h1>{words.heading}</h1>;
}
