import { expect, test } from 'vitest';
import { signalTargetsRequest } from '../../server/src/protocol/generatorObjects';
import { startClient } from '../support/protocolClient';

const config = `generator_definitions:
  - {name: generate-pod, file_path: g.py, class_name: G, query: q, targets: t, parameters: {}}
`;
const code = (save: string): string => `from infrahub_sdk.generator import InfrahubGenerator

class G(InfrahubGenerator):
    async def generate(self, data):
        for rack in await self.client.filters(kind="LocationRack"):
            if rack.checksum.value != "x":
                rack.checksum.value = "x"
                await rack.save(${save})
`;

test('signals and creations are known when everything was read, from open documents too', async () => {
  const files = new Map([
    ['file:///repo/.infrahub.yml', config],
    ['file:///repo/g.py', code('allow_upsert=True')],
  ]);
  const client = await startClient({ files });
  // Asked at once: nothing has been read yet.
  const racks = ['LocationRack'];
  const known = { name: 'generate-pod', creates: [], isOpen: false };
  const unsafe = { ...known, signals: racks, keeps: racks };
  expect(await client.connection.sendRequest(signalTargetsRequest)).toEqual([unsafe]);
  const safe = { ...known, signals: [], otherWrites: racks, otherSignals: racks, keeps: [] };
  client.open('file:///repo/g.py', code('update_group_context=False'));
  expect(await client.connection.sendRequest(signalTargetsRequest)).toEqual([safe]);
});
