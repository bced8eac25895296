import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { printSchema } from 'graphql';
import { sendJson, startServer, type Received, type TestServer } from '../../infrahubApi/startServer';
import { createAnswerer, type Asked } from './graph/answer';
import { serverSchema } from './graph/schema';
import { openWorld } from './openWorld';
import { withoutIds, type Recording } from './recordings';
import { kindSchema, schemaAnswer, schemaSummary } from './rest';
import { createEngine } from './run/engine';
import { createClock, freshId } from './world/clock';
import { defaultBranch, makeBranch, type Scope, type World } from './world/world';

export interface DemoOptions {
  /** Folder of a repository with a `.infrahub.yml`. */
  readonly repository: string;
  /** What runs of its generators do; without it they fail and say why. */
  readonly recording?: Recording;
  /** Default: a free one. */
  readonly port?: number;
  /** Branches that exist besides the default one. */
  readonly branches?: readonly string[];
  /** Length of a second of a real server in seconds; default 0.25. */
  readonly pace?: number;
  readonly token?: string;
  /** Folder of this repository; default: the current one. */
  readonly root?: string;
}

export interface DemoServer {
  readonly address: string;
  readonly token: string;
  readonly world: World;
  readonly received: readonly Received[];
  close(): Promise<void>;
}

const password = 'infrahub';
const anonymous = { id: '', label: '' };

/** Serves the schema and the objects of a repository as an Infrahub would, on loopback. It runs no Python. */
export async function startDemoServer(options: DemoOptions): Promise<DemoServer> {
  const { repository, recording, port = 0, branches = [], pace = 0.25, token = randomUUID() } = options;
  const clock = createClock(pace);
  const world = await openWorld(repository, { clock, token });
  for (const name of branches) {
    const from = defaultBranch(world);
    world.branches.set(name, makeBranch(name, { from, at: clock.now(), commit: from.commit }));
  }
  const { schema } = serverSchema(world.kinds, options.root);
  const answerer = createAnswerer(schema);
  const engine = createEngine({
    world,
    recording,
    dataOf(scope, query, variables) {
      const read = new Set<string>();
      const data = answerer.dataOf({ query, variables }, { scope, engine, hasPassword: false, read });
      return { data: withoutIds(data), read: [...read] };
    },
  });
  const passes = new Set<string>();

  async function answer(request: Received, response: ServerResponse): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url, 'http://host');
    if (pathname === '/api/config') return sendJson(response, config(server.address));
    const who = whoAsks(world, passes, request);
    if (who === 'refused') return sendJson(response, wrongToken(pathname), 401);
    if (pathname === '/api/auth/login') {
      const { username, password: given } = JSON.parse(request.body) as { username?: string; password?: string };
      if (username !== 'admin' || given !== password) return sendJson(response, loginRefused, 401);
      const pass = freshId();
      passes.add(pass);
      return sendJson(response, { access_token: pass, refresh_token: freshId() });
    }
    if (pathname === '/api/info') return sendJson(response, { deployment_id: 'demo', version: '1.11.9' });
    const isGraphql = /^\/graphql(?:\/|$)/.test(pathname);
    const named = isGraphql
      ? decodeURIComponent(pathname.slice('/graphql/'.length))
      : (searchParams.get('branch') ?? '');
    const branch = named === '' ? defaultBranch(world) : world.branches.get(named);
    if (!branch) {
      const message = `Branch: ${named} not found.`;
      if (isGraphql) return sendJson(response, { errors: [message] }, 404);
      return sendJson(response, { data: null, errors: [{ message, extensions: { code: 400 } }] }, 400);
    }
    if (pathname === '/api/schema/summary') return sendJson(response, schemaSummary(world.kinds));
    if (pathname === '/api/schema')
      return sendJson(response, schemaAnswer(world.kinds, searchParams.getAll('namespaces')));
    if (pathname.startsWith('/api/schema/')) {
      const name = pathname.slice('/api/schema/'.length);
      const found = kindSchema(world.kinds, name);
      if (found) return sendJson(response, found);
      const message = `Unable to find the schema '${name}' in the registry`;
      return sendJson(response, { data: null, errors: [{ message, extensions: { code: 422 } }] }, 422);
    }
    if (pathname === '/schema.graphql')
      return response.writeHead(200, { 'Content-Type': 'text/plain' }).end(printSchema(schema));
    if (request.method === 'GET' && !/^\/(?:api|graphql)(?:\/|$)/.test(pathname)) {
      return response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(noWebPages);
    }
    if (!isGraphql || request.method !== 'POST')
      return sendJson(response, { data: null, errors: [{ message: 'Not Found' }] }, 404);
    const asked = readAsked(request.body);
    if (!asked) return sendJson(response, { errors: ['The body of the request is no JSON.'] }, 400);
    if (who === 'nobody' && answerer.isMutation(asked.query)) {
      const message = 'Authentication is required to perform this operation';
      return sendJson(response, authentication(message), 401);
    }
    const account = who === 'nobody' ? anonymous : world.admin;
    const scope: Scope = { world, branch, account };
    const body = await answerer.answer(asked, { scope, engine, hasPassword: who === 'person' });
    return body === undefined
      ? response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error')
      : sendJson(response, body);
  }

  const server: TestServer = await startServer(
    (request, response) =>
      answer(request, response).catch((error: unknown) => {
        console.error(error);
        response.writeHead(500, { 'Content-Type': 'text/plain' }).end('Internal Server Error');
      }),
    undefined,
    port,
  );
  return {
    address: server.address,
    token,
    world,
    received: server.received,
    close: () => {
      clock.stop();
      return server.close();
    },
  };
}

/** A token's account, a person who signed in by password, nobody, or somebody with a wrong token. */
function whoAsks(
  world: World,
  passes: ReadonlySet<string>,
  { token, bearer }: Received,
): 'token' | 'person' | 'nobody' | 'refused' {
  if (bearer !== undefined) return passes.has(bearer) ? 'person' : 'refused';
  if (token === undefined) return 'nobody';
  const held = world.tokens.get(token);
  const isOver = held?.expiration !== undefined && Date.parse(held.expiration) < Date.now();
  return held && !isOver ? 'token' : 'refused';
}

function readAsked(body: string): Asked | undefined {
  try {
    return JSON.parse(body) as Asked;
  } catch {
    return undefined;
  }
}

const noWebPages = `This is the demo server of Cascade for Infrahub. It has no web pages, a real Infrahub has:
npm start -- --server URL
`;

const authentication = (message: string) => ({
  data: null,
  errors: [{ message, extensions: { code: 'AUTHENTICATION_REQUIRED', http_status: 401, data: {} } }],
});
const loginRefused = { data: null, errors: [{ message: 'Incorrect password', extensions: { code: 401 } }] };

function wrongToken(pathname: string) {
  if (pathname.startsWith('/graphql')) return authentication('Invalid token');
  return { data: null, errors: [{ message: 'Invalid token', extensions: { code: 401 } }] };
}

/** Of `GET /api/config`, what clients use (facts 4). */
function config(address: string) {
  return {
    main: { internal_address: address, allow_anonymous_access: true, public_url: null },
    sso: { providers: [], enabled: false },
    installation_type: 'community',
  };
}
