import { parseGraphql } from '../syntax/graphql/parse';
import type { GraphqlField, GraphqlSelection } from '../syntax/graphql/nodes';
import type { PlacedEdit } from './edit';
import { stepEdits } from './textSteps';

/** What a query has to read besides. */
export interface WantedSelection {
  /** The root field, by its name. */
  readonly root: string;
  /** Names from the node on: `["id"]`, `["parent", "amount_of_spines"]`; relationships are read through `node`. */
  readonly path: readonly string[];
  /** What the last name is: an attribute (read as `{ value }`) or a plain field such as `id`. */
  readonly form: 'attribute' | 'plain';
}

/** The edits that make the one operation of a file read more; undefined when it cannot be said where. */
export function selectionEdits(
  file: { readonly uri: string; readonly text: string },
  wanted: readonly WantedSelection[],
): PlacedEdit[] | undefined {
  const steps: string[] = [];
  for (const each of wanted) {
    const next = withSelection(steps.at(-1) ?? file.text, each);
    if (next === undefined) return undefined;
    steps.push(next);
  }
  return stepEdits(file.uri, file.text, steps);
}

function withSelection(text: string, { root, path, form }: WantedSelection): string | undefined {
  const document = parseGraphql(text);
  if (document.error || document.operations.length !== 1) return undefined;
  const field = fieldIn(document.operations[0]?.selections ?? [], root);
  const node = field && nodeOf(field);
  return node && add(text, node, path, form);
}

/** Adds a path below a node; what is there is kept. */
function add(
  text: string,
  node: GraphqlField,
  path: readonly string[],
  form: WantedSelection['form'],
): string | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return text;
  const found = fieldIn(node.selections, name);
  if (found && rest.length === 0) {
    if (form === 'plain' || found.selections.some((each) => each.type === 'field' && each.name === 'value'))
      return text;
    return found.selections.length === 0 ? undefined : insertFirst(text, found, ['value']);
  }
  if (found) {
    const inner = nodeOf(found);
    return inner && add(text, inner, rest, form);
  }
  const isTaken = node.selections.some((each) => each.type === 'field' && each.alias === name);
  return isTaken ? undefined : insertLast(text, node, nested(path, form));
}

/** The lines of a new selection, one tab per step. */
function nested(path: readonly string[], form: WantedSelection['form']): string[] {
  const [name = '', ...rest] = path;
  if (rest.length > 0) {
    const inner = nested(rest, form).map((line) => `\t\t${line}`);
    return [`${name} {`, '\tnode {', ...inner, '\t}', '}'];
  }
  return form === 'plain' ? [name] : [`${name} {`, '\tvalue', '}'];
}

function fieldIn(selections: readonly GraphqlSelection[], name: string): GraphqlField | undefined {
  return selections.find((each): each is GraphqlField => each.type === 'field' && each.name === name);
}

/** The `node` of a root field or relationship, whose selections are its members. */
function nodeOf(field: GraphqlField): GraphqlField | undefined {
  const edges = fieldIn(field.selections, 'edges');
  return fieldIn((edges ?? field).selections, 'node');
}

function insertFirst(text: string, field: GraphqlField, lines: readonly string[]): string | undefined {
  const [first] = field.selections;
  return first && insertAt(text, startOf(text, first), lines);
}

/** Behind the plain fields that a selection starts with for `id`, else at its end. */
function insertLast(text: string, field: GraphqlField, lines: readonly string[]): string | undefined {
  const { selections } = field;
  const [first] = selections;
  if (!first) return undefined;
  if (lines.length === 1) return insertAt(text, startOf(text, first), lines);
  const close = closingBrace(text, field.range.end);
  if (close === undefined) return undefined;
  const start = startOf(text, first);
  const lineBegin = text.lastIndexOf('\n', start - 1) + 1;
  const indent = text.slice(lineBegin, start);
  if (indent.trim() !== '') return `${text.slice(0, close)}${spaced(text, close)}${flat(lines)} ${text.slice(close)}`;
  const closeLine = text.lastIndexOf('\n', close) + 1;
  const written = `${write(lines, indent, stepOf(text, field, indent))}\n`;
  return text.slice(closeLine, close).trim() === ''
    ? text.slice(0, closeLine) + written + text.slice(closeLine)
    : `${text.slice(0, close).trimEnd()}\n${written}${text.slice(close)}`;
}

function insertAt(text: string, offset: number, lines: readonly string[]): string {
  const lineBegin = text.lastIndexOf('\n', offset - 1) + 1;
  const indent = text.slice(lineBegin, offset);
  const own = indent.trim() === '';
  return (
    text.slice(0, offset) +
    (own ? `${write(lines, indent, indent).trimStart()}\n${indent}` : `${flat(lines)} `) +
    text.slice(offset)
  );
}

/** Where a selection starts, its alias or dots included. */
function startOf(text: string, selection: GraphqlSelection): number {
  const { start } = selection.range;
  if (selection.type === 'field' && selection.alias !== undefined)
    return text.slice(0, start).search(/[_A-Za-z]\w*\s*:\s*$/);
  if (selection.type === 'spread') return text.lastIndexOf('...', start);
  return start;
}

/** The brace that closes the selections behind an offset. */
function closingBrace(text: string, from: number): number | undefined {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    const character = text[at];
    if (character === '#') at = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
    else if (character === '"') {
      const close = text.indexOf('"', at + 1);
      if (close < 0) return undefined;
      at = close;
    } else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return undefined;
}

function stepOf(text: string, field: GraphqlField, indent: string): string {
  const outer = /^[ \t]*/.exec(text.slice(text.lastIndexOf('\n', field.range.start) + 1))?.[0] ?? '';
  return indent.startsWith(outer) && indent.length > outer.length ? indent.slice(outer.length) : '  ';
}

function write(lines: readonly string[], indent: string, step: string): string {
  return lines.map((line) => indent + line.replace(/^\t+/, (tabs) => step.repeat(tabs.length))).join('\n');
}

function flat(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' ');
}

function spaced(text: string, offset: number): string {
  return /\s$/.test(text.slice(0, offset)) ? '' : ' ';
}
