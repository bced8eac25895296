import { expect, it } from 'vitest';
import { durationText } from '../../../client/src/views/runs/duration';
import { logText } from '../../../client/src/views/runs/logText';
import { traceJson, traceMarkdown } from '../../../client/src/views/runs/traceText';
import { traceOf } from '../../../server/src/infrahub/trace/traceOf';
import { action, input, person, request, run, write, type Told } from '../../infrahubApi/trace/objects';
import { recordedInput } from '../../infrahubApi/trace/recordedCascade';

const origin = { server: 'Lab', accounts: { [person]: 'Ada' }, reasons: {}, isCut: false };

function only(told: Told) {
  const [trace] = traceOf(input(told));
  if (!trace) throw new Error('no cascade');
  return trace;
}

it('tells the recorded cascade in Markdown', () => {
  const [trace] = traceOf(recordedInput());
  if (!trace) throw new Error('no cascade');
  const lines = traceMarkdown(trace, { ...origin, accounts: { [trace.account ?? '']: 'Admin' } }).split('\n');
  expect(lines.slice(0, 7)).toEqual([
    '# Cascade on exp3: done',
    '',
    '- Server: Lab',
    '- Branch: exp3',
    '- Began: 2026-11-22T11:38:32.174Z, by Admin',
    '- Took: 48 s',
    '- Runs: 5 (failed 0, cancelled 0, running 0, waiting 0, done 5), signals: 5',
  ]);
  expect(lines.slice(10, 16)).toEqual([
    '- checksum of p1 = 0c8258874204c027235bd54107ce179f2713a5a2591677286e790b0bc693ed67',
    '  - rule trigger\\-pod\\-generator\\-checksum: done',
    '    - **generate\\-pod** for p1: done, 4.3 s',
    '      - checksum of r1 = 1faa9a3d784c2432331b74ed08ef5d4f270d0b53dc37c7feaa409c85406ad8fe',
    '        - rule trigger\\-rack\\-generator\\-checksum: done',
    '          - **generate\\-rack** for r1: done, 1.2 s',
  ]);
});

it('says what it may lack where older tasks were not read', () => {
  const trace = only({ events: [write('p1', 0, { by: person })] });
  const cut = { ...origin, isCut: true };
  expect(traceMarkdown(trace, cut)).toContain(
    '\n- Older tasks and events were not read: what is older is missing here',
  );
  expect(traceMarkdown(trace, origin)).not.toContain('were not read');
  expect(JSON.parse(traceJson(trace, cut))).toMatchObject({ isCut: true });
  expect(JSON.parse(traceJson(trace, origin))).toMatchObject({ isCut: false });
});

it('counts the writes that started nothing', () => {
  const trace = only({ events: [write('p1', 0, { by: person })] });
  expect(trace.counts.missing).toBeGreaterThan(0);
  expect(traceMarkdown(trace, origin)).toContain('\n- Writes that rules wait for and that started nothing: 1\n');
});

it('keeps hostile names as text', () => {
  const hostile = '![x](https://evil) <img src=x> [a](command:b) `c` \u202e\u0007\n# h';
  const trace = only({ events: [write('p1', 0, { by: person, value: hostile })], names: new Map([['p1', hostile]]) });
  const text = traceMarkdown(trace, { ...origin, server: hostile });
  expect(text).not.toMatch(/(?<!\\)[<>[\]`!]/);
  expect(text.split('\n').filter((line) => line.startsWith('#'))).toEqual(['# Cascade on b: done', '## Steps']);
  expect(text.replaceAll('\n', ' ')).not.toMatch(/[\p{Cc}\u202e]/u);
});

it('gives all values as JSON, each step with its cause', () => {
  const trace = only({
    events: [write('p1', 0, { by: person })],
    tasks: [action('pod', 'p1', 3, { by: person }), run('pod', 'p1', 3.5, { start: 4, end: 9, isFailed: true })],
  });
  const json = JSON.parse(traceJson(trace, { ...origin, reasons: { 'run p1 3.5': 'No design', other: 'Other' } })) as {
    readonly steps: readonly { readonly kind: string; readonly cause?: string; readonly reason?: string }[];
  };
  expect(json).toMatchObject({ server: 'Lab', branch: 'b', accounts: { person: 'Ada' }, counts: { failed: 1 } });
  expect(json.steps.map(({ kind, cause, reason }) => [kind, cause, reason])).toEqual([
    ['signal', undefined, undefined],
    ['start', 'event p1 0', undefined],
    ['run', 'event p1 0 rule NetworkPod pod', 'No design'],
  ]);
});

it('names some of many runs that may have written something; JSON has them all', () => {
  const names = Array.from({ length: 40 }, (_, index) => `p${index}`);
  const trace = only({
    events: [write('r1', 6)],
    tasks: [
      request('pod', names, 0, { start: 1, end: 60 }),
      ...names.map((name) => run('pod', name, 2, { start: 3, end: 50 })),
    ],
  });
  expect(traceMarkdown(trace, origin)).toMatch(/not known by which run: P0, (P\d+, ){8}P\d+ or one of 30 more\)/);
  expect(traceJson(trace, origin).match(/"run p\d+ 2"/g)?.length).toBeGreaterThan(80);
});

it('writes a cascade of any depth', () => {
  const times = Array.from({ length: 1500 }, (_, index) => index * 10);
  const trace = only({
    events: times.map((time) => write('p1', time, { by: time === 0 ? person : 'agent' })),
    tasks: times.flatMap((time) => [
      action('pod', 'p1', time + 0.1, { by: time === 0 ? person : 'agent', start: time + 0.2, end: time + 0.4 }),
      run('pod', 'p1', time + 0.3, { start: time + 0.4, end: time + 10 }),
    ]),
  });
  expect(trace.counts.runs).toBe(1500);
  expect(traceJson(trace, origin).split('"kind": "run"')).toHaveLength(1501);
  expect(traceMarkdown(trace, origin)).toContain('**Loop**: generate\\-pod ran 7 times within a minute for P1');
});

it('tells a log line by line, without what a terminal would obey', () => {
  const traceback =
    'Encountered exception\nTraceback\n  File "/srv/worker/generators/exp.py", line 1\nRuntimeError: No \u001b[31mdesign';
  expect(
    logText([
      { timestamp: '2026-11-22T11:40:05.1+00:00', severity: 'info', message: 'begins' },
      { timestamp: '2026-11-22T11:40:06.1+00:00', severity: 'error', message: traceback },
    ]),
  ).toBe(
    [
      '11:40:05 info     begins',
      '11:40:06 error    Encountered exception',
      '                  Traceback',
      '                    File "…/exp.py", line 1',
      '                  RuntimeError: No  [31mdesign',
      '',
    ].join('\n'),
  );
});

it.each([
  [-5, '0 s'],
  [4321, '4.3 s'],
  [9960, '10 s'],
  [48_400, '48 s'],
  [59_700, '60 s'],
  [125_000, '2 min 5 s'],
  [3_700_000, '1 h 1 min'],
])('%i ms are %s', (time, text) => {
  expect(durationText(time)).toBe(text);
});
