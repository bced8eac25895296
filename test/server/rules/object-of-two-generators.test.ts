import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'object-of-two-generators';

function device(name: string, save = 'allow_upsert=True'): string {
  return `device = await self.client.create(kind="NetworkDevice", name=${name})\nawait device.save(${save})\n`;
}

test('the same name in two generators', async () => {
  const source = layers({ fabric: device('"reflector"'), pod: device('"reflector"') });
  const pod = source.indexOf('class PodGenerator');
  const what = `hint ${rule}: generate-fabric makes the NetworkDevice 'reflector' too`;
  await checkDiagnostics(rule, source.slice(0, pod) + marked(source.slice(pod), 'kind=', '"NetworkDevice"', what));
});

test.each([
  ['other names', device('"a"'), device('"b"')],
  ['names that are not literal', device('data["name"]'), device('data["name"]')],
  ['one fetches it', device('"a"'), 'device = await self.client.get(kind="NetworkDevice", name__value="a")'],
  ['one outside of tracking', device('"a"'), device('"a"', 'allow_upsert=True, update_group_context=False')],
  ['twice in one', `${device('"a"')}${device('"a"')}`, ''],
])('%s', async (_, fabric, pod) => {
  await checkDiagnostics(rule, layers({ fabric, pod }));
});

test('one class with two definitions', async () => {
  const source = layers({ fabric: device('"a"') })
    .replace('file_path: generators/generate_pod.py', 'file_path: generators/generate_fabric.py')
    .replace('class_name: PodGenerator', 'class_name: FabricGenerator');
  await checkDiagnostics(rule, source);
});
