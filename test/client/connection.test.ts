import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { createServerInUse } from '../../client/src/connection/access';
import { createConsents, createPlainConsents } from '../../client/src/connection/consent';
import { type InfrahubctlFile, readInfrahubctlFiles } from '../../client/src/connection/infrahubctlFiles';
import { knownServers, proxyOf, type Server } from '../../client/src/connection/servers';
import { createTokens, environmentCredentials } from '../../client/src/connection/tokens';
import { parseInfrahubctlConfig } from '../../server/src/infrahub/infrahubctlConfig';

const lab = { name: 'Lab', address: 'https://lab.example.com' };

function server(entry: object, from: 'user' | 'workspace' = 'user'): Server {
  const [found] = knownServers({ [from]: [{ ...lab, ...entry }] }, {}).servers;
  if (!found) throw new Error('no server');
  return found;
}

function memory() {
  const map = new Map<string, string>();
  return {
    map,
    get: (key: string) => Promise.resolve(map.get(key)),
    store: async (key: string, value: string) => void map.set(key, value),
    delete: async (key: string) => void map.delete(key),
  };
}

describe('servers', () => {
  it('come from the settings and from the environment', () => {
    const env = {
      INFRAHUB_ADDRESS: 'http://localhost:8000/',
      INFRAHUB_TLS_CA_FILE: '/ca.pem',
      INFRAHUB_DEFAULT_BRANCH: 'work',
    };
    const { servers, problems } = knownServers({ user: [{ ...lab, insecure: true }] }, env);
    expect(servers).toMatchObject([
      { name: 'Lab', address: { origin: 'https://lab.example.com' }, insecure: true, source: 'user' },
      {
        name: 'INFRAHUB_ADDRESS',
        address: { base: 'http://localhost:8000' },
        caFile: '/ca.pem',
        branch: 'work',
        source: 'environment',
      },
    ]);
    expect(problems).toEqual([]);
  });

  it('of the workspace win over those of the user', () => {
    const user = [lab];
    const workspace = [{ name: 'Theirs', address: 'https://theirs.example.com' }];
    expect(knownServers({ user, workspace }, {}).servers).toMatchObject([{ name: 'Theirs', source: 'workspace' }]);
  });

  it('of the environment may have a name', () => {
    const env = { INFRAHUB_ADDRESS: 'http://127.0.0.1:1', INFRAHUB_CASCADE_SERVER_NAME: 'demo server' };
    expect(knownServers({}, env).servers).toMatchObject([{ name: 'demo server', source: 'environment' }]);
  });

  it('of the environment are not listed twice', () => {
    const at = (address: string) => knownServers({ user: [lab] }, { INFRAHUB_ADDRESS: address }).servers;
    expect(at('https://lab.example.com/')).toHaveLength(1);
    // Another server at the same host, with a token of its own.
    expect(at('https://lab.example.com/infrahub')).toHaveLength(2);
  });

  it('of the settings at the origin of INFRAHUB_ADDRESS use its certificates and proxy, unless they have their own', () => {
    const env = {
      INFRAHUB_ADDRESS: `${lab.address}/prod`,
      INFRAHUB_TLS_CA_FILE: '/ca.pem',
      INFRAHUB_TLS_INSECURE: 'true',
      INFRAHUB_PROXY: 'http://proxy:3128',
    };
    const of = (entry: object) => knownServers({ user: [{ ...lab, ...entry }] }, env).servers[0];
    expect(of({})).toMatchObject({ caFile: '/ca.pem', insecure: true });
    expect(of({ insecure: false })).toMatchObject({ caFile: undefined, insecure: false });
    expect(of({ caFile: '/own.pem' })).toMatchObject({ caFile: '/own.pem', insecure: false });
    expect(of({ address: 'https://other.example.com' })).toMatchObject({ caFile: undefined, insecure: false });
    expect(proxyOf(server({}), env)).toBe('http://proxy:3128');
    expect(proxyOf(server({ address: 'https://other.example.com' }), env)).toBeUndefined();
    expect(proxyOf(server({}), { INFRAHUB_PROXY: 'http://proxy:3128' })).toBeUndefined();
    const [ofEnvironment] = knownServers({}, env).servers;
    expect(ofEnvironment && proxyOf(ofEnvironment, env)).toBe('http://proxy:3128');
  });

  it('have names that nothing shows as a link, a picture or the other way round', () => {
    const name = 'Lab [here](command:workbench.action.quit)\u202e\u0007\n$(x)';
    const clean = 'Lab [here] (command:workbench.action.quit) $(x)';
    expect(knownServers({ workspace: [{ ...lab, name }] }, {}).servers[0]?.name).toBe(clean);
    const env = { INFRAHUB_ADDRESS: 'http://127.0.0.1:1', INFRAHUB_CASCADE_SERVER_NAME: name };
    expect(knownServers({}, env).servers[0]?.name).toBe(clean);
    expect(knownServers({ user: [{ ...lab, name: '\u202e' }] }, {}).servers[0]?.name).toBe('https://lab.example.com');
  });

  it('that cannot be used are named by their place, without their address', () => {
    const user = [{ address: 'https://x' }, { name: 'a', address: 'https://me:secret@host' }, 'text', null, lab];
    const { servers, problems } = knownServers({ user }, { INFRAHUB_ADDRESS: 'lab' });
    expect(servers.map(({ name }) => name)).toEqual(['Lab']);
    expect(problems).toHaveLength(5);
    expect(problems.join()).not.toContain('secret');
    expect(problems[1]).toMatch(/^infrahubCascade.servers, entry 2: .*user name/);
    expect(knownServers({ user: 'nonsense' }, {})).toEqual({ servers: [], problems: [] });
  });
});

describe('files of infrahubctl', () => {
  const file = (text: string, isOfWorkspace = true): InfrahubctlFile => ({
    path: '/repository/infrahubctl.toml',
    isOfWorkspace,
    config: parseInfrahubctlConfig(text),
  });
  const text = 'server_address = "https://file.example.com/"\napi_token = "of-the-file"\n';

  it('name a server when nothing else does', () => {
    const { servers } = knownServers({}, { INFRAHUB_TLS_CA_FILE: '/ca.pem' }, [file(text)]);
    expect(servers).toMatchObject([{ name: 'infrahubctl.toml', source: 'workspace', caFile: '/ca.pem' }]);
    const user = [{ name: 'Theirs', address: 'https://file.example.com' }];
    expect(knownServers({ user }, {}, [file(text)]).servers.map(({ name }) => name)).toEqual(['Theirs']);
    expect(knownServers({}, {}, [file(text, false)]).servers).toMatchObject([{ source: 'environment' }]);
  });

  it('give their token to their own address only', async () => {
    const tokens = createTokens(memory(), {}, () => [file(text)]);
    const find = (address: string) => tokens.find(server({ address }));
    expect(await find('https://file.example.com')).toEqual({ value: 'of-the-file', source: 'workspace' });
    expect(await find('https://file.example.com/below')).toBeUndefined();
    expect(await find('http://file.example.com')).toBeUndefined();
    expect(await find('https://other.example.com')).toBeUndefined();
    const outside = createTokens(memory(), {}, () => [file(text, false)]);
    expect((await outside.find(server({ address: 'https://file.example.com' })))?.source).toBe('environment');
  });

  it('that cannot be read are named, without what is in them', () => {
    const { servers, problems } = knownServers({}, {}, [file('api_token = "secret'), file('api_token = "secret"')]);
    expect(servers).toEqual([]);
    expect(problems).toEqual(['infrahubctl.toml: It cannot be read.']);
  });

  it('are looked for as infrahubctl does', () => {
    const folder = mkdtempSync(join(tmpdir(), 'cascade-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const inside = join(folder, 'repository');
    mkdirSync(inside);
    expect(readInfrahubctlFiles([inside], {})).toEqual([]);
    writeFileSync(join(inside, 'infrahubctl.toml'), text);
    expect(readInfrahubctlFiles([inside], {})).toMatchObject([
      { isOfWorkspace: true, config: { token: 'of-the-file' } },
    ]);
    const other = join(folder, 'other.toml');
    writeFileSync(other, text.replace('of-the-file', 'of-the-other'));
    const env = { INFRAHUBCTL_CONFIG: other };
    expect(readInfrahubctlFiles([inside], env)).toMatchObject([
      { isOfWorkspace: false, config: { token: 'of-the-other' } },
    ]);
    expect(readInfrahubctlFiles([folder], env)).toMatchObject([{ isOfWorkspace: true }]);
    writeFileSync(other, `${'#'.repeat(200_000)}\n${text}`);
    expect(readInfrahubctlFiles([inside], env)).toMatchObject([{ config: undefined }]);
  });
});

test('user name and password of the environment are for its own server', () => {
  const env = { INFRAHUB_ADDRESS: lab.address, INFRAHUB_USERNAME: 'ada', INFRAHUB_PASSWORD: 'x' };
  expect(environmentCredentials(server({}), env)).toEqual({ user: 'ada', password: 'x' });
  for (const address of ['https://other.example.com', `${lab.address}/below`]) {
    expect(environmentCredentials(server({ address }), env)).toEqual({});
  }
});

describe('tokens', () => {
  it('are bound to one origin', async () => {
    const secrets = memory();
    const tokens = createTokens(secrets, {});
    await tokens.store(server({}), 'secret');
    expect((await tokens.find(server({})))?.value).toBe('secret');
    expect((await tokens.find(server({ address: 'https://lab.example.com/below' })))?.value).toBe('secret');
    for (const address of [
      'http://lab.example.com',
      'https://lab.example.com:8443',
      'https://lab.example.com.evil.example',
      'https://evil.example/lab.example.com',
    ]) {
      expect(await tokens.find(server({ address }))).toBeUndefined();
    }
    await tokens.forget(server({}));
    expect(secrets.map.size).toBe(0);
    expect(await tokens.find(server({}))).toBeUndefined();
  });

  it('of the environment go to the server of the environment only', async () => {
    const env = { INFRAHUB_ADDRESS: 'https://home.example.com/', INFRAHUB_API_TOKEN: 'from-environment' };
    const tokens = createTokens(memory(), env);
    expect((await tokens.find(server({ address: 'https://home.example.com' })))?.value).toBe('from-environment');
    expect(await tokens.find(server({}))).toBeUndefined();
    for (const address of ['http://home.example.com', 'https://home.example.com/below']) {
      expect(await tokens.find(server({ address }))).toBeUndefined();
    }
    expect(await createTokens(memory(), { INFRAHUB_API_TOKEN: 'x' }).find(server({}))).toBeUndefined();
  });

  it('that are stored win over the environment', async () => {
    const env = { INFRAHUB_ADDRESS: lab.address, INFRAHUB_API_TOKEN: 'from-environment' };
    const tokens = createTokens(memory(), env);
    expect(await tokens.isStored(server({}))).toBe(false);
    await tokens.store(server({}), 'stored');
    expect((await tokens.find(server({})))?.value).toBe('stored');
    expect(await tokens.isStored(server({}))).toBe(true);
  });
});

test('a server of the workspace needs consent, again when an address or its certificates change', async () => {
  const kept = new Map<string, unknown>();
  const consents = createConsents({
    get: (key) => kept.get(key),
    update: async (key, value) => void kept.set(key, value),
  });
  const theirs = server({}, 'workspace');
  expect(consents.isMissing(server({}), 'stored')).toBe(false);
  expect(consents.isMissing(theirs, 'stored')).toBe(true);
  await consents.give(theirs);
  expect(consents.isMissing(theirs, 'stored')).toBe(false);
  for (const change of [
    { address: 'https://other.example.com' },
    { insecure: true },
    { caFile: '/other.pem' },
    // Where a token is made in the browser.
    { webAddress: 'https://other.example.com' },
  ]) {
    expect(consents.isMissing(server(change, 'workspace'), 'stored')).toBe(true);
  }
  expect(consents.isMissing(server({ insecure: true }, 'workspace'), 'environment')).toBe(true);
  // Both come with the workspace: nothing of the person is sent.
  expect(consents.isMissing(server({ insecure: true }, 'workspace'), 'workspace')).toBe(false);
  kept.set([...kept.keys()][0] ?? '', 'broken');
  expect(consents.isMissing(theirs, 'stored')).toBe(true);
});

test('a token that can be read on its way needs consent of its own, wherever it was stored', async () => {
  const kept = new Map<string, unknown>();
  const create = () =>
    createPlainConsents({ get: (key) => kept.get(key), update: async (key, value) => void kept.set(key, value) });
  const consents = create();
  const plain = server({ address: 'http://lab.example.com/infrahub' });
  for (const safe of [server({}), server({ address: 'http://127.0.0.1:8000' })]) {
    expect(consents.isMissing(safe, 'stored')).toBe(false);
  }
  // An import stores one without signing in.
  expect(consents.isMissing(plain, 'stored')).toBe(true);
  await consents.give(plain, 'stored');
  expect(consents.isMissing(plain, 'stored')).toBe(false);
  expect(create().isMissing(plain, 'stored')).toBe(false);
  expect(consents.isMissing(server({ address: 'http://lab.example.com:8080' }), 'stored')).toBe(true);
  // That of the environment is another one, and asked for in each window.
  expect(consents.isMissing(plain, 'environment')).toBe(true);
  await consents.give(plain, 'environment');
  expect(consents.isMissing(plain, 'environment')).toBe(false);
  expect(create().isMissing(plain, 'environment')).toBe(true);
  await consents.withdraw(plain);
  expect(consents.isMissing(plain, 'stored')).toBe(true);
});

test('the server in use is the only one, or the one that was chosen', async () => {
  const kept = new Map<string, unknown>();
  const inUse = createServerInUse({
    get: (key) => kept.get(key),
    update: async (key, value) => void kept.set(key, value),
  });
  const [one, other] = [server({}), server({ address: 'https://other.example.com' })];
  expect(inUse.find([])).toBeUndefined();
  expect(inUse.find([one])).toBe(one);
  expect(inUse.find([one, other])).toBeUndefined();
  await inUse.choose(other);
  expect(inUse.find([one, other])).toBe(other);
  // The chosen one is known no more.
  expect(inUse.find([one])).toBe(one);
});

test('of two entries of one address that was chosen is in use, with its own certificates', async () => {
  const kept = new Map<string, unknown>();
  const inUse = createServerInUse({
    get: (key) => kept.get(key),
    update: async (key, value) => void kept.set(key, value),
  });
  const [unchecked, checked, own] = [server({ insecure: true }), server({}), server({ caFile: '/own.pem' })];
  const all = [unchecked, checked, own];
  for (const each of all) {
    await inUse.choose(each);
    expect(inUse.find(all)).toBe(each);
  }
  // A choice of an earlier version says the address only.
  kept.set([...kept.keys()][0] ?? '', lab.address);
  expect(inUse.find(all)).toBeUndefined();
  expect(inUse.find([checked, server({ address: 'https://other.example.com' })])).toBe(checked);
});
