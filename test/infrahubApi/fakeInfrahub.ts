import { buildSchema, execute, parse, validate, type GraphQLSchema } from 'graphql';
import type { TrackingGroupKind } from '../../server/src/infrahub/operations/trackingGroups';
import { derivedSdl } from './derivedSdl';
import { serve } from './httpServer';
import { recording } from './recordings';
import { sendJson, type Handler, type TestServer } from './startServer';

export interface FakeMember {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

export interface FakeGroup {
  readonly id: string;
  readonly kind: TrackingGroupKind;
  readonly name: string;
  readonly description?: string;
  members: FakeMember[];
}

/** By name of the branch; the first one is the default branch. */
export type FakeBranches = Record<string, FakeGroup[]>;

export interface FakeOptions {
  /** Only this token may write; reads are open to all, as by default (facts 4). */
  readonly token?: string;
  /** Answers before the server does; gives true when it has. */
  readonly intercept?: (document: string, ...rest: Parameters<Handler>) => boolean;
  readonly secure?: boolean;
  /** The same on every branch. */
  readonly triggers?: FakeTriggers;
  /** Generators with the ids of the groups of their targets, the same on every branch. */
  readonly definitions?: Readonly<Record<string, string>>;
  /** Groups of targets, on every branch. */
  readonly targets?: readonly FakeTargetGroup[];
}

interface FakeTargetGroup {
  readonly id: string;
  readonly members: readonly FakeMember[];
}

/** Nodes as the server gives them; they may change while it runs. */
export interface FakeTriggers {
  rules: readonly FakeNode[];
  actions: readonly FakeNode[];
}

interface FakeNode {
  readonly __typename: string;
  readonly id: string;
}

/** What a request for a GraphQL document asks. */
interface Asked {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
}

interface Page {
  readonly offset?: number | null;
  readonly limit?: number | null;
  readonly ids?: readonly string[] | null;
}

/** Making it takes longer than most tests that use it. */
const schema = buildSchema(derivedSdl());

/**
 * A server that holds tracking groups and answers our operations: documents are validated and executed against the SDL
 * that follows from a recorded schema, and failures have the form of the recorded ones.
 */
export async function serveInfrahub(branches: FakeBranches, options: FakeOptions = {}): Promise<TestServer> {
  const [defaultBranch = ''] = Object.keys(branches);
  return serve((request, response, message) => {
    const { pathname, searchParams } = new URL(request.url, 'http://host');
    const named = pathname.startsWith('/graphql/') ? decodeURIComponent(pathname.slice(9)) : searchParams.get('branch');
    const groups = branches[named ?? defaultBranch];
    const asked = request.body === '' ? undefined : (JSON.parse(request.body) as Asked);
    if (options.intercept?.(asked?.query ?? request.url, request, response, message)) return;
    if (pathname === '/api/info') return sendJson(response, recording('api_info').response);
    if (!groups) return sendJson(response, { errors: [`Branch: ${named} not found.`] }, 404);
    if (pathname === '/api/schema/summary') return sendJson(response, recording('api_schema_summary').response);
    if (pathname === '/api/schema') return sendJson(response, recording('schema').response);
    if (!asked) return sendJson(response, { errors: [] }, 404);
    if (
      options.token !== undefined &&
      request.token !== options.token &&
      asked.query.trimStart().startsWith('mutation')
    ) {
      const { http_status: status, response: body } = recording('error_wrong_token');
      return sendJson(response, body, status);
    }
    const answer = answerTo(schema, asked, {
      ...rootOf(branches, groups, defaultBranch, options.targets),
      ...rootOfTriggers(options.triggers ?? { rules: [], actions: [] }),
      ...rootOfDefinitions(options.definitions ?? {}),
    });
    return answer === undefined
      ? response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error')
      : sendJson(response, answer);
  }, options);
}

/** Undefined stands for the plain-text 500 of a document or variables that cannot be read. */
function answerTo(schema: GraphQLSchema, { query, variables }: Asked, rootValue: unknown): unknown {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) {
    return { data: null, errors: errors.map(({ message }) => ({ message, extensions: { code: 'UNDEFINED_ERROR' } })) };
  }
  const result = execute({ schema, document, rootValue, variableValues: variables });
  return 'data' in result ? result : undefined;
}

function rootOf(
  branches: FakeBranches,
  groups: FakeGroup[],
  defaultBranch: string,
  targets: readonly FakeTargetGroup[] = [],
) {
  const targetGroups = targets.map((each) => ({ ...each, kind: 'CoreStandardGroup', name: each.id, description: '' }));
  const list = (kind?: TrackingGroupKind) => (page: Page) =>
    paged(
      [...groups, ...targetGroups].filter((group) => kind === undefined || group.kind === kind),
      page,
      (group) => ({
        __typename: group.kind,
        id: group.id,
        display_label: group.name,
        name: { value: group.name },
        description: { value: group.description ?? null },
        members: (members: Page) =>
          paged(group.members, members, ({ id, kind, name }) => ({ __typename: kind, id, display_label: name })),
      }),
    );
  return {
    Branch: Object.keys(branches).map((name) => ({ id: name, name, is_default: name === defaultBranch })),
    AccountProfile: { __typename: 'CoreAccount', id: 'account', display_label: 'Admin' },
    CoreGroup: list(),
    CoreGeneratorGroup: list('CoreGeneratorGroup'),
    CoreGeneratorAwareGroup: list('CoreGeneratorAwareGroup'),
    RelationshipRemove({ data }: { data: { id: string; name: string; nodes: { id: string }[] } }) {
      const group = groups.find(({ id }) => id === data.id);
      if (!group || data.name !== 'members') throw new Error(`Unable to find the node ${data.id} in the database.`);
      const removed = new Set(data.nodes.map(({ id }) => id));
      group.members = group.members.filter(({ id }) => !removed.has(id));
      return { ok: true };
    },
  };
}

function rootOfTriggers({ rules, actions }: FakeTriggers) {
  return {
    CoreTriggerRule: (page: Page) => paged(rules, page, (rule) => rule),
    CoreAction: (page: Page) => paged(actions, page, (action) => action),
  };
}

function rootOfDefinitions(definitions: Readonly<Record<string, string>>) {
  const all = Object.entries(definitions).map(([name, group]) => ({
    id: name,
    name: { value: name },
    class_name: { value: 'Generator' },
    file_path: { value: 'generator.py' },
    execute_after_merge: { value: false },
    parameters: { value: {} },
    query: { node: null },
    repository: { node: null },
    targets: { node: { __typename: 'CoreStandardGroup', id: group, display_label: group, members: { count: 1 } } },
  }));
  return { CoreGeneratorDefinition: (page: Page) => paged(all, page, (each) => each) };
}

function paged<T extends { readonly id: string }>(
  all: readonly T[],
  { offset, limit, ids }: Page,
  map: (each: T) => unknown,
) {
  const found = ids ? all.filter(({ id }) => ids.includes(id)) : all;
  const from = offset ?? 0;
  const items = found.slice(from, limit ? from + limit : undefined);
  return { count: found.length, edges: items.map((each) => ({ node: map(each) })) };
}
