import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { eventDriven, generator, layers, rules, watch } from './layers';

// How public repositories chain their generators. None of it is a mistake, so all findings of all rules are listed.

const silent = (source: string): Promise<void> => checkDiagnostics(undefined, eventDriven(source), { profile: 'all' });

const signalPods = `
value = data["digest"]
for pod in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
    if pod.checksum.value != value:
        pod.checksum.value = value
        await pod.save(update_group_context=False)
`;

const signalRacks = signalPods
  .replaceAll('pod', 'rack')
  .replace('NetworkPod', 'LocationRack')
  .replace('parent__', 'pod__');

const podSignal = watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod');
const rackSignal = watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack');

const runFabric = watch('trigger-fabric', 'NetworkFabric', 'amount', 'run-fabric');

function chain(...items: readonly string[]): string {
  return rules('CoreNodeTriggerRule', ...items);
}

test('checksums, as the guide chains them', async () => {
  await silent(
    layers({ fabric: signalPods, pod: signalRacks, triggers: chain(podSignal, rackSignal, runFabric) }).replace(
      'execute_in_proposed_change: true',
      'execute_in_proposed_change: false',
    ),
  );
});

test('a flag as barrier: the layer below tells the one above that it is done', async () => {
  const ready = 'value_match: value\n        value: "True"';
  await silent(
    layers({
      fabric: signalPods,
      pod: `
        for rack in await self.client.filters(kind="LocationRack", pod__ids=[target_id]):
            rack.ready.value = True
            await rack.save(update_group_context=False)
        fabric = await self.client.get(kind="NetworkFabric", id=data["fabric"])
        fabric.ready.value = True
        await fabric.save(update_group_context=False)
      `,
      rack: `
        rack = await self.client.get(kind="LocationRack", id=target_id)
        rack.ready.value = False
        await rack.save(update_group_context=False)
      `,
      triggers: chain(podSignal, watch('trigger-rack', 'LocationRack', 'ready', 'run-rack', ready), runFabric),
    }),
  );
});

test('a status that asks for a run and is reset by it', async () => {
  const requested = 'value_match: value\n        value: requested';
  const statusOf = (kind: string, before: string, after: string): string => `
    item = await self.client.get(kind="${kind}", id=target_id)
    item.status.value = "${before}"
    await item.save(update_group_context=False)
    item.status.value = "${after}"
    await item.save(update_group_context=False)
  `;
  await silent(
    layers({
      fabric: statusOf('NetworkFabric', 'running', 'done'),
      pod: statusOf('NetworkPod', 'running', 'done'),
      triggers: chain(
        watch('trigger-fabric', 'NetworkFabric', 'status', 'run-fabric', requested),
        watch('trigger-pod', 'NetworkPod', 'status', 'run-pod', requested),
        watch('trigger-rack', 'LocationRack', 'status', 'run-rack', requested),
      ),
    }),
  );
});

test('rules on creation', async () => {
  const created = (name: string, kind: string, action: string): string =>
    `- {name: ${name}, branch_scope: other_branches, node_kind: ${kind}, mutation_action: created, action: ${action}}`;
  await silent(
    layers({
      fabric: `
        for index in range(2):
            pod = await self.client.create(
                kind="NetworkPod", name=f"{target_id}-{index}", parent={"id": target_id}, member_of_groups=["pods"]
            )
            await pod.save(allow_upsert=True)
      `,
      pod: `
        rack = await self.client.create(
            kind="LocationRack", name=f"{target_id}-1", pod={"id": target_id}, member_of_groups=["racks"]
        )
        await rack.save(allow_upsert=True)
      `,
      triggers: chain(
        created('new-fabric', 'NetworkFabric', 'run-fabric'),
        created('new-pod', 'NetworkPod', 'run-pod'),
        created('new-rack', 'LocationRack', 'run-rack'),
      ),
    }),
  );
});

test('generators that start the next one by a mutation, without any rule', async () => {
  const start = (name: string): string => `
    definition = await self.client.get(kind="CoreGeneratorDefinition", name__value="${name}")
    query = "mutation Run($id: String!) { CoreGeneratorDefinitionRun(data: {id: $id}) { ok } }"
    await self.client.execute_graphql(query=query, variables={"id": definition.id})
  `;
  await checkDiagnostics(
    undefined,
    layers({
      fabric: signalPods.trimStart() + start('generate-pod').replaceAll('\n    ', '\n'),
      pod: start('generate-rack'),
      files: {
        '/objects/90_triggers.yml':
          '\n---\napiVersion: infrahub.app/v1\nkind: Object\nspec: {kind: BuiltinTag, data: []}\n',
      },
    }),
  );
});

test('targets are added to the tracking context by hand', async () => {
  const tracked = signalPods.replace('update_group_context=False', 'allow_upsert=True');
  await silent(
    layers({
      fabric: `pods = await self.client.filters(kind="NetworkPod", parent__ids=[target_id])
await self.client.group_context.add_related_nodes(ids=[pod.id for pod in pods])
${tracked.trimStart()}`,
      pod: signalRacks,
      triggers: chain(podSignal, rackSignal, runFabric),
    }),
  );
});

test('bodies that are left out', async () => {
  const stub = (cls: string): string =>
    `from infrahub_sdk.generator import InfrahubGenerator\n\n\nclass ${cls}Generator(InfrahubGenerator):\n    async def generate(self, data: dict) -> None: ...\n`;
  await silent(
    layers({
      triggers: chain(podSignal, rackSignal, runFabric),
      files: {
        '/generators/generate_fabric.py': stub('Fabric'),
        '/generators/generate_pod.py': stub('Pod'),
        '/generators/generate_rack.py': stub('Rack'),
      },
    }),
  );
});

test('groups of several kinds and queries of a generic', async () => {
  await silent(
    layers({
      fabric: signalPods,
      triggers: chain(
        podSignal,
        watch('trigger-rack-by-pod', 'LocationRack', 'amount', 'run-pod'),
        watch('trigger-rack', 'LocationRack', 'amount', 'run-rack'),
        runFabric,
      ),
      files: {
        '/queries/generate_pod.gql':
          'query Read($name: String!) { GeneratorTarget(name__value: $name) { edges { node { id } } } }',
      },
    }),
  );
});

test('members that a rule adds to the group of the next layer', async () => {
  const join = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupAction
  data: [{name: join-racks, group: racks}]
`;
  await silent(
    layers({
      triggers:
        join +
        chain(
          `- {name: new-rack, branch_scope: other_branches, node_kind: LocationRack, mutation_action: created, action: join-racks}`,
          podSignal,
          runFabric,
        ) +
        rules('CoreGroupTriggerRule', '- {name: joined, branch_scope: other_branches, group: racks, action: run-rack}'),
      fabric: signalPods,
      files: {
        '/objects/02_more.yml': `
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: LocationRack
  data: [{name: r2, pod: p1}]
`,
      },
    }),
  );
});

test('a shared mixin writes for every layer, scripts write too', async () => {
  const mixin = `
class Signals:
    async def signal(self, kind, ids, value):
        for item in await self.client.filters(kind=kind, ids=ids):
            if item.checksum.value != value:
                item.checksum.value = value
                await item.save(update_group_context=False)
`;
  const withMixin = (cls: string, kind: string): string =>
    generator(cls, `await self.signal("${kind}", [target_id], data["digest"])`)
      .replace('\n\n\nclass', '\n\nfrom .mixin import Signals\n\n\nclass')
      .replace('(InfrahubGenerator)', '(InfrahubGenerator, Signals)');
  await silent(
    layers({
      triggers: chain(podSignal, rackSignal, watch('trigger-fabric', 'NetworkFabric', 'checksum', 'run-fabric')),
      files: {
        '/generators/mixin.py': mixin,
        '/generators/generate_fabric.py': withMixin('Fabric', 'NetworkPod'),
        '/generators/generate_pod.py': withMixin('Pod', 'LocationRack'),
        '/scripts/kick.py': 'async def run(client, log, branch, name):\n    fabric.checksum.value = name\n',
      },
    }),
  );
});
