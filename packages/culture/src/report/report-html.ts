/** A piece of a page that needs no escaping any more. */
export interface Html {
  readonly html: string;
}

/** What may be put into a piece of a page. */
export type HtmlPart = Html | string | number | undefined | false | readonly HtmlPart[];

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: HtmlPart): string {
  if (part === undefined || part === false) return '';
  if (Array.isArray(part)) return part.map(render).join('');
  if (typeof part === 'object') return (part as Html).html;
  return String(part).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/** Builds a piece of a page: everything put in is escaped, unless it is such a piece itself. */
export function html(texts: TemplateStringsArray, ...parts: HtmlPart[]): Html {
  return { html: texts.map((text, i) => text + render(parts[i])).join('') };
}

/** Takes a text as a piece of a page as it is: only for what this package wrote itself. */
export function trusted(text: string): Html {
  return { html: text };
}
