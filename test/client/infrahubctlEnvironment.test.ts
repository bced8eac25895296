import { expect, it } from 'vitest';
import { infrahubctlEnvironment } from '../../client/src/runs/infrahubctlEnvironment';
import { readAddress } from '../../server/src/infrahub/address';

it('infrahubctl talks to the server in use and reads no file that says otherwise', () => {
  const read = readAddress('https://infrahub.example.com/base/');
  if (!read.ok) throw new Error(read.reason);
  const server = { name: 'Lab', address: read.address, insecure: false, source: 'user' as const };
  const noFile = '/extension/none.toml';
  const environment = infrahubctlEnvironment({ server, token: 'secret', noFile });
  expect(environment).toMatchObject({
    INFRAHUB_ADDRESS: 'https://infrahub.example.com/base',
    INFRAHUB_API_TOKEN: 'secret',
    INFRAHUBCTL_CONFIG: noFile,
    INFRAHUB_TLS_INSECURE: 'false',
  });
  expect(environment).not.toHaveProperty('INFRAHUB_TLS_CA_FILE');
  const own = infrahubctlEnvironment({ server: { ...server, caFile: '/ca.pem', insecure: true }, token: 'x', noFile });
  expect(own).toMatchObject({ INFRAHUB_TLS_CA_FILE: '/ca.pem', INFRAHUB_TLS_INSECURE: 'true' });
});
