import type { TextPart } from '../base/place';
import { shiftRange, type TextRange } from '../base/textRange';
import type { ConfigFile, ConfigSectionFacts } from '../model/config/configFile';
import type { SchemaFacts, SchemaKind, SchemaMembers } from '../model/kinds/schemaFacts';
import { namedOf, type Named } from '../model/named';
import { field, itemLabel, type ObjectDocument, type ObjectItem } from '../model/objects/objectFile';
import type { ProjectFile } from '../model/project/project';
import { asMatch, type TriggerMatch } from '../model/triggers/triggers';
import { asMap, keyText, textOf } from '../syntax/yaml/access';
import { oneLine } from './oneLine';

export type OutlineKind =
  | 'section'
  | 'kind'
  | 'object'
  | 'match'
  | 'attribute'
  | 'relationship'
  | 'entry'
  | 'path'
  | 'key';

/** An entry of the outline; ranges are relative to the start of the file, `selection` lies in `range`. */
export interface DocumentSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly kind: OutlineKind;
  readonly range: TextRange;
  readonly selection: TextRange;
  readonly children: readonly DocumentSymbol[];
}

/** The outline of an object file, a schema file, `.infrahub.yml` or `.infrahub-cascade.yml`; empty for other files. */
export function documentSymbols({ facts }: ProjectFile): DocumentSymbol[] {
  switch (facts.role) {
    case 'object':
    case 'parked':
      return (facts.documents ?? []).flatMap(documentSymbol);
    case 'config':
      return facts.config ? configSymbols(facts.config) : [];
    case 'schema':
      return (facts.schemas ?? []).flatMap(({ facts: schema, source }) => schemaSymbols(schema, source));
    case 'settings':
      return settingsSymbols(facts);
    default:
      return [];
  }
}

interface Draft {
  readonly name: string;
  readonly detail?: string;
  readonly kind: OutlineKind;
  readonly range: TextRange;
  readonly selection?: TextRange;
  readonly children?: readonly DocumentSymbol[];
}

/** Keeps the promises of the protocol: a name that is not empty and stands on one line, and a selection inside the range. */
function symbol(part: TextPart, { name, range, selection = range, children = [], ...rest }: Draft): DocumentSymbol {
  const inside = range.start <= selection.start && selection.end <= range.end;
  return {
    ...rest,
    name: oneLine(name) || '?',
    range: shiftRange(range, part.start),
    selection: shiftRange(inside ? selection : range, part.start),
    children,
  };
}

function documentSymbol(document: ObjectDocument): DocumentSymbol[] {
  const { chunk, kind, items, root } = document;
  if (!root) return [];
  const inner = new Map<ObjectItem | undefined, ObjectItem[]>();
  for (const item of items) {
    const around = item.nestedIn?.item;
    const known = inner.get(around);
    if (known) known.push(item);
    else inner.set(around, [item]);
  }
  const children = (inner.get(undefined) ?? []).map((item) => itemSymbol(item, inner));
  const whole = symbol(chunk, { name: kind?.value ?? 'Document', kind: 'kind', range: root.range, children });
  const end = Math.max(whole.range.end, ...children.slice(-1).map((child) => child.range.end));
  const selection = kind ? shiftRange(kind.range, chunk.start) : { start: whole.range.start, end: whole.range.start };
  return [{ ...whole, range: { start: whole.range.start, end }, selection }];
}

function itemSymbol(item: ObjectItem, inner: ReadonlyMap<ObjectItem | undefined, ObjectItem[]>): DocumentSymbol {
  const match = asMatch(item);
  const name = match?.member ?? namedOf(field(item, 'name')?.node);
  return symbol(item.chunk, {
    name: match?.member?.value ?? itemLabel(item),
    detail: match ? matchDetail(match) : (textOf(field(item, 'node_kind')?.node) ?? nestedKind(item)),
    kind: match ? 'match' : 'object',
    range: item.node.range,
    selection: name?.range,
    children: (inner.get(item) ?? []).map((child) => itemSymbol(child, inner)),
  });
}

function nestedKind(item: ObjectItem): string | undefined {
  return item.nestedIn && item.kind;
}

function matchDetail({ kind, valueMatch, modificationType }: TriggerMatch): string {
  return kind === 'CoreNodeTriggerAttributeMatch'
    ? (valueMatch?.value ?? 'value')
    : (modificationType?.value ?? 'added');
}

function configSymbols({ chunk, sections }: ConfigFile): DocumentSymbol[] {
  return sections.map((section) =>
    symbol(chunk, {
      name: section.field.key,
      kind: 'section',
      range: section.field.range,
      selection: section.field.keyRange,
      children: sectionSymbols(chunk, section),
    }),
  );
}

function sectionSymbols(chunk: TextPart, { entries, items }: ConfigSectionFacts): DocumentSymbol[] {
  const paths = items.flatMap((item) => {
    const path = namedOf(item);
    return path ? [symbol(chunk, { name: path.value, kind: 'path', range: path.range })] : [];
  });
  const named = entries.map(({ node, name }) =>
    symbol(chunk, { name: name?.value ?? '?', kind: 'entry', range: node.range, selection: name?.range }),
  );
  return [...paths, ...named];
}

function schemaSymbols({ generics, nodes, extensions }: SchemaFacts, source: TextPart): DocumentSymbol[] {
  const kinds = [...generics, ...nodes].map((kind) => kindSymbol(kind, source));
  const extended = extensions.map((extension) =>
    symbol(source, {
      name: extension.kind.value,
      detail: 'extension',
      kind: 'kind',
      range: extension.range,
      selection: extension.kind.range,
      children: memberSymbols(extension, source),
    }),
  );
  return [...kinds, ...extended].sort((a, b) => a.range.start - b.range.start);
}

function kindSymbol(kind: SchemaKind, source: TextPart): DocumentSymbol {
  return symbol(source, {
    name: kind.kind,
    detail: kind.isGeneric ? 'generic' : undefined,
    kind: 'kind',
    range: kind.range,
    selection: kind.name.range,
    children: memberSymbols(kind, source),
  });
}

function memberSymbols({ attributes, relationships }: SchemaMembers, source: TextPart): DocumentSymbol[] {
  const member = (kind: OutlineKind, name: Named, range: TextRange, detail: string | undefined): DocumentSymbol =>
    symbol(source, { name: name.value, detail, kind, range, selection: name.range });
  return [
    ...attributes.map((attribute) => member('attribute', attribute.name, attribute.range, attribute.kind?.value)),
    ...relationships.map(({ name, range, peer }) => member('relationship', name, range, peer?.value)),
  ];
}

function settingsSymbols({ yaml }: ProjectFile['facts']): DocumentSymbol[] {
  const head = yaml?.documents[0]?.head;
  const entries = asMap(head?.tree.root)?.entries ?? [];
  return entries.flatMap((entry) =>
    head && entry.key
      ? [symbol(head, { name: keyText(entry) ?? '', kind: 'key', range: entry.range, selection: entry.key.range })]
      : [],
  );
}
