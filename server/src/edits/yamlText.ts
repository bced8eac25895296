/** What an edit writes into a YAML file. A text is quoted where YAML 1.1 would read something else. */
export type YamlData = string | number | boolean | readonly YamlData[] | YamlDataMap;

export interface YamlDataMap {
  readonly [key: string]: YamlData;
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/** Words that YAML 1.1 reads as a boolean or null. */
const word = /^(?:true|false|yes|no|on|off|y|n|null|~)$/i;
/** What may be read as a number, a date or a sexagesimal; quoting more than needed does no harm. */
const numeric = /^[-+.]?\d[\d_.,:eExXa-fA-F+\-TtZ ]*$|^[-+]?\.(?:inf|nan)$/i;
/** Characters that cannot begin a plain scalar here. */
const leading = /^[-?:,[\]{}#&*!|>'"%@`=\s<]/;
const breaking = /: |:$| #|\s$/;
/** Line breaks, tabs and control characters: only double quotes can hold them all. */
const unprintable = /[^\x20-\x7e\u{a0}-\u{10ffff}]/u;

/** A text as scalar: in the quotes of `style` if it has some, else plain where that reads as the same text. */
export function scalarText(value: string, style: ScalarStyle = 'plain', inFlow = false): string {
  if (style === 'double' || unprintable.test(value)) return JSON.stringify(value);
  const isPlain =
    value !== '' &&
    !word.test(value) &&
    !numeric.test(value) &&
    (!leading.test(value) || /^[-?:][^\s,[\]{}]/.test(value)) &&
    !breaking.test(value) &&
    !(inFlow && /[,[\]{}]/.test(value));
  return style === 'single' || !isPlain ? `'${value.replaceAll("'", "''")}'` : value;
}

/** Data in one line, as it stands in `{}` and `[]`. */
export function flowText(data: YamlData): string {
  if (typeof data === 'string') return scalarText(data, 'plain', true);
  if (typeof data !== 'object') return String(data);
  if (isList(data)) return `[${data.map(flowText).join(', ')}]`;
  const entries = Object.entries(data).map(([key, value]) => `${scalarText(key, 'plain', true)}: ${flowText(value)}`);
  return `{${entries.join(', ')}}`;
}

/**
 * The entries of a mapping in block style, the first line without its indentation of `column` spaces; `listIndent` is how
 * far the items of its own lists stand behind their key.
 */
export function blockEntries(map: YamlDataMap, column: number, listIndent = 2): string {
  return Object.entries(map)
    .map(([key, value]) => `${scalarText(key)}:${afterKey(value, column, listIndent)}`)
    .join(lineStart(column));
}

/** An item of a block list, its dash at `column`, without the indentation of the first line. */
export function blockItem(data: YamlData, column: number): string {
  if (typeof data === 'object' && !isList(data) && Object.keys(data).length > 0)
    return `- ${blockEntries(data, column + 2)}`;
  return `- ${typeof data === 'string' ? scalarText(data) : flowText(data)}`;
}

function afterKey(value: YamlData, column: number, listIndent: number): string {
  if (typeof value === 'string') return ` ${scalarText(value)}`;
  if (typeof value !== 'object' || Object.keys(value).length === 0) return ` ${flowText(value)}`;
  if (!isList(value)) return lineStart(column + 2) + blockEntries(value, column + 2);
  const dash = column + listIndent;
  return value.map((item) => lineStart(dash) + blockItem(item, dash)).join('');
}

function lineStart(column: number): string {
  return `\n${' '.repeat(column)}`;
}

function isList(data: YamlData): data is readonly YamlData[] {
  return Array.isArray(data);
}
