import { expect, test } from 'vitest';
import { importableServers } from '../../client/src/connection/importable';
import { knownServers } from '../../client/src/connection/servers';

const env = { LAB_TOKEN: 'of-the-environment' };

test('servers of the other setting are taken over with their tokens', () => {
  const user = [
    { name: 'Lab', address: 'https://lab.example.com/', api_token: '${env:LAB_TOKEN}' },
    { name: 'Home', address: 'http://localhost:8000', api_token: 'plain', tls_insecure: true },
    { name: 'Known', address: 'https://known.example.com' },
    { name: 'Twice', address: 'https://lab.example.com' },
    { name: 'Host only', address: 'lab.example.com' },
    'nonsense',
  ];
  const known = knownServers({ user: [{ name: 'Known', address: 'https://known.example.com/' }] }, {}).servers;
  const { found, unusable } = importableServers({ user, workspace: undefined }, known, env);
  expect(unusable).toBe(2);
  expect(found.map(({ name, address, insecure, token }) => [name, address, insecure, token])).toEqual([
    ['Lab', 'https://lab.example.com', false, 'of-the-environment'],
    ['Home', 'http://localhost:8000', true, 'plain'],
  ]);
});

test('a workspace does not choose what is read from the environment', () => {
  const workspace = [{ name: 'Theirs', address: 'https://theirs.example.com', api_token: '${env:LAB_TOKEN}' }];
  const { found } = importableServers({ user: undefined, workspace }, [], env);
  expect(found).toMatchObject([{ isOfWorkspace: true, token: undefined }]);
});

test('the server of the environment may be listed as well', () => {
  const { servers } = knownServers({}, { INFRAHUB_ADDRESS: 'https://lab.example.com' });
  const user = [{ name: 'Lab', address: 'https://lab.example.com' }];
  expect(importableServers({ user, workspace: 'nonsense' }, servers, {}).found).toHaveLength(1);
});
