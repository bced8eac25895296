import { describe, expect, it } from 'vitest';
import { presetOf } from '../../../client/src/commands/connect/presets';
import type { LinkChoices } from '../../../server/src/protocol/connect';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

type Files = ReadonlyMap<string, string>;

const before: Files = new Map(readFolder('test/samples/unconnected'));
const generators = ['generate-pod', 'generate-rack'];

function changedIn(files: Files, path: string, from: string, to: string): Files {
  const text = files.get(path) ?? '';
  expect(text, `${path} contains ${from}`).toContain(from);
  return new Map(files).set(path, text.replace(from, to));
}

/** Racks belong to no pod: each pod has a main rack, in which its devices are too. */
function inRacks(): Files {
  const rack = '      - name: pod\n        peer: NetworkPod\n';
  const files = changedIn(before, '/schemas/location.yml', rack, rack.replace('NetworkPod', 'NetworkFloor'));
  const main =
    '      - name: main_rack\n        peer: LocationRack\n        kind: Attribute\n        cardinality: one\n';
  const parent = '      - name: parent\n';
  const pods = changedIn(files, '/schemas/logical_design.yml', parent, `${main}        identifier: main\n${parent}`);
  return changedIn(pods, '/generators/generate_pod.py', 'role="spine",', 'role="spine", rack={"id": "a"},');
}

/** From pods to racks: what there is to decide, and the generator of pods when it is decided so. */
async function connect(files: Files, decision: { readonly route?: string } = {}) {
  const repository = await openRepository(files);
  const root = repository.uri('');
  const choices = repository.service.connectChoices({ root, generators });
  const links: readonly LinkChoices[] = 'refusal' in choices ? [] : choices.links;
  const decided = links.map((link) => ({ ...presetOf(link), ...decision }));
  const planned = repository.service.planConnection({ root, links: decided });
  const kinds = links[0]?.kinds ?? [];
  if ('refusal' in planned) return { kinds, refusal: planned.refusal };
  return { kinds, code: applyEdits(repository, planned.edits).get('/generators/generate_pod.py') };
}

describe('Connect Generators: the way to the targets', () => {
  it('goes straight to the target before it goes by what was saved', async () => {
    expect((await connect(inRacks())).code).toContain('filters(kind="LocationRack", ids=[main_rack_id])');
  });

  it('is the one that is decided for where there are several', async () => {
    const { kinds } = await connect(inRacks());
    expect(kinds[0]?.routes).toEqual([
      {
        id: 'peer:main_rack',
        label: 'main_rack of NetworkPod',
        detail:
          'Finds the one LocationRack that the NetworkPod of the run has as main_rack. Several targets may lead to one of them.',
      },
      {
        id: 'saved:devices:NetworkDevice',
        label: 'devices of LocationRack, which is a NetworkDevice of this run',
        detail:
          'Finds each LocationRack that has a NetworkDevice saved by the run as devices. Several targets may lead to one of them.',
      },
    ]);
    const { code } = await connect(inRacks(), { route: 'saved:devices:NetworkDevice' });
    expect(code).toContain('filters(kind="LocationRack", devices__ids=saved_ids)');
    expect(await connect(inRacks(), { route: 'peer:gone' })).toMatchObject({
      refusal: 'generate-pod cannot find LocationRack by peer:gone any more: choose again.',
    });
  });

  it('puts last what the query of the next generator does not read, and says so', async () => {
    const template = '    - name: leaf-48\n      amount_of_ports: 48\n';
    const members = `${template}      member_of_groups: [racks]\n`;
    const files = changedIn(inRacks(), '/objects/02_switch_templates.yml', template, members);
    const warnings = async (given: Files) => (await connect(given)).kinds.map(({ kind, warning }) => [kind, warning]);
    expect(await warnings(files)).toEqual([
      ['LocationRack', undefined],
      ['NetworkSwitchTemplate', 'The query of generate-rack reads no NetworkSwitchTemplate: it gets no data of them.'],
    ]);
    const path = '/queries/generate_rack.gql';
    const read = changedIn(files, path, '  LocationRack(', '  CoreNode { count }\n  LocationRack(');
    expect((await warnings(read)).map(([kind]) => kind)).toEqual(['NetworkSwitchTemplate', 'LocationRack']);
  });

  it('leaves out what the next generator refuses, and says so', async () => {
    const name = '        pod_name = pod["name"]["value"]\n';
    const refusal = `${name}        if pod["role"]["value"] == "external":\n            raise ValueError("not ours")\n`;
    const files = changedIn(before, '/generators/generate_pod.py', name, refusal);
    const planOf = async (given: Files) => {
      const repository = await openRepository(given);
      const root = repository.uri('');
      const choices = repository.service.connectChoices({ root, generators: ['generate-fabric', 'generate-pod'] });
      const links = 'refusal' in choices ? [] : choices.links.map((link) => presetOf(link));
      const planned = repository.service.planConnection({ root, links });
      if ('refusal' in planned) throw new Error(planned.refusal);
      const code = applyEdits(repository, planned.edits).get('/generators/generate_fabric.py');
      return { code, notes: planned.notes.map(({ title }) => title) };
    };
    const { code, notes } = await planOf(files);
    expect(code).toContain('            if pod.role.value == "external":\n                continue\n');
    expect(notes).toContain('generate-fabric leaves out each NetworkPod whose role is external');
    expect((await planOf(before)).notes.join()).not.toContain('leaves out');
  });
});
