import { InfrahubError } from './infrahubError';
import { existingNodesWithoutTimes } from './operations/nodes';
import { neighbours, relationshipsToOne } from './operations/neighbours';
import { readDefinitions } from './readDefinitions';
import { readTriggers } from './readTriggers';
import { createCascadeHistory, type ReadBy } from './trace/cascadeHistory';
import { everyStep, isGoingOn } from './trace/collectTraces';
import type { CascadeTrace, SignalStep } from './trace/trace';
import { traceOf } from './trace/traceOf';
import { traceRules, type TraceRule } from './trace/traceRule';
import type { CallOptions, Transport } from './transport';

export interface TraceReaderOptions {
  readonly branch: { readonly name: string; readonly isDefault: boolean };
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface ReadTraces {
  /** Newest first. */
  readonly traces: readonly CascadeTrace[];
  /** Names of accounts, by id. */
  readonly accounts: Readonly<Record<string, string>>;
  /** There are older tasks or events that were not read. */
  readonly isCut: boolean;
}

/** Reads the cascades of one branch again and again; every read after the first asks for what is new. */
export interface TraceReader {
  /** Rejects with `InfrahubError`. */
  read(by: ReadBy): Promise<ReadTraces>;
}

/** Rules and generators change seldom; in milliseconds. */
const frameAge = 30_000;

/** Objects whose names, or whose neighbours, are asked for in one read. */
const idsPerRead = 200;

/** The account that runs of a server write with (facts 10.5). */
const agentName = 'Agent';

interface Ask {
  readonly transport: Transport;
  readonly call: CallOptions;
}

interface Frame {
  readonly readAt: number;
  readonly rules: readonly TraceRule[];
  readonly definitions: ReadonlyMap<string, string>;
}

export function createTraceReader({ branch, now = Date.now }: TraceReaderOptions): TraceReader {
  const history = createCascadeHistory({ branch: branch.name, now });
  const relations = createRelations();
  /** Names of objects and accounts; undefined for those that are not there. */
  const names = new Map<string, string | undefined>();
  let frame: Frame | undefined;
  /** What was joined last, and of what. */
  let last: { readonly of: Frame; readonly version: number; readonly traces: readonly CascadeTrace[] } | undefined;

  async function readFrame(transport: Transport, call: CallOptions): Promise<Frame> {
    if (frame && now() - frame.readAt < frameAge) return frame;
    const { rules, actions } = await readTriggers(
      transport,
      { signal: call.signal },
      branch.isDefault ? undefined : branch.name,
    );
    const definitions = await readDefinitions(transport, call);
    frame = {
      readAt: now(),
      rules: traceRules(rules, actions),
      definitions: new Map(definitions.map(({ id, name }) => [id, name])),
    };
    return frame;
  }

  function join({ rules, definitions }: Frame): readonly CascadeTrace[] {
    const known = new Map([...names].flatMap(([id, name]) => (name === undefined ? [] : [[id, name] as const])));
    const agents = new Set([...known].flatMap(([id, name]) => (name === agentName && accountIds.has(id) ? [id] : [])));
    return traceOf({
      branch: branch.name,
      events: history.events,
      tasks: history.tasks,
      rules,
      definitions,
      names: known,
      isDefaultBranch: branch.isDefault,
      agents,
      related: relations.of,
      now: now(),
      tasksFrom: history.tasksFrom,
    });
  }

  /** Accounts that wrote something or asked for something. */
  const accountIds = new Set<string>();

  /** Gives true when a name has become known. */
  async function readNames(traces: readonly CascadeTrace[], ask: Ask): Promise<boolean> {
    const wanted = new Set<string>();
    for (const { account } of traces) if (account !== undefined) accountIds.add(account);
    for (const step of everyStep(traces.flatMap(({ steps }) => steps))) {
      if (step.kind !== 'signal') continue;
      if (step.account !== undefined) accountIds.add(step.account);
      if (step.node.name === step.node.id) wanted.add(step.node.id);
    }
    const ids = [...accountIds, ...wanted].filter((id) => !names.has(id)).slice(0, idsPerRead);
    if (ids.length === 0) return false;
    const found = await ifKnown(() => ask.transport.run(existingNodesWithoutTimes, { ids }, ask.call));
    for (const id of ids) names.set(id, undefined);
    for (const { id, name } of found ?? []) names.set(id, name);
    return (found ?? []).length > 0;
  }

  return {
    async read(by) {
      const { transport, signal } = by;
      const ask = { transport, call: { branch: branch.name, signal } };
      const current = await readFrame(transport, ask.call);
      await history.read(current.rules, by);
      const { version } = history;
      // What a write may still start becomes missing with time.
      const isSame = last?.of === current && last.version === version && !last.traces.some(isGoingOn);
      let traces = last && isSame ? last.traces : join(current);
      const hasNames = await readNames(traces, ask);
      const hasRelations = await relations.read(unsureSignals(traces), ask);
      if (hasNames || hasRelations) traces = join(current);
      last = { of: current, version, traces };
      const accounts = [...accountIds].flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [[id, name]];
      });
      return { traces, accounts: Object.fromEntries(accounts) as Record<string, string>, isCut: history.isCut };
    },
  };
}

function unsureSignals(traces: readonly CascadeTrace[]): readonly SignalStep[] {
  return [...everyStep(traces.flatMap(({ steps }) => steps))].filter(
    (step): step is SignalStep => step.kind === 'signal' && step.writer.by === 'several',
  );
}

interface Relations {
  /** Ids of the objects next to an object, as far as they were read. */
  of(node: string): ReadonlySet<string> | undefined;
  /** Reads what belongs to what for writes that several runs may have made; gives true when something was found. */
  read(signals: readonly SignalStep[], ask: Ask): Promise<boolean>;
}

/** What runs that overlap are told apart by: an object belongs to the target of the run that signals it (facts 4). */
function createRelations(): Relations {
  const relationships = new Map<string, readonly string[]>();
  const near = new Map<string, ReadonlySet<string>>();

  async function relationshipsOf(kind: string, { transport, call }: Ask): Promise<readonly string[]> {
    const known = relationships.get(kind);
    if (known) return known;
    const resource = relationshipsToOne(kind);
    const found = (resource && (await ifKnown(() => transport.get(resource, undefined, call)))) ?? [];
    relationships.set(kind, found);
    return found;
  }

  return {
    of: (node) => near.get(node),
    async read(signals, ask) {
      const unread = new Map(signals.filter(({ node }) => !near.has(node.id)).map(({ node }) => [node.id, node.kind]));
      let hasFound = false;
      for (const kind of new Set(unread.values())) {
        if (kind === undefined) continue;
        const ids = [...unread].flatMap(([id, own]) => (own === kind ? [id] : [])).slice(0, idsPerRead);
        const operation = neighbours(kind, await relationshipsOf(kind, ask));
        const found = operation && (await ifKnown(() => ask.transport.run(operation, { ids }, ask.call)));
        for (const id of ids) near.set(id, new Set(found?.get(id)));
        hasFound ||= found !== undefined && found.size > 0;
      }
      return hasFound;
    },
  };
}

/** What only helps to tell more: where the server refuses it, the rest is shown without. */
async function ifKnown<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    const kind = error instanceof InfrahubError ? error.problem.kind : undefined;
    if (kind !== undefined && refusals.includes(kind)) return undefined;
    throw error;
  }
}

const refusals: readonly InfrahubError['problem']['kind'][] = [
  'graphql',
  'too-old',
  'wrong-shape',
  'unreadable-request',
  'forbidden',
  'not-infrahub',
];
