import { expect, test } from 'vitest';
import { openRepository, readFolder } from '../../support/repository';

test('the example: what each generator signals and creates', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  expect(service.signalTargets()).toEqual([
    { name: 'generate-fabric', signals: ['NetworkPod'], creates: ['NetworkDevice'], isOpen: false },
    { name: 'generate-pod', signals: ['LocationRack'], creates: ['NetworkDevice'], isOpen: false },
    { name: 'generate-rack', signals: [], creates: ['NetworkDevice'], isOpen: false },
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

test('what is created counts as created', async () => {
  const body = 'pod = await self.client.create(kind="NetworkPod", name="p")\nawait pod.save(allow_upsert=True)';
  expect(await objectsOf(body)).toEqual([{ name: 'g', signals: [], creates: ['NetworkPod'], isOpen: false }]);
});

test('code that cannot be followed or found is open', async () => {
  const body = 'pod = await self.client.create(kind=self.kind_of(data), name="p")\nawait pod.save()';
  expect(await objectsOf(body)).toMatchObject([{ creates: [], isOpen: true }]);
  const { service } = await openRepository([['/.infrahub.yml', config('missing')]]);
  expect(service.signalTargets()).toEqual([{ name: 'missing', signals: [], creates: [], isOpen: true }]);
});
