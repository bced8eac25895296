import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, realpathSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, git, useCommandLine, write } from './commandLine';

const { command, example, folderWith, run } = useCommandLine();

/** The example with one word wrong: an error in one line of one file. */
const withError = (): string => example((text) => text.replace('mutation_action: updated', 'mutation_action: update'));
const trigger = (action: string): string =>
  `---\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: rule\n      mutation_action: ${action}\n`;
const wrong = trigger('update');
const right = trigger('created');
const group = 'kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - name: group\n';
const config = 'objects: [objects]\n';

interface Json {
  readonly findings: readonly { readonly path: string; readonly rule: string; readonly severity: string }[];
  readonly files: number;
  readonly inBaseline: number;
}

/** Paths of the files with that mistake. */
async function wrongPaths(args: readonly string[], cwd?: string): Promise<string[]> {
  const { stdout, stderr } = await run(['check', '--format', 'json', ...args], { cwd });
  expect(stderr).toBe('');
  const { findings } = JSON.parse(stdout) as Json;
  return findings.flatMap(({ path, rule }) => (rule === 'invalid-mutation-action' ? [path] : []));
}

test('nothing to report: exit code 0', async () => {
  const { code, stdout, stderr } = await run(['check'], { cwd: example() });
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'No findings in 17 files.\n', stderr: '' });
});

test('output that cannot be written: exit code 2 and a sentence', () => {
  const readOnly = openSync(command(), 'r');
  const stdio: ('ignore' | number | 'pipe')[] = ['ignore', readOnly, 'pipe'];
  const { status, stderr } = spawnSync(process.execPath, [command(), 'check', example()], { stdio, encoding: 'utf8' });
  closeSync(readOnly);
  expect(stderr).toMatch(/^infrahub-cascade: The output cannot be written: EBADF.*\n$/);
  expect(status).toBe(2);
});

test('a path with nothing to check is said to have nothing', async () => {
  const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': wrong, 'README.md': '', 'docs/a.md': '' });
  for (const path of ['README.md', 'docs']) {
    expect(await run(['check', path], { cwd: folder })).toEqual({
      code: 0,
      stdout: 'No findings in 0 files.\n',
      stderr: `Nothing to check: an Infrahub repository has no use for ${path}.\n`,
    });
  }
  expect((await run(['check', 'none.yml'], { cwd: folder })).code).toBe(2);
});

test('an error: exit code 1', async () => {
  const { code, stdout } = await run(['check', withError()]);
  expect(code).toBe(1);
  expect(stdout).toContain('objects/90_triggers.yml\n  21:24  error  ');
});

test('warnings alone: exit code 0', async () => {
  const files = { '.infrahub.yml': config, 'objects/a.yml': `# cascade-disable-next-line unknown-actoin\n${group}` };
  const { code, stdout } = await run(['check', folderWith(files)]);
  expect(stdout).toContain('unknown-rule-id');
  expect(stdout).toMatch(/\n1 warning in 2 files\.\n$/);
  expect(code).toBe(0);
});

test('files that nothing names are looked at too', async () => {
  const files = {
    '.infrahub.yml':
      'schemas: [schemas]\njinja2_transforms: [{name: a, query: a, template_path: templates/a.j2}]\nqueries: [{name: a, file_path: a.gql}]\n',
    'schemas/a.yml': 'version: "1.0"\nnodes: []\n',
    'more/b.yml': 'version: "1.0"\nnodes: [{name: B, namespace: Net}]\n',
    'templates/a.j2': 'a\n',
    'templates/b.j2': 'b\n',
    'notes.json': '{}\n',
    'a.gql': 'query a { CoreNode { count } }\n',
  };
  const { stdout } = await run(['check', '--profile', 'all', '--format', 'json', folderWith(files)]);
  const { findings, files: count } = JSON.parse(stdout) as Json;
  expect(findings.map(({ path, rule }) => `${path} ${rule}`)).toEqual([
    'more/b.yml unregistered-file',
    'templates/b.j2 unregistered-file',
  ]);
  expect(count).toBe(6);
});

test.each([
  [['check', '--nonsense'], "Unknown option '--nonsense'"],
  [['check', '--format', 'xml'], "--format must be one of pretty, json, sarif, github, not 'xml'."],
  [['check', '--profile', 'most'], "--profile must be one of recommended, all, not 'most'."],
  [['check', '--server-version', '0.9'], "not '0.9'."],
  [['check', '--baseline', 'a', '--write-baseline', 'b'], '--baseline and --write-baseline exclude each other.'],
  [['check', '--baseline', 'missing.json'], 'missing.json cannot be read'],
  [['check', '--since', '--format'], "'--since"],
  [['check', 'no/such/path'], 'no/such/path does not exist.'],
  [['chekc'], "Unknown command 'chekc'."],
  [[], 'No command.'],
])('wrong usage: %j', async (args, sentence) => {
  const { code, stdout, stderr } = await run(args, { cwd: example() });
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);
});

test('a folder without .infrahub.yml is wrong usage, also beside one that has it', async () => {
  const empty = folderWith({ 'README.md': '' });
  for (const args of [[empty], [example(), empty]]) {
    const { code, stderr } = await run(['check', ...args]);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `infrahub-cascade: No .infrahub.yml found in ${empty}: name a folder or file of an Infrahub repository.\n`,
    );
  }
});

test('version and help', async () => {
  expect(await run(['--version'])).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  for (const args of [['--help'], ['-h'], ['help'], ['lsp', '--help']]) {
    expect(await run(args)).toMatchObject({ code: 0, stdout: expect.stringContaining('check [PATH…]') });
  }
  expect(await run(['check', '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--since REF') });
});

test('a file, several paths and a folder inside of a repository', async () => {
  const folder = folderWith({
    '.infrahub.yaml': 'objects: [one, two]\n',
    'one/a.yml': wrong,
    'one/b.json': '{"kind": "Object", "spec": {"kind": "CoreNodeTriggerRule", "data": [{"mutation_action": "x"}]}}',
    'two/c.yml': wrong,
    'README.md': '',
  });
  expect(await wrongPaths(['one/a.yml'], folder)).toEqual(['a.yml']);
  expect(await wrongPaths(['one/a.yml', 'two', 'README.md'], folder)).toEqual(['one/a.yml', 'two/c.yml']);
  expect(await wrongPaths(['.', 'one'], folder)).toEqual(['one/a.yml', 'one/b.json', 'two/c.yml']);
  expect(await wrongPaths([], join(folder, 'one'))).toEqual(['a.yml', 'b.json']);
});

test('paths are relative to the git root, wherever the command runs', async () => {
  const top = folderWith({ 'sub/.infrahub.yml': config, 'sub/objects/a.yml': wrong });
  commitAll(top);
  expect(await wrongPaths([], join(top, 'sub/objects'))).toEqual(['sub/objects/a.yml']);
  expect(await wrongPaths([top])).toEqual(['sub/objects/a.yml']);
  const link = folderWith({});
  rmSync(link, { recursive: true });
  symlinkSync(join(top, 'sub'), link);
  expect(await wrongPaths([link])).toEqual(['sub/objects/a.yml']);
});

test('two repositories: paths are relative to the folder around both', async () => {
  const [one, two] = [0, 1].map(() => folderWith({ '.infrahub.yml': config, 'objects/a.yml': wrong }));
  commitAll(one ?? '');
  const base = realpathSync(dirname(one ?? ''));
  const paths = [one, two].map((path) => `${(path ?? '').slice(base.length + 1)}/objects/a.yml`);
  expect(await wrongPaths([one ?? '', two ?? ''])).toEqual(paths);
});

test('nested repositories are both checked, each with its own files', async () => {
  const folder = folderWith({
    '.infrahub.yml': config,
    'objects/a.yml': wrong,
    'inner/.infrahub.yml': config,
    'inner/objects/b.yml': wrong,
  });
  expect(await wrongPaths([], folder)).toEqual(['inner/objects/b.yml', 'objects/a.yml']);
  expect(await wrongPaths(['inner'], folder)).toEqual(['objects/b.yml']);
});

test('--quiet prints errors only, and nothing without any', async () => {
  expect(await run(['check', '--quiet', example()])).toEqual({ code: 0, stdout: '', stderr: '' });
  const { code, stdout } = await run(['check', '--quiet', withError()]);
  expect(code).toBe(1);
  expect(stdout).toContain('invalid-mutation-action');
  expect(stdout).not.toContain('1 error');
});

test('--profile beats the project file', async () => {
  const folder = folderWith({
    '.infrahub.yml': 'queries:\n  - name: lonely\n    file_path: lonely.gql\n',
    '.infrahub-cascade.yml': 'profile: all\n',
    'lonely.gql': 'query lonely { CoreRepository { count } }\n',
  });
  const rules = async (...args: string[]): Promise<string[]> => {
    const { stdout } = await run(['check', folder, '--format', 'json', ...args]);
    return (JSON.parse(stdout) as Json).findings.map(({ rule }) => rule);
  };
  expect(await rules()).toEqual(['unused-query']);
  expect(await rules('--profile', 'recommended')).toEqual([]);
});

test('--server-version beats the project file', async () => {
  const folder = example();
  write(join(folder, '.infrahub-cascade.yml'), 'server_version: "1.10"\n');
  const old = await run(['check', folder]);
  expect(old).toMatchObject({ code: 1, stdout: expect.stringContaining("'watch'") });
  expect(await run(['check', folder, '--server-version', '1.11.4'])).toMatchObject({ code: 0 });
});

test('the baseline hides what it lists, also when lines moved, and nothing else', async () => {
  const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': wrong + wrong });
  const written = await run(['check', '--write-baseline', 'known.json'], { cwd: folder });
  expect(written).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringMatching(/^\d+ findings written to known/),
  });
  const check = async (): Promise<{ code: number | null; json: Json }> => {
    const { code, stdout } = await run(['check', '--format', 'json', '--baseline', 'known.json'], { cwd: folder });
    return { code, json: JSON.parse(stdout) as Json };
  };
  expect(await check()).toMatchObject({ code: 0, json: { findings: [] } });
  write(join(folder, 'objects/a.yml'), `# moved\n\n${wrong}# and apart\n${wrong}`);
  const moved = await check();
  expect(moved).toMatchObject({ code: 0, json: { findings: [] } });
  expect(moved.json.inBaseline).toBeGreaterThanOrEqual(2);
  write(join(folder, 'objects/a.yml'), wrong + wrong + wrong);
  const third = await check();
  expect(third.code).toBe(1);
  expect(third.json.findings.filter(({ rule }) => rule === 'invalid-mutation-action')).toHaveLength(1);
});

test('one finding is one', async () => {
  const folder = folderWith({ '.infrahub.yml': 'objects: [none]\n' });
  const { stderr } = await run(['check', '--write-baseline', 'known.json'], { cwd: folder });
  expect(stderr).toBe('1 finding written to known.json.\n');
});

test('a baseline that is none, or cannot be written', async () => {
  const cwd = example();
  write(join(cwd, 'b.json'), '[]');
  expect(await run(['check', '--baseline', 'b.json'], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('b.json is no baseline'),
  });
  expect(await run(['check', '--write-baseline', 'no/b.json'], { cwd })).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('b.json cannot be written (ENOENT).'),
  });
});

test('--since: changed, staged, renamed and new files, and those of a repository inside', async () => {
  const folder = folderWith({
    '.infrahub.yml': config,
    'objects/old.yml': wrong,
    'objects/changed.yml': right,
    'objects/staged.yml': right,
    'objects/committed.yml': right,
    'objects/before.yml': wrong,
    'objects/gone.yml': wrong,
  });
  commitAll(folder);
  git(folder, 'tag', 'base');
  write(join(folder, 'objects/committed.yml'), wrong);
  git(folder, 'commit', '-q', '-a', '-m', 'One');
  write(join(folder, 'objects/changed.yml'), wrong);
  write(join(folder, 'objects/staged.yml'), wrong);
  git(folder, 'add', 'objects/staged.yml');
  write(join(folder, 'objects/new ü.yml'), wrong);
  renameSync(join(folder, 'objects/before.yml'), join(folder, 'objects/after.yml'));
  unlinkSync(join(folder, 'objects/gone.yml'));
  write(join(folder, 'inner/.infrahub.yml'), config);
  write(join(folder, 'inner/objects/x.yml'), wrong);
  commitAll(join(folder, 'inner'));
  const uncommitted = [
    'inner/objects/x.yml',
    'objects/after.yml',
    'objects/changed.yml',
    'objects/new ü.yml',
    'objects/staged.yml',
  ];
  expect(await wrongPaths(['--since', 'HEAD'], folder)).toEqual(uncommitted);
  const since = [...uncommitted, 'objects/committed.yml'].toSorted();
  expect(await wrongPaths(['--since', 'base'], folder)).toEqual(since);
  expect(await wrongPaths(['--since', 'base', '.'], join(folder, 'objects'))).toEqual(since.slice(1));
});

test('--since with several paths asks the repository of each', async () => {
  const two = [0, 1].map(() => {
    const folder = folderWith({ '.infrahub.yml': config, 'objects/a.yml': right, 'objects/b.yml': wrong });
    commitAll(folder);
    write(join(folder, 'objects/a.yml'), wrong);
    return folder;
  });
  expect(await wrongPaths(['--since', 'HEAD', ...two])).toHaveLength(2);
});

test('--since without a work tree, or with a commit that is none', async () => {
  const folder = example();
  expect(await run(['check', '--since', 'HEAD', folder])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`--since needs git, and ${folder} is in no git work tree.`),
  });
  commitAll(folder);
  for (const ref of ['nowhere', 'HEAD:objects', '']) {
    expect(await run(['check', '--since', ref, folder])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`--since: git knows no commit '${ref}'`),
    });
  }
});

test('files in place of folders, and folders in place of files', async () => {
  const folder = folderWith({ '.infrahub.yml': 'objects: [objects]\nschemas: [schemas/a.yml]\n', objects: '' });
  mkdirSync(join(folder, 'schemas/a.yml'), { recursive: true });
  const { code, stderr } = await run(['check', folder]);
  expect(stderr).toBe('');
  expect(code).not.toBe(2);
});

test('a .infrahub.yml that is a folder or empty', async () => {
  const folder = folderWith({ 'a/.infrahub.yml/x': '', 'b/.infrahub.yml': '' });
  expect((await run(['check', join(folder, 'b')])).code).not.toBe(2);
  expect((await run(['check', join(folder, 'a')])).code).toBe(2);
});
