import { InfrahubError } from './infrahubError';
import { importedObjects, importGroupName, repositories } from './operations/importedObjects';
import { kindNames } from './operations/schema';
import { taskLogs } from './operations/taskLogs';
import { tasks } from './operations/tasks';
import { plainReason } from './plainText';
import type { ServerTriggers } from './readTriggers';
import { stageOf } from './taskStage';
import type { CallOptions, Transport } from './transport';

/** What a server tells about its rules beside the rules themselves. What it does not tell is undefined. */
export interface RuleState {
  readonly owners?: RuleOwners;
  /** Kinds of the default branch: `node_kind` is looked up there (facts 2). */
  readonly kinds?: readonly string[];
  readonly configuration?: RuleConfiguration;
}

/** Who made rules and actions. */
export interface RuleOwners {
  /** Names of repositories, by id of what their imports own. */
  readonly importedBy: Readonly<Record<string, string>>;
  /** Everything that is not in `importedBy` came another way. */
  readonly isWhole: boolean;
}

/** How far a server has turned its rules into what starts actions (facts 2). */
export interface RuleConfiguration {
  /** Tasks that configure the rules and have not ended: changes of rules are not in force yet. */
  readonly waiting: number;
  /** Why the last one that ended has failed: since then no change of a rule is in force. A sentence of the server. */
  readonly failure?: string;
}

const repositoriesPerPage = 100;
/** Rules and actions whose owners one request asks for: at most 40 requests (`readTriggers` ends at 20,000). */
const idsPerRequest = 500;

/**
 * Reads what stands around the rules of a server, on the default branch. The rules can be shown without it: what a server fails to
 * tell is left out, and nothing more is asked then. Rejects with `InfrahubError` when the token is refused, or the signal
 * aborted.
 */
export async function readRuleState(
  transport: Transport,
  triggers: ServerTriggers,
  call: CallOptions,
): Promise<RuleState> {
  let state: RuleState = {};
  try {
    state = { ...state, owners: await ifTold(() => readOwners(transport, triggers, call)) };
    state = { ...state, kinds: await ifTold(() => transport.get(kindNames, undefined, call)) };
    state = { ...state, configuration: await ifTold(() => readConfiguration(transport, call)) };
  } catch (error) {
    if (!(error instanceof InfrahubError) || ['cancelled', 'unauthorized'].includes(error.problem.kind)) throw error;
  }
  return state;
}

/** Older servers do not know every question, and not every account may ask all: that alone is no failure. */
async function ifTold<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof InfrahubError && untold.includes(error.problem.kind)) return undefined;
    throw error;
  }
}

const untold: readonly InfrahubError['problem']['kind'][] = [
  'graphql',
  'too-old',
  'wrong-shape',
  'unreadable-request',
  'forbidden',
  'not-infrahub',
];

async function readOwners(
  transport: Transport,
  { rules, actions }: ServerTriggers,
  call: CallOptions,
): Promise<RuleOwners> {
  const ids = [...rules, ...actions].map(({ id }) => id);
  if (ids.length === 0) return { importedBy: {}, isWhole: true };
  const page = await transport.run(repositories, { offset: 0, limit: repositoriesPerPage }, call);
  const names = new Map(page.items.map(({ id, name }) => [importGroupName(id), name]));
  if (names.size === 0) return { importedBy: {}, isWhole: true };
  const importedBy: Record<string, string> = {};
  let isGrouped = false;
  for (let at = 0; at < ids.length; at += idsPerRequest) {
    const some = { groups: [...names.keys()], ids: ids.slice(at, at + idsPerRequest) };
    for (const { name, members } of await transport.run(importedObjects, some, call)) {
      isGrouped = true;
      for (const id of members) importedBy[id] = names.get(name) ?? name;
    }
    // This may be a version that keeps what it imports elsewhere.
    if (!isGrouped) break;
  }
  return { importedBy, isWhole: isGrouped && page.count <= page.items.length };
}

const workflow = ['configure-action-rules'];

async function readConfiguration(transport: Transport, call: CallOptions): Promise<RuleConfiguration> {
  const newest = { workflow, offset: 0, limit: 1 };
  const waiting = await transport.run(tasks, { ...newest, state: ['SCHEDULED', 'PENDING', 'RUNNING'] }, call);
  const ended = await transport.run(tasks, { ...newest, state: ['COMPLETED', 'FAILED', 'CRASHED'] }, call);
  const [last] = ended.items;
  if (!last || stageOf(last.state) === 'done') return { waiting: waiting.count };
  const lines = (await ifTold(() => transport.run(taskLogs, { id: last.id, offset: 0 }, call))) ?? [];
  const errors = lines.filter(({ severity }) => severity === 'error' || severity === 'critical');
  return { waiting: waiting.count, failure: reasonOf(errors.at(-1)?.message ?? '') };
}

/** The exception of `Finished in state Failed('Flow run encountered an exception: …')`, or of a traceback (facts 4). */
function reasonOf(message: string): string {
  const wrapped = /encountered an exception:? (.+?)['"]\)\s*$/s.exec(message)?.[1];
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return plainReason(wrapped ?? lines.at(-1) ?? '');
}
