import { expect, test } from 'vitest';
import { applyEdits } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { bare, paths, query, unconnected } from './bare';

function makes(role: string, owner: string, id = 'node_id'): string[] {
  return [
    'node_id = node["id"]',
    'for index in range(node["amount"]["value"]):',
    '    device = await self.client.create(',
    `        kind="NetworkDevice", name=f"{node_id}-{index}", role="${role}", ${owner}={"id": ${id}}`,
    '    )',
    '    await device.save(allow_upsert=True)',
  ];
}

const layersApart = unconnected({
  '/queries/generate_fabric.gql': query('NetworkFabric', 'amount'),
  [paths.fabric]: bare('FabricGenerator', 'NetworkFabric', makes('super_spine', 'fabric')),
  [paths.pod]: bare('PodGenerator', 'NetworkPod', makes('spine', 'pod')),
  [paths.rack]: bare('RackGenerator', 'LocationRack', makes('leaf', 'pod', 'node["pod"]["node"]["id"]')),
}).replace(
  '{name: role, kind: Text, optional: true}',
  '{name: role, kind: Dropdown, optional: true, choices: [{name: super_spine}, {name: spine}, {name: leaf}]}',
);

test('three layers, joined by actions only, have no finding in their code', { timeout: 30_000 }, async () => {
  let files = new Map(parseFixture(layersApart).files);
  const done: string[] = [];
  for (const path of Object.values(paths)) {
    for (const id of ['signalDownstreamTargets', 'validateUpstreamObjects', 'watchAttribute']) {
      const repository = await openRepository(files);
      const cursor = repository.text(path).indexOf('class ') + 8;
      const made = repository.service
        .codeActions(repository.uri(path), { start: cursor, end: cursor })
        .find(({ action, offer }) => action.id === id && !offer.rare);
      if (!made) continue;
      done.push(made.offer.title);
      files = applyEdits(repository, repository.service.resolveAction(repository.uri(path), made) ?? []);
    }
  }
  expect(done).toEqual([
    'Signal NetworkPod at the end of generate-fabric: checksum, a checksum over what was saved',
    'Run generate-fabric when amount of a NetworkFabric changes',
    'Signal LocationRack at the end of generate-pod: checksum, a checksum over what was saved',
    'Check before generate-pod starts: as many NetworkDevice with role super_spine as amount of their fabric (NetworkFabric, its parent)',
    'Run generate-pod when amount of a NetworkPod changes',
    'Check before generate-rack starts: as many NetworkDevice with role spine as amount of their pod (NetworkPod)',
    'Run generate-rack when amount of a LocationRack changes',
  ]);
  const connected = await openRepository(files);
  const found = [...files.keys()].flatMap((path) =>
    path.endsWith('.py')
      ? connected.service.diagnostics(connected.uri(path)).map(({ finding }) => finding.rule.id)
      : [],
  );
  // The rules on the signals are for who connects the generators.
  expect(found).toEqual(['unwatched-signal', 'unwatched-signal']);
  for (const [path, text] of files) if (path.endsWith('.py')) expect(parsePython(text).errors, path).toEqual([]);
});
