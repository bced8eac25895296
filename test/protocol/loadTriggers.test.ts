import { describe, expect, it } from 'vitest';
import type { Plan } from '../../server/src/protocol/plan';
import { copyTriggersRequest, loadCheckRequest, type LoadCheck } from '../../server/src/protocol/triggers';
import { startClient, type ProtocolClient } from '../support/protocolClient';
import { readFolder } from '../support/repository';

const root = 'file:///repo';
const uri = `${root}/objects/05_triggers.yml`;

async function connected(): Promise<ProtocolClient> {
  const files = new Map(readFolder('test/samples/connected').map(([path, text]) => [`${root}${path}`, text]));
  const client = await startClient({ files });
  await client.idle();
  return client;
}

describe('a file that is to be loaded', () => {
  it('is checked as it is in its editor', async () => {
    const client = await connected();
    const check = (): Promise<LoadCheck | null> => client.connection.sendRequest(loadCheckRequest, { uri });
    const before = await check();
    expect(before).toMatchObject({ root, errors: 0 });
    client.open(uri, (client.files.get(uri) ?? '').replace('mutation_action: updated', 'mutation_action: deleted'));
    expect(await check()).toMatchObject({ root, errors: 1 });
  });

  it('belongs to a repository', async () => {
    const client = await connected();
    expect(await client.connection.sendRequest(loadCheckRequest, { uri: 'file:///elsewhere/a.yml' })).toBeNull();
  });
});

describe('what a server has', () => {
  it('is planned in lines and characters of the text that is open', async () => {
    const client = await connected();
    client.open(uri, `# above\n${client.files.get(uri)}`);
    const name = /name: (run-\S+)/.exec(client.files.get(uri) ?? '')?.[1] ?? '';
    const objects = [{ kind: 'CoreGeneratorAction', name, fields: { generator: 'generate-other' } }];
    const plan = await client.connection.sendRequest<Plan>(copyTriggersRequest, { objects });
    const [change] = 'changes' in plan ? plan.changes : [];
    expect(change).toMatchObject({ uri, newText: expect.stringContaining('other') as string });
    expect(client.errors).toEqual([]);
  });

  it('is refused with a sentence', async () => {
    const client = await connected();
    const objects = [{ kind: 'CoreGeneratorAction', name: 'x', fields: {} }];
    const plan = await client.connection.sendRequest<Plan>(copyTriggersRequest, { root: 'file:///away', objects });
    expect(plan).toEqual({ refusal: expect.any(String) as string });
  });
});
