import { buildSchema, parse, validate } from 'graphql';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { neighbours, relationshipsToOne } from '../../../server/src/infrahub/operations/neighbours';
import { createTraceReader, type ReadTraces } from '../../../server/src/infrahub/readTrace';
import { everyStep } from '../../../server/src/infrahub/trace/collectTraces';
import type { CascadeTrace } from '../../../server/src/infrahub/trace/trace';
import { recording } from '../recordings';
import { recordedServer, serveTraces, type Nodes, type TraceServerOptions } from './traceServer';

const branch = { name: 'exp3', isDefault: false };
const now = (): number => Date.parse('2026-11-22T12:00:00Z');

async function reader(held: TraceServerOptions, at = now) {
  const { transport, asked } = await serveTraces(held);
  const made = createTraceReader({ branch, now: at });
  return { read: () => made.read({ transport }), asked };
}

/** Runs of one generator, a minute apart. */
function many(count: number): TraceServerOptions {
  const { tasks, events } = recordedServer();
  const run = tasks.find(({ workflow }) => workflow === 'generator-run');
  const signal = events.find(({ level, event }) => level === 0 && event === 'infrahub.node.updated');
  const time = (index: number): string => new Date(now() - index * 60_000).toISOString();
  return {
    tasks: Array.from({ length: count }, (_, index) => ({ ...run, id: `${index}`, created_at: time(index) })),
    events: Array.from({ length: count }, (_, index) => ({ ...signal, id: `${index}`, occurred_at: time(index) })),
  };
}

function cascadeIn({ traces }: ReadTraces): CascadeTrace | undefined {
  return traces.find(({ counts }) => counts.runs === 5);
}

it('reads the recorded cascade with seven requests', async () => {
  const { read, asked } = await reader(recordedServer());
  const { traces, isCut } = await read();
  expect(traces.map(({ counts }) => counts.runs)).toEqual([5]);
  expect(isCut).toBe(false);
  expect(asked().map(({ name }) => name)).toEqual([
    'CascadeTriggerRules',
    'CascadeTriggerActions',
    'CascadeGeneratorDefinitions',
    'CascadeTasks',
    'CascadeTasks',
    'CascadeEvents',
    'CascadeExistingNodes',
  ]);
});

it('asks the second time for what is new alone', async () => {
  const held = recordedServer();
  const { read, asked } = await reader(held);
  const first = await read();
  const before = asked().length;
  const second = await read();
  expect(second).toEqual(first);
  const again = asked().slice(before);
  expect(again.map(({ name }) => name)).toEqual(['CascadeTasks', 'CascadeTasks', 'CascadeEvents']);
  const { since } = again[2]?.variables ?? {};
  expect(since).toBe('2026-11-22T11:39:07.294Z');
});

it('names accounts, and knows the one of the server by its name', async () => {
  const names = new Map([
    ['18ea59a6-3bbe-b97e-e3c2-128f99c0c446', 'Admin'],
    ['18ea59a6-79e6-eaa3-e393-128f0a61c9d6', 'Agent'],
  ]);
  const nodes = (variables: Readonly<Record<string, unknown>>): Nodes =>
    (variables['ids'] as string[]).flatMap((id) => {
      const display_label = names.get(id);
      return display_label === undefined ? [] : [{ __typename: 'CoreAccount', id, display_label }];
    });
  const { read } = await reader({ ...recordedServer(), others: { CascadeExistingNodes: nodes } });
  const { accounts } = await read();
  expect(Object.values(accounts).toSorted()).toEqual(['Admin', 'Agent']);
});

it('names accounts on a server before 1.7 too, which does not say when they were made', async () => {
  const agent = { __typename: 'CoreAccount', id: '18ea59a6-79e6-eaa3-e393-128f0a61c9d6', display_label: 'Agent' };
  const { transport } = await serveTraces({ ...recordedServer(), others: { CascadeExistingNodes: () => [agent] } });
  const run: typeof transport.run = (operation, variables, options) => {
    if (!operation.document.includes('node_metadata')) return transport.run(operation, variables, options);
    const message = "Cannot query field 'node_metadata' on type 'EdgedCoreNode'.";
    const problem = { kind: 'graphql', errors: [{ message, code: undefined }] } as const;
    return Promise.reject(new InfrahubError(operation.title, 'http://lab.test', problem));
  };
  const { accounts } = await createTraceReader({ branch, now }).read({ transport: { ...transport, run } });
  expect(Object.values(accounts)).toEqual(['Agent']);
});

it('follows tasks to their end that are not on the first page any more', async () => {
  const held = recordedServer();
  const [last] = held.tasks;
  const newer = many(250).tasks;
  held.tasks = [...newer, { ...last, state: 'RUNNING', conclusion: 'unknown' }, ...held.tasks.slice(1)];
  const { read, asked } = await reader(held);
  expect(cascadeIn(await read())?.counts).toMatchObject({ running: 1, done: 4 });
  held.tasks = [...newer, ...recordedServer().tasks];
  expect(cascadeIn(await read())?.counts).toMatchObject({ running: 0, done: 5 });
  expect(asked().map(({ variables }) => variables['ids'])).toContainEqual([last?.['id']]);
});

it('shows what nobody has begun: it has no branch and no title yet', async () => {
  const held = recordedServer();
  const queued = {
    ...held.tasks.find(({ workflow }) => workflow === 'generator-run'),
    id: '00000000-0000-4000-8000-000000000000',
    state: 'SCHEDULED',
    conclusion: 'unknown',
    title: 'deft-numbat',
    branch: null,
    start_time: null,
    related_nodes: [],
    created_at: '2026-11-22T11:59:00+00:00',
  };
  held.tasks = [queued, { ...queued, id: '00000000-0000-4000-8000-000000000001', parameters: {} }, ...held.tasks];
  const { read } = await reader(held);
  const { traces } = await read();
  expect(traces.map(({ counts }) => `${counts.runs} ${counts.waiting}`)).toEqual(['1 1', '5 0']);
});

describe('a server with a long history', () => {
  it('is read to a bounded number of pages, and says that there is more', async () => {
    const { read, asked } = await reader(many(10_000));
    const { traces, isCut } = await read();
    expect(isCut).toBe(true);
    expect(traces).toHaveLength(1000);
    const pages = (wanted: string) => asked().filter(({ name }) => name === wanted).length;
    expect([pages('CascadeTasks'), pages('CascadeEvents')]).toEqual([6, 20]);
  });

  it('does not say that nothing was started where tasks were not read', async () => {
    const held = recordedServer();
    const [newest, oldest] = [held.tasks[0], held.tasks.at(-1)];
    const created = Date.parse(String(oldest?.['created_at']));
    // So many came after the actions of the cascade that these are on no page that is read.
    const tasks = Array.from({ length: 1500 }, (_, index) => {
      const time = new Date(created + 120_000 - index * 10).toISOString();
      return { ...newest, workflow: 'generator-run', id: `${index}`, created_at: time };
    });
    const { read } = await reader({ ...held, tasks: [...tasks, ...held.tasks] });
    const { traces, isCut } = await read();
    const starts = [...everyStep(traces.flatMap(({ steps }) => steps))].filter((step) => step.kind === 'start');
    expect([isCut, starts.filter(({ outcome }) => outcome === 'missing')]).toEqual([true, []]);
  });

  it('is not read again', async () => {
    const { read, asked } = await reader(many(10_000));
    await read();
    const before = asked().length;
    await read();
    const again = asked()
      .slice(before)
      .map(({ name }) => name);
    expect(again).toEqual(['CascadeTasks', 'CascadeTasks', 'CascadeEvents']);
  });
});

it('asks what objects belong to when runs overlap', async () => {
  const held = recordedServer();
  const [p1, p2] = ['18ea59de-c973-b53f-e3f1-128fb2954fe0', '18ea59df-9a44-1df6-e363-128f2b7b35f1'];
  // The run of p2 begins as early as that of p1.
  held.tasks = held.tasks.map((task) =>
    JSON.stringify(task['parameters']).includes('"target_name":"p2"')
      ? { ...task, start_time: '2026-11-22T11:38:39.7+00:00' }
      : task,
  );
  const belongs = (variables: Readonly<Record<string, unknown>>): Nodes =>
    (variables['ids'] as string[]).map((id) => ({ id, r0: { node: { id: id.includes('af1a') ? p2 : p1 } } }));
  const { read } = await reader({ ...held, others: { CascadeNeighbours: belongs } });
  const { traces } = await read();
  const signals = [...everyStep(traces.flatMap(({ steps }) => steps))].filter((step) => step.kind === 'signal');
  expect(signals.map(({ node, writer }) => `${node.name} ${writer.by}`).toSorted()).toEqual([
    'p1 outside',
    'p2 outside',
    'r1 related',
    'r2 related',
    'r3 only',
  ]);
});

it('does without what a server does not tell', async () => {
  const held = recordedServer();
  const { transport } = await serveTraces(held);
  const refusing = {
    ...transport,
    run: (async (operation: { readonly title: string; readonly document: string }, ...rest: unknown[]) => {
      const isExtra = operation.document.includes('CascadeExistingNodes');
      const asked = isExtra ? { ...operation, read: () => ({ ok: false, path: 'x' }) } : operation;
      return transport.run(asked as never, ...(rest as [never]));
    }) as typeof transport.run,
  };
  const { traces, accounts } = await createTraceReader({ branch, now }).read({ transport: refusing });
  expect([traces.length, accounts]).toEqual([1, {}]);
});

test('documents with names of kinds take nothing but such names, and are valid', () => {
  for (const name of ['', 'x', 'A{', 'NetworkPod { id } }', '__typename']) {
    expect([neighbours(name, ['pod']), relationshipsToOne(name)]).toEqual([undefined, undefined]);
  }
  for (const name of ['', 'Pod', 'pod {', 'pod(']) expect(neighbours('LocationRack', [name])).toBeUndefined();
  expect(neighbours('LocationRack', [])).toBeUndefined();
  const sdl = buildSchema(readFileSync(join(import.meta.dirname, '..', 'recordings', 'schema.graphql'), 'utf8'));
  const operation = neighbours('CoreGeneratorDefinition', ['query', 'targets']);
  expect(validate(sdl, parse(operation?.document ?? ''))).toEqual([]);
});

test('relationships to one object of the user are those of the schema', () => {
  const answer = { relationships: [{ name: 'pod', peer: 'NetworkPod', cardinality: 'one' }] };
  expect(relationshipsToOne('LocationRack')?.read(answer)).toEqual({ ok: true, value: ['pod'] });
  const { nodes } = recording('schema').response as { nodes: { kind: string }[] };
  const pod = nodes.find(({ kind }) => kind === 'NetworkPod');
  expect(relationshipsToOne('NetworkPod')?.read(pod)).toEqual({ ok: true, value: ['parent'] });
});
