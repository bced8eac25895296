import { readAddress } from '../../../server/src/infrahub/address';
import { InfrahubError, type Problem } from '../../../server/src/infrahub/infrahubError';
import type { Transport } from '../../../server/src/infrahub/transport';
import type { Access } from '../../../client/src/connection/access';
import type { Server } from '../../../client/src/connection/servers';
import { recordedData, recording } from '../../infrahubApi/recordings';

/** A target as a server holds it; `checksum` of an attribute with its times, as recorded. */
export interface HeldTarget {
  readonly __typename: string;
  readonly id: string;
  readonly display_label: string;
  readonly checksum?: { readonly value: string | null; readonly updated_at: string };
  readonly role?: { readonly value: string };
  readonly name?: { readonly value: string };
  readonly parent?: HeldTarget;
}

interface HeldInstance {
  readonly id: string;
  readonly status: { readonly value: string; readonly updated_at: string };
  readonly object: { readonly node: { readonly id: string } };
  readonly definition: { readonly node: { readonly id: string } };
}

interface Held<Node> {
  readonly edges: readonly { readonly node: Node }[];
}

/** What a server holds on one branch; may change while it is asked. */
export interface World {
  /** Targets by the id of their group. */
  targets: Record<string, readonly HeldTarget[]>;
  instances: readonly HeldInstance[];
  tasks: readonly {
    readonly workflow: string;
    readonly state: string;
    readonly branch?: string | null | undefined;
    readonly parameters?: unknown;
  }[];
  definitions: readonly { readonly id: string }[];
  rules: readonly { readonly action: unknown }[];
  /** Kinds of the default branch; missing: as they were recorded. */
  kinds?: readonly string[];
  /** Answers instead of the server, by the name of the query. */
  fail: Partial<Record<string, Problem>>;
}

export const ids = {
  pods: '18ea59c7-fca3-6e7b-e3b3-128fb6b8305c',
  racks: '18ea59c8-0495-a59d-e387-128fcecc579c',
  podGenerator: '18ea59e8-a08b-0b7e-e3dc-128f75836993',
  rackGenerator: '18ea59e8-b19c-a071-e32f-128ff8f89188',
  p1: '18ea59de-c973-b53f-e3f1-128fb2954fe0',
  r1: '18ea59df-4027-0b20-e339-128fb8b1abac',
} as const;

const nodesOf = <Node>(name: string, field: string): Node[] =>
  (recordedData(name)[field] as never as Held<Node>).edges.map(({ node }) => node);

/** A server as it was recorded after a cascade from a pod to its two racks. */
export function recordedWorld(): World {
  const targets = nodesOf<HeldTarget>('targets_generic', 'GeneratorTarget');
  const ofKind = (kind: string): HeldTarget[] => targets.filter(({ __typename }) => __typename === kind);
  return {
    targets: { [ids.pods]: ofKind('NetworkPod'), [ids.racks]: ofKind('LocationRack') },
    instances: nodesOf('generator_instances', 'CoreGeneratorInstance'),
    tasks: nodesOf('tasks_cascade', 'InfrahubTask'),
    definitions: nodesOf('generator_definitions', 'CoreGeneratorDefinition'),
    rules: nodesOf('trigger_rules', 'CoreTriggerRule'),
    fail: {},
  };
}

const list = (nodes: readonly unknown[], count = nodes.length) => ({ count, edges: nodes.map((node) => ({ node })) });

interface Variables {
  readonly offset?: number;
  readonly limit?: number;
  readonly group?: string;
  readonly groups?: readonly string[];
  readonly text?: string;
  readonly definition?: string;
  readonly targets?: readonly string[];
  readonly ids?: readonly string[];
  readonly status?: string;
  readonly workflow?: readonly string[];
  readonly state?: readonly string[];
  readonly branch?: string;
  readonly id?: string;
}

/** Name and alias of each field that a document asks of a kind. */
function aliasesIn(document: string, kind: string): readonly (readonly [alias: string, name: string])[] {
  const inlined = document.split('... on ').find((part) => part.startsWith(`${kind} `)) ?? '';
  const direct = document.includes(`targets: ${kind}(`) ? document : '';
  return [...(inlined + direct).matchAll(/(k\d+_\w+): (\w+)/g)].map(([, alias = '', name = '']) => [alias, name]);
}

/** What targets say to the fields of a document, under their aliases. */
function answered(targets: readonly HeldTarget[], document: string): object[] {
  const kinds = new Set(targets.map(({ __typename }) => __typename));
  const aliases = new Map([...kinds].map((kind) => [kind, aliasesIn(document, kind)]));
  return targets.map((target) => {
    const { __typename, id, display_label } = target;
    const held: Readonly<Record<string, unknown>> = { ...target, parent: target.parent && { node: target.parent } };
    const fields = aliases.get(__typename)?.map(([alias, name]) => [alias, held[name] ?? null]) ?? [];
    return { __typename, id, display_label, ...Object.fromEntries(fields) };
  });
}

/** A transport that answers from a world, and the names of the queries that it was asked. */
export function fakeTransport(world: World): {
  readonly transport: Transport;
  readonly asked: string[];
  /** Variables of the mutations. */
  readonly written: unknown[];
} {
  const asked: string[] = [];
  const written: unknown[] = [];
  const page = (nodes: readonly unknown[], { offset = 0, limit = 1 }: Variables) =>
    list(nodes.slice(offset, offset + limit), nodes.length);
  const answer = (name: string, document: string, variables: Variables): unknown => {
    switch (name) {
      case 'CascadeAccount':
        return { AccountProfile: { id: 'account', display_label: 'Ada' } };
      case 'CascadeGeneratorDefinitions':
        return { CoreGeneratorDefinition: page(world.definitions, variables) };
      case 'CascadeTriggerRules':
        return { CoreTriggerRule: page(world.rules, variables) };
      case 'CascadeTriggerActions': {
        const actions = world.rules.map(({ action }) => (action as { readonly node: { readonly id: string } }).node);
        return { CoreAction: page([...new Map(actions.map((each) => [each.id, each])).values()], variables) };
      }
      case 'CascadeTasks':
        return {
          InfrahubTask: page(
            world.tasks.filter(
              ({ workflow, state, branch }) =>
                variables.workflow?.includes(workflow) &&
                (variables.state?.includes(state) ?? true) &&
                (variables.branch === undefined || variables.branch === branch),
            ),
            variables,
          ),
        };
      case 'CascadeTargets': {
        const nodes = world.targets[variables.group ?? ''];
        if (!nodes) return { CoreGroup: list([]) };
        const { offset = 0, limit = 1 } = variables;
        const members = answered(nodes.slice(offset, offset + limit), document);
        return { CoreGroup: list([{ id: variables.group, members: list(members, nodes.length) }]) };
      }
      case 'CascadeSearchTargets': {
        const { groups = [], text = '', offset = 0, limit = 1 } = variables;
        const found = groups
          .flatMap((group) => world.targets[group] ?? [])
          .filter((each) => each.display_label.includes(text) || each.role?.value.includes(text));
        return { CoreNode: list(answered(found.slice(offset, offset + limit), document), found.length) };
      }
      case 'CascadeTargetsAmong': {
        const { groups = [], ids: wanted = [], limit = 1 } = variables;
        const among = new Set(wanted);
        const found = groups.flatMap((group) => world.targets[group] ?? []).filter(({ id }) => among.has(id));
        return { CoreNode: list(answered(found.slice(0, limit), document), found.length) };
      }
      case 'CascadeTarget': {
        const found = Object.values(world.targets)
          .flat()
          .filter(({ id }) => id === variables.id);
        return { targets: list(answered(found, document)) };
      }
      case 'CascadeGeneratorInstances': {
        const wanted = new Set(variables.targets);
        const found = world.instances.filter(
          ({ object, definition }) => wanted.has(object.node.id) && definition.node.id === variables.definition,
        );
        return { CoreGeneratorInstance: page(found, variables) };
      }
      case 'CascadeFailedInstances': {
        const found = world.instances.filter(
          ({ status, definition }) => status.value === variables.status && definition.node.id === variables.definition,
        );
        return { CoreGeneratorInstance: page(found, variables) };
      }
      case 'CascadeClearSignal':
        return { update: { ok: true } };
      case 'CascadeSetRuleActive':
        return { written: { ok: true } };
      default:
        throw new Error(`nobody answers ${name}`);
    }
  };
  const read = readAddress('http://lab.test');
  if (!read.ok) throw new Error(read.reason);
  const { address } = read;
  const transport: Transport = {
    address,
    hasToken: true,
    async run(operation, variables) {
      const [, name = ''] = /(?:query|mutation) (\w+)/.exec(operation.document) ?? [];
      asked.push(name);
      const problem = world.fail[name];
      if (name === 'CascadeClearSignal') written.push(variables);
      if (problem) throw new InfrahubError(operation.title, address.origin, problem);
      const checked = operation.checkVariables(variables);
      if (!checked.ok) throw new Error(`wrong variables at ${checked.path}`);
      const value = operation.read(answer(name, operation.document, checked.value));
      if (!value.ok)
        throw new InfrahubError(operation.title, address.origin, { kind: 'wrong-shape', path: value.path });
      return value.value;
    },
    post: () => Promise.reject(new Error('nothing is posted')),
    async get(resource, parameters) {
      const path = resource.path(parameters);
      asked.push(path);
      const problem = world.fail[path];
      if (problem) throw new InfrahubError(resource.title, address.origin, problem);
      const summary = world.kinds
        ? { main: 'hash', nodes: Object.fromEntries(world.kinds.map((kind) => [kind, 'hash'])) }
        : recording('api_schema_summary').response;
      const value = resource.read(path.endsWith('/summary') ? summary : recording('schema').response);
      if (!value.ok) throw new Error(`wrong shape at ${value.path}`);
      return value.value;
    },
  };
  return { transport, asked, written };
}

/** The way to a fake server on a branch; the cascade was recorded on `exp3`. */
export function openAccess(transport: Transport, branch = { name: 'exp3', isDefault: false }): Access {
  const server: Server = { name: 'Lab', address: transport.address, insecure: false, source: 'user' };
  return { kind: 'open', server, transport, branch };
}
