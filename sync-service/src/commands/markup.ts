// HTML in which every value is text unless it is HTML made here: what people wrote never becomes part of a page. What pages
// look like is not known here.

export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

type Value = string | number | Markup | readonly Markup[];

/** A template tag: `` markup`<td title="${name}">${name}</td>` ``. Attributes must stand in quotes. */
export function markup(texts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return new Markup(String.raw({ raw: texts }, ...values.map(sourceOf)));
}

export const NOTHING = new Markup('');

function sourceOf(value: Value): string {
  if (value instanceof Markup) return value.source;
  if (typeof value === 'object') return value.map(({ source }) => source).join('\n');
  return String(value).replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
