import { expect, test } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import { layers } from '../cascade/layers';

const device = 'device = await self.client.create(kind="NetworkDevice", name=target_id)\nawait device.save()';

test('an edit of one generator leaves the class of another as it was', async () => {
  const { service, uri, text } = await openRepository(parseFixture(layers({ fabric: device, pod: device })).files);
  const [project] = service.projects();
  const codeOf = (name: string) => project?.generators.find((each) => each.name === name)?.code;
  const [fabric, pod] = [codeOf('generate-fabric'), codeOf('generate-pod')];
  expect(pod?.creates).toHaveLength(1);
  const path = '/generators/generate_fabric.py';
  service.updateDocument(uri(path), text(path).replace('name=target_id', 'name="a"'));
  expect(codeOf('generate-pod')).toBe(pod);
  expect(codeOf('generate-fabric')).not.toBe(fabric);
  expect(codeOf('generate-fabric')?.creates[0]?.attributes[0]).toMatchObject({ constant: 'a' });
});

test('an edit of what a class inherits reads it anew', async () => {
  const generator = `from infrahub_sdk.generator import InfrahubGenerator

from .base import Base


class FabricGenerator(InfrahubGenerator, Base):
    async def generate(self, data: dict) -> None:
        await self.build()
`;
  const base = (name: string): string => `class Base:
    async def build(self) -> None:
        device = await self.client.create(kind="NetworkDevice", name="${name}")
        await device.save(allow_upsert=True)
`;
  const files = { '/generators/generate_fabric.py': generator, '/generators/base.py': base('a') };
  const { service, uri } = await openRepository(parseFixture(layers({ files })).files);
  const given = () => service.projects()[0]?.generators[0]?.code?.creates[0]?.attributes[0];
  expect(given()).toMatchObject({ constant: 'a' });
  service.updateDocument(uri('/generators/base.py'), base('b'));
  expect(given()).toMatchObject({ constant: 'b' });
});

test('a file that turns up is looked at', async () => {
  const generator = `from infrahub_sdk.generator import InfrahubGenerator

from .base import Base


class FabricGenerator(Base, InfrahubGenerator):
    pass
`;
  const source = layers({ files: { '/generators/generate_fabric.py': generator } });
  const { service, uri } = await openRepository(parseFixture(source).files);
  const open = () => service.projects()[0]?.generators[0]?.code?.openBases;
  expect(open()).toEqual(['Base']);
  service.updateDocument(uri('/generators/base.py'), 'class Base:\n    pass\n');
  expect(open()).toEqual([]);
});
