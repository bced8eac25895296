import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createObjectPages } from '../../client/src/completion/objectPages';
import type { Access } from '../../client/src/connection/access';
import type { Server } from '../../client/src/connection/servers';
import { readAddress } from '../../server/src/infrahub/address';
import { createTransport } from '../../server/src/infrahub/transport';

interface Sent {
  readonly url: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly signal: AbortSignal | null | undefined;
  answer(objects: readonly object[], count?: number): void;
  refuse(): void;
  fail(): void;
}

function start(patience = 60_000) {
  const sent: Sent[] = [];
  const failures: string[] = [];
  const fetch = (url: string | URL | Request, init?: RequestInit): Promise<Response> =>
    new Promise((resolve, reject) => {
      const { query, variables } = JSON.parse(typeof init?.body === 'string' ? init.body : '{}');
      const send = (body: object): void => resolve(new Response(JSON.stringify(body)));
      init?.signal?.addEventListener('abort', () => reject(new Error('aborted')));
      sent.push({
        url: String(url instanceof Request ? url.url : url),
        query,
        variables,
        signal: init?.signal,
        answer: (objects, count = objects.length) =>
          send({ data: { objects: { count, edges: objects.map((node) => ({ node })) } } }),
        refuse: () => send({ errors: [{ message: 'Cannot query field "NetworkPod" on type "Query".' }] }),
        fail: () => reject(Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } })),
      });
    });
  const to = (branch: string, host = 'one.example'): Access => {
    const read = readAddress(`https://${host}`);
    if (!read.ok) throw new Error(read.reason);
    const server: Server = { name: host, address: read.address, insecure: false, source: 'user' };
    const transport = createTransport({ address: read.address, token: 't', fetch, pauses: [] });
    return { kind: 'open', server, transport, branch: { name: branch, isDefault: branch === 'main' } };
  };
  const state = { now: 0, access: (): Promise<Access> => Promise.resolve(to('main')) };
  const pages = createObjectPages({
    access: () => state.access(),
    onFailure: (message) => failures.push(message),
    now: () => state.now,
    patience,
  });
  const never = new AbortController().signal;
  const find = (text = '', kind = 'NetworkPod', signal = never) => pages.find({ kind, text }, signal);
  /** Resolves when so many requests were sent. */
  const until = async (count: number): Promise<Sent> => {
    while (sent.length < count) await turn();
    const last = sent[count - 1];
    if (!last) throw new Error('not sent');
    return last;
  };
  return { pages, state, sent, failures, find, until, to };
}

const p1 = { __typename: 'NetworkPod', id: 'a', display_label: 'p1', hfid: ['p1'] };
const whole = { objects: [{ id: 'a', kind: 'NetworkPod', label: 'p1', hfid: ['p1'] }], isWhole: true };

describe('a page of objects', () => {
  it('is one request on the branch in use, of 200 at most', async () => {
    const { find, until, sent } = start();
    const found = find('p');
    const request = await until(1);
    request.answer([p1]);
    expect(await found).toMatchObject(whole);
    expect(request.url).toContain('/graphql/main');
    expect(request.variables).toEqual({ limit: 200, text: 'p' });
    expect(sent).toHaveLength(1);
  });

  it('is shown as plain text, by its id when it has no name', async () => {
    const { find, until } = start();
    const found = find();
    (await until(1)).answer(
      [
        { ...p1, display_label: 'a\u202Eb\n' },
        { __typename: 'NetworkPod', id: 'b' },
      ],
      300,
    );
    expect(await found).toMatchObject({ objects: [{ label: 'a b' }, { label: 'b', hfid: undefined }], isWhole: false });
  });

  it('is read once for some minutes; a whole list answers every text', async () => {
    const { find, until, sent, state } = start();
    const first = find();
    (await until(1)).answer([p1]);
    await first;
    expect(await find('p1')).toMatchObject(whole);
    expect(sent).toHaveLength(1);
    state.now = 181_000;
    const again = find('p1');
    (await until(2)).answer([p1]);
    await again;
  });

  it('that is a part says nothing of other texts', async () => {
    const { find, until } = start();
    const first = find('p');
    (await until(1)).answer([p1], 201);
    await first;
    expect(await find('p')).toMatchObject({ ...whole, isWhole: false });
    const second = find('p1');
    (await until(2)).answer([p1]);
    expect(await second).toMatchObject(whole);
  });

  it('belongs to its server and branch, and is forgotten', async () => {
    const { find, until, state, to, pages } = start();
    const read = async (count: number): Promise<void> => {
      const found = find();
      (await until(count)).answer([p1]);
      await found;
    };
    await read(1);
    state.access = async () => to('other');
    await read(2);
    state.access = async () => to('other', 'two.example');
    await read(3);
    pages.forget();
    await read(4);
  });

  it('only so many are kept', async () => {
    const { find, until } = start();
    for (let kind = 0; kind <= 50; kind++) {
      const found = find('', `NetworkPod${kind}`);
      (await until(kind + 1)).answer([p1]);
      await found;
    }
    const newest = await find('', 'NetworkPod50');
    expect(newest.objects).toHaveLength(1);
    const first = find('', 'NetworkPod0');
    (await until(52)).answer([p1]);
    await first;
  });
});

describe('nobody waits', () => {
  it('for a slow server; the page is there when it is asked for again', async () => {
    const { find, until, sent } = start(0);
    expect(await find()).toEqual({ objects: [], isWhole: false });
    const request = await until(1);
    expect(request.signal?.aborted).toBe(false);
    request.answer([p1]);
    let found = await find();
    while (found.objects.length === 0) found = await find();
    expect(sent).toHaveLength(1);
  });

  it('for the way to a server', async () => {
    const { find, state, sent } = start(0);
    state.access = () => new Promise(() => undefined);
    expect(await find()).toEqual({ objects: [], isWhole: false });
    expect(sent).toEqual([]);
  });

  it('twice for the same page', async () => {
    const { find, until, sent } = start();
    const both = Promise.all([find(), find()]);
    (await until(1)).answer([p1]);
    expect(await both).toMatchObject([whole, whole]);
    expect(sent).toHaveLength(1);
  });

  it('for a page that another question has followed: one request at a time', async () => {
    const { find, until } = start();
    const first = find('p');
    const request = await until(1);
    const second = find('q');
    (await until(2)).answer([p1]);
    expect(request.signal?.aborted).toBe(true);
    expect(await first).toEqual({ objects: [], isWhole: true });
    expect(await second).toMatchObject(whole);
  });

  it('once the question was taken back', async () => {
    const { find, until, failures } = start();
    const control = new AbortController();
    const found = find('', 'NetworkPod', control.signal);
    const request = await until(1);
    control.abort();
    expect(await found).toMatchObject({ objects: [] });
    expect(request.signal?.aborted).toBe(true);
    // The next one does not get what was given up.
    const again = find();
    (await until(2)).answer([p1]);
    expect(await again).toMatchObject(whole);
    expect(failures).toEqual([]);
  });
});

describe('nothing is sent', () => {
  it.each([{ kind: 'untrusted' }, { kind: 'noServer' }, { kind: 'signedOut', server: undefined }] as const)(
    'without a way: $kind',
    async (way) => {
      const { find, sent, state, failures } = start();
      state.access = async () => way;
      expect(await find()).toEqual({ objects: [], isWhole: true });
      expect([sent, failures]).toEqual([[], []]);
    },
  );

  it.each(['NetworkPod { id } x: NetworkPod', '', 'networkPod'])('of what is no kind: %j', async (kind) => {
    const { find, sent } = start();
    expect(await find('', kind)).toMatchObject({ objects: [] });
    expect(sent).toEqual([]);
  });

  it('for a while after a server did not answer', async () => {
    const { find, until, sent, failures, state } = start();
    const first = find();
    (await until(1)).fail();
    expect(await first).toEqual({ objects: [], isWhole: true });
    await find('p');
    expect(sent).toHaveLength(1);
    expect(failures).toHaveLength(1);
    state.now = 30_000;
    const later = find();
    (await until(2)).answer([p1]);
    expect(await later).toMatchObject(whole);
  });

  it('when there is no way to find out, and that is told', async () => {
    const { find, sent, failures, state } = start();
    state.access = () => Promise.reject(new Error('The file ca.pem holds no certificate.'));
    expect(await find()).toEqual({ objects: [], isWhole: true });
    expect([sent, failures]).toEqual([[], ['The file ca.pem holds no certificate.']]);
  });

  it('again for a kind that the branch lacks, and other kinds are still asked for', async () => {
    const { find, until, sent, failures } = start();
    const first = find();
    (await until(1)).refuse();
    expect(await first).toEqual({ objects: [], isWhole: true });
    await find();
    expect([sent.length, failures]).toEqual([1, []]);
    const other = find('', 'NetworkFabric');
    (await until(2)).answer([]);
    await other;
  });
});
