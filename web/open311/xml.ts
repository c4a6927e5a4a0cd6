/** What JSON can say, as it is answered. */
export type Answered = string | number | boolean | null | readonly Answered[] | { readonly [name: string]: Answered };

/** What an element of a list is called, by the list's own name in the standard. */
const ITEM: Readonly<Record<string, string>> = {
  services: 'service',
  attributes: 'attribute',
  values: 'value',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
};

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML 1.0 has no place for control characters, halves of a character and the like, not even escaped. */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text.replace(NO_XML, '').replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function isList(value: Answered): value is readonly Answered[] {
  return Array.isArray(value);
}

function element(name: string, value: Answered): string {
  if (value === null || value === '') return `<${name}/>`;
  const inside = contentOf(name, value);
  return inside === '' ? `<${name}/>` : `<${name}>${inside}</${name}>`;
}

function contentOf(name: string, value: Exclude<Answered, null>): string {
  if (isList(value)) return value.map((one) => element(ITEM[name] ?? 'item', one)).join('');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([field, inner]) => element(field, inner))
      .join('');
  return escaped(String(value));
}

/** The same answer as XML: a field is an element, a list has an element for each of its own, null is an empty element. */
export function toXml(root: string, value: Answered): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${element(root, value)}\n`;
}
