import {
  remoteKnowledgeSchema,
  type RemoteDefinition,
  type RemoteGroup,
  type RemoteKind,
  type RemoteKnowledge,
  type RemoteNames,
} from '../remoteKnowledge';
import { branches } from './operations/branches';
import { groupNames } from './operations/groupNames';
import { kindNames, schemaHash } from './operations/schema';
import { schemaKinds } from './operations/schemaKinds';
import { serverInfo } from './operations/serverInfo';
import type { ServerAction, ServerMatch, ServerRule } from './operations/triggerRules';
import { readDefinitions } from './readDefinitions';
import { readTriggers } from './readTriggers';
import { isRefusal } from './refusal';
import type { CallOptions, Transport } from './transport';

/** The branch whose content is wanted. */
export interface KnowledgeBranch {
  readonly name: string;
  readonly isDefault: boolean;
}

export interface KnowledgeWish {
  /** What tells the server from others: two may have one address. */
  readonly server: string;
  /** Missing: only what is the same on every branch. */
  readonly branch: KnowledgeBranch | undefined;
  readonly signal: AbortSignal;
  /** False: lists that were read of this branch before are taken as they were, unless its schema changed. */
  readonly lists: boolean;
}

/** Reads what a server holds, and only the pieces that can have changed. */
export interface KnowledgeReader {
  /** Rejects with `InfrahubError`; a list that this server or account cannot give is left out. */
  read(transport: Transport, wish: KnowledgeWish): Promise<RemoteKnowledge>;
}

/** Groups that Infrahub makes for itself; there are as many as targets and queries. */
const ownGroups = new Set(['CoreGeneratorGroup', 'CoreGeneratorAwareGroup', 'CoreGraphQLQueryGroup']);
const maxGroupKinds = 50;
const perPage = 500;
const maxPages = 40;
/** `readDefinitions` and `readTriggers` end there, so that more may exist. */
const maxDefinitions = 2_000;
const maxTriggers = 10_000;

type Lists = Pick<RemoteKnowledge, 'defaultBranch' | 'definitions' | 'groups' | 'rules' | 'actions' | 'onDefault'>;

export function createKnowledgeReader(): KnowledgeReader {
  let schema: { readonly key: string; readonly kinds: readonly RemoteKind[] | undefined } | undefined;
  let last: { readonly key: string; readonly lists: Lists } | undefined;

  async function readKinds(transport: Transport, key: string, call: CallOptions): Promise<typeof schema> {
    if (schema?.key === key) return schema;
    schema = { key, kinds: await ifGiven(transport.get(schemaKinds, undefined, call)) };
    return schema;
  }

  return {
    async read(transport, { server, branch, signal, lists }) {
      const { version } = await transport.get(serverInfo, undefined, { signal });
      if (!branch) {
        const triggers = await ifGiven(readTriggers(transport, { signal }));
        return bounded({ version, ...triggerLists(triggers) });
      }
      const call = { branch: branch.name, signal };
      const hash = await transport.get(schemaHash, undefined, call);
      const found = await readKinds(transport, `${server} ${hash}`, call);
      const kinds = found?.kinds;
      const key = [server, branch.name, branch.isDefault, hash].join(' ');
      if (lists || last?.key !== key) last = { key, lists: await readLists(transport, { branch, signal, kinds }) };
      return bounded({ version, branch: branch.name, kinds, ...last.lists });
    },
  };
}

interface ListsWish {
  readonly branch: KnowledgeBranch;
  readonly signal: AbortSignal;
  readonly kinds: readonly RemoteKind[] | undefined;
}

async function readLists(transport: Transport, { branch, signal, kinds }: ListsWish): Promise<Lists> {
  const call = { branch: branch.name, signal };
  const triggers = await ifGiven(readTriggers(transport, { signal }, branch.name));
  const lists = {
    definitions: await definitionsOf(transport, call),
    groups: await groupsOf(transport, kinds, call),
    ...triggerLists(triggers),
  };
  if (branch.isDefault) return { defaultBranch: branch.name, ...lists };
  const all = await ifGiven(transport.run(branches, {}, { signal }));
  const defaultBranch = all?.find(({ isDefault }) => isDefault)?.name;
  return { defaultBranch, ...lists, onDefault: await namesOnDefault(transport, kinds, { signal }) };
}

async function namesOnDefault(
  transport: Transport,
  kinds: readonly RemoteKind[] | undefined,
  call: CallOptions,
): Promise<RemoteNames> {
  const definitions = await definitionsOf(transport, call);
  const groups = await groupsOf(transport, kinds, call);
  return {
    kinds: await ifGiven(transport.get(kindNames, undefined, call)),
    definitions: definitions?.map(({ name }) => name),
    groups: groups?.map(({ name }) => name),
  };
}

async function definitionsOf(transport: Transport, call: CallOptions): Promise<RemoteDefinition[] | undefined> {
  const found = await ifGiven(readDefinitions(transport, call));
  if (!found || found.length >= maxDefinitions) return undefined;
  return found.map(({ name, className, filePath, targets }) => ({ name, className, filePath, targets: targets?.name }));
}

/** The groups of every kind of groups that people use; undefined when one of the lists is not whole. */
async function groupsOf(
  transport: Transport,
  kinds: readonly RemoteKind[] | undefined,
  call: CallOptions,
): Promise<RemoteGroup[] | undefined> {
  const ofGroups = kinds?.filter(
    ({ kind, isGeneric, inheritFrom }) => !isGeneric && inheritFrom.includes('CoreGroup') && !ownGroups.has(kind),
  );
  if (!ofGroups || ofGroups.length > maxGroupKinds) return undefined;
  const found: RemoteGroup[] = [];
  for (const { kind } of ofGroups) {
    const ofKind = await groupsOfKind(transport, kind, call);
    if (!ofKind) return undefined;
    found.push(...ofKind);
  }
  return found;
}

async function groupsOfKind(transport: Transport, kind: string, call: CallOptions): Promise<RemoteGroup[] | undefined> {
  const operation = groupNames(kind);
  if (!operation) return undefined;
  // By id: what is deleted meanwhile moves the rest to other pages.
  const found = new Map<string, RemoteGroup>();
  for (let page = 0; page < maxPages; page++) {
    const got = await ifGiven(transport.run(operation, { offset: page * perPage, limit: perPage }, call));
    if (!got) return undefined;
    for (const { id, name } of got.items) found.set(id, { name, kind });
    if (got.items.length === 0 || (page + 1) * perPage >= got.count) return [...found.values()];
  }
  return undefined;
}

function triggerLists(
  triggers: { readonly rules: readonly ServerRule[]; readonly actions: readonly ServerAction[] } | undefined,
): Pick<RemoteKnowledge, 'rules' | 'actions'> {
  const isWhole = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length < maxTriggers;
  return {
    rules: isWhole(triggers?.rules)
      ? triggers?.rules.map(({ kind, name, fields, matches }) => {
          return { kind, name, fields: withoutProse(fields), matches: matches.map(toMatch) };
        })
      : undefined,
    actions: isWhole(triggers?.actions)
      ? triggers?.actions.map(({ kind, name, fields }) => ({ kind, name, fields: withoutProse(fields) }))
      : undefined,
  };
}

function toMatch({ kind, member, fields }: ServerMatch) {
  return { kind, member, fields };
}

/** What people write for each other stays on the server. */
function withoutProse(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== 'description'));
}

/** A list that is larger than anything real, or has something in it that is no name, counts as not known. */
function bounded(knowledge: RemoteKnowledge): RemoteKnowledge {
  let left = knowledge;
  for (;;) {
    const parsed = remoteKnowledgeSchema.safeParse(left);
    if (parsed.success) return parsed.data;
    const wrong = parsed.error.issues[0]?.path[0];
    if (wrong === undefined || wrong === 'version') return { version: '' };
    const { [wrong as keyof RemoteKnowledge]: _, ...rest } = left;
    left = { version: knowledge.version, ...rest };
  }
}

/** Undefined for what this server or account does not give, such as kinds that came with a later version. */
async function ifGiven<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}
