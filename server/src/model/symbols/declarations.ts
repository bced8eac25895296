import { locate, type Place } from '../../base/place';
import { shiftRange, type TextRange } from '../../base/textRange';
import { entriesOf, type ConfigEntry } from '../config/configFile';
import type { ObjectItem } from '../objects/objectFile';
import type { Named } from '../named';
import type { Project } from '../project/project';
import { withoutQuotes } from './mention';
import { occurrencesIn } from './occurrences';
import { queryNamed } from './queryLookUp';
import type { NamedType, Symbol } from './symbol';

/** Where a symbol is declared; ranges are offsets into the file. */
export interface Declaration {
  readonly uri: string;
  /** The name; empty at the start of a file that stands for itself. */
  readonly selection: TextRange;
  /** The whole declaration, as far as it is known. */
  readonly range: TextRange;
}

/** The declarations of a symbol: none for what comes with the server, several for a name that is given twice. */
export function declarationsOf(project: Project, symbol: Symbol): Declaration[] {
  return find(project, symbol).map((found) => {
    const text = project.file(found.uri)?.text ?? '';
    return { ...found, selection: withoutQuotes(text, found.selection) ?? found.selection };
  });
}

function find(project: Project, symbol: Symbol): Declaration[] {
  const { kinds, triggers } = project;
  switch (symbol.type) {
    case 'generator':
      return entries(project, ['generator_definitions'], symbol.name);
    case 'query':
      return entries(project, ['queries'], symbol.name);
    case 'transformation':
      return entries(project, ['python_transforms', 'jinja2_transforms'], symbol.name);
    case 'rule':
      return orParked(project, symbol, triggers.rulesByName.get(symbol.name).flatMap(itemDeclaration));
    case 'action':
      return orParked(project, symbol, triggers.actionsByName.get(symbol.name).flatMap(itemDeclaration));
    case 'group':
      return orParked(project, symbol, triggers.groupsByName.get(symbol.name).flatMap(itemDeclaration));
    case 'fragment':
      return inFiles(project, 'query', symbol);
    case 'kind':
      return atPlace(kinds.get(symbol.name)?.declaredAt);
    case 'attribute':
      return atPlace(kinds.attribute(symbol.kind, symbol.name)?.declaredAt);
    case 'relationship':
      return atPlace(kinds.relationship(symbol.kind, symbol.name)?.declaredAt);
    case 'choice': {
      const attribute = kinds.attribute(symbol.kind, symbol.attribute);
      const choice = attribute?.choices?.find(({ name }) => name === symbol.name);
      return atPlace(choice?.declaredAt ?? attribute?.declaredAt);
    }
    case 'path':
      return atPath(project, symbol.path);
    case 'class':
      return classDeclaration(project, symbol.path, symbol.name);
    case 'variable': {
      const file = queryNamed(project, symbol.query)?.file;
      const operations = file?.facts.query?.().operations ?? [];
      return operations.flatMap(({ variables }) =>
        variables.flatMap(({ name, range }) =>
          file && name === symbol.name ? [{ uri: file.uri, selection: range, range }] : [],
        ),
      );
    }
  }
}

/** The start of the file at a path of the repository; nothing for a folder or a path that does not exist. */
export function atPath(project: Project, path: string): Declaration[] {
  if (project.lookUp(path)?.kind !== 'file') return [];
  const start = { start: 0, end: 0 };
  return [{ uri: project.fileAt(path)?.uri ?? project.uriOf(path), selection: start, range: start }];
}

/** The class in the text of a Python file. */
export function classDeclaration(project: Project, path: string, name: string): Declaration[] {
  const file = project.fileAt(path);
  const found = file?.facts.python?.().classes.findLast((candidate) => candidate.name === name);
  return file && found ? [{ uri: file.uri, selection: found.nameRange, range: found.range }] : [];
}

function entries(project: Project, sections: readonly string[], name: string): Declaration[] {
  const found = sections.flatMap((section) => entriesOf(project.config, section));
  return found.flatMap((entry) => (entry.name?.value === name ? entryDeclaration(entry, entry.name) : []));
}

function entryDeclaration({ chunk, node }: ConfigEntry, name: Named): Declaration[] {
  const at = (range: TextRange): TextRange => shiftRange(range, chunk.start);
  return [{ uri: chunk.uri, selection: at(name.range), range: at(node.range) }];
}

function itemDeclaration({ item, name }: { item: ObjectItem; name: Named | undefined }): Declaration[] {
  const at = (range: TextRange): TextRange => shiftRange(range, item.chunk.start);
  const inside = name && item.node.range.start <= name.range.start && name.range.end <= item.node.range.end;
  if (!name) return [];
  return [{ uri: item.chunk.uri, selection: at(name.range), range: at(inside ? item.node.range : name.range) }];
}

/** What only stands in files that are not loaded is still better than nothing. */
function orParked(project: Project, symbol: Symbol & { type: NamedType }, found: Declaration[]): Declaration[] {
  return found.length > 0 ? found : inFiles(project, 'parked', symbol);
}

function inFiles(project: Project, role: 'parked' | 'query', symbol: Symbol): Declaration[] {
  return [...project.allFiles()].flatMap((file) =>
    file.facts.role !== role
      ? []
      : occurrencesIn(project, file, symbol).flatMap((occurrence) =>
          occurrence.role === 'declaration' ? atPlace(occurrence.at) : [],
        ),
  );
}

function atPlace(place: Place | undefined): Declaration[] {
  if (!place) return [];
  const { uri, range } = locate(place);
  return [{ uri, selection: range, range }];
}
