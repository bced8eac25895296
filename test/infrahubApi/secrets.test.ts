import { expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { InfrahubError } from '../../server/src/infrahub/infrahubError';
import { openSession } from '../../server/src/infrahub/openSession';
import { account } from '../../server/src/infrahub/operations/account';
import { branches } from '../../server/src/infrahub/operations/branches';
import { schemaHash } from '../../server/src/infrahub/operations/schema';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../server/src/infrahub/transport';
import { serve } from './httpServer';
import { sendJson, type Handler } from './startServer';

const token = '0123ABCD-5678-secret-Token';

async function connect(handler: Handler, secret = token): Promise<Transport> {
  const read = readAddress((await serve(handler)).address);
  if (!read.ok) throw new Error(read.reason);
  return createTransport({ address: read.address, token: secret, fetch: createFetch({}), pauses: [] });
}

/** Everything that a failed request gives to messages and logs. */
async function told(call: Promise<unknown>): Promise<string> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof InfrahubError)) throw new Error(`not an InfrahubError: ${String(error)}`);
  return `${error.message} ${error.stack} ${JSON.stringify(error.problem)}`;
}

test('a redirect to a host with the name of the token tells nothing of it', async () => {
  const to = `http://${token}.example.test/x`;
  const transport = await connect((_, response) => response.writeHead(302, { Location: to }).end());
  const text = await told(transport.run(branches, {}));
  expect(text.toLowerCase()).not.toContain(token.toLowerCase());
  expect(text).toContain('redirects to http://….example.test');
});

test('an account that is called like the token is shown without it', async () => {
  const data = { AccountProfile: { id: 'a', display_label: `Ada ${token}` } };
  const transport = await connect((_, response) => sendJson(response, { data }));
  expect(await transport.run(account, {})).toMatchObject({ name: 'Ada …' });
});

test('values of REST resources hold no token either', async () => {
  const transport = await connect((_, response) => sendJson(response, { main: token, nodes: {}, generics: {} }));
  expect(await transport.get(schemaHash, undefined)).toBe('…');
});

test('a message that is cut in the middle of the token ends before it', async () => {
  const message = `${'x'.repeat(290)}${token}`;
  const transport = await connect((_, response) => sendJson(response, { data: null, errors: [{ message }] }));
  expect(await told(transport.run(branches, {}))).not.toContain(token.slice(0, 5));
});

test('a short token, which may be a word of a name, is kept out of messages alone', async () => {
  const handler: Handler = ({ url }, response) =>
    url.endsWith('/broken')
      ? sendJson(response, { data: null, errors: ['no ada here'] })
      : sendJson(response, { data: { AccountProfile: { id: 'a', display_label: 'ada' } } });
  const transport = await connect(handler, 'ada');
  expect(await transport.run(account, {})).toMatchObject({ name: 'ada' });
  expect(await told(transport.run(branches, {}, { branch: 'broken' }))).toContain('no … here');
});

test('a log-in that is refused in words tells no password', async () => {
  const password = 'pa55-word-of-ada';
  const { address: text } = await serve((_, response) =>
    sendJson(response, { errors: [{ message: `ada may not log in with ${password}` }] }, 403),
  );
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const session = openSession({ address: read.address, fetch: createFetch({}) }, { user: 'ada', password });
  const said = await told(session);
  expect(said).not.toContain(password);
  expect(said).toContain('may not log in with …');
});
