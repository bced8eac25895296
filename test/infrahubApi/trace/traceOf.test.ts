import { describe, expect, it, test } from 'vitest';
import { everyStep, isGoingOn, worstState } from '../../../server/src/infrahub/trace/collectTraces';
import type { CascadeTrace, TraceStep } from '../../../server/src/infrahub/trace/trace';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import {
  action,
  checksumRule,
  hashA,
  hashB,
  input,
  person,
  podRule,
  rackRule,
  request,
  run,
  write,
  at,
  type Told,
} from './objects';

function one(changes: Told): CascadeTrace {
  const traces = traceOf(input(changes));
  const [trace] = traces;
  if (!trace || traces.length > 1) throw new Error(`${traces.length} cascades: ${traces.map(outline).join('; ')}`);
  return trace;
}

function modelOf(target: string): object {
  return (run('pod', target, 0).parameters as { readonly model: object }).model;
}

/** The tree in one line. */
function outline({ steps }: Pick<CascadeTrace, 'steps'>): string {
  const below = (list: readonly TraceStep[]): string => (list.length === 0 ? '' : ` (${outline({ steps: list })})`);
  return steps
    .map((step) => {
      switch (step.kind) {
        case 'request':
          return `request ${step.definition.name}${below(step.runs)}`;
        case 'signal':
          return `${step.node.id} ${step.writer.by}${below(step.starts)}`;
        case 'start':
          return `${step.rule?.name ?? 'some rule'} ${step.outcome}${below([...step.runs, ...step.signals])}`;
        case 'run':
          return `run ${step.target.name} ${step.state}${below(step.signals)}`;
      }
    })
    .join(', ');
}

describe('runs that overlap', () => {
  /** Two pods at once; each signals a rack. */
  const overlapping = (p1: string, p2: string): Told => ({
    tasks: [
      request('pod', ['p1', 'p2'], 0, { start: 1, end: 30 }),
      run('pod', 'p1', 2, { start: 3, end: 20 }),
      run('pod', 'p2', 2, { start: 3, end: 20 }),
    ],
    events: [write('r1', 10, { value: p1 }), write('r2', 11, { value: p2 })],
  });

  it('leave it open who wrote, and say so', () => {
    const trace = one(overlapping(hashA, hashB));
    expect(outline(trace)).toBe(
      'request generate-pod (run P1 done (r1 several (trigger-rack missing), r2 several (trigger-rack missing)), run P2 done)',
    );
    const signals = [...everyStep(trace.steps)].filter((step) => step.kind === 'signal');
    expect(signals.map(({ writer }) => writer)).toEqual([
      { by: 'several', runs: ['run p1 2', 'run p2 2'] },
      { by: 'several', runs: ['run p1 2', 'run p2 2'] },
    ]);
  });

  it('are told apart by what their targets are next to', () => {
    const near = new Map([
      ['r1', new Set(['p1'])],
      ['p2', new Set(['r2'])],
    ]);
    expect(outline(one({ ...overlapping(hashA, hashB), related: (node) => near.get(node) }))).toBe(
      'request generate-pod (run P1 done (r1 related (trigger-rack missing)), run P2 done (r2 related (trigger-rack missing)))',
    );
  });

  it('are told apart by the checksum that another object got from one of them', () => {
    const tasks = [run('pod', 'p1', 2, { start: 3, end: 20 }), run('pod', 'p2', 2, { start: 8, end: 20 })];
    const events = [
      write('r1', 5, { value: hashA }),
      write('r2', 10, { value: hashA }),
      write('r3', 11, { value: hashB }),
    ];
    expect(outline(one({ tasks, events }))).toContain(
      'r1 only (trigger-rack missing), r2 value (trigger-rack missing), r3 several',
    );
  });

  it('are not told apart by values that any run may write', () => {
    const tasks = [run('pod', 'p1', 2, { start: 3, end: 20 }), run('pod', 'p2', 2, { start: 8, end: 20 })];
    const events = [write('r1', 5, { value: 'ready' }), write('r2', 10, { value: 'ready' })];
    expect(outline(one({ tasks, events }))).toContain('r2 several');
  });

  it('do not own what a person writes meanwhile', () => {
    const tasks = [run('pod', 'p1', 2, { start: 3, end: 20 })];
    const traces = traceOf(input({ tasks, events: [write('r1', 10, { by: person })] }));
    expect(traces.map(outline)).toEqual(['r1 outside (trigger-rack missing)', 'run P1 done']);
  });
});

describe('what began a cascade', () => {
  test('a request owns its runs', () => {
    const tasks = [request('pod', [], 0, { start: 1 }), run('pod', 'p1', 2, { start: 3 }), run('rack', 'r1', 2)];
    const [first, second] = traceOf(input({ tasks }));
    expect([first && outline(first), second && outline(second)]).toEqual([
      'run R1 waiting',
      'request generate-pod (run P1 running)',
    ]);
    expect(second).toMatchObject({ id: 'request 0', account: person, counts: { runs: 1, running: 1 } });
  });

  test('a request owns a run that says its instance, although an action of a rule ran then too', () => {
    const parameters = { model: { ...modelOf('p1'), generator_instance: 'i1' } };
    const tasks = [
      request('pod', ['p1'], 0, { start: 1, end: 9 }),
      action('pod', 'p1', 1.5, { by: person }),
      { ...run('pod', 'p1', 2, { start: 3, end: 4 }), parameters },
    ];
    expect(traceOf(input({ tasks })).map(outline)).toEqual(['some rule done', 'request generate-pod (run P1 done)']);
  });

  test('a request for some targets does not own the others', () => {
    const tasks = [request('pod', ['p1'], 0, { start: 1, end: 9 }), run('pod', 'p2', 2, { start: 3, end: 4 })];
    expect(traceOf(input({ tasks })).map(outline)).toEqual(['run P2 done', 'request generate-pod']);
  });

  test('two requests for one target own a run each', () => {
    const tasks = [
      request('pod', ['p1'], 0, { start: 1, end: 9 }),
      run('pod', 'p1', 2, { start: 3, end: 4 }),
      request('pod', ['p1'], 2, { start: 4, end: 9 }),
      run('pod', 'p1', 5, { start: 6, end: 7 }),
    ];
    expect(traceOf(input({ tasks })).map(({ id, counts }) => `${id}: ${counts.runs}`)).toEqual([
      'request 2: 1',
      'request 0: 1',
    ]);
  });

  test('writes of one account that follow each other closely began one', () => {
    const events = [write('p1', 0, { by: person }), write('p2', 5, { by: person }), write('p3', 60, { by: person })];
    expect(traceOf(input({ events })).map(({ id, steps }) => `${id}: ${steps.length}`)).toEqual([
      'event p3 60: 1',
      'event p1 0: 2',
    ]);
  });

  test('nobody who works: the request waits', () => {
    const trace = one({ tasks: [request('pod', ['p1'], 0)] });
    expect([outline(trace), isGoingOn(trace), worstState(trace)]).toEqual(['request generate-pod', true, 'waiting']);
  });
});

describe('what came of a write', () => {
  const ran = [action('pod', 'p1', 3, { by: person }), run('pod', 'p1', 3.5, { start: 4, end: 9 })];
  const wrote = write('p1', 0, { by: person });

  it('is a run', () => {
    expect(outline(one({ events: [wrote], tasks: ran }))).toBe('p1 outside (trigger-pod done (run P1 done))');
  });

  it('may still come', () => {
    const trace = one({ events: [wrote], now: Date.parse(at(20)) });
    expect([outline(trace), isGoingOn(trace)]).toEqual(['p1 outside (trigger-pod expected)', true]);
  });

  it('is nothing, when the rule was not configured in time', () => {
    const trace = one({ events: [wrote] });
    expect([outline(trace), trace.counts.missing]).toEqual(['p1 outside (trigger-pod missing)', 1]);
  });

  it('is nothing that a later write started', () => {
    const events = [wrote, write('p1', 300, { by: person })];
    const tasks = [action('pod', 'p1', 303, { by: person }), run('pod', 'p1', 303.5, { start: 304, end: 309 })];
    expect(traceOf(input({ events, tasks })).map(outline)).toEqual([
      'p1 outside (trigger-pod done (run P1 done))',
      'p1 outside (trigger-pod missing)',
    ]);
  });

  it('is nothing that another account started', () => {
    const other = [action('pod', 'p1', 3, { by: 'other' })];
    expect(traceOf(input({ events: [wrote], tasks: other })).map(outline)).toEqual([
      'some rule done',
      'p1 outside (trigger-pod missing)',
    ]);
  });

  it('is nothing by rules that are inactive or of other branches', () => {
    const rules = [{ ...podRule, isActive: false }, checksumRule('NetworkPod', 'x', { scope: 'default_branch' })];
    expect(outline(one({ rules, events: [wrote] }))).toBe('p1 outside (trigger-pod inactive, trigger-x scope)');
  });

  it('is a failure, when the node is no target of the generator', () => {
    const tasks = [action('pod', 'p1', 3, { by: person, start: 3, end: 4, isFailed: true })];
    const trace = one({ events: [wrote], tasks });
    expect([outline(trace), trace.counts.failed, worstState(trace)]).toEqual([
      'p1 outside (trigger-pod failed)',
      1,
      'failed',
    ]);
  });

  it('is a run for each rule with the same action', () => {
    const rules = [podRule, { ...podRule, id: 'twin', name: 'twin' }];
    const tasks = [...ran, action('pod', 'p1', 3.1, { by: person }), run('pod', 'p1', 3.6, { start: 4, end: 9 })];
    const trace = one({ rules, events: [wrote], tasks });
    expect(trace.counts).toMatchObject({ runs: 2, signals: 1 });
    expect(outline(trace)).toBe('p1 outside (trigger-pod done (run P1 done), twin done (run P1 done))');
  });

  it('is told without a rule, when the rule has gone', () => {
    expect(outline(one({ rules: [], events: [wrote], tasks: ran }))).toBe('p1 outside (some rule done (run P1 done))');
  });

  it('follows other attributes than checksums, and values', () => {
    const match = {
      id: 'm',
      kind: 'CoreNodeTriggerAttributeMatch',
      member: 'mode',
      fields: { value_match: 'value', value: 'A' },
    };
    const rule = {
      ...podRule,
      when: { type: 'node', kind: 'NetworkPod', mutation: 'updated', matches: [match] },
    } as const;
    const modeA = write('p1', 0, { by: person, attribute: 'mode', value: 'A' });
    const events = [modeA, write('p2', 1, { by: person, attribute: 'mode', value: 'B' })];
    const trace = one({ rules: [rule], events, tasks: ran });
    expect(outline(trace)).toBe('p1 outside (trigger-pod done (run P1 done))');
    expect(trace.steps[0]).toMatchObject({ attribute: 'mode', value: 'A' });
  });
});

test('a failed layer ends the cascade and comes to light', () => {
  const trace = one({
    events: [write('p1', 0, { by: person }), write('r1', 6)],
    tasks: [
      action('pod', 'p1', 3, { by: person }),
      run('pod', 'p1', 3.5, { start: 4, end: 9 }),
      action('rack', 'r1', 9),
      run('rack', 'r1', 9.5, { start: 10, end: 12, isFailed: true }),
    ],
  });
  expect(outline(trace)).toBe(
    'p1 outside (trigger-pod done (run P1 done (r1 only (trigger-rack done (run R1 failed)))))',
  );
  expect([worstState(trace), isGoingOn(trace), trace.counts]).toEqual([
    'failed',
    false,
    { failed: 1, cancelled: 0, running: 0, waiting: 0, done: 1, runs: 2, signals: 2, missing: 0 },
  ]);
});

describe('groups', () => {
  const groupRule = {
    ...podRule,
    when: { type: 'group', group: 'pods', update: 'added' },
  } as const;
  const memberAdded = {
    ...write('p1', 0, { by: person }),
    event: 'infrahub.group.member_added',
    node: { id: 'pods', kind: 'CoreStandardGroup' },
    attributes: [],
    members: [{ id: 'p1', kind: 'NetworkPod' }],
  };

  test('a rule of a group runs a generator for the members', () => {
    const model = { generator_definition_id: 'pod', members: [{ id: 'p1', kind: 'NetworkPod' }] };
    const started = { ...action('pod', 'p1', 3), workflow: 'action-run-generator-group-event', parameters: model };
    const tasks = [started, run('pod', 'p1', 3.5, { start: 4, end: 9 })];
    expect(outline(one({ rules: [groupRule], events: [memberAdded], tasks }))).toBe(
      'pods outside (trigger-pod done (run P1 done))',
    );
  });

  test('an action on a group leads on to the rules of the group', () => {
    const rules = [{ ...podRule, name: 'add', does: { group: 'pods', change: 'added' } } as const, groupRule];
    const added = { ...memberAdded, id: 'added', accountId: 'agent', occurredAt: at(3.5) };
    const parameters = { group_id: 'pods', node_id: 'p1', context: { account_id: person } };
    const tasks = [{ ...action('pod', 'p1', 3), workflow: 'action-add-node-to-group', parameters }];
    expect(outline(one({ rules, events: [write('p1', 0, { by: person }), added], tasks }))).toBe(
      'p1 outside (add done (pods outside (trigger-pod missing)))',
    );
  });
});

test('ten thousand targets are joined', () => {
  const targets = Array.from({ length: 10_000 }, (_, index) => `r${index}`);
  const tasks = [
    run('pod', 'p1', 0, { start: 1, end: 20 }),
    ...targets.flatMap((target) => [action('rack', target, 20), run('rack', target, 20.5, { start: 21, end: 22 })]),
  ];
  const events = targets.map((target) => write(target, 5));
  expect(one({ tasks, events, rules: [rackRule] }).counts).toMatchObject({ runs: 10_001, signals: 10_000 });
});

test('tasks that say nothing of use are passed over', () => {
  const strange = [null, 'text', {}, { model: null }, { model: { generator_definition: [] } }];
  const tasks = strange.map((parameters, index) => ({ ...run('pod', 'p1', index), id: `t${index}`, parameters }));
  expect(traceOf(input({ tasks }))).toEqual([]);
});
