import { expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { InfrahubError } from '../../server/src/infrahub/infrahubError';
import { openSession } from '../../server/src/infrahub/openSession';
import { account } from '../../server/src/infrahub/operations/account';
import { branches } from '../../server/src/infrahub/operations/branches';
import { kindNames, schemaHash } from '../../server/src/infrahub/operations/schema';
import { taskLogs } from '../../server/src/infrahub/operations/taskLogs';
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

/** JSON of a value in which the token is written with escapes, as no `JSON.stringify` does. */
function escaped(value: unknown, secret = token): string {
  const units = secret.replaceAll(/(.)(.?)/g, (_, one: string, other: string) => {
    return `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}${other}`;
  });
  return JSON.stringify(value).replaceAll(secret, units);
}

function sendText(response: Parameters<Handler>[1], text: string, status = 200): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
}

test('a token that is written with escapes is kept out of values, keys and messages', async () => {
  const data = { AccountProfile: { id: 'a', display_label: `Ada ${token}` } };
  const message = `${'x'.repeat(290)}${token}`;
  const transport = await connect(({ url }, response) => {
    if (url.endsWith('/broken')) return sendText(response, escaped({ data: null, errors: [{ message }] }));
    if (url.endsWith('/refused')) return sendText(response, escaped({ errors: [message] }), 403);
    if (url.startsWith('/api'))
      return sendText(response, escaped({ nodes: { [token]: 1, Fine: 2, ['__proto__']: 3 } }));
    return sendText(response, escaped({ data }));
  });
  expect(await transport.run(account, {})).toMatchObject({ name: 'Ada …' });
  expect(await transport.get(kindNames, undefined)).toEqual(['Fine', '…']);
  for (const branch of ['broken', 'refused']) {
    expect(await told(transport.run(branches, {}, { branch }))).not.toContain(token.slice(0, 5));
  }
});

test('a token in other letters is kept out of values too', async () => {
  const data = { AccountProfile: { id: 'a', display_label: `Ada ${token.toUpperCase()}` } };
  const transport = await connect((_, response) => sendJson(response, { data }));
  expect(await transport.run(account, {})).toMatchObject({ name: 'Ada …' });
});

test('values in values in values are looked through, however deep', async () => {
  const depth = 100_000;
  const text = `{"main": "${token}", "deep": ${'['.repeat(depth)}"${token}"${']'.repeat(depth)}}`;
  const transport = await connect((_, response) => sendText(response, text));
  expect(await transport.get(schemaHash, undefined)).toBe('…');
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

test('a short token is kept out of the lines of logs, and out of what is cut in the middle of it', async () => {
  const lines = ['ada is logged in with ada', 'adamant', 'ada'].map((message) => ({ timestamp: 'ada', message }));
  const log = { InfrahubTask: { count: 1, edges: [{ node: { id: 'ada', logs: edgesOf(lines) } }] } };
  const transport = await connect(({ url }, response) => {
    if (!url.endsWith('/broken')) return sendJson(response, { data: log });
    sendJson(response, { data: null, errors: [{ message: `${'x'.repeat(298)}ada` }] });
  }, 'ada');
  const found = await transport.run(taskLogs, { id: '1bbba6f5-8d9a-482c-9338-f08436e6f5ec', offset: 0 });
  expect(found?.map(({ message }) => message)).toEqual(['… is logged in with …', 'adamant', '…']);
  expect(await told(transport.run(branches, {}, { branch: 'broken' }))).toContain('x…');
});

const edgesOf = (nodes: readonly object[]) => ({ edges: nodes.map((node) => ({ node })) });

test.each([0, 270])('a log-in that is refused in words tells no password, behind %i characters', async (length) => {
  const password = 'pa55-word-of-ada';
  const { address: text } = await serve((_, response) =>
    sendJson(response, { errors: [{ message: `${'x'.repeat(length)}ada may not log in with ${password}` }] }, 403),
  );
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const session = openSession({ address: read.address, fetch: createFetch({}) }, { user: 'ada', password });
  const said = await told(session);
  expect(said).not.toContain(password.slice(0, 3));
  expect(said).toContain('may not log in with …');
});
