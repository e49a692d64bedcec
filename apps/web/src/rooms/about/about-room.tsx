import { messages } from '../../messages/catalogue.js';

/** The room `about`. */
export function Room() {
  const words = messages.value.about;
  return <h1>{words.heading}</h1>;
}
