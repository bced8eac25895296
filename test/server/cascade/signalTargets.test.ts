import { expect, test } from 'vitest';
import { openRepository, readFolder } from '../../support/repository';

test('the example: what each generator signals and creates', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  const devices = (targetKind: string, attribute: string) => ({
    creates: ['NetworkDevice'],
    keeps: ['NetworkDevice'],
    isOpen: false,
    expects: [{ kind: 'NetworkDevice', targetKind, attributes: [attribute] }],
  });
  expect(service.signalTargets()).toEqual([
    {
      name: 'generate-fabric',
      signals: ['NetworkPod'],
      otherTargets: ['LocationRack', 'NetworkFabric'],
      ...devices('NetworkFabric', 'amount_of_super_spines'),
    },
    {
      name: 'generate-pod',
      signals: ['LocationRack'],
      otherTargets: ['NetworkFabric', 'NetworkPod'],
      ...devices('NetworkPod', 'amount_of_spines'),
    },
    {
      name: 'generate-rack',
      signals: [],
      otherTargets: ['LocationRack', 'NetworkFabric', 'NetworkPod'],
      ...devices('LocationRack', 'amount_of_leafs'),
    },
  ]);
});

const config = (name: string): string => `generator_definitions:
  - {name: ${name}, file_path: g.py, class_name: G, query: q, targets: t, parameters: {}}
`;
const code = (body: string): string => `from infrahub_sdk.generator import InfrahubGenerator

class G(InfrahubGenerator):
    async def generate(self, data):
${body
  .split('\n')
  .map((line) => `        ${line}`)
  .join('\n')}
`;

async function objectsOf(body: string) {
  const { service } = await openRepository([
    ['/.infrahub.yml', config('g')],
    ['/g.py', code(body)],
  ]);
  return service.signalTargets();
}

test('an unsafe save signals, whatever rules say; a plain write that nobody watches does not', async () => {
  const write = (save: string) => `for pod in await self.client.filters(kind="NetworkPod"):
    if pod.checksum.value != "x":
        pod.checksum.value = "x"
        ${save}`;
  expect(await objectsOf(write('await pod.save(allow_upsert=True)'))).toMatchObject([{ signals: ['NetworkPod'] }]);
  expect(await objectsOf(write('await pod.save(update_group_context=False)'))).toMatchObject([{ signals: [] }]);
});

test('a safe write of a checksum that no file watches is a signal of its own', async () => {
  const write = (attribute: string, rest = '') => `for pod in await self.client.filters(kind="NetworkPod"):
    pod.${attribute}.value = "x"
    await pod.save(update_group_context=False)${rest}`;
  expect(await objectsOf(write('checksum'))).toMatchObject([{ signals: [], otherSignals: ['NetworkPod'], keeps: [] }]);
  expect((await objectsOf(write('note')))[0]?.otherSignals).toBeUndefined();
  const unsaved = write('checksum').replace('await pod.save(update_group_context=False)', 'print(pod)');
  expect((await objectsOf(unsaved))[0]?.otherSignals).toBeUndefined();
});

test.each([
  ['it keeps them too', '\n    await pod.save()', ['NetworkPod']],
  ['it makes some', '\nnew = await self.client.create(kind="NetworkPod", name="p")\nawait new.save()', ['NetworkPod']],
  ['it may keep any', '\nnode = await self.client.get(kind=data["kind"], id="x")\nawait node.save()', undefined],
])('a safe write of a checksum is no signal of its own where %s', async (_, rest, keeps) => {
  const body = `for pod in await self.client.filters(kind="NetworkPod"):
    pod.checksum.value = "x"
    await pod.save(update_group_context=False)${rest}`;
  const [found] = await objectsOf(body);
  expect(found?.otherSignals).toBeUndefined();
  expect(found?.keeps).toEqual(keeps);
});

test('what is created counts as created', async () => {
  const body = 'pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.save(allow_upsert=True)';
  expect(await objectsOf(body)).toEqual([
    { name: 'g', signals: [], creates: ['NetworkPod'], keeps: ['NetworkPod'], isOpen: false },
  ]);
});

test('what is only saved without tracking is not kept as created', async () => {
  const body = (save: string) => `pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.save(${save})`;
  const untracked = body('allow_upsert=True, update_group_context=False');
  expect(await objectsOf(untracked)).toEqual([
    { name: 'g', signals: [], creates: [], otherWrites: ['NetworkPod'], keeps: [], isOpen: false },
  ]);
  const both = `${untracked}\n${body('allow_upsert=True').replaceAll('pod', 'other')}`;
  expect(await objectsOf(both)).toMatchObject([{ creates: ['NetworkPod'] }]);
  expect(await objectsOf(body('**data["options"]'))).toMatchObject([{ creates: ['NetworkPod'] }]);
});

test('what it saves without tracking, or deletes, is written too', async () => {
  const untracked =
    'pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.save(allow_upsert=True, update_group_context=False)';
  expect(await objectsOf(untracked)).toMatchObject([{ creates: [], otherWrites: ['NetworkPod'] }]);
  const changed =
    'rack = await self.client.get(kind="LocationRack", id="r")\nrack.note.value = "x"\nawait rack.save(update_group_context=False)';
  expect(await objectsOf(changed)).toMatchObject([{ signals: [], otherWrites: ['LocationRack'] }]);
  const unsaved = 'rack = await self.client.get(kind="LocationRack", id="r")\nrack.note.value = "x"';
  expect((await objectsOf(unsaved))[0]?.otherWrites).toBeUndefined();
  const deleted = 'rack = await self.client.get(kind="LocationRack", id="r")\nawait rack.delete()';
  expect(await objectsOf(deleted)).toMatchObject([{ otherWrites: ['LocationRack'] }]);
});

test('code that cannot be followed or found is open', async () => {
  const body = 'pod = await self.client.create(kind=self.kind_of(data), name="p")\nawait pod.save()';
  expect(await objectsOf(body)).toMatchObject([{ creates: [], isOpen: true }]);
  const { service } = await openRepository([['/.infrahub.yml', config('missing')]]);
  expect(service.signalTargets()).toEqual([{ name: 'missing', signals: [], creates: [], isOpen: true }]);
});

const fabric = new Map(readFolder('examples/fabric'));

/** What the generator of pods is expected to make once its code is another one. */
async function expectedOf(from: string, to: string) {
  const path = [...fabric.keys()].find((each) => each.endsWith('generate_pod.py')) ?? '';
  const code = fabric.get(path) ?? '';
  const changed = code.replace(from, to);
  expect(changed).not.toBe(code);
  const { service } = await openRepository(new Map([...fabric, [path, changed]]));
  return service.signalTargets().find(({ name }) => name === 'generate-pod')?.expects;
}

const saved = '            await device.save(allow_upsert=True)\n';
const another = (role: string, save = 'allow_upsert=True') =>
  `${saved}        other = await self.client.create(kind="NetworkDevice", name="o", role="${role}", pod={"id": pod_id})
        await other.save(${save})
`;

test('two creations of what one attribute counts', async () => {
  expect(await expectedOf(saved, another('spine'))).toEqual([
    { kind: 'NetworkDevice', targetKind: 'NetworkPod', attributes: ['amount_of_spines'] },
  ]);
});

test.each([
  ['another role, which nothing counts', saved, another('leaf')],
  ['a role that the text does not show', 'role="spine"', 'role=pod_role'],
  [
    'some paths only',
    saved,
    `${saved}        if pod_role == "x":\n    ${another('spine').slice(saved.length).replaceAll('\n        ', '\n            ')}`,
  ],
  [
    'what the generator does not track',
    'await device.save(allow_upsert=True)',
    'await device.save(update_group_context=False)',
  ],
  [
    'a kind that the text does not show',
    'kind="NetworkDevice",\n                name=f"{pod_name}',
    'kind=pod_role,\n                name=f"{pod_name}',
  ],
])('nothing is expected of a kind with %s', async (_, from, to) => {
  expect(await expectedOf(from, to)).toBeUndefined();
});

const layered = `generator_definitions:
  - {name: upper, file_path: g.py, class_name: G, query: q, targets: all, parameters: {}}
  - {name: lower, file_path: missing.py, class_name: L, query: q, targets: pods, parameters: {}}
`;
const memberPods = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: pods
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: NetworkPod
  data:
    - name: pod-1
      member_of_groups: [pods]
`;

/** The targets of the lower layer that the upper one has nothing to do with. */
async function othersOf(body: string) {
  const { service } = await openRepository([
    ['/.infrahub.yml', layered],
    ['/objects/pods.yml', memberPods],
    ['/g.py', code(body)],
  ]);
  const [upper, lower] = service.signalTargets();
  expect(lower?.otherTargets).toBeUndefined();
  return upper?.otherTargets;
}

test('members of the group of another generator are targets, whatever they inherit and whoever signals them', async () => {
  const made =
    'device = await self.client.create(kind="NetworkDevice", name="d")\nawait device.save(allow_upsert=True)';
  expect(await othersOf(made)).toEqual(['NetworkPod']);
  const read = 'for pod in await self.client.filters(kind="NetworkPod"):\n    print(pod.name.value)';
  expect(await othersOf(`${made}\n${read}`)).toEqual(['NetworkPod']);
});

test.each([
  ['it creates them', 'pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.save(allow_upsert=True)'],
  ['it saves them on every run', 'pod = await self.client.get(kind="NetworkPod", name__value="p")\nawait pod.save()'],
  [
    'it saves them in a batch',
    'batch = await self.client.create_batch()\nfor pod in await self.client.filters(kind="NetworkPod"):\n    batch.add(task=pod.save, node=pod)',
  ],
  [
    'it saves what the text does not show',
    'node = await self.client.get(kind=data["kind"], id="x")\nawait node.save()',
  ],
  ['it may create them', 'node = await self.client.create(kind=data["kind"], name="p")\nawait node.save()'],
  ['it tracks by hand', 'self.client.group_context.add_related_nodes(ids=data["pods"])'],
])('targets of another generator may be its own where %s', async (_, body) => {
  expect(await othersOf(body)).toBeUndefined();
});
