import type { Place, TextPart } from '../base/place';
import { relativePath } from '../base/uris';
import type { TextRange } from '../base/textRange';
import { countingSections } from '../model/config/configFile';
import type { Named } from '../model/named';
import type { ObjectItem } from '../model/objects/objectFile';
import { presentPlace } from '../model/project/presentPlace';
import type { Project } from '../model/project/project';
import { oneLine } from './oneLine';

export type WorkspaceSymbolKind = 'rule' | 'action' | 'group' | 'generator' | 'entry' | 'kind';

export interface WorkspaceSymbol {
  readonly name: string;
  readonly kind: WorkspaceSymbolKind;
  /** The path of the file, or what it belongs to. */
  readonly container: string;
  readonly uri: string;
  /** Relative to the start of the file. */
  readonly range: TextRange;
}

/** At most this many are given. */
const maxSymbols = 500;

/**
 * The rules, actions, groups, entries of `.infrahub.yml` and kinds whose name has the letters of `query` in this order
 * (case does not matter); those that begin with it or contain it first, short
 * names before long ones.
 */
export function workspaceSymbols(projects: readonly Project[], query: string): WorkspaceSymbol[] {
  const wanted = query.toLowerCase();
  const ranked = projects.flatMap((project) =>
    declared(project).flatMap((symbol) => {
      const rank = rankOf(symbol.name.toLowerCase(), wanted);
      return rank === undefined ? [] : [{ symbol, rank }];
    }),
  );
  ranked.sort((a, b) => a.rank - b.rank || a.symbol.name.length - b.symbol.name.length);
  return ranked.slice(0, maxSymbols).map(({ symbol }) => symbol);
}

function declared(project: Project): WorkspaceSymbol[] {
  const found: WorkspaceSymbol[] = [];
  const add = (kind: WorkspaceSymbolKind, text: string, place: Place): void => {
    const name = oneLine(text);
    const at = presentPlace(project, place);
    if (!at || !name) return;
    const { uri, range } = at;
    found.push({ name, kind, container: relativePath(project.root, uri) ?? '', uri, range });
  };
  const named = (kind: WorkspaceSymbolKind, part: TextPart, name: Named | undefined): void => {
    if (name) add(kind, name.value, { part, range: name.range });
  };
  const item = (kind: WorkspaceSymbolKind, thing: { item: ObjectItem; name: Named | undefined }): void =>
    named(kind, thing.item.chunk, thing.name);
  const { rules, actions, groups } = project.triggers;
  for (const rule of rules) item('rule', rule);
  for (const action of actions) item('action', action);
  for (const group of groups) item('group', group);
  for (const section of project.config ? countingSections(project.config) : []) {
    const kind = section.field.key === 'generator_definitions' ? 'generator' : 'entry';
    for (const entry of section.entries) named(kind, entry.chunk, entry.name);
  }
  for (const kind of project.kinds.all()) if (kind.declaredAt) add('kind', kind.kind, kind.declaredAt);
  return found;
}

function rankOf(name: string, wanted: string): number | undefined {
  if (name.startsWith(wanted)) return 0;
  if (name.includes(wanted)) return 1;
  let at = 0;
  for (const letter of wanted) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return undefined;
  }
  return 2;
}
