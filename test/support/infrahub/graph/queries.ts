import { refuse } from '../world/refusal';
import { defaultBranch, textOf, type Branch, type EventRecord, type Scope, type TaskRecord } from '../world/world';
import { accountView, compareTimes } from './nodes';

type Given = Readonly<Record<string, unknown>>;
type Root = (scope: Scope, given: Given) => unknown;

/** Fields of Query that do not follow from kinds. */
export const queryRoots: Readonly<Record<string, Root>> = {
  AccountProfile(scope) {
    if (scope.account.id === '') {
      refuse('Authentication is required to perform this operation', { code: 'AUTHENTICATION_REQUIRED', status: 401 });
    }
    return accountView(scope, scope.account.id);
  },
  Branch: ({ world }, { ids, name }) =>
    [...world.branches.values()]
      .filter((branch) => (ids ? (ids as string[]).includes(branch.id) : true) && (name ? branch.name === name : true))
      .map(branchView),
  InfrahubBranch({ world }, { offset, limit, name__value }) {
    const all = [...world.branches.values()].filter(({ name }) => (name__value ? name === name__value : true));
    const held = (branch: Branch): Given =>
      Object.fromEntries(
        Object.entries(branchView(branch)).map(([key, value]) => [key, key === 'id' ? value : { value }]),
      );
    const from = Number(offset ?? 0);
    const items = all.slice(from, limit ? from + Number(limit) : undefined);
    return {
      count: all.length,
      default_branch: held(defaultBranch(world)),
      edges: items.map((each) => ({ node: held(each) })),
    };
  },
  InfrahubInfo: () => ({ deployment_id: 'demo', version: '1.11.9' }),
  InfrahubStatus: () => ({
    summary: { schema_hash_synced: true, active_workers: 2, redis_version: null },
    workers: {
      edges: ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'].map((id) => ({
        node: { id, active: true, schema_hash: null },
      })),
    },
  }),
  InfrahubPermissions: () => ({ global_permissions: null, object_permissions: null }),
  InfrahubAccountToken: ({ world }) => ({
    count: world.tokens.size,
    edges: [...world.tokens.values()].map((node) => ({ node: { ...node, expiration: node.expiration ?? null } })),
  }),
  InfrahubTask: tasks,
  InfrahubTaskBranchStatus: ({ world }, { branch }) => {
    const open = world.tasks.filter(
      (task) => task.conclusion === 'unknown' && (branch ? task.branch === branch : true),
    );
    return { count: open.length, edges: open.map((node) => ({ node })) };
  },
  InfrahubEvent: events,
};

export function branchView(branch: Branch) {
  return {
    id: branch.id,
    name: branch.name,
    description: branch.description,
    origin_branch: 'main',
    branched_from: branch.branchedFrom.replace('+00:00', 'Z'),
    created_at: branch.createdAt.replace('+00:00', 'Z'),
    sync_with_git: branch.syncWithGit,
    is_default: branch.isDefault,
    is_isolated: !branch.isDefault,
    has_schema_changes: false,
    schema_differs_from_default_branch: false,
    status: 'OPEN',
    graph_version: 1,
  };
}

/** Undefined or null lets everything through. */
function isAmong(wanted: unknown, values: readonly (string | null)[]): boolean {
  if (wanted === null || wanted === undefined) return true;
  const list = Array.isArray(wanted) ? (wanted as unknown[]) : [wanted];
  return values.some((value) => value !== null && list.includes(value));
}

function tasks({ world }: Scope, given: Given) {
  const limit = Number(given['limit'] ?? 10);
  if (limit > 200) {
    const detail = "{'detail': 'Invalid limit: must be less than or equal to 200.'}";
    refuse(
      `Client error '422 Unprocessable Entity' for url 'http://127.0.0.1:4200/api/flow_runs/filter' - Response: ${detail} - For more information check: https://developer.mozilla.org/en-US/docs/Web/HTTP/Status/422`,
      { code: 'UNDEFINED_ERROR', status: 500 },
    );
  }
  const wrong = ((given['ids'] ?? []) as string[]).find(
    (id) => !/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id),
  );
  if (wrong !== undefined) refuse(`'${wrong}' is not a valid task id`, { code: 'UNDEFINED_ERROR', status: 422 });
  const found = world.tasks.toReversed().filter(
    (task) =>
      isAmong(given['ids'], [task.id]) &&
      isAmong(given['branch'], [task.branch]) &&
      isAmong(given['workflow'], [task.workflow]) &&
      isAmong(given['state'], [task.state]) &&
      isAmong(
        given['related_node__ids'],
        task.related_nodes.map(({ id }) => id),
      ) &&
      (given['q'] ? task.title.includes(textOf(given['q'])) : true),
  );
  const from = Number(given['offset'] ?? 0);
  const shown = found.slice(from, from + limit);
  return { count: found.length, edges: shown.map((task) => ({ node: withLogs(task, given) })) };
}

function withLogs(task: TaskRecord, given: Given) {
  const from = Number(given['log_offset'] ?? 0);
  const lines = task.logLines.slice(from, given['log_limit'] ? from + Number(given['log_limit']) : undefined);
  const [first] = task.related_nodes;
  const logs = { count: task.logLines.length, edges: lines.map((line) => ({ node: { ...line, task_id: task.id } })) };
  return { ...task, related_node: first?.id ?? null, related_node_kind: first?.kind ?? null, logs };
}

function events({ world }: Scope, given: Given) {
  const limit = Number(given['limit'] ?? 10);
  if (limit > 50) refuse("The parameter 'limit' can't be above 50", { code: 'UNDEFINED_ERROR', status: 422 });
  const time = (name: string): string | undefined => (typeof given[name] === 'string' ? given[name] : undefined);
  const [since, until] = [time('since'), time('until')];
  const isWanted = (event: EventRecord): boolean =>
    isAmong(given['branches'], [event.branch]) &&
    isAmong(given['event_type'], [event.event]) &&
    isAmong(given['primary_node__ids'], [event.primary_node.id]) &&
    isAmong(
      given['related_node__ids'],
      event.related_nodes.map(({ id }) => id),
    ) &&
    isAmong(given['parent__ids'], [event.parent_id]) &&
    isAmong(given['account__ids'], [event.account_id]) &&
    isAmong(given['ids'], [event.id]) &&
    (typeof given['level'] === 'number' ? event.level === given['level'] : true) &&
    (typeof given['has_children'] === 'boolean' ? event.has_children === given['has_children'] : true) &&
    (since === undefined || compareTimes(event.occurred_at, since) >= 0) &&
    (until === undefined || compareTimes(event.occurred_at, until) <= 0);
  const found = world.events.filter(isWanted);
  const sorted = given['order'] === 'ASC' ? found : found.toReversed();
  const from = Number(given['offset'] ?? 0);
  return { count: found.length, edges: sorted.slice(from, from + limit).map((node) => ({ node })) };
}
