import { expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { InfrahubError } from '../../server/src/infrahub/infrahubError';
import { makeToken } from '../../server/src/infrahub/makeToken';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { serve } from './httpServer';
import { recording } from './recordings';
import { sendJson, type Handler } from './startServer';

const request = { user: 'ada', password: 'pa55-word', name: 'Cascade', expiration: new Date('2027-01-01T00:00:00Z') };

async function ask(handler: Handler) {
  const { address: text, received } = await serve(handler);
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const made = makeToken({ address: read.address, fetch: createFetch({}) }, request);
  const outcome = await made.catch((error: unknown) => {
    if (!(error instanceof InfrahubError)) throw error;
    expect(`${error.message} ${error.stack} ${JSON.stringify(error.problem)}`).not.toMatch(/pa55|jwt/);
    return error.problem.kind;
  });
  return { outcome, received };
}

test('a password makes a token, with a log-in that is used for this alone', async () => {
  const authorizations: unknown[] = [];
  const { outcome, received } = await ask(({ url }, response, { headers }) => {
    authorizations.push(headers.authorization);
    sendJson(response, url === '/api/auth/login' ? { access_token: 'jwt' } : recording('token_create').response);
  });
  expect(outcome).toBe('<token>');
  expect(received.map(({ method, url, token }) => [method, url, token])).toEqual([
    ['POST', '/api/auth/login', undefined],
    ['POST', '/graphql', undefined],
  ]);
  expect(authorizations).toEqual([undefined, 'Bearer jwt']);
  expect(JSON.parse(received[0]?.body ?? '')).toEqual({ username: 'ada', password: 'pa55-word' });
  expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({
    variables: { name: 'Cascade', expiration: '2027-01-01T00:00:00.000Z' },
  });
  expect(received[1]?.body).not.toContain('pa55');
});

test.each([
  [401, { errors: [{ message: 'Incorrect password' }] }],
  [404, { errors: [{ message: "That login user doesn't exist in the system" }] }],
])('a wrong password and an unknown account (%i) look alike', async (status, body) => {
  const { outcome, received } = await ask((_, response) => sendJson(response, body, status));
  expect(outcome).toBe('wrong-password');
  expect(received).toHaveLength(1);
});

test('a log-in is never sent twice, and never after a redirect', async () => {
  const failing = await ask((_, response) => response.writeHead(503).end());
  expect([failing.outcome, failing.received.length]).toEqual(['server-error', 1]);
  const other = await serve((_, response) => sendJson(response, { access_token: 'jwt' }));
  const moved = await ask((_, response) => response.writeHead(307, { Location: other.address }).end());
  expect([moved.outcome, other.received.length]).toEqual(['redirect', 0]);
});

test('an answer without a key is of no use', async () => {
  expect((await ask((_, response) => sendJson(response, {}))).outcome).toBe('wrong-shape');
});
