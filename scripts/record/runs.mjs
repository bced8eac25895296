// Makes recorded runs of what a server tells about its tasks, events and objects (types: test/support/infrahub/recordings.ts).
import { createHash } from 'node:crypto';
import { eventsSince, nodesOf, tasksOf } from './server.mjs';

/** Lines that every task has. */
const noise =
  /^(?:Worker '|Flow run '|Beginning (?:sub)?flow run|Finished in state|Encountered exception during execution)/;

/**
 * The generator runs on a branch since a moment.
 * @param {{ branch: string, since: string, layers: readonly string[] }} options layers: generators, the first one first
 */
export async function recordedRuns(server, { branch, since, layers }) {
  const tasks = (await tasksOf(server, ['generator-run'], { logs: true })).filter(
    ({ created_at, parameters }) => created_at >= since && parameters?.model?.branch_name === branch,
  );
  const events = await eventsSince(server, branch, since);
  const reader = createReader(server, branch);
  const runs = [];
  for (const task of tasks.toReversed()) runs.push(await recordedRun({ task, tasks, events, reader, layers }));
  return runs;
}

async function recordedRun({ task, tasks, events, reader, layers }) {
  const { model } = task.parameters;
  const { definition_name: generator } = model.generator_definition;
  const start = Date.parse(task.start_time);
  const after = (time) => Math.max(0, Math.round((Date.parse(time) - start) / 100) / 10);
  const isFailure = task.state !== 'COMPLETED';
  const inside = events.filter(({ occurred_at }) => occurred_at >= task.start_time && occurred_at <= task.updated_at);

  const members = await reader.trackedBy(model);
  const signals = [];
  for (const { event, primary_node: node, attributes, occurred_at } of inside) {
    const written = (attributes ?? []).filter(({ name }) => name === 'checksum');
    if (event !== 'infrahub.node.updated' || written.length === 0) continue;
    const object = await reader.object(node);
    if (!object || !belongsTo({ object, at: occurred_at, task, tasks })) continue;
    const tracked = members.some(({ id }) => id === node.id);
    signals.push({ kind: node.kind, name: object.name, attribute: 'checksum', tracked, after: after(occurred_at) });
  }
  const signalled = new Set(signals.map(({ name }) => name));
  const objects = [];
  for (const member of members) {
    const object = await reader.object({ id: member.id, kind: member.__typename });
    if (isFailure || !object || signalled.has(object.name)) continue;
    const made = inside.find(
      ({ event, primary_node }) => event === 'infrahub.node.created' && primary_node.id === member.id,
    );
    const { kind, name, attributes, relationships } = object;
    objects.push({ kind, name, attributes, relationships, after: made ? after(made.occurred_at) : 1 });
  }
  const { data, ids } = await reader.queryOf(model);
  const needs = isFailure ? [] : await neededBy({ generator, ids, reader, layers });
  return {
    generator,
    target: model.target_name,
    data,
    needs,
    state: isFailure ? 'FAILED' : 'COMPLETED',
    ...(isFailure ? failureOf(task) : {}),
    seconds: after(task.updated_at),
    objects,
    signals,
    logs: nodesOf(task.logs)
      .filter(({ message }) => !noise.test(message))
      .map(({ severity, message, timestamp }) => ({ severity, message: anywhere(message), after: after(timestamp) })),
  };
}

/** Runs overlap: a signal is that of the run whose target its object is tied to, or of the only run of its time. */
function belongsTo({ object, at, task, tasks }) {
  const running = tasks.filter(({ start_time, updated_at }) => start_time <= at && at <= updated_at);
  const tied = running.filter(({ parameters }) => object.peers.has(parameters.model.target_id));
  return (tied.length > 0 ? tied : running)[0]?.id === task.id;
}

/** What earlier layers made at the objects of the query. */
async function neededBy({ generator, ids, reader, layers }) {
  const earlier = layers.slice(0, layers.indexOf(generator));
  const made = (await Promise.all(earlier.map((layer) => reader.trackedByAll(layer)))).flat();
  const objects = await Promise.all(made.map(({ id, __typename: kind }) => reader.object({ id, kind })));
  return objects
    .filter((object) => object && [...object.peers].some((peer) => ids.has(peer)) && !ids.has(object.id))
    .map(({ name }) => name)
    .toSorted((one, other) => (one < other ? -1 : 1));
}

function failureOf({ logs }) {
  const messages = nodesOf(logs).map(({ message }) => message);
  const error = messages.flatMap(
    (each) => /Flow run encountered an exception:? ([^]*)['"]\)\s*$/.exec(each)?.[1] ?? [],
  )[0];
  const trace = messages.find((each) => each.startsWith('Encountered exception'))?.replace(/^[^\n]*/, '');
  return { error: anywhere(error ?? 'RuntimeError'), ...(trace ? { trace: anywhere(trace) } : {}) };
}

/** Paths of the machine are no part of a recording. */
function anywhere(text) {
  return text.replaceAll(/File "[^"]*"/g, 'File "<path>"').replaceAll(/\/(?:[\w.@-]+\/)+[\w.@-]+/g, '<path>');
}

/** Reads objects, groups and queries of a branch, each once. */
function createReader(server, branch) {
  const schemas = new Map();
  const objects = new Map();
  const schemaOf = async (kind) => {
    const known = schemas.get(kind) ?? server.get(`/api/schema/${kind}?branch=${branch}`);
    schemas.set(kind, known);
    return known;
  };
  let known;
  /** Nothing changes while a step is read. */
  const groups = () => (known ??= readGroups());
  const readGroups = async () => {
    const fields = 'name { value } members { edges { node { __typename id } } }';
    const document = `{ CoreGeneratorGroup { edges { node { ${fields} } } } CoreGeneratorAwareGroup { edges { node { ${fields} } } } }`;
    const data = await server.graphql(document, {}, branch);
    return [...nodesOf(data.CoreGeneratorGroup), ...nodesOf(data.CoreGeneratorAwareGroup)];
  };

  async function readObject({ id, kind }) {
    const schema = await schemaOf(kind);
    const attributes = schema.attributes.filter((each) => !each.read_only && each.name !== 'checksum');
    const ties = schema.relationships.filter(
      (each) => each.cardinality === 'one' && ['Attribute', 'Parent', 'Generic'].includes(each.kind),
    );
    const fields = [
      ...attributes.map(({ name }) => `${name} { value }`),
      ...ties.map(({ name }) => `${name} { node { __typename id display_label } }`),
    ].join(' ');
    const document = `query ($id: ID!) { ${kind}(ids: [$id]) { edges { node { id display_label ${fields} } } } }`;
    const [node] = nodesOf((await server.graphql(document, { id }, branch))[kind]);
    if (!node) return undefined;
    const peers = ties.flatMap(({ name }) => (node[name].node ? [[name, node[name].node]] : []));
    return {
      id,
      kind,
      name: node.display_label,
      attributes: Object.fromEntries(
        attributes.flatMap(({ name }) => (node[name].value === null ? [] : [[name, node[name].value]])),
      ),
      relationships: Object.fromEntries(
        peers.map(([name, peer]) => [name, [{ kind: peer.__typename, name: peer.display_label }]]),
      ),
      peers: new Set(peers.map(([, peer]) => peer.id)),
    };
  }

  return {
    object(node) {
      const known = objects.get(node.id) ?? readObject(node);
      objects.set(node.id, known);
      return known;
    },
    async trackedBy({ generator_definition, variables }) {
      const name = `${generator_definition.definition_name}-${hashOf(variables)}`;
      const group = (await groups()).find((each) => each.name.value === name);
      return group ? nodesOf(group.members) : [];
    },
    async trackedByAll(generator) {
      const own = (await groups()).filter(({ name }) => name.value.replace(/-[\da-f]{32}$/, '') === generator);
      return own.flatMap(({ members }) => nodesOf(members));
    },
    async queryOf({ query: name, variables }) {
      const document = `query ($name: String!) { CoreGraphQLQuery(name__value: $name) { edges { node { query { value } } } } }`;
      const [{ query }] = nodesOf((await server.graphql(document, { name }, branch)).CoreGraphQLQuery);
      const data = await server.graphql(query.value, variables, branch);
      const ids = new Set();
      return { data: withoutIds(data, ids), ids };
    },
  };
}

function withoutIds(answer, ids) {
  if (Array.isArray(answer)) return answer.map((each) => withoutIds(each, ids));
  if (typeof answer !== 'object' || answer === null) return answer;
  if (typeof answer.id === 'string') ids.add(answer.id);
  const entries = Object.entries(answer).filter(([key]) => key !== 'id' && key !== '__typename');
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutIds(value, ids)]));
}

/** As the SDK names tracking groups: see server/src/infrahub/trackingGroupName.ts. */
function hashOf(variables) {
  const names = Object.keys(variables).toSorted();
  const text = `{${names.map((name) => `"${name}":${JSON.stringify(variables[name]).replaceAll('/', '\\/')}`).join(',')}}`;
  return createHash('md5').update(text).digest('hex');
}
