import { messages } from '../../messages/catalogue.js';

/** The room `train`. */
export function Room() {
  const words = messages.value.train;
  return <h1>{words.heading}</h1>;
}
