import { scalarText } from '../../edits/yamlText';

/** More choices than this are a scroll, not a help. */
const maxChoices = 30;

type Scalar = string | number | boolean;

/** What a snippet writes, in the style of the place it is put. */
export type SnippetData = Scalar | Placeholder | readonly SnippetData[] | SnippetMap;

export type SnippetMap = ReadonlyMap<string | Placeholder, SnippetData>;

/** A place to type, with nothing, a value to type over or several ones to choose from. */
export interface Placeholder {
  readonly number: number;
  readonly values: readonly Scalar[];
}

/** Makes the placeholders of one snippet, in the order in which they are visited. */
export interface Placeholders {
  /** One of several values; `fallback` where there is none. */
  choice(values: Iterable<Scalar>, fallback?: string): Placeholder;
  /** A value to type over. */
  text(value: string): Placeholder;
}

export function placeholders(): Placeholders {
  let count = 0;
  return {
    text: (value) => ({ number: ++count, values: [value] }),
    choice(values, fallback = '') {
      const all = [...new Set(values)].slice(0, maxChoices);
      return { number: ++count, values: all.length > 0 || fallback === '' ? all : [fallback] };
    },
  };
}

/** A mapping of a snippet. */
export function fields(entries: Readonly<Record<string, SnippetData>>): SnippetMap {
  return new Map(Object.entries(entries));
}

/** The mapping as lines in block style, indented from column 0, in LSP snippet syntax. */
export function blockLines(map: SnippetMap): string[] {
  return [...map].flatMap(([key, value]) => {
    const name = scalar(key, (each) => scalarText(String(each)));
    if (isMap(value)) return [`${name}:`, ...blockLines(value).map((line) => `  ${line}`)];
    if (isList(value)) return [`${name}:`, ...value.flatMap(itemLines)];
    return [`${name}: ${scalar(value, blockScalar)}`];
  });
}

function itemLines(item: SnippetData): string[] {
  const lines = isMap(item) ? blockLines(item) : [isList(item) ? flowText(item, false) : scalar(item, blockScalar)];
  return lines.map((line, index) => `  ${index === 0 ? '- ' : '  '}${line}`);
}

/** The data on one line, as it stands in brackets and braces, in LSP snippet syntax. */
export function flowText(data: SnippetData, isJson: boolean): string {
  const written = (value: Scalar): string => {
    if (isJson) return JSON.stringify(value);
    return typeof value === 'string' ? scalarText(value, 'plain', true) : String(value);
  };
  if (isList(data)) return `[${data.map((item) => flowText(item, isJson)).join(', ')}]`;
  if (!isMap(data)) return scalar(data, written);
  const entries = [...data].map(([key, value]) => `${scalar(key, written)}: ${flowText(value, isJson)}`);
  return `{${entries.join(', ')}}`;
}

function blockScalar(value: Scalar): string {
  return typeof value === 'string' ? scalarText(value) : String(value);
}

/** A value, or the place to type one; `written` says how a value is written in YAML. */
function scalar(data: Scalar | Placeholder, written: (value: Scalar) => string): string {
  if (typeof data !== 'object') return escaped(written(data));
  const { number, values } = data;
  const [first] = values;
  if (first === undefined || first === '') return `\$${number}`;
  if (values.length === 1) return `\${${number}:${escaped(written(first))}}`;
  return `\${${number}|${values.map((value) => inChoice(written(value))).join(',')}|}`;
}

/** What would end a placeholder or begin another one. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** Commas and bars part the choices. */
function inChoice(text: string): string {
  return text.replaceAll(/[\\,|]/g, '\\$&');
}

function isMap(data: SnippetData): data is SnippetMap {
  return data instanceof Map;
}

function isList(data: SnippetData): data is readonly SnippetData[] {
  return Array.isArray(data);
}
