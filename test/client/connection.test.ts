import { describe, expect, it, test } from 'vitest';
import { createServerInUse } from '../../client/src/connection/access';
import { createConsents } from '../../client/src/connection/consent';
import { knownServers, type Server } from '../../client/src/connection/servers';
import { createTokens } from '../../client/src/connection/tokens';

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
    const env = { INFRAHUB_ADDRESS: 'http://localhost:8000/', INFRAHUB_TLS_CA_FILE: '/ca.pem' };
    const { servers, problems } = knownServers({ user: [{ ...lab, insecure: true }] }, env);
    expect(servers).toMatchObject([
      { name: 'Lab', address: { origin: 'https://lab.example.com' }, insecure: true, source: 'user' },
      {
        name: 'INFRAHUB_ADDRESS',
        address: { base: 'http://localhost:8000' },
        caFile: '/ca.pem',
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

  it('of the environment are not listed twice', () => {
    const env = { INFRAHUB_ADDRESS: 'https://lab.example.com/infrahub' };
    expect(knownServers({ user: [lab] }, env).servers).toHaveLength(1);
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

describe('tokens', () => {
  it('are bound to one origin', async () => {
    const secrets = memory();
    const tokens = createTokens(secrets, {});
    await tokens.store(server({}), 'secret');
    expect(await tokens.find(server({}))).toBe('secret');
    expect(await tokens.find(server({ address: 'https://lab.example.com/below' }))).toBe('secret');
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
    expect(await tokens.find(server({ address: 'https://home.example.com' }))).toBe('from-environment');
    expect(await tokens.find(server({}))).toBeUndefined();
    expect(await tokens.find(server({ address: 'http://home.example.com' }))).toBeUndefined();
    expect(await createTokens(memory(), { INFRAHUB_API_TOKEN: 'x' }).find(server({}))).toBeUndefined();
  });

  it('that are stored win over the environment', async () => {
    const env = { INFRAHUB_ADDRESS: lab.address, INFRAHUB_API_TOKEN: 'from-environment' };
    const tokens = createTokens(memory(), env);
    expect(await tokens.isStored(server({}))).toBe(false);
    await tokens.store(server({}), 'stored');
    expect(await tokens.find(server({}))).toBe('stored');
    expect(await tokens.isStored(server({}))).toBe(true);
  });
});

test('a server of the workspace needs consent, again when its address or its certificates change', async () => {
  const kept = new Map<string, unknown>();
  const consents = createConsents({
    get: (key) => kept.get(key),
    update: async (key, value) => void kept.set(key, value),
  });
  const theirs = server({}, 'workspace');
  expect(consents.isMissing(server({}))).toBe(false);
  expect(consents.isMissing(theirs)).toBe(true);
  await consents.give(theirs);
  expect(consents.isMissing(theirs)).toBe(false);
  for (const change of [{ address: 'https://other.example.com' }, { insecure: true }, { caFile: '/other.pem' }]) {
    expect(consents.isMissing(server(change, 'workspace'))).toBe(true);
  }
  kept.set([...kept.keys()][0] ?? '', 'broken');
  expect(consents.isMissing(theirs)).toBe(true);
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
