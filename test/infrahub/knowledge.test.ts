import { beforeAll, describe, expect, it } from 'vitest';
import { coreKinds } from '../../server/src/data/coreKinds';
import { readAddress } from '../../server/src/infrahub/address';
import { createKnowledgeReader } from '../../server/src/infrahub/readKnowledge';
import { createFetch } from '../../server/src/infrahub/tlsFetch';
import { createTransport } from '../../server/src/infrahub/transport';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import { snapshotText } from '../../server/src/snapshot';
import { openRepository, readFolder } from '../support/repository';
import { runningServer } from './support/server';

const { address, token } = runningServer();
let knowledge: RemoteKnowledge;

beforeAll(async () => {
  const read = readAddress(address);
  if (!read.ok) throw new Error(read.reason);
  const transport = createTransport({ address: read.address, token, fetch: createFetch({}), timeout: 120_000 });
  const branch = { name: 'main', isDefault: true };
  const { signal } = new AbortController();
  knowledge = await createKnowledgeReader().read(transport, { server: address, branch, signal, lists: true });
});

describe('what a real server holds', () => {
  it('is known whole, and without secrets and addresses', () => {
    for (const list of ['kinds', 'definitions', 'groups', 'rules', 'actions'] as const) {
      expect(Array.isArray(knowledge[list]), list).toBe(true);
    }
    const text = snapshotText(knowledge, new Date());
    expect(text).not.toContain(token);
    expect(text).not.toContain(address);
  });

  it.each(coreKinds('1.11').filter(({ namespace }) => namespace !== 'Internal'))(
    'says of $kind what the table of the version says, but for what schemas add',
    (core) => {
      const found = knowledge.kinds?.find(({ kind }) => kind === core.kind);
      const { attributes, relationships, usedBy: _usedBy, ...own } = core;
      expect(found).toMatchObject(own);
      // Internal kinds are not listed, and neither is what leads to them.
      const listed = relationships.filter(({ peer }) => !peer.startsWith('Internal'));
      for (const { direction, ...member } of [...attributes, ...listed].map((each) => ({
        direction: undefined,
        ...each,
      }))) {
        const members = [...(found?.attributes ?? []), ...(found?.relationships ?? [])];
        const same = members.find(({ name }) => name === member.name);
        expect(same, member.name).toMatchObject(member);
        expect(same && 'direction' in same ? same.direction : undefined, member.name).toBe(direction);
      }
    },
  );

  it('lets the example be checked as before', async () => {
    const { service, files } = await openRepository(readFolder('examples/fabric'), { remote: knowledge });
    const found = [...files.keys()].flatMap((uri) => service.diagnostics(uri).map(({ message }) => message));
    expect(found).toEqual([]);
  });
});
