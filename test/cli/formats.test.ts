import { join } from 'node:path';
import { expect, test } from 'vitest';
import { processTerminal } from '../../server/src/cli/terminal';
import { commitAll, useCommandLine } from './commandLine';

const { folderWith, run } = useCommandLine();

/** A warning in line 1, an error in line 7, 18 columns in, of a file whose name needs escaping. */
const path = 'objects/a b,ü%:1.yml';
const files = {
  '.infrahub.yml': 'objects: [objects]\n',
  [path]: [
    '# cascade-disable-next-line unknown-actoin',
    'kind: Object',
    'spec:',
    '  kind: CoreGroupTriggerRule',
    '  data:',
    '    - name: first',
    '      mutation_action: created',
    '---',
    'kind: Object',
    'spec:',
    '  kind: CoreNodeTriggerRule',
    '  data:',
    '    - name: "second\\e[31m"',
    '      node_kind: CoreRepository',
    '      branch_scope: all_branches',
    '      mutation_action: "upd\\e[31m\\nate"',
    '      action: none',
    '',
  ].join('\n'),
};
const ids = { error: 'invalid-mutation-action', warning: 'unknown-rule-id' };

async function output(format: string, env: Record<string, string> = {}): Promise<{ folder: string; stdout: string }> {
  const folder = folderWith(files);
  commitAll(folder);
  const { stdout, stderr, code } = await run(['check', '--format', format, '--profile', 'all', folder], { env });
  expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
  return { folder, stdout };
}

test('pretty: lines with marks, without colours in a pipe, and without what steers a terminal', async () => {
  const { stdout } = await output('pretty', { FORCE_COLOR: '1' });
  expect(stdout).toContain(`${path}\n`);
  expect(stdout).toContain(
    '    | # cascade-disable-next-line unknown-actoin\n    |                             ^^^^^^^^^^^^^^\n',
  );
  expect(stdout).toMatch(/\n {2}16:24 {2}error {2}.* {2}invalid-mutation-action\n/);
  // oxlint-disable-next-line no-control-regex -- that is what must not be there
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
});

test('pretty: of a very long line only the surroundings', async () => {
  const long = `{kind: Object, spec: {kind: CoreNodeTriggerRule, data: [{name: ${'x'.repeat(5000)}, mutation_action: no}]}}`;
  const folder = folderWith({ '.infrahub.yml': 'objects: [objects]\n', 'objects/a.yml': long });
  const { stdout } = await run(['check', folder, '--quiet']);
  const lines = stdout.split('\n');
  const at = lines.findIndex((line) => line.includes('invalid-mutation-action'));
  const [shown = '', marks = ''] = [lines[at + 1], lines[at + 2]];
  expect(shown.length).toBeLessThan(180);
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('no');
});

test('colours: on a terminal, not with NO_COLOR, not on a dumb one', () => {
  const stream = (isTTY: boolean) => ({ isTTY, write: () => true });
  const colour = (isTTY: boolean, env: Record<string, string>): boolean =>
    processTerminal('1', { stdout: stream(isTTY), stderr: stream(true), env, cwd: () => '/' }).colour;
  expect(colour(true, {})).toBe(true);
  expect(colour(true, { NO_COLOR: '' })).toBe(true);
  expect(colour(true, { NO_COLOR: '1' })).toBe(false);
  expect(colour(true, { TERM: 'dumb' })).toBe(false);
  expect(colour(false, {})).toBe(false);
});

test('progress: on a terminal only', () => {
  const written = (isTTY: boolean): string => {
    let text = '';
    const stderr = { isTTY, write: (more: string) => (text += more) };
    const terminal = processTerminal('1', { stdout: { write: () => true }, stderr, env: {}, cwd: () => '/' });
    terminal.progress('Reading…');
    terminal.progress('');
    return text;
  };
  expect(written(true)).toBe('\r\u001B[2KReading…\r\u001B[2K');
  expect(written(false)).toBe('');
});

test('json: one object, places from 1, ends exclusive', async () => {
  const { stdout } = await output('json');
  const report = JSON.parse(stdout) as { findings: readonly Record<string, unknown>[] };
  expect(report).toMatchObject({ version: expect.stringMatching(/^\d/), files: 2, fixedFiles: 0, inBaseline: 0 });
  expect(report.findings.find(({ rule }) => rule === ids.warning)).toEqual({
    path,
    line: 1,
    column: 29,
    endLine: 1,
    endColumn: 43,
    severity: 'warning',
    rule: 'unknown-rule-id',
    catalogue: expect.any(String),
    message: expect.stringContaining('unknown-action'),
    related: [],
  });
  expect(report.findings.find(({ rule }) => rule === ids.error)).toMatchObject({ line: 16, column: 24 });
});

test('github: one escaped command per finding', async () => {
  const { stdout } = await output('github');
  const lines = stdout.trimEnd().split('\n');
  for (const line of lines) expect(line).toMatch(/^::(?:error|warning|notice) file=[^,:]+,line=\d+,[^:]+::.+$/);
  const file = 'file=objects/a b%2Cü%25%3A1.yml';
  const warning = lines.find((line) => line.includes(ids.warning)) ?? '';
  expect(warning).toContain(
    `::warning ${file},line=1,endLine=1,col=29,endColumn=43,title=unknown-rule-id::This comment`,
  );
  const error = lines.find((line) => line.includes(ids.error)) ?? '';
  expect(error).toContain(`::error ${file},line=16,endLine=16,col=24,`);
  expect(error).toContain('%0Aate');
});

interface Location {
  readonly physicalLocation: { readonly artifactLocation: object; readonly region: Record<string, number> };
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly [Location];
  readonly partialFingerprints: Record<string, string>;
}
interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly Result[];
    },
  ];
}

test('sarif: what version 2.1.0 and code scanning ask for', async () => {
  const { folder, stdout } = await output('sarif');
  const log = JSON.parse(stdout) as Sarif;
  expect(log).toMatchObject({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'infrahub-cascade', version: expect.any(String), informationUri: isUri } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `file://${folder}/` } },
      },
    ],
  });
  const [{ tool, results }] = log.runs;
  const ruleIds = tool.driver.rules.map(({ id }) => id);
  expect(new Set(ruleIds).size).toBe(ruleIds.length);
  for (const rule of tool.driver.rules) {
    expect(rule).toEqual({
      id: expect.stringMatching(/^[a-z-]+$/),
      shortDescription: { text: expect.any(String) },
      fullDescription: { text: expect.any(String) },
      help: { text: expect.stringMatching(/\S/), markdown: expect.stringMatching(/\S/) },
      helpUri: isUri,
      defaultConfiguration: { level: isLevel, enabled: expect.any(Boolean) },
      properties: { catalogue: expect.stringMatching(/\S/) },
    });
  }
  expect(results.length).toBeGreaterThan(1);
  for (const { ruleId, ruleIndex, level, message, locations, partialFingerprints } of results) {
    expect(ruleIds[ruleIndex]).toBe(ruleId);
    expect(level).toEqual(isLevel);
    expect(message.text).not.toBe('');
    expect(Object.values(partialFingerprints)).toEqual([expect.stringMatching(/^[0-9a-f]{20}/)]);
    const { artifactLocation, region } = locations[0].physicalLocation;
    expect(artifactLocation).toEqual({ uri: expect.stringMatching(/^[^/].*\.yml$/), uriBaseId: '%SRCROOT%' });
    for (const value of Object.values(region)) expect(value).toBeGreaterThanOrEqual(1);
  }
  expect(results.find(({ ruleId }) => ruleId === ids.warning)?.locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'objects/a%20b%2C%C3%BC%25%3A1.yml', uriBaseId: '%SRCROOT%' },
    region: { startLine: 1, startColumn: 29, endLine: 1, endColumn: 43 },
  });
});

test('sarif: information and hints are notes', async () => {
  const folder = folderWith({
    '.infrahub.yml': 'queries:\n  - name: lonely\n    file_path: lonely.gql\n',
    'lonely.gql': 'query lonely { CoreRepository { count } }\n',
  });
  const { stdout } = await run(['check', '--format', 'sarif', '--profile', 'all', folder]);
  const [{ results }] = (JSON.parse(stdout) as Sarif).runs;
  expect(results.map(({ ruleId, level }) => [ruleId, level])).toEqual([['unused-query', 'note']]);
});

test('sarif: fingerprints do not depend on what else is reported', async () => {
  const folder = folderWith(files);
  const prints = async (...args: string[]): Promise<Map<string, string[]>> => {
    const { stdout } = await run(['check', '--format', 'sarif', join(folder, 'objects'), ...args]);
    const [{ results }] = (JSON.parse(stdout) as Sarif).runs;
    return new Map(results.map(({ ruleId, partialFingerprints }) => [ruleId, Object.values(partialFingerprints)]));
  };
  expect((await prints('--quiet')).get(ids.error)).toEqual((await prints('--profile', 'all')).get(ids.error));
});

const isUri: unknown = expect.stringMatching(/^https:\/\/\S+$/);
const isLevel: unknown = expect.stringMatching(/^(?:error|warning|note)$/);
