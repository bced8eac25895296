import type { ServerAction, ServerMatch, ServerRule } from '../../../../server/src/infrahub/operations/triggerRules';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileAction, FileMatch, FileRule, FileTriggers } from '../../../../server/src/protocol';

/** Where files and server do not agree. A missing side has no value there. */
export interface Difference {
  /** Name of the field as files write it. */
  readonly field: string;
  /** The match that the field belongs to, by the attribute or relationship it watches; undefined for the rule itself. */
  readonly match?: string;
  readonly file?: string;
  /** The file does not write the field: its value is Infrahub's default. */
  readonly isDefault: boolean;
  readonly server?: string;
}

/** A match that only one side has. */
export interface LoneMatch {
  readonly side: 'file' | 'server';
  readonly member: string;
}

export type Drift = 'same' | 'differs' | 'onlyFile' | 'onlyServer';

/** What a person has to know of a rule, whether the sides agree or not. */
export interface RuleNotes {
  readonly isInactive: boolean;
  /** It runs on every update of its kind (facts 2). */
  readonly hasNoMatches: boolean;
  /** The action that it names is nowhere. */
  readonly lacksAction: boolean;
  /** Active on the server, for a group, with a group action: the server configures no rule any more (facts 2, 1.11.9). */
  readonly stopsAll: boolean;
}

export interface ComparedRule {
  /** The same from one comparison to the next. */
  readonly id: string;
  readonly name: string;
  readonly drift: Drift;
  readonly differences: readonly Difference[];
  readonly loneMatches: readonly LoneMatch[];
  readonly notes: RuleNotes;
  readonly file?: FileRule;
  readonly server?: ServerRule;
}

export interface ComparedAction {
  readonly id: string;
  readonly name: string;
  readonly drift: Drift;
  readonly differences: readonly Difference[];
  readonly file?: FileAction;
  readonly server?: ServerAction;
}

export interface Comparison {
  readonly rules: readonly ComparedRule[];
  readonly actions: readonly ComparedAction[];
}

/** Puts rules and actions of files and server side by side, by name: names are unique on a server (facts 2). */
export function compareTriggers(files: Pick<FileTriggers, 'rules' | 'actions'>, server: ServerTriggers): Comparison {
  const actionNames = new Set([...files.actions, ...server.actions].map(({ name }) => name));
  const kinds = new Map(server.actions.map(({ id, kind }) => [id, kind]));
  const known: KnownActions = {
    has: (action) => actionNames.has(action) || kinds.has(action),
    kindOf: (id) => kinds.get(id),
  };
  return {
    rules: pairs(files.rules, server.rules, 'rule').map((pair) => compareRule(pair, known)),
    actions: pairs(files.actions, server.actions, 'action').map((pair) => ({ ...pair, ...compareObject(pair) })),
  };
}

interface KnownActions {
  /** There is an action of this name or id, on one of the sides. */
  has(action: string): boolean;
  /** The kind of an action of the server. */
  kindOf(id: string): string | undefined;
}

interface Pair<File, Server> {
  readonly id: string;
  readonly name: string;
  readonly file?: File;
  readonly server?: Server;
}

/** By name; several of one name in files are each held against the one of the server. */
function pairs<File extends { readonly name: string }, Server extends { readonly name: string }>(
  files: readonly File[],
  servers: readonly Server[],
  type: string,
): Pair<File, Server>[] {
  const byName = new Map(servers.map((server) => [server.name, server]));
  const counts = new Map<string, number>();
  const ofFiles = files.map((file) => {
    const count = (counts.get(file.name) ?? 0) + 1;
    counts.set(file.name, count);
    const id = JSON.stringify([type, file.name, count]);
    return { id, name: file.name, file, server: byName.get(file.name) };
  });
  const others = [...byName.values()].filter(({ name }) => !counts.has(name));
  const ofServer = others.map((server) => ({ id: JSON.stringify([type, server.name, 1]), name: server.name, server }));
  return [...ofFiles, ...ofServer].toSorted((one, other) => byText(one.name, other.name));
}

function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function compareRule(pair: Pair<FileRule, ServerRule>, actions: KnownActions): ComparedRule {
  const { file, server } = pair;
  const base = compareObject(pair);
  const matches = file && server ? compareMatches(file, server) : { differences: [], loneMatches: [] };
  const differences = [...base.differences, ...matches.differences];
  const drifts = base.drift === 'same' && differences.length + matches.loneMatches.length > 0;
  const drift = drifts ? 'differs' : base.drift;
  return { ...pair, drift, differences, loneMatches: matches.loneMatches, notes: notesOn(pair, actions) };
}

/** What is true of the rule that runs: the server's, or else the one that the file would load. */
function notesOn({ file, server }: Pair<FileRule, ServerRule>, actions: KnownActions): RuleNotes {
  const rule = server ?? file;
  const action = rule?.fields['action'];
  const isOfNodes = rule?.kind === 'CoreNodeTriggerRule' && rule.fields['mutation_action'] === 'updated';
  const isActive = rule?.fields['active'] !== 'false';
  const isGroupAction = actions.kindOf(server?.ids['action'] ?? '') === 'CoreGroupAction';
  const isSure = server !== undefined || file?.matchesAreWhole === true;
  return {
    isInactive: !isActive,
    hasNoMatches: isOfNodes && isSure && rule.matches.length === 0,
    lacksAction: server ? action === undefined : action !== undefined && !actions.has(action),
    stopsAll: isActive && isGroupAction && server?.kind === 'CoreGroupTriggerRule',
  };
}

interface Comparable {
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
}

function compareObject({
  file,
  server,
}: Pair<
  Comparable & Pick<FileRule, 'defaults'>,
  Comparable & { readonly ids: Readonly<Record<string, string>> }
>): Pick<ComparedAction, 'drift' | 'differences'> {
  if (!file || !server) return { drift: file ? 'onlyFile' : 'onlyServer', differences: [] };
  if (file.kind !== server.kind) {
    const difference = { field: 'kind', file: file.kind, isDefault: false, server: server.kind };
    return { drift: 'differs', differences: [difference] };
  }
  // A field that the file does not write stays as it is on the server, unless it has a default.
  const fields = Object.keys(file.fields);
  const differences = differingFields(file, server, fields).filter(({ field }) => {
    return server.ids[field] === undefined || server.ids[field] !== file.fields[field];
  });
  return { drift: differences.length > 0 ? 'differs' : 'same', differences };
}

/** Values of a match that are empty when they are not written. */
const emptyByDefault = ['value', 'value_previous', 'peer'];

function compareMatches(file: FileRule, server: ServerRule): Pick<ComparedRule, 'differences' | 'loneMatches'> {
  const differences: Difference[] = [];
  const loneMatches: LoneMatch[] = [];
  const key = ({ kind, member }: FileMatch | ServerMatch): string => JSON.stringify([kind, member]);
  const left = new Map(server.matches.map((match) => [key(match), match]));
  for (const match of file.matches) {
    const other = left.get(key(match));
    left.delete(key(match));
    if (!other) {
      loneMatches.push({ side: 'file', member: match.member });
      continue;
    }
    const fields = new Set([...Object.keys(match.fields), ...emptyByDefault]);
    const found = differingFields(match, other, [...fields]);
    differences.push(...found.map((difference) => ({ ...difference, match: match.member })));
  }
  if (file.matchesAreWhole) {
    for (const { member } of left.values()) loneMatches.push({ side: 'server', member });
  }
  return { differences, loneMatches };
}

function differingFields(
  file: Pick<FileMatch, 'fields' | 'defaults'>,
  server: Pick<ServerMatch, 'fields'>,
  fields: readonly string[],
): Difference[] {
  return fields.flatMap((field): Difference[] => {
    const [ours, theirs] = [file.fields[field], server.fields[field]];
    if (ours === theirs) return [];
    return [{ field, file: ours, isDefault: file.defaults.includes(field), server: theirs }];
  });
}
