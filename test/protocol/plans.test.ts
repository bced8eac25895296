import { describe, expect, it } from 'vitest';
import { presetOf } from '../../client/src/commands/connect/presets';
import type { ConnectableRepository, LinkChoices } from '../../server/src/protocol/connect';
import type { NewGeneratorChoices } from '../../server/src/protocol/newGenerator';
import type { Plan } from '../../server/src/protocol/plan';
import { connectableRequest, connectChoicesRequest, connectPlanRequest } from '../../server/src/protocol/connect';
import { newGeneratorChoicesRequest, newGeneratorPlanRequest } from '../../server/src/protocol/newGenerator';
import { startClient, type ProtocolClient } from '../support/protocolClient';
import { readFolder } from '../support/repository';

const root = 'file:///repo';

type Changed = (path: string, text: string) => string;

/** Racks belong to no pod: each pod has a main rack, in which its devices are too. */
function inRacks(path: string, text: string): string {
  const main = 'name: main_rack\n        peer: LocationRack\n        kind: Attribute\n        cardinality: one';
  switch (path) {
    case '/schemas/location.yml':
      return text.replace('- name: pod\n        peer: NetworkPod\n', '- name: pod\n        peer: NetworkFloor\n');
    case '/schemas/logical_design.yml':
      return text.replace('      - name: parent\n', `      - ${main}\n        identifier: main\n$&`);
    case '/generators/generate_pod.py':
      return text.replace('role="spine",', '$& rack={"id": "a"},');
    default:
      return text;
  }
}

async function unconnected(change: Changed = (_, text) => text): Promise<ProtocolClient> {
  const read = readFolder('test/samples/unconnected').map(
    ([path, text]) => [`${root}${path}`, change(path, text)] as const,
  );
  const files = new Map(read);
  const client = await startClient({ files });
  await client.idle();
  return client;
}

describe('plans of commands', () => {
  it('are made from the text that is open, in lines and characters', async () => {
    const client = await unconnected();
    const uri = `${root}/.infrahub.yml`;
    client.open(uri, `# kept\n${client.files.get(uri)}`);
    const [repository] = await client.connection.sendRequest<ConnectableRepository[]>(connectableRequest);
    const generators = repository?.generators.slice(0, 2).map(({ name }) => name) ?? [];
    const { links } = await client.connection.sendRequest<{ links: LinkChoices[] }>(connectChoicesRequest, {
      root: repository?.root,
      generators,
    });
    const params = { root: repository?.root, links: links.map((link) => presetOf(link)) };
    const plan = await client.connection.sendRequest<Plan>(connectPlanRequest, params);
    const changes = 'changes' in plan ? plan.changes : [];
    const line = (client.files.get(uri) ?? '').split('\n').indexOf('  - schemas/location.yml') + 1;
    const end = { line, character: '  - schemas/location.yml'.length };
    expect(changes).toContainEqual({
      uri,
      range: { start: end, end },
      newText: '\n  - schemas/generator.yml',
      label: 'New generic GeneratorTarget',
    });
    expect(changes.flatMap((change) => ('createUri' in change ? change.createUri : []))).toEqual([
      `${root}/schemas/generator.yml`,
      `${root}/generators/checksum.py`,
      `${root}/objects/05_triggers.yml`,
    ]);
    expect(client.errors).toEqual([]);
  });

  it('find the targets by the way that was chosen', async () => {
    const client = await unconnected(inRacks);
    const { links } = await client.connection.sendRequest<{ links: LinkChoices[] }>(connectChoicesRequest, {
      root,
      generators: ['generate-pod', 'generate-rack'],
    });
    const routes = links[0]?.kinds[0]?.routes.map(({ id }) => id) ?? [];
    expect(routes).toEqual(['peer:main_rack', 'saved:devices:NetworkDevice']);
    const planned = async (route: string): Promise<string> => {
      const params = { root, links: links.map((link) => ({ ...presetOf(link), route })) };
      return JSON.stringify(await client.connection.sendRequest<Plan>(connectPlanRequest, params));
    };
    const filters = routes.map(async (route) => /LocationRack\\", (\w+=[\w[\]]+)/.exec(await planned(route))?.[1]);
    expect(await Promise.all(filters)).toEqual(['ids=[main_rack_id]', 'devices__ids=saved_ids']);
    expect(await planned('peer:gone')).toContain('cannot find LocationRack by peer:gone any more: choose again.');
    expect(client.errors).toEqual([]);
  });

  it('say why there is none', async () => {
    const client = await unconnected();
    const ask = (method: string, params: object): Promise<unknown> => client.connection.sendRequest(method, params);
    const refused = { refusal: expect.any(String) as string };
    expect(await ask(connectChoicesRequest, { root, generators: ['generate-fabric'] })).toEqual(refused);
    expect(await ask(connectChoicesRequest, { root: 'file:///elsewhere', generators: [] })).toEqual(refused);
    expect(await ask(newGeneratorPlanRequest, { root, name: '', kind: '', group: '', folder: '' })).toEqual(refused);
  });

  it('answer what a new generator can be about, and its files', async () => {
    const client = await unconnected();
    const [choices] = await client.connection.sendRequest<NewGeneratorChoices[]>(newGeneratorChoicesRequest);
    expect(choices?.folders).toEqual(['generators']);
    expect(choices?.groups[1]).toEqual({ name: 'pods', kinds: ['NetworkPod'] });
    const params = { root, name: 'generate-cabling', kind: 'LocationRack', group: 'racks', folder: 'generators' };
    const plan = await client.connection.sendRequest<Plan>(newGeneratorPlanRequest, params);
    expect(
      'changes' in plan && plan.changes.flatMap((change) => ('createUri' in change ? change.createUri : [])),
    ).toEqual([`${root}/queries/generate_cabling.gql`, `${root}/generators/generate_cabling.py`]);
  });
});
