type Child = Node | string | undefined | false;
type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** Makes an element; attributes that start with `on` are listeners, `true` ones are empty. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button. */
export function button(
  text: string,
  press: () => void,
  attributes: Attributes = {},
): HTMLButtonElement {
  return element('button', { type: 'button', onclick: press, ...attributes }, text);
}

/** A question with a few answers, of which at most one is chosen. */
export function choice(
  question: string,
  name: string,
  answers: readonly (readonly [value: string, text: string])[],
): HTMLFieldSetElement {
  return element(
    'fieldset',
    {},
    element('legend', {}, question),
    ...answers.map(([value, text]) =>
      element('label', { class: 'option' }, element('input', { type: 'radio', name, value }), text),
    ),
  );
}
