import { expect, test } from 'vitest';
import { createService } from '../../../server/src/service';
import { settingsSchema } from '../../../server/src/settings';
import { inferredVersion } from '../../../server/src/model/project/inferredVersion';
import { memoryWorkspace } from '../../support/memoryWorkspace';

interface Wanted {
  readonly commandLine?: string;
  readonly setting?: string;
}

/** The version that a repository with these files is checked against. */
async function targetOf(contents: Record<string, string>, { commandLine, setting = '' }: Wanted = {}) {
  const files = new Map(
    Object.entries({ '.infrahub.yml': '', ...contents }).map(([path, text]) => [`file:///repo/${path}`, text]),
  );
  const service = createService({ workspace: memoryWorkspace(files), now: () => 0, log: () => undefined });
  service.configure(settingsSchema.parse({ serverVersion: setting }), { serverVersion: commandLine });
  await service.index(['file:///repo']);
  return service.projects()[0]?.targetVersion;
}

const compose = (image: string): string => `services:\n  infrahub-server:\n    image: ${image}\n`;
const lock = (name: string, version: string): string => `[[package]]\nname = "${name}"\nversion = "${version}"\n\n`;
const registry = 'registry.example.com/opsmill';

test.each([
  ['docker-compose.yml', compose(`${registry}/infrahub:1.10.3`), '1.10'],
  ['docker-compose.yaml', compose(`"${registry}/infrahub:1.9"`), '1.9'],
  ['compose.yml', compose(`${registry}/infrahub:\${VERSION:-1.9.2}`), '1.9'],
  ['compose.yaml', compose(`${registry}/infrahub:\${INFRAHUB_VERSION-1.8.0}`), '1.8'],
  ['compose.yml', compose(`"\${IMAGE:-${registry}/infrahub}:\${VERSION:-1.7.1}"`), '1.7'],
  ['compose.yml', compose(`${registry}/infrahub-enterprise:v1.6.2-extra`), '1.6'],
  ['compose.yml', compose(`${registry}/infrahub:1.6.2`) + compose(`${registry}/infrahub:1.6.3`), '1.6'],
  ['compose.yml', compose(`${registry}/infrahub:1.6.2`) + compose(`${registry}/infrahub:1.7.3`), undefined],
  ['compose.yml', compose(`${registry}/infrahub:latest`), undefined],
  ['compose.yml', compose(`${registry}/infrahub:\${VERSION}`), undefined],
  ['compose.yml', compose(`${registry}/my-infrahub:1.6.2`), undefined],
  ['compose.yml', compose(`${registry}/infrahub-demo:1.6.2`), undefined],
  ['compose.yml', `# image: ${registry}/infrahub:1.6.2\nservices: {}\n`, undefined],
  ['uv.lock', lock('other', '1.2.3') + lock('infrahub-sdk', '1.22.3'), '1.10'],
  ['uv.lock', lock('infrahub-sdk', '1.22.3').replaceAll('\n', '\r\n'), '1.10'],
  ['poetry.lock', lock('infrahub-sdk', '1.17.0'), '1.6'],
  ['poetry.lock', lock('infrahub-sdk', '1.23.0') + lock('infrahub-server', '1.9.1'), '1.9'],
  ['uv.lock', lock('infrahub-sdk', '1.17.0') + lock('infrahub-sdk', '1.20.0'), undefined],
  ['uv.lock', lock('infrahub-sdk-tools', '1.17.0') + lock('my-infrahub-sdk', '1.17.0'), undefined],
  ['uv.lock', lock('infrahub-sdk', '1.99.0'), undefined],
  ['requirements.txt', 'infrahub-sdk[all]==1.18.1 ; python_version > "3.9"\n', '1.7'],
  ['requirements.txt', 'httpx\nInfrahub_SDK == 1.19.*\n', '1.8'],
  ['requirements.txt', 'infrahub-sdk ~= 1.20.1  # why\n', '1.9'],
  ['requirements.txt', 'infrahub-server==1.10.4\n', '1.10'],
  ['requirements.txt', 'infrahub-sdk~=1.20\n', undefined],
  ['requirements.txt', 'infrahub-sdk>=1.20.1\n', undefined],
  ['requirements.txt', '# infrahub-sdk==1.20.1\nother-infrahub-sdk==1.19.0\n', undefined],
  ['pyproject.toml', '[project]\ndependencies = ["infrahub-sdk[all]==1.18.1", "rich>=13"]\n', '1.7'],
  ['pyproject.toml', '[tool.poetry.dependencies]\ninfrahub-sdk = "1.18.1"\n', '1.7'],
  ['pyproject.toml', '[tool.poetry.dependencies]\ninfrahub-sdk = "~1.19"\n', '1.8'],
  ['pyproject.toml', 'infrahub-sdk = { extras = ["all"], version = "==1.20.1" }\n', '1.9'],
  ['pyproject.toml', 'infrahub-sdk = { version = "^1.20.1", extras = ["all"] }\n', undefined],
  ['pyproject.toml', 'infrahub-sdk = "^1.18"\n', undefined],
  ['pyproject.toml', '[project]\ndependencies = [\n  "infrahub-sdk>=1.18.1",\n]\n', undefined],
  ['docker-compose.override.yml', compose(`${registry}/infrahub:1.6.2`), '1.6'],
  ['compose.override.yaml', compose(`${registry}/infrahub:1.6.2`), '1.6'],
  ['sub/compose.yml', compose(`${registry}/infrahub:1.6.2`), undefined],
])('%s: %j', async (path, text, version) => {
  const expected = version
    ? { version, source: path, inferred: true }
    : { version: '1.11', source: 'newest known', inferred: false };
  expect(await targetOf({ [path]: text })).toEqual(expected);
});

test('an override beats the compose file that it overrides, where it names a version', async () => {
  const base = { 'docker-compose.yml': compose(`${registry}/infrahub:1.7.0`) };
  const override = 'docker-compose.override.yml';
  const named = { ...base, [override]: compose(`${registry}/infrahub:1.6.2`) };
  expect(await targetOf(named)).toMatchObject({ version: '1.6', source: override });
  const unnamed = { ...base, [override]: 'services: {infrahub-server: {environment: [A=b]}}\n' };
  expect(await targetOf(unnamed)).toMatchObject({ version: '1.7', source: 'docker-compose.yml' });
});

test('a compose file beats a lock file, a lock file a requirement', () => {
  const files: Record<string, string> = {
    'compose.yml': compose(`${registry}/infrahub:1.6.0`),
    'uv.lock': lock('infrahub-sdk', '1.18.0'),
    'requirements.txt': 'infrahub-sdk==1.19.0\n',
    'pyproject.toml': 'infrahub-sdk = "1.20.0"\n',
  };
  const found: unknown[] = [];
  for (const path of Object.keys(files)) {
    found.push(inferredVersion((each) => files[each])?.source);
    Reflect.deleteProperty(files, path);
  }
  expect(found).toEqual(['compose.yml', 'uv.lock', 'requirements.txt', 'pyproject.toml']);
  expect(inferredVersion(() => undefined)).toBeUndefined();
});

test('command line, project file, setting, inferred, newest', async () => {
  const own = '.infrahub-cascade.yml';
  const composed = { 'compose.yml': compose(`${registry}/infrahub:1.6.0`) };
  const files = { ...composed, [own]: 'server_version: "1.8"\nsdk_version: "1.20.0"\n' };
  const all = { commandLine: '1.9.1', setting: '1.7' };
  expect(await targetOf(files, all)).toEqual({ version: '1.9', source: 'command line', inferred: false });
  expect(await targetOf(files, { setting: '1.7' })).toEqual({ version: '1.8', source: own, inferred: false });
  const bySdk = { ...composed, [own]: 'sdk_version: "1.20.0"\n' };
  expect(await targetOf(bySdk, { setting: '1.7' })).toEqual({ version: '1.9', source: own, inferred: false });
  expect(await targetOf(composed, { setting: '1.7' })).toEqual({ version: '1.7', source: 'setting', inferred: false });
  expect(await targetOf(composed)).toEqual({ version: '1.6', source: 'compose.yml', inferred: true });
  expect(await targetOf({})).toEqual({ version: '1.11', source: 'newest known', inferred: false });
});

test('a version that nobody knows is passed over', async () => {
  const own = '.infrahub-cascade.yml';
  const files = { [own]: 'server_version: "9.9"\nsdk_version: "1.99"\n' };
  expect(await targetOf(files, { setting: 'nonsense' })).toMatchObject({ source: 'newest known' });
  expect(await targetOf({ [own]: 'server_version: "9.9"\nsdk_version: "1.20.0"\n' })).toMatchObject({ version: '1.9' });
});

test('long files take no time', () => {
  const hostile = [
    'infrahub-sdk ',
    'infrahub:${',
    'name = "infrahub-sdk"\n',
    'infrahub-sdk = {',
    ' #',
    'infrahub-sdk[',
  ];
  for (const part of hostile) {
    const text = part.repeat(100_000);
    const before = performance.now();
    inferredVersion(() => text);
    expect(performance.now() - before, part).toBeLessThan(2000);
  }
});
