import { lazy } from '../../base/lazy';
import type {
  RemoteDefinition,
  RemoteGroup,
  RemoteKnowledge,
  RemoteNames,
  RemoteTriggerObject,
  RemoteTriggerRule,
} from '../../remoteKnowledge';

/** What is known of a server, by name. A map that is missing is not known; one that is there holds every name. */
export interface ServerKnowledge {
  /** Where it comes from, as a phrase for people. */
  readonly source: 'connected server' | 'snapshot';
  /** The same inside a sentence: `the connected server (branch main)`. */
  readonly phrase: string;
  readonly knowledge: RemoteKnowledge;
  readonly definitions: () => ReadonlyMap<string, RemoteDefinition> | undefined;
  readonly groups: () => ReadonlyMap<string, RemoteGroup> | undefined;
  readonly actions: () => ReadonlyMap<string, RemoteTriggerObject> | undefined;
  readonly rules: () => ReadonlyMap<string, RemoteTriggerRule> | undefined;
  /** Names of the actions that its rules run. */
  readonly usedActions: () => ReadonlySet<string>;
  /** Names of the generators that its actions run. */
  readonly startedGenerators: () => ReadonlySet<string>;
  /** True when its branch has something of that name and the default branch, another one, does not; of kinds only nodes. */
  readonly isUnmerged: (list: keyof RemoteNames, name: string) => boolean;
}

/** What is known beyond the files of a repository. */
export interface Outside {
  /** What the connected server holds; a snapshot that the repository names beats it, as it does for everybody. */
  readonly live: ServerKnowledge | undefined;
  /** False when other repositories are open, whose names may come to the same server. */
  readonly isAlone: boolean;
}

/** Controls, marks and overrides of the writing direction, line separators: in a name they hide what it is. */
const invisible = /[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/** The names that may be offered to somebody who writes a file. */
export function offeredNames(things: ReadonlyMap<string, unknown> | undefined): string[] {
  return [...(things?.keys() ?? [])].filter((name) => name.search(invisible) < 0);
}

/** Makes knowledge ready to be asked; the maps are built at the first use. */
export function serverKnowledge(knowledge: RemoteKnowledge, source: ServerKnowledge['source']): ServerKnowledge {
  const branch = knowledge.branch?.replaceAll(invisible, ' ');
  const lists = {
    kinds: lazy(() => namesOf(knowledge.kinds?.flatMap(({ kind, isGeneric }) => (isGeneric ? [] : kind)))),
    definitions: lazy(() => byName(knowledge.definitions)),
    groups: lazy(() => byName(knowledge.groups)),
  };
  const onDefault = {
    kinds: lazy(() => namesOf(knowledge.onDefault?.kinds)),
    definitions: lazy(() => namesOf(knowledge.onDefault?.definitions)),
    groups: lazy(() => namesOf(knowledge.onDefault?.groups)),
  };
  return {
    source,
    phrase: branch === undefined ? `the ${source}` : `the ${source} (branch ${branch})`,
    knowledge,
    definitions: lists.definitions,
    groups: lists.groups,
    actions: lazy(() => byName(knowledge.actions)),
    rules: lazy(() => byName(knowledge.rules)),
    usedActions: lazy(() => new Set(knowledge.rules?.flatMap(({ fields }) => fields['action'] ?? []))),
    startedGenerators: lazy(() => new Set(knowledge.actions?.flatMap(({ fields }) => fields['generator'] ?? []))),
    isUnmerged: (list, name) => onDefault[list]()?.has(name) === false && lists[list]()?.has(name) === true,
  };
}

function namesOf(names: readonly string[] | undefined): ReadonlySet<string> | undefined {
  return names && new Set(names);
}

function byName<T extends { readonly name: string }>(items: readonly T[] | undefined): Map<string, T> | undefined {
  return items && new Map(items.map((item) => [item.name, item]));
}
