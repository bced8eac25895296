import { expect, test } from 'vitest';
import { readAddress } from '../../server/src/infrahub/address';
import { createBranch, rebaseBranch } from '../../server/src/infrahub/operations/branches';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import { serve } from './httpServer';
import { recordedText, recording } from './recordings';

/** A way to a server that answers everything with a recording. */
async function answering(name: string, status = recording(name).http_status) {
  const { address: text, received } = await serve((_, response) => {
    response.writeHead(status, { 'Content-Type': 'application/json' }).end(recordedText(name));
  });
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token: 'token', fetch: createFetch({}), pauses: [1, 1] });
  const sentences = (call: Promise<unknown>) =>
    call.then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message.replace(text, 'SERVER') : error),
    );
  return { transport, received, sentences };
}

const create = { data: { name: 'rec-branch', sync_with_git: false } };

test('a branch is made on the default branch and waited for', async () => {
  const { transport, received } = await answering('branch_create');
  expect(await transport.run(createBranch, create)).toBe('rec-branch');
  const { query, variables } = JSON.parse(received[0]?.body ?? '') as { query: string; variables: unknown };
  expect([received[0]?.url, variables]).toEqual(['/graphql', create]);
  expect(query).toContain('wait_until_completion: true');
});

test('what the server says of a name is told', async () => {
  const taken = await answering('branch_create_exists');
  expect(await taken.sentences(taken.transport.run(createBranch, create))).toBe(
    'Cannot create the branch at SERVER: The branch rec-branch already exists',
  );
  const short = await answering('branch_create_short_name');
  expect(await short.sentences(short.transport.run(createBranch, create))).toBe(
    'Cannot create the branch at SERVER: invalid field name: String should have at least 3 characters',
  );
  const unsent = { data: { name: 'e1', sync_with_git: false } };
  expect(await short.sentences(short.transport.run(createBranch, unsent))).toMatch(
    /the request is wrong at 'data.name'/,
  );
  expect(short.received).toHaveLength(1);
});

test('a branch that is gone cannot be rebased', async () => {
  const { transport, sentences } = await answering('branch_delete_unknown');
  expect(await sentences(transport.run(rebaseBranch, { name: 'nope-nope' }))).toBe(
    'Cannot rebase the branch at SERVER: there is no such branch.',
  );
});

test('neither is sent twice, and each may take as long as it is given', async () => {
  const failing = await answering('branch_create', 502);
  expect(await failing.sentences(failing.transport.run(createBranch, create))).toMatch(/HTTP 502/);
  expect(failing.received).toHaveLength(1);
  const { address: text } = await serve(() => undefined);
  const read = readAddress(text);
  if (!read.ok) throw new Error(read.reason);
  const slow = createTransport({ address: read.address, token: 'token', fetch: createFetch({}) });
  await expect(slow.run(rebaseBranch, { name: 'work' }, { timeout: 20 })).rejects.toMatchObject({
    problem: { kind: 'timeout', seconds: 0.02 },
  });
});
