import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'work-after-signal';
const send = signal('NetworkPod', 'parent__ids');
const make = `
device = await self.client.create(kind="NetworkDevice", name=f"{target_id}-1")
await device.save(allow_upsert=True)
`;
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const write = 'item.checksum.value = value';

test('objects made after the signal', async () => {
  const what = `warning ${rule}: goes on to make NetworkDevice: generate-pod may start before that is there`;
  const fixture = layers({ fabric: send + make, triggers });
  await checkDiagnostics(rule, marked(fixture, '                ', write, what));
  const later = layers({ fabric: send + `if data["more"]:${make.replaceAll('\n', '\n    ')}`, triggers });
  await checkDiagnostics(rule, marked(later, '                ', write, what));
});

test('the signal last, in another branch, or after its own objects in a loop', async () => {
  await checkDiagnostics(rule, layers({ fabric: make + send, triggers }));
  const branches = `
if data["ready"]:${send.replaceAll('\n', '\n    ')}
    return
${make.trimStart()}`;
  await checkDiagnostics(rule, layers({ fabric: branches, triggers }));
  const loop = `
value = data["digest"]
for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):${make.replaceAll('\n', '\n    ')}
    if item.checksum.value != value:
        item.checksum.value = value
        await item.save(update_group_context=False)
`;
  await checkDiagnostics(rule, layers({ fabric: loop, triggers }));
});

test('a status after the signal, and a write that starts nothing', async () => {
  const status = `
fabric = await self.client.get(kind="NetworkFabric", id=target_id)
fabric.status.value = "done"
await fabric.save(update_group_context=False)
`;
  await checkDiagnostics(rule, layers({ fabric: make + send + status, triggers }));
  await checkDiagnostics(rule, layers({ fabric: status + make, triggers }));
  await checkDiagnostics(rule, layers({ fabric: send + make }));
});

test('a status that is set to running first and to requested at the end', async () => {
  const set = (value: string): string => `
for item in await self.client.filters(kind="NetworkPod", parent__ids=[target_id]):
    item.status.value = "${value}"
    await item.save(update_group_context=False)
`;
  const requested = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'status', 'run-pod'));
  await checkDiagnostics(rule, layers({ fabric: set('running') + make + set('requested'), triggers: requested }));
});

test('a checksum that is computed too early', async () => {
  const early = `value = self.calculate_checksum()${make}${send.replace('value = data["digest"]\n', '')}`;
  const withMethod = (body: string): string =>
    layers({ fabric: body, triggers }).replace(
      `await item.save(update_group_context=False)\n`,
      `await item.save(update_group_context=False)

    def calculate_checksum(self) -> str:
        ids = self.client.group_context.related_node_ids
        return hashlib.sha256(",".join(sorted(ids)).encode()).hexdigest()
`,
    );
  const what = `warning ${rule}: The checksum is computed before NetworkDevice is saved`;
  await checkDiagnostics(rule, marked(withMethod(early), 'value = ', 'self.calculate_checksum()', what));
  const last = send.replace('data["digest"]', 'self.calculate_checksum()');
  await checkDiagnostics(rule, withMethod(make + last));
  await checkDiagnostics(rule, withMethod(`before = self.calculate_checksum()${make}${last}`));
});

const path = '/generators/generate_fabric.py';
const sums = `
    def calculate_checksum(self) -> str:
        ids = self.client.group_context.related_node_ids
        return hashlib.sha256(",".join(sorted(ids)).encode()).hexdigest()
`;

/** The first layer with further methods behind `generate`. */
function fabric(body: string, methods = sums): string {
  const source = layers({ fabric: body.trim(), triggers });
  const end = source.indexOf('#- /generators/generate_pod.py');
  return source.slice(0, end).trimEnd() + `\n${methods}\n` + source.slice(end);
}

async function mended(before: string, after: string, methods?: string): Promise<void> {
  await checkFix(rule, fabric(before, methods), fileOf(fabric(after, methods), path));
}

const made = make.trim();
const sent = send.trim();
const summed = sent.replace('data["digest"]', 'self.calculate_checksum()');

test('the signal moves to the end, with what only it reads', async () => {
  await mended(`${sent}\n${made}`, `${made}\n\n${sent}`);
  await mended(`# Now\n${summed}\n# More\n${made}\nreturn`, `# More\n${made}\n# Now\n${summed}\nreturn`);
  const [value = '', ...loop] = summed.split('\n');
  await mended(
    [value, 'self.logger.info("sum")', ...loop, made].join('\n'),
    ['self.logger.info("sum")', made, '', value, ...loop].join('\n'),
  );
});

test('a heading above what the signal shares with others goes along', async () => {
  const [value = '', fetch = '', ...inner] = summed.split('\n');
  const pods = fetch.replace(/^for item in (.*):$/, 'pods = $1');
  const loop = ['for item in pods:', ...inner];
  const log = 'self.logger.info(len(pods))';
  const work = ['# Devices', ...made.split('\n'), '', log];
  await mended(
    ['', '# Signal', pods, value, ...loop, '', ...work].join('\n'),
    [pods, '', ...work, '', '# Signal', value, ...loop].join('\n'),
  );
  await mended(
    ['# Signal', '# of pods', pods, '', value, ...loop, '', ...work].join('\n'),
    ['# Signal', '# of pods', pods, '', ...work, '', value, ...loop].join('\n'),
  );
});

test('a signal that a method sends', async () => {
  const methods = `
    async def send(self, target_id: str) -> None:
${summed.replaceAll(/^/gm, '        ')}
${sums}`;
  const call = 'await self.send(target_id)  # next layer';
  await mended(`${call}\n${made}`, `${made}\n\n${call}`, methods);
});

test('the checksum moves to where it is used', async () => {
  const [, ...loop] = summed.split('\n');
  const value = '# Of all\nvalue = self.calculate_checksum()';
  await mended([value, made, ...loop].join('\n'), [made, value, ...loop].join('\n'));
});

test.each([
  ['in the same loop', `${sent}\n${made.replaceAll(/^/gm, '    ')}`],
  ['a return behind it', `${sent}\nif not data["more"]:\n    return\n${made}`],
  ['what it reads is bound again', `${sent}\ntarget_id = data["other"]\n${made}`],
  ['what it binds is read later', `${sent}\nself.last = item\n${made}`],
  ['the checksum is read elsewhere', `${summed}\nself.last = value\n${made}`],
  ['in a block with the work', `if data["x"]:\n${`${sent}\n${made}`.replaceAll(/^/gm, '    ')}`],
])('left to the author: %s', async (_, body) => {
  expect(await fixTitles(rule, fabric(body))).toEqual([]);
});

const begun = `
device = await self.client.create(kind="NetworkDevice", name=f"{target_id}-1")
work = device.save(allow_upsert=True)
device = None
`;

test.each([
  ['a save', begun, 'await work\n'],
  ['a save that is gathered', begun, 'await asyncio.gather(work)\n'],
  ['a method', 'work = self.make(target_id)\n', 'done = await work\n'],
])('%s that is begun before the signal and awaited after it', async (_, before, wait) => {
  const what = `warning ${rule}: goes on to make NetworkDevice: generate-pod may start before that is there`;
  const methods = `
    async def make(self, target_id):
${make.trim().replaceAll(/^/gm, '        ')}
`;
  const first = before.trimStart();
  const bad = fabric(`import asyncio\n${first}${send}${wait}`, methods);
  await checkDiagnostics(rule, marked(bad, '                ', write, what));
  expect(await fixTitles(rule, bad)).toEqual([]);
  await checkDiagnostics(rule, fabric(`import asyncio\n${first}${wait}${send}`, methods));
});

test.each([
  ['of which nothing shows when it runs', `${begun}${send}await self.finish(work)\n`],
  ['that is begun again', `${begun}await work\n${send}work = None\nawait work\n`],
  ['that a task does meanwhile', begun.replace(/= (device\.save.*)/, '= asyncio.create_task($1)') + send],
])('a save %s', async (_, body) => {
  await checkDiagnostics(rule, fabric(`import asyncio\n${body.trimStart()}`));
});
