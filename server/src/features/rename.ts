import { locate, type FileRange } from '../base/place';
import { occurrencesOf, symbolAt } from '../model/symbols/occurrences';
import { isDeclared } from '../model/symbols/declarations';
import { isInBlock } from '../model/symbols/mention';
import type { Occurrence, Symbol } from '../model/symbols/symbol';
import type { Project, ProjectFile } from '../model/project/project';
import { leadingMarkers, type TextChange } from '../edits/resolvedEdit';
import { scalarText } from '../edits/yamlText';
import type { Position } from './position';

/** A rename that cannot be done, with a sentence that says why. */
export interface RenameFailure {
  readonly ok: false;
  readonly reason: string;
}

export interface RenameEdit extends TextChange {
  /** False where the place may mean something else: the user has to confirm it. */
  readonly certain: boolean;
}

export interface Rename {
  readonly ok: true;
  readonly edits: readonly RenameEdit[];
  /** What the rename does not reach, as sentences: objects that stay behind on a server. */
  readonly staysBehind: readonly string[];
}

type Renamable = 'generator' | 'query' | 'action' | 'rule' | 'group';
const renamable: readonly string[] = ['generator', 'query', 'action', 'rule', 'group'] satisfies Renamable[];

/** The name at a position, when it can be renamed; `range` is relative to the start of the file. */
export function prepareRename({
  project,
  file,
  offset,
}: Position): (FileRange & { ok: true; name: string }) | RenameFailure {
  const found = symbolAt(project, file, offset);
  if (!found) return { ok: false, reason: 'There is no name here that can be renamed.' };
  const { symbol, at } = found;
  const reason = refusal(project, symbol);
  if (reason !== undefined) return { ok: false, reason };
  return { ok: true, ...locate(at), name: 'name' in symbol ? symbol.name : '' };
}

/** Renames the thing at a position in every place of the project that names it. */
export function rename(position: Position, newName: string): Rename | RenameFailure {
  const prepared = prepareRename(position);
  if (!prepared.ok) return prepared;
  const { project, file, offset } = position;
  const symbol = symbolAt(project, file, offset)?.symbol;
  if (!symbol || !('name' in symbol)) return { ok: false, reason: 'There is no name here that can be renamed.' };
  const name = newName.trim();
  if (!name || /[\r\n]/.test(name)) return { ok: false, reason: 'A name is one line of text and not empty.' };
  if (name === symbol.name) return { ok: true, edits: [], staysBehind: [] };
  const other = { ...symbol, name } as Symbol;
  if (isDeclared(project, other)) {
    return {
      ok: false,
      reason: `There is ${withArticle(symbol.type)} '${name}' already; two of one name would become one on the server.`,
    };
  }
  const edits = occurrencesOf(project, symbol).flatMap(({ file: place, occurrence }) => {
    const newText = written(name, place, occurrence);
    return newText === undefined ? [] : { ...locate(occurrence.at), newText, certain: occurrence.certain };
  });
  const marked = [...leadingMarkersOf(project, edits), ...edits];
  return { ok: true, edits: marked, staysBehind: staysBehind(symbol.type as Renamable, symbol.name) };
}

/** Markers of files with uncertain places only are as uncertain as those. */
function leadingMarkersOf(project: Project, edits: readonly RenameEdit[]): RenameEdit[] {
  return leadingMarkers(project, edits).map((marker) => {
    return { ...marker, certain: edits.some(({ uri, certain }) => certain && uri === marker.uri) };
  });
}

/** Why a symbol cannot be renamed; undefined when it can. */
function refusal(project: Project, symbol: Symbol): string | undefined {
  if (renamable.includes(symbol.type)) {
    if (isDeclared(project, symbol)) return undefined;
    const name = 'name' in symbol ? symbol.name : '';
    return `The ${symbol.type} '${name}' is not declared in this repository, so its other places are not known.`;
  }
  switch (symbol.type) {
    case 'kind':
    case 'attribute':
    case 'relationship':
    case 'choice':
      return (
        `This ${symbol.type} is also named in templates, transforms and data on the server, which are not all understood; ` +
        'rename it by hand.'
      );
    case 'path':
      return 'Rename the file itself: the paths in .infrahub.yml follow.';
    case 'class':
      return 'Rename the class in its Python file, then class_name in .infrahub.yml.';
    case 'variable':
      return 'Rename the variable in its query, then the parameter in .infrahub.yml.';
    default:
      return `A ${symbol.type} cannot be renamed here.`;
  }
}

/** Loading upserts by name, so the old object stays; a renamed definition starts new tracking groups (facts 1, 2, 10). */
function staysBehind(type: Renamable, name: string): string[] {
  switch (type) {
    case 'rule':
      return [`A server that has the rule '${name}' keeps it, active, beside the new one until it is deleted there.`];
    case 'action':
      return [`A server that has the action '${name}' keeps it, with the rules that still name it.`];
    case 'generator':
      return [
        `On a server the objects that '${name}' made stay and are no longer cleaned up: a renamed definition begins ` +
          'with new tracking groups.',
      ];
    case 'group':
      return [`A server that has the group '${name}' keeps it, with its members.`];
    case 'query':
      return [`A server that has the query '${name}' keeps it until the repository is imported again.`];
  }
}

/**
 * The name as it has to stand at a place: quoted where YAML needs it, escaped inside quotes, as it is in a block scalar. Undefined where it cannot stand:
 * an operation in GraphQL may be called otherwise than the query it is registered as.
 */
function written(name: string, { facts, text }: ProjectFile, occurrence: Occurrence): string | undefined {
  const { range } = locate(occurrence.at);
  const quote = text[range.start - 1];
  if (quote === '"') return JSON.stringify(name).slice(1, -1);
  if (quote === "'") return facts.yaml ? name.replaceAll("'", "''") : name.replaceAll(/[\\']/g, String.raw`\$&`);
  if (facts.yaml) return isInBlock(text, range.start) ? name : scalarText(name, 'plain', true);
  return facts.role !== 'query' || /^[_A-Za-z]\w*$/.test(name) ? name : undefined;
}

function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
