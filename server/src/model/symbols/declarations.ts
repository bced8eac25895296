import type { Place } from '../../base/place';
import { shiftRange, type TextRange } from '../../base/textRange';
import { entriesOf, type ConfigEntry } from '../config/configFile';
import type { ObjectItem } from '../objects/objectFile';
import { placeOf, type Named } from '../named';
import { presentPlace, presentWhole } from '../project/presentPlace';
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

/** True when the symbol is declared, also where a syntax error hides the place. */
export function isDeclared(project: Project, symbol: Symbol): boolean {
  return itemsNamed(project, symbol).length > 0 || declarationsOf(project, symbol).length > 0;
}

function itemsNamed({ triggers }: Project, symbol: Symbol): readonly NamedItem[] {
  switch (symbol.type) {
    case 'rule':
      return triggers.rulesByName.get(symbol.name);
    case 'action':
      return triggers.actionsByName.get(symbol.name);
    case 'group':
      return triggers.groupsByName.get(symbol.name);
    default:
      return [];
  }
}

function find(project: Project, symbol: Symbol): Declaration[] {
  const { kinds } = project;
  switch (symbol.type) {
    case 'generator':
      return entries(project, ['generator_definitions'], symbol.name);
    case 'query':
      return entries(project, ['queries'], symbol.name);
    case 'transformation':
      return entries(project, ['python_transforms', 'jinja2_transforms'], symbol.name);
    case 'rule':
    case 'action':
    case 'group': {
      const items = itemsNamed(project, symbol);
      const found = items.flatMap((item) => itemDeclaration(project, item));
      return orParked(project, symbol, found);
    }
    case 'fragment':
      return inFiles(project, 'query', symbol);
    case 'kind':
      return atPlace(project, kinds.get(symbol.name)?.declaredAt);
    case 'attribute':
      return atPlace(project, kinds.attribute(symbol.kind, symbol.name)?.declaredAt);
    case 'relationship':
      return atPlace(project, kinds.relationship(symbol.kind, symbol.name)?.declaredAt);
    case 'choice': {
      const attribute = kinds.attribute(symbol.kind, symbol.attribute);
      const choice = attribute?.choices?.find(({ name }) => name === symbol.name);
      return atPlace(project, choice?.declaredAt ?? attribute?.declaredAt);
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

interface NamedItem {
  readonly item: ObjectItem;
  readonly name: Named | undefined;
}

function itemDeclaration(project: Project, { item: { chunk, node }, name }: NamedItem): Declaration[] {
  const found = name && presentPlace(project, placeOf(chunk, name));
  if (!found) return [];
  const { uri, range: selection } = found;
  return [{ uri, selection, range: presentWhole(project, placeOf(chunk, node), selection) }];
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
          occurrence.role === 'declaration' ? atPlace(project, occurrence.at) : [],
        ),
  );
}

function atPlace(project: Project, place: Place | undefined): Declaration[] {
  const found = place && presentPlace(project, place);
  return found ? [{ uri: found.uri, selection: found.range, range: found.range }] : [];
}
