import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'return-instead-of-raise';

function device(name: string): string {
  return `device = await self.client.create(kind="NetworkDevice", name=${name})
await device.save(allow_upsert=True)
`;
}

test('before anything is saved', async () => {
  const fabric = `
if not data["edges"]:
    return
${device('target_id')}`;
  const what = `information ${rule}: generate-fabric returns when something is missing, and the run counts as a success: objects of earlier runs stay`;
  await checkDiagnostics(rule, marked(layers({ fabric }), '            ', 'return', what));
  for (const condition of ['data["edges"] is None', 'len(data["edges"]) != data["amount"]']) {
    const waiting = layers({ fabric: fabric.replace('not data["edges"]', condition) });
    await checkDiagnostics(rule, marked(waiting, '            ', 'return', what.replace('information', 'warning')));
  }
});

test('after a tracked save', async () => {
  const fabric = `
${device('target_id')}
spines = await self.client.filters(kind="NetworkDevice", pod__ids=[target_id])
if data["amount"] != len(spines):
    return
${device('"second"')}`;
  const what = `warning ${rule}: everything that earlier runs made and this one has not saved yet is deleted`;
  await checkDiagnostics(rule, marked(layers({ fabric }), '            ', 'return', what));
});

test('behind the last tracked save there is nothing left to lose', async () => {
  const signals = (before: string): string => `
${before}
racks = await self.client.filters(kind="LocationRack", pod__ids=[target_id])
if not racks:
    return
for rack in racks:
    rack.status.value = "done"
    await rack.save(update_group_context=False)
`;
  await checkDiagnostics(rule, layers({ fabric: signals(device('target_id')) }));
  // Whoever returns in a loop leaves out the next turns.
  const looped = `
for each in data["names"]:
    ${device('each').trimEnd().replaceAll('\n', '\n    ')}
    if not device.name.value:
        return
`;
  const what = `warning ${rule}: has not saved yet is deleted`;
  await checkDiagnostics(rule, marked(layers({ fabric: looped }), '                ', 'return', what));
  // What cannot be followed may save.
  const followed = layers({ fabric: `${signals(device('target_id'))}await helper(self.client)` });
  await checkDiagnostics(rule, marked(followed, '            ', 'return', what));
});

test('a raise, a return that does not ask for something missing, and a return at the end', async () => {
  await checkDiagnostics(
    rule,
    layers({ fabric: `if not data["edges"]:\n    raise RuntimeError("no fabric")\n${device('"a"')}` }),
  );
  await checkDiagnostics(rule, layers({ fabric: `if data["role"] == "external":\n    return\n${device('"a"')}` }));
  await checkDiagnostics(rule, layers({ fabric: `${device('"a"')}return` }));
});

test('a helper at the end that has nothing to do', async () => {
  const helper = `
    async def links(self, data):
        if not data["links"]:
            return
`;
  const links = (before: string): string =>
    layers({ fabric: `${before}await self.links(data)` }).replace(
      'await self.links(data)\n',
      `await self.links(data)\n${helper}`,
    );
  await checkDiagnostics(rule, links(device('"a"')));
  // Where the helper is all there is, it is the run that returns.
  await checkDiagnostics(rule, marked(links(''), '            ', 'return', `information ${rule}`));
});
