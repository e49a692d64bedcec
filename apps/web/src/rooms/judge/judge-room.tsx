import { messages } from '../../messages/catalogue.js';

/** The room `judge`. */
export function Room() {
  const words = messages.value.judge;
  return <h1>{words.heading}</h1>;
}
