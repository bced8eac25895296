import { scalarText } from '../../edits/yamlText';

/** More choices than this are a scroll, not a help. */
const maxChoices = 30;

/** Numbers the placeholders of one snippet; the texts it gives are LSP snippet syntax, already quoted for YAML. */
export interface Placeholders {
  /** One of several values; a plain placeholder where there are fewer than two. */
  choice(values: Iterable<string>, fallback?: string): string;
  /** A value to type over. */
  text(value: string): string;
  /** One of several values that are no texts, such as booleans. */
  rawChoice(values: readonly string[]): string;
}

export function placeholders(): Placeholders {
  let count = 0;
  const text = (value: string): string => `\${${++count}:${escaped(scalarText(value))}}`;
  return {
    text,
    rawChoice: (values) => `\${${++count}|${values.join(',')}|}`,
    choice(values, fallback = '') {
      const all = [...new Set(values)].slice(0, maxChoices);
      const [first = fallback] = all;
      if (all.length > 1) return `\${${++count}|${all.map((each) => inChoice(scalarText(each))).join(',')}|}`;
      return first === '' ? `\$${++count}` : text(first);
    },
  };
}

/** What would end a placeholder or begin another one. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\$}]/g, '\\$&');
}

/** Commas and bars part the choices. */
function inChoice(text: string): string {
  return text.replaceAll(/[\\,|]/g, '\\$&');
}
