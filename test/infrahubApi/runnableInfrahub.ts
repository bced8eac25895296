import { sendJson, type Handler } from './startServer';

/** A member of a group. */
export interface FakeNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** What a server with one generator holds; it may change while it runs. */
export interface Runnable {
  branches: readonly string[];
  /** Definition by branch; none: the branch does not have it. */
  generator: { readonly id: string; readonly name: string; readonly branches: readonly string[] };
  members: readonly FakeNode[];
  /** Nodes that are in no group. */
  others?: readonly FakeNode[];
  /** What the group is said to hold; default: its members. */
  memberCount?: number;
  /** Members of the one tracking group, before and after a run. */
  tracked: readonly FakeNode[];
  trackedAfter?: readonly FakeNode[];
  commits: Readonly<Record<string, string | null>>;
  activeWorkers: number;
  goneWorkers: number;
  configuring: number;
  agnostic: readonly string[];
  /** Kinds whose changes start the generator by a rule. */
  watched?: readonly string[];
  /** Answers nothing about the schema. */
  hidesSchema: boolean;
  /** Refuses to tell rules, and which objects are members of groups. */
  hidesTargets?: boolean;
  /** Refuses to tell tracking groups. */
  hidesGroups?: boolean;
  /** What the run ends as. */
  ending: 'COMPLETED' | 'FAILED';
  /** Once a run was started: takes the token no more, or does not know the task. */
  afterStart?: 'refuses' | 'forgets';
  /** Variables of the mutation, once it came. */
  started?: { readonly branch: string; readonly nodes: readonly string[] };
}

export const taskId = '1bbba6f5-8d9a-482c-9338-f08436e6f5ec';

/** A server of which the first branch is the default one. */
export function runnable(parts: Partial<Runnable> = {}): Runnable {
  const racks = ['r1', 'r2', 'r3'].map((name) => ({ id: `id-${name}`, kind: 'LocationRack', name }));
  return {
    branches: ['main', 'work'],
    generator: { id: 'definition', name: 'generate-rack', branches: ['main', 'work'] },
    members: racks,
    tracked: [],
    commits: { main: 'c43b92b48254babb575cfe0ff40ae1ed382d3905', work: 'c43b92b48254babb575cfe0ff40ae1ed382d3905' },
    activeWorkers: 2,
    goneWorkers: 0,
    configuring: 0,
    agnostic: [],
    hidesSchema: false,
    ending: 'COMPLETED',
    ...parts,
  };
}

interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

const list = (nodes: readonly object[], count = nodes.length) => ({ count, edges: nodes.map((node) => ({ node })) });
const value = (held: unknown) => ({ value: held });
const shown = ({ id, kind, name }: FakeNode) => ({ __typename: kind, id, display_label: name });

const action = { id: 'action', display_label: 'run', name: value('run') };
const ruleOf = (kind: string) => ({
  __typename: 'CoreNodeTriggerRule',
  id: `rule-${kind}`,
  name: value(`rule-${kind}`),
  active: value(true),
  branch_scope: value('other_branches'),
  action: { node: action },
  node_kind: value(kind),
  mutation_action: value('updated'),
  matches: list([]),
});

/** Answers everything that running a generator asks. */
export function answerRuns(server: Runnable): Handler {
  return ({ url, body }, response) => {
    if (server.started && server.afterStart === 'refuses') {
      return sendJson(response, { errors: [{ message: 'Invalid token' }] }, 401);
    }
    const { pathname, searchParams } = new URL(url, 'http://host');
    const named = pathname.startsWith('/graphql/') ? decodeURIComponent(pathname.slice(9)) : searchParams.get('branch');
    const branch = named ?? server.branches[0] ?? '';
    if (pathname === '/api/schema') {
      return server.hidesSchema ? sendJson(response, {}, 500) : sendJson(response, schemaOf(server));
    }
    const asked = (body === '' ? { query: '', variables: {} } : JSON.parse(body)) as Asked;
    const name = /(?:query|mutation) (\w+)/.exec(asked.query)?.[1] ?? '';
    const hidden = [
      ...(server.hidesTargets ? ['CascadeTriggerRules', 'CascadeMembersAmong'] : []),
      ...(server.hidesGroups ? ['CascadeNamedGroups'] : []),
    ];
    if (hidden.includes(name)) {
      return sendJson(response, { data: null, errors: [{ message: 'not today' }] });
    }
    const data = answers[name]?.(server, { ...asked, branch });
    return data ? sendJson(response, { data }) : sendJson(response, { errors: [`No answer to ${name}`] }, 500);
  };
}

function schemaOf({ agnostic }: Runnable) {
  const nodes = [...new Set(['LocationRack', 'NetworkDevice', ...agnostic])].map((kind) => {
    const [, namespace = '', name = ''] = /^([A-Z][a-z]+)(.+)$/.exec(kind) ?? [];
    return { namespace, name, branch: agnostic.includes(kind) ? 'agnostic' : 'aware' };
  });
  const generics = [{ namespace: 'Generator', name: 'Target', used_by: ['LocationRack'] }];
  return { main: 'hash', nodes, generics };
}

type Answer = (server: Runnable, asked: Asked & { readonly branch: string }) => object;

const answers: Readonly<Record<string, Answer>> = {
  CascadeAccount: () => ({ AccountProfile: { id: 'account', display_label: 'Ada' } }),
  CascadeBranches: ({ branches }) => ({
    Branch: branches.map((name, index) => ({ name, is_default: index === 0, description: '' })),
  }),
  CascadeGeneratorDefinitions: ({ generator, members, memberCount }, { branch }) => ({
    CoreGeneratorDefinition: list(
      generator.branches.includes(branch)
        ? [
            {
              id: generator.id,
              name: value(generator.name),
              class_name: value('RackGenerator'),
              file_path: value('generators/generate_rack.py'),
              execute_after_merge: value(false),
              parameters: value({ rack_name: 'name__value' }),
              query: { node: { id: 'query', display_label: 'generate_rack', name: value('generate_rack') } },
              repository: { node: { id: 'repository', display_label: 'demo' } },
              targets: {
                node: { id: 'group', display_label: 'racks', members: { count: memberCount ?? members.length } },
              },
            },
          ]
        : [],
    ),
  }),
  CascadeGroupMembers: ({ members: targets, memberCount: targetCount, ...held }, { variables }) => {
    const isTracking = variables['group'] === 'tracking';
    const [members, memberCount] = isTracking ? [held.tracked, undefined] : [targets, targetCount];
    const [offset, limit] = [Number(variables['offset']), Number(variables['limit'])];
    const page = members.slice(offset, offset + limit).map(shown);
    return { CoreGroup: list([{ id: 'group', members: list(page, memberCount ?? members.length) }]) };
  },
  CascadeSearchMembers: ({ members }, { variables }) => ({
    CoreNode: list(members.filter(({ name }) => name.includes(String(variables['text']))).map(shown)),
  }),
  CascadeMembersAmong: ({ members }, { variables }) => {
    const ids = variables['ids'] as readonly string[];
    const isAsked = (variables['groups'] as readonly string[]).includes('group');
    return { CoreNode: list(members.filter(({ id }) => isAsked && ids.includes(id)).map(shown)) };
  },
  CascadeTriggerRules: ({ watched = [] }) => ({
    CoreTriggerRule: list(watched.map((kind) => ruleOf(kind))),
  }),
  CascadeTriggerActions: () => ({
    CoreAction: list([{ __typename: 'CoreGeneratorAction', ...action, generator: { node: null } }]),
  }),
  CascadeExistingNodes: ({ members, others = [], trackedAfter = [] }, { variables }) => {
    const ids = variables['ids'] as readonly string[];
    const before = [...members, ...others].map((each) => ({ node: shown(each) }));
    const made = trackedAfter.map((each) => ({ node: shown(each), node_metadata: { created_at: at(59) } }));
    const edges = [...before, ...made].filter(({ node }) => ids.includes(node.id));
    return { CoreNode: { count: edges.length, edges } };
  },
  CascadeWorkers: ({ activeWorkers, goneWorkers }) => ({
    InfrahubStatus: {
      workers: {
        edges: Array.from({ length: activeWorkers + goneWorkers }, (_, at) => ({
          node: { id: String(at), active: at < activeWorkers },
        })),
      },
    },
  }),
  CascadeRepositoryCommits: ({ commits }, { branch }) => ({
    CoreGenericRepository: list([
      { id: 'repository', name: value('demo'), sync_status: value('in-sync'), commit: value(commits[branch] ?? null) },
    ]),
  }),
  CascadeTargetValues: ({ members }) => ({
    targets: list(members.map(({ id, name }) => ({ id, v0: value(name) }))),
  }),
  CascadeNamedGroups: ({ generator, tracked, trackedAfter, started }, { variables }) => {
    const all = started && trackedAfter ? trackedAfter : tracked;
    const members = list(all.slice(0, Number(variables['members'])).map(shown), all.length);
    const name = value(`${generator.name}-0ffa7d435d0d07ad376860d57ec3b79e`);
    return { CoreGroup: list([{ __typename: 'CoreGeneratorAwareGroup', id: 'tracking', name, members }]) };
  },
  CascadeTasks: (server, { variables }) => ({ InfrahubTask: tasksOf(server, variables) }),
  CascadeTaskLogs: (server) => ({ InfrahubTask: list([{ id: taskId, logs: list(logOf(server)) }]) }),
  CascadeRunGenerator: (server, { variables, branch }) => {
    server.started = { branch, nodes: variables['nodes'] as readonly string[] };
    return { CoreGeneratorDefinitionRun: { ok: true, task: { id: taskId } } };
  },
};

const at = (second: number): string => `2026-11-22T11:40:${String(second).padStart(2, '0')}+00:00`;

function tasksOf(server: Runnable, variables: Asked['variables']) {
  const workflow = (variables['workflow'] as readonly string[] | undefined) ?? [];
  if (workflow.includes('configure-action-rules')) {
    return list(
      Array.from({ length: Math.min(1, server.configuring) }, () => taskOf('SCHEDULED', 'configure-action-rules', {})),
      server.configuring,
    );
  }
  const { started, generator, members, ending } = server;
  if (!started || (server.afterStart === 'forgets' && variables['ids'])) return list([]);
  const definition = { definition_id: generator.id };
  if (variables['ids']) {
    const model = { generator_definition: definition, branch: started.branch, target_members: started.nodes };
    return list([{ ...taskOf(ending, 'request-generator-definition-run', { model }), id: taskId }]);
  }
  const targets = members.filter(({ id }) => started.nodes.length === 0 || started.nodes.includes(id));
  const runs = targets.map(({ id, name }, index) => {
    const model = { generator_definition: definition, branch_name: started.branch, target_id: id, target_name: name };
    const task = `1bbba6f5-8d9a-482c-9338-00000000000${index}`;
    return { ...taskOf(ending, 'generator-run', { model }), id: task, created_at: at(2) };
  });
  return list(runs);
}

function taskOf(state: string, workflow: string, parameters: object) {
  return { id: taskId, workflow, state, created_at: at(1), updated_at: at(9), start_time: at(2), parameters };
}

function logOf({ ending }: Runnable): object[] {
  const info = { timestamp: at(3), severity: 'info', message: 'Generating…' };
  const message =
    'Traceback (most recent call last):\n  File "x"\n    y()\nRuntimeError: Pod p1 is not fully generated.';
  return ending === 'FAILED' ? [info, { timestamp: at(4), severity: 'error', message }] : [info];
}
