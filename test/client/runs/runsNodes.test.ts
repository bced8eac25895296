import { describe, expect, it } from 'vitest';
import { childrenOf, pathTo, runsNodes, stateOf, type RunsNode } from '../../../client/src/views/runs/nodes';
import type { RunsFilter } from '../../../client/src/views/runs/filter';
import { intervalOf } from '../../../client/src/views/runs/interval';
import type { RunsSituation } from '../../../client/src/views/runs/situation';
import { worstState } from '../../../server/src/infrahub/trace/collectTraces';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import { action, hashA, hashB, input, person, request, run, write, type Told } from '../../infrahubApi/trace/objects';

function shown(told: Told, more: Partial<RunsSituation & { kind: 'shown' }> = {}): RunsSituation {
  return {
    kind: 'shown',
    server: 'Lab',
    key: 'lab',
    account: 'Ada',
    branch: { name: 'b', isDefault: false },
    traces: traceOf(input(told)),
    accounts: {},
    reasons: {},
    isCut: false,
    ...more,
  };
}

function nodesOf(told: Told, more: Parameters<typeof shown>[1] = {}, filter: RunsFilter = {}): readonly RunsNode[] {
  return runsNodes(shown(told, more), filter);
}

/** The tree in one line. */
function outline(nodes: readonly RunsNode[]): string {
  return nodes
    .map((node) => {
      const below = childrenOf(node);
      const name = node.kind === 'run' ? node.step.target.name : node.kind === 'signal' ? node.step.node.name : '';
      const label = node.kind === 'group' ? `${node.state} ${node.steps.length}` : name;
      return `${node.kind}${label === '' ? '' : ` ${label}`}${below.length === 0 ? '' : ` (${outline(below)})`}`;
    })
    .join(', ');
}

const cascade: Told = {
  events: [write('p1', 0, { by: person }), write('r1', 6)],
  tasks: [
    action('pod', 'p1', 3, { by: person }),
    run('pod', 'p1', 3.5, { start: 4, end: 9 }),
    action('rack', 'r1', 9),
    run('rack', 'r1', 9.5, { start: 10, end: 12, isFailed: true }),
  ],
};

describe('the lines of a cascade', () => {
  it('lead from a write to a run, and from there on; rules are told with the write', () => {
    const reasons = { 'run r1 9.5': 'pod-1 is not fully generated' };
    expect(outline(nodesOf(cascade, { reasons }))).toBe(
      'trace (signal P1 (run P1 (signal R1 (run R1 (reason, objects)), objects)))',
    );
  });

  it('show the failures first', () => {
    const tasks = [
      request('pod', ['p1', 'p2', 'p3'], 0, { start: 1, end: 30, isFailed: true }),
      run('pod', 'p1', 2, { start: 3, end: 9 }),
      run('pod', 'p2', 2, { start: 3 }),
      run('pod', 'p3', 2, { start: 3, end: 9, isFailed: true }),
    ];
    expect(outline(nodesOf({ tasks }))).toBe('trace (run P3 (objects), run P2 (objects), run P1 (objects))');
  });

  it('show rules of their own when several wait for a write', () => {
    const { rules } = input({});
    const told = { rules: [...rules, ...rules.map((rule) => ({ ...rule, id: `${rule.id} 2` }))], ...cascade };
    expect(outline(nodesOf(told))).toContain('trace (signal P1 (start');
  });

  it('keep their ids while the cascade grows', () => {
    const first = nodesOf({ events: cascade.events?.slice(0, 1), tasks: cascade.tasks?.slice(0, 2) });
    const second = nodesOf(cascade);
    const ids = (nodes: readonly RunsNode[]): string[] => nodes.flatMap((node) => [node.id, ...ids(childrenOf(node))]);
    const [before, after] = [ids(first), ids(second)];
    expect(after).toEqual(expect.arrayContaining(before));
    expect(new Set(after).size).toBe(after.length);
  });

  it('tell loops before all else', () => {
    const times = [0, 5, 10, 15];
    const looping = {
      events: times.map((time) => write('p1', time, { by: time === 0 ? person : 'agent' })),
      tasks: times.flatMap((time) => [
        action('pod', 'p1', time + 0.1, { by: time === 0 ? person : 'agent' }),
        run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + 5.5 }),
      ]),
    };
    expect(outline(nodesOf(looping))).toMatch(/^trace \(loop, signal/);
  });
});

describe('what was cancelled', () => {
  const trace = (state: string): RunsNode & { readonly kind: 'trace' } => {
    const tasks = [action('pod', 'p1', 3, { by: person, start: 3, end: 4, state })];
    const [node] = nodesOf({ events: [write('p1', 0, { by: person })], tasks });
    if (node?.kind !== 'trace') throw new Error(node?.kind);
    return node;
  };
  const of = (node: RunsNode & { readonly kind: 'trace' }): unknown =>
    node.trace.steps.map((step) => [stateOf(step), worstState(node.trace), node.trace.counts.failed]);

  it('is neither done nor failed', () => {
    expect(of(trace('CANCELLED'))).toEqual([['cancelled', 'cancelled', 0]]);
  });

  it('still runs until it has ended', () => {
    expect(of(trace('CANCELLING'))).toEqual([['running', 'running', 0]]);
  });
});

describe('very many targets', () => {
  const targets = (count: number, failed: number): Told => ({
    tasks: [
      request('pod', [], 0, { start: 1 }),
      ...Array.from({ length: count }, (_, index) =>
        run('pod', `p${index}`, 2, { start: 3, end: 9, isFailed: index < failed }),
      ),
    ],
  });

  it('are told by their failures and counts', () => {
    const [trace] = nodesOf(targets(1000, 3));
    const lines = trace ? childrenOf(trace) : [];
    expect(lines.map((node) => node.kind)).toEqual(['run', 'run', 'run', 'group']);
    const group = lines[3];
    const below = group ? childrenOf(group) : [];
    expect(below.map((node) => (node.kind === 'group' ? [node.from, node.steps.length] : node.kind))).toEqual([
      [0, 200],
      [200, 200],
      [400, 200],
      [600, 200],
      [800, 197],
    ]);
    expect(below[0] && childrenOf(below[0])).toHaveLength(200);
  });

  it('are told by counts alone when very many have failed', () => {
    const [trace] = nodesOf(targets(1000, 600));
    const lines = trace ? childrenOf(trace) : [];
    expect(lines.map((node) => (node.kind === 'group' ? `${node.state} ${node.steps.length}` : node.kind))).toEqual([
      'failed 600',
      'done 400',
    ]);
  });
});

describe('a line is found', () => {
  const path = (told: Told, wanted: string): string[] => pathTo(nodesOf(told), wanted).map(({ id }) => id);

  it('by the task of a run', () => {
    expect(path(cascade, 'run r1 9.5')).toEqual([
      'trace event p1 0',
      'signal event p1 0',
      'run run p1 3.5',
      'signal event r1 6',
      'run run r1 9.5',
    ]);
  });

  it('by an event, by an action, by a request', () => {
    expect(path(cascade, 'event r1 6').at(-1)).toBe('signal event r1 6');
    expect(path(cascade, 'action r1 9').at(-1)).toBe('signal event r1 6');
    expect(path({ tasks: [request('pod', [], 0)] }, 'request 0')).toEqual(['trace request 0']);
  });

  it('or not', () => {
    expect(path(cascade, 'other')).toEqual([]);
  });
});

describe('what is shown', () => {
  const two: Told = {
    tasks: [run('pod', 'p1', 0, { start: 1, end: 2 }), run('rack', 'r1', 90, { start: 91, end: 92, isFailed: true })],
  };

  it('can be those of a generator or a state', () => {
    const count = (filter: RunsFilter): number => nodesOf(two, {}, filter).length;
    expect([count({}), count({ generator: 'generate-pod' }), count({ state: 'failed' })]).toEqual([2, 1, 1]);
    expect(count({ generator: 'generate-pod', state: 'failed' })).toBe(0);
  });

  it('says when there is more, and when it is old', () => {
    const failure = { kind: 'unreachable', message: 'nobody listens there' } as const;
    expect(nodesOf(two, { isCut: true, failure }).map(({ kind }) => kind)).toEqual([
      'failure',
      'trace',
      'trace',
      'cut',
    ]);
  });

  it('is nothing where a welcome is shown', () => {
    expect(runsNodes({ kind: 'noServer' }, {})).toEqual([]);
  });
});

it('writes that several runs may have made stay below the first of them', () => {
  const told = {
    tasks: [run('pod', 'p1', 2, { start: 3, end: 20 }), run('pod', 'p2', 2, { start: 3, end: 20 })],
    events: [write('r1', 10, { value: hashA }), write('r2', 11, { value: hashB })],
  };
  expect(outline(nodesOf(told))).toBe('trace (run P1 (signal r1, signal r2, objects), run P2 (objects))');
});

describe('the pause until the server is asked again', () => {
  const minutes = (count: number): number => count * 60_000;
  const going = shown({ tasks: [run('pod', 'p1', 3.5, { start: 4 })], events: [] });

  it('is short while something runs, and long else', () => {
    expect(intervalOf(going, minutes(1))).toBe(3000);
    expect(intervalOf(shown(cascade), minutes(1))).toBe(30_000);
    expect(intervalOf({ kind: 'loading' }, 0)).toBe(30_000);
  });

  it('is long again when a run has told nothing for minutes, for its worker may be dead', () => {
    expect([2, 4, 6].map((count) => intervalOf(going, minutes(count)))).toEqual([6000, 18_000, 30_000]);
  });
});
