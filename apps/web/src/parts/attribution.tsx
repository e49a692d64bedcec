import { messages } from '../messages/catalogue.js';
import { attributionParts } from '../shipped/attribution-parts.js';
import { readable } from './readable.js';

/** How a maker is to be named; addresses are links that say where they lead. */
export function Attribution({ text }: { text: string }) {
  return (
    <>
      {attributionParts(messages.value.samples.attribution(text)).map(({ text, address }) =>
        address ? (
          // In a tab of its own: what the studio computes goes on.
          <a key={address} href={address} target="_blank" rel="noreferrer">
            {text}
          </a>
        ) : (
          readable(text)
        ),
      )}
    </>
  );
}
