import { leadingMarkers } from '../../edits/resolvedEdit';
import { flowText, scalarText } from '../../edits/yamlText';
import type { CompletionItem } from './completion';
import type { CursorContext } from './cursor';
import type { Insert, Suggestion } from './provider';
import { blockLines, escaped, flowText as flowSnippet } from './snippetText';

/** The suggestion as item for the place; undefined when it cannot stand there. `order`: its number in the list. */
export function render(context: CursorContext, suggestion: Suggestion, order: number): CompletionItem | undefined {
  const { edit } = context;
  // JSON has no block style: nothing can stand there beside brackets and quotes.
  if (isJson(context) && !edit.flow && !edit.quote) return undefined;
  const { insert, label, kind, detail, documentation } = suggestion;
  const newText = textOf(context, insert);
  if (newText === undefined) return undefined;
  const flowKey = insert.type === 'key' && beginsFlowMap(context) ? insert : undefined;
  // The colon of a key stands behind its quotes.
  const end = edit.range.end + (closesQuote(context, insert) ? 1 : 0);
  // A block that begins on the next line leaves no blank behind the colon.
  const start = isBelow(context, insert) ? blanksBefore(context, edit.range.start) : edit.range.start;
  const range = { start, end };
  // Where a dash is put in front, the label says so: the same key may also be meant for the item above.
  const withDash = edit.lead.endsWith('- ') && insert.type !== 'snippet';
  return {
    label: withDash ? `- ${label}` : label,
    kind,
    detail,
    documentation,
    edit: { range, newText: newText.replaceAll('\n', context.lineBreak) },
    alsoWrites: insert.type === 'snippet' ? markersFor(context) : undefined,
    isSnippet: insert.type === 'snippet' || flowKey ? true : undefined,
    plainText: flowKey && flowMapWith(context, flowKey, ''),
    sortText: String(order).padStart(5, '0'),
    filterText: suggestion.filter ?? filterText(insert, label) ?? (withDash ? label : undefined),
  };
}

/** The leading marker that a file of several documents needs; only where something larger than a word is written. */
function markersFor({ project, file, edit }: CursorContext): CompletionItem['alsoWrites'] {
  const markers = leadingMarkers(project, [{ uri: file.uri, range: edit.range, newText: '' }]);
  // Editors refuse two edits at one place.
  const apart = markers.filter(({ range }) => range.end < edit.range.start);
  return apart.length > 0 ? apart.map(({ range, newText }) => ({ range, newText })) : undefined;
}

/** True when the quote behind a key is written again, with the colon that is missing. */
function closesQuote({ edit }: CursorContext, { type }: Insert): boolean {
  return type === 'key' && edit.quote !== undefined && !edit.open && !edit.colon;
}

/** True for keys and whole mappings that have to begin on the next line. */
function isBelow({ startsBelow }: CursorContext, { type }: Insert): boolean {
  return startsBelow && (type === 'key' || type === 'snippet');
}

function blanksBefore({ file }: CursorContext, offset: number): number {
  let start = offset;
  while (file.text[start - 1] === ' ' || file.text[start - 1] === '\t') start--;
  return start;
}

function filterText(insert: Insert, label: string): string | undefined {
  switch (insert.type) {
    case 'key':
      return undefined;
    case 'text':
    case 'raw':
    case 'listOf':
      return insert.text === label ? undefined : insert.text;
    case 'reference':
    case 'snippet':
      return undefined;
  }
}

function textOf(context: CursorContext, insert: Insert): string | undefined {
  const { quote, colon, flow, column, startsBlock } = context.edit;
  const isOnNext = isBelow(context, insert) && !startsBlock;
  const lead = isOnNext ? context.edit.lead.trimEnd() + newLine(column) : context.edit.lead;
  switch (insert.type) {
    case 'key': {
      if (beginsFlowMap(context)) return flowMapWith(context, insert, '$1');
      const key = quoted(insert.key, context);
      if (colon) return lead + key;
      const closed = closesQuote(context, insert) ? key + quote : key;
      if (flow || !insert.below) return `${lead}${closed}: `;
      return `${lead}${closed}:${newLine(column + 2)}${insert.below === 'list' ? '- ' : ''}`;
    }
    case 'text':
      return lead + quoted(insert.text, context);
    case 'raw':
      return lead + (quote ? quoted(insert.text, context) : insert.text);
    case 'listOf':
      if (quote) return undefined;
      if (startsBlock) return `${lead}- ${scalarText(insert.text)}`;
      return `${lead}[${isJson(context) ? JSON.stringify(insert.text) : scalarText(insert.text, 'plain', true)}]`;
    case 'reference': {
      const [first = '', ...more] = insert.texts;
      if (more.length === 0) return textOf(context, { type: insert.asList ? 'listOf' : 'text', text: first });
      if (quote) return undefined;
      const parts = isJson(context) ? JSON.stringify(insert.texts) : flowText(insert.texts);
      if (!insert.asList) return lead + parts;
      return startsBlock ? `${lead}- ${parts}` : `${lead}[${parts}]`;
    }
    case 'snippet': {
      const isItem = insert.asItem && !endsAtItem(context);
      if (flow) {
        if (!beginsFlowMap(context)) return undefined;
        return lead + flowSnippet(isItem ? [insert.data] : insert.data, isJson(context));
      }
      if (quote) return undefined;
      const dash = isItem ? '- ' : '';
      return lead + dash + blockLines(insert.data).join(newLine(column + dash.length));
    }
  }
}

/** True between brackets, or behind a key in braces, where a mapping needs braces of its own. */
function beginsFlowMap({ edit, mapping }: CursorContext): boolean {
  return edit.flow && mapping !== undefined && !mapping.map;
}

type KeyInsert = Extract<Insert, { readonly type: 'key' }>;

/** A mapping on one line with the key alone; `cursor`: what stands where its value is typed, `$1` in a snippet. */
function flowMapWith(context: CursorContext, { key, below }: KeyInsert, cursor: '' | '$1'): string {
  const name = quoted(key, context);
  const value = below === undefined ? cursor : below === 'list' ? `[${cursor}]` : `{${cursor}}`;
  return `${context.edit.lead}{${cursor ? escaped(name) : name}: ${value}}`;
}

/** True when the cursor is behind a dash already, or one is put before what is inserted. */
function endsAtItem({ value, mapping }: CursorContext): boolean {
  return typeof (value ?? mapping)?.path.at(-1) === 'number';
}

/** The text in the quotes that are there, without those that stay; else as YAML needs it. */
function quoted(text: string, context: CursorContext): string {
  const { quote, open, flow } = context.edit;
  if (!quote) return isJson(context) ? JSON.stringify(text) : scalarText(text, 'plain', flow);
  if (quote === '|') return text;
  const written = scalarText(text, quote === '"' ? 'double' : 'single');
  const inner = quote === "'" && written.startsWith('"') ? text : written.slice(1, -1);
  return open ? inner + quote : inner;
}

function isJson({ file }: CursorContext): boolean {
  return /\.json$/i.test(file.path);
}

function newLine(column: number): string {
  return `\n${' '.repeat(column)}`;
}
