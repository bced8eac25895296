import type { ServerAction, ServerMatch, ServerRule } from '../../../../server/src/infrahub/operations/triggerRules';
import type { RuleState } from '../../../../server/src/infrahub/readRuleState';
import type { ServerTriggers } from '../../../../server/src/infrahub/readTriggers';
import type { FileAction, FileMatch, FileRule, FileTriggers } from '../../../../server/src/protocol/triggers';

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
  /** Something of `unmerged` keeps the server from configuring it. */
  readonly isUnmerged: boolean;
  /** The file has several matches on one member: the server keeps the last of them (facts 11.2). */
  readonly repeatsMatch: boolean;
}

/** What a rule or action names and the default branch does not have: rules are configured from there (facts 2, 11.4). */
export interface Unmerged {
  readonly field: string;
  /** Undefined when the branch in use does not know it either. */
  readonly name?: string;
}

/** Who made something of the server: what an import made is written again, and deleted, by imports (facts 3). */
export type Owner = { readonly kind: 'import'; readonly repository: string } | { readonly kind: 'hand' };

export interface ComparedRule {
  /** The same from one comparison to the next. */
  readonly id: string;
  readonly name: string;
  readonly drift: Drift;
  readonly differences: readonly Difference[];
  readonly loneMatches: readonly LoneMatch[];
  readonly notes: RuleNotes;
  readonly unmerged: readonly Unmerged[];
  /** Members that several matches of the file are on. */
  readonly repeated: readonly string[];
  /** Undefined for what is not on the server, and where it does not tell. */
  readonly owner?: Owner;
  readonly file?: FileRule;
  readonly server?: ServerRule;
}

export interface ComparedAction {
  readonly id: string;
  readonly name: string;
  readonly drift: Drift;
  readonly differences: readonly Difference[];
  readonly unmerged: readonly Unmerged[];
  readonly owner?: Owner;
  readonly file?: FileAction;
  readonly server?: ServerAction;
}

export interface Comparison {
  readonly rules: readonly ComparedRule[];
  readonly actions: readonly ComparedAction[];
}

/** Puts rules and actions of files and server side by side, by name: names are unique on a server (facts 2). */
export function compareTriggers(
  files: Pick<FileTriggers, 'rules' | 'actions'>,
  server: ServerTriggers,
  state: RuleState = {},
): Comparison {
  const names = new Set([...files.actions, ...server.actions].map(({ name }) => name));
  const byId = new Map(server.actions.map((action) => [action.id, action]));
  const known: Known = { hasAction: (action) => names.has(action) || byId.has(action), byId, state };
  return {
    rules: pairs(files.rules, server.rules, 'rule').map((pair) => compareRule(pair, known)),
    actions: pairs(files.actions, server.actions, 'action').map((pair) => ({
      ...pair,
      ...compareObject(pair),
      unmerged: unmergedOf(pair.server),
      owner: ownerOf(pair.server, state),
    })),
  };
}

interface Known {
  /** There is an action of this name or id, on one of the sides. */
  hasAction(action: string): boolean;
  /** The actions of the server. */
  readonly byId: ReadonlyMap<string, ServerAction>;
  readonly state: RuleState;
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

function compareRule(pair: Pair<FileRule, ServerRule>, known: Known): ComparedRule {
  const { file, server } = pair;
  const base = compareObject(pair);
  const matches = file && server ? compareMatches(file, server) : { differences: [], loneMatches: [] };
  const differences = [...base.differences, ...matches.differences];
  const drifts = base.drift === 'same' && differences.length + matches.loneMatches.length > 0;
  const unmerged = unmergedOfRule(pair, known);
  const repeated = repeatedMembers(file);
  const notes = { ...notesOn(pair, known), isUnmerged: unmerged.length > 0, repeatsMatch: repeated.length > 0 };
  return {
    ...pair,
    drift: drifts ? 'differs' : base.drift,
    differences,
    loneMatches: matches.loneMatches,
    notes,
    unmerged,
    repeated,
    owner: ownerOf(server, known.state),
  };
}

/** What is true of the rule that runs: the server's, or else the one that the file would load. */
function notesOn(
  { file, server }: Pair<FileRule, ServerRule>,
  { hasAction, byId }: Known,
): Omit<RuleNotes, 'isUnmerged' | 'repeatsMatch'> {
  const rule = server ?? file;
  const action = rule?.fields['action'];
  const isOfNodes = rule?.kind === 'CoreNodeTriggerRule' && rule.fields['mutation_action'] === 'updated';
  const isActive = rule?.fields['active'] !== 'false';
  const isGroupAction = byId.get(server?.ids['action'] ?? '')?.kind === 'CoreGroupAction';
  const isSure = server !== undefined || file?.matchesAreWhole === true;
  return {
    isInactive: !isActive,
    hasNoMatches: isOfNodes && isSure && rule.matches.length === 0,
    lacksAction: server ? action === undefined : action !== undefined && !hasAction(action),
    stopsAll: isActive && isGroupAction && server?.kind === 'CoreGroupTriggerRule',
  };
}

/** What keeps the server's rule from being configured, or the file's from being loaded. */
function unmergedOfRule({ file, server }: Pair<FileRule, ServerRule>, { byId, state }: Known): readonly Unmerged[] {
  const nodeKind = (server ?? file)?.fields['node_kind'];
  const isUnknown = nodeKind !== undefined && state.kinds?.includes(nodeKind) === false;
  return [
    ...(isUnknown ? [{ field: 'node_kind', name: nodeKind }] : []),
    ...unmergedOf(server),
    ...unmergedOf(byId.get(server?.ids['action'] ?? '')),
  ];
}

function unmergedOf(object: ServerAction | undefined): readonly Unmerged[] {
  return (object?.unmerged ?? []).map((field) => ({ field, name: object?.fields[field] }));
}

function ownerOf(object: ServerAction | undefined, { owners }: RuleState): Owner | undefined {
  if (!object || !owners) return undefined;
  const repository = owners.importedBy[object.id];
  if (repository !== undefined) return { kind: 'import', repository };
  return owners.isWhole ? { kind: 'hand' } : undefined;
}

function repeatedMembers(file: FileRule | undefined): readonly string[] {
  const members = (file?.matches ?? []).map(keyOf);
  const repeated = new Set(members.filter((key, index) => members.indexOf(key) !== index));
  return [...new Set((file?.matches ?? []).filter((match) => repeated.has(keyOf(match))).map(({ member }) => member))];
}

function keyOf({ kind, member }: FileMatch | ServerMatch): string {
  return JSON.stringify([kind, member]);
}

interface Comparable {
  readonly kind: string;
  readonly fields: Readonly<Record<string, string>>;
}

function compareObject({
  file,
  server,
}: Pair<Comparable & Pick<FileRule, 'defaults'>, Comparable & Pick<ServerAction, 'ids' | 'unmerged'>>): Pick<
  ComparedAction,
  'drift' | 'differences'
> {
  if (!file || !server) return { drift: file ? 'onlyFile' : 'onlyServer', differences: [] };
  if (file.kind !== server.kind) {
    const difference = { field: 'kind', file: file.kind, isDefault: false, server: server.kind };
    return { drift: 'differs', differences: [difference] };
  }
  // A field that the file does not write stays as it is on the server, unless it has a default.
  const fields = Object.keys(file.fields);
  const differences = differingFields(file, server, fields).filter(({ field }) => {
    // Nobody knows what an unmerged field names on another branch.
    if (server.unmerged?.includes(field) && server.fields[field] === undefined) return false;
    return server.ids[field] === undefined || server.ids[field] !== file.fields[field];
  });
  return { drift: differences.length > 0 ? 'differs' : 'same', differences };
}

/** Values of a match that are empty when they are not written. */
const emptyByDefault = ['value', 'value_previous', 'peer'];

function compareMatches(file: FileRule, server: ServerRule): Pick<ComparedRule, 'differences' | 'loneMatches'> {
  const differences: Difference[] = [];
  const loneMatches: LoneMatch[] = [];
  const left = new Map(server.matches.map((match) => [keyOf(match), match]));
  // Of several on one member the server keeps the last (facts 11.2).
  for (const [key, match] of new Map(file.matches.map((each) => [keyOf(each), each]))) {
    const other = left.get(key);
    left.delete(key);
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
