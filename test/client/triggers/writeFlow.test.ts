import { describe, expect, it } from 'vitest';
import { activation, attempt, deletion, usersOf, writeFlow } from '../../../client/src/commands/triggers/writeFlow';
import { compareTriggers } from '../../../client/src/views/triggers/compare';
import { readAddress } from '../../../server/src/infrahub/address';
import { createFetch } from '../../../server/src/infrahub/tlsFetch';
import { createTransport, type Transport } from '../../../server/src/infrahub/transport';
import { serve } from '../../infrahubApi/httpServer';
import { recording } from '../../infrahubApi/recordings';
import { sendJson, type Handler } from '../../infrahubApi/startServer';
import { serverAction, serverRule } from './objects';

async function connect(handler: Handler) {
  const { address, received } = await serve(handler);
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const options = { address: read.address, token: 'token', fetch: createFetch({}), pauses: [1, 1], timeout: 500 };
  return { transport: createTransport(options), received };
}

const written: Handler = (_, response) => sendJson(response, { data: { written: { ok: true } } });
const refused =
  (message: string): Handler =>
  (_, response) =>
    sendJson(response, {
      data: null,
      errors: [{ message, extensions: { code: 'UNDEFINED_ERROR', http_status: 422 } }],
    });

/** Disables a rule of a server that answers like this. */
async function disable(handler: Handler) {
  const { transport, received } = await connect(handler);
  return { outcome: await attempt(() => write(transport)), received };
}

function write(transport: Transport): Promise<unknown> {
  const made = activation(serverRule(), false);
  if (!made) throw new Error('not known');
  return made(transport);
}

describe('a change of a rule', () => {
  it('is sent once, for its kind and id, and not to a branch', async () => {
    const { outcome, received } = await disable(written);
    expect(outcome).toEqual({ kind: 'done' });
    expect(received.map(({ url }) => url)).toEqual(['/graphql']);
    const { query, variables } = JSON.parse(received[0]?.body ?? '') as { query: string; variables: unknown };
    expect(query).toContain('CoreNodeTriggerRuleUpdate');
    expect(variables).toEqual({ id: 'rule-id', active: false });
  });

  it('is known for the kinds that rules and actions have', () => {
    expect(activation({ kind: 'CoreOtherRule', id: 'x' }, true)).toBeUndefined();
    expect(activation({ kind: 'CoreGeneratorAction', id: 'x' }, true)).toBeUndefined();
    expect(deletion({ kind: 'NetworkPod', id: 'x' })).toBeUndefined();
  });

  it('deletes the object of its kind', async () => {
    const { transport, received } = await connect(written);
    await deletion(serverAction())?.(transport);
    expect(received[0]?.body).toContain('CoreGeneratorActionDelete');
  });
});

describe('a change that fails', () => {
  const { response: notFound } = recording('error_node_not_found');

  it.each<[string, Handler, object]>([
    ['because the object has gone', (_, response) => sendJson(response, notFound), { kind: 'gone' }],
    [
      'because a rule needs it',
      refused('Cannot delete CoreGeneratorAction abc. It is linked to mandatory relationship action on node CoreX def'),
      { kind: 'inUse' },
    ],
    ['with a sentence of the server', refused('No.'), { kind: 'failed', isOpen: false, message: /: No\.$/ }],
    [
      'because the account may not',
      (_, response) => {
        const { http_status: status, response: body } = recording('permission_read_account_update_checksum');
        sendJson(response, body, status);
      },
      { kind: 'failed', isOpen: false, message: /may not do this/ },
    ],
    [
      'because the server has too much to do',
      (_, response) => sendJson(response, { data: null, errors: [{ message: 'Later.' }] }, 429),
      { kind: 'failed', isOpen: false, message: /too much to do/ },
    ],
    ['without an answer', (_, response) => response.destroy(), { kind: 'failed', isOpen: true, message: /broke/ }],
    [
      'with an error of the server',
      (_, response) => response.writeHead(502).end(),
      { kind: 'failed', isOpen: true, message: /502/ },
    ],
    [
      'with an answer that nobody expects',
      (_, response) => sendJson(response, { data: { written: 'yes' } }),
      { kind: 'failed', isOpen: true, message: /written/ },
    ],
    ['after a time', () => undefined, { kind: 'failed', isOpen: true, message: /within/ }],
  ])('%s is told, and sent once', async (_, handler, expected) => {
    const { outcome, received } = await disable(handler);
    const { message, ...rest } = expected as { message?: RegExp };
    expect(outcome).toMatchObject(rest);
    if (message) expect(outcome).toMatchObject({ message: expect.stringMatching(message) });
    expect(received).toHaveLength(1);
  });
});

describe('the steps of a change', () => {
  async function steps(agrees: boolean, handler: Handler = written) {
    const { transport, received } = await connect(handler);
    const seen: string[] = [];
    await writeFlow(() => write(transport), {
      confirm: () => Promise.resolve(agrees),
      during: (run) => run(),
      refresh: () => Promise.resolve(void seen.push('refresh')),
      show: ({ kind }) => void seen.push(kind),
    });
    return { seen, count: received.length };
  }

  it('are a question, the change, reading anew, and the result', async () => {
    expect(await steps(true)).toEqual({ seen: ['refresh', 'done'], count: 1 });
    expect(await steps(true, refused('No.'))).toEqual({ seen: ['refresh', 'failed'], count: 1 });
  });

  it('are none when the person does not agree', async () => {
    expect(await steps(false)).toEqual({ seen: [], count: 0 });
  });
});

it('an action is used by the rules of the server that start it', () => {
  const rules = [serverRule(), serverRule({ name: 'other', id: 'o', ids: { action: 'another-id' } })];
  const comparison = compareTriggers({ rules: [], actions: [] }, { rules, actions: [serverAction()] });
  expect(comparison.actions.map((action) => usersOf(action, comparison))).toEqual([['trigger-pod']]);
});
