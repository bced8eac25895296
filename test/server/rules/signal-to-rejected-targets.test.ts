import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'signal-to-rejected-targets';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const send = signal('NetworkPod', 'parent__ids');
const status = 'data["NetworkPod"]["edges"][0]["node"]["status"]["value"]';
const refuse = (condition: string, raise = 'ValueError'): string =>
  `status = ${status}\nif ${condition}:\n    raise ${raise}("not supported")\n`;
const write = 'item.checksum.value = value';

test.each(['status in ["done", "running"]', 'status == "done"', 'status not in {"requested"}'])(
  'targets that the next generator refuses: %s',
  async (condition) => {
    const what = `information ${rule}: generate-fabric signals every NetworkPod, but generate-pod refuses some of them by their status`;
    const fixture = layers({ fabric: send, pod: refuse(condition), triggers });
    await checkDiagnostics(rule, marked(fixture, '                ', write, what));
  },
);

test.each([
  ['a filter', send.replace('parent__ids=[target_id]', 'parent__ids=[target_id], status__values=["requested"]')],
  ['a condition', send.replace('if item', 'if item.status.value != "done" and item')],
  ['a list', send.replace('for item', 'done = [item for item in [] if item.status.value == "done"]\nfor item')],
])('left out above by %s', async (_, fabric) => {
  await checkDiagnostics(rule, layers({ fabric, pod: refuse('status == "done"'), triggers }));
});

test('a target that is not ready, one of another kind, and an attribute that the target does not have', async () => {
  await checkDiagnostics(rule, layers({ fabric: send, pod: refuse('status is None'), triggers }));
  await checkDiagnostics(rule, layers({ fabric: send, rack: refuse('status == "done"'), triggers }));
  const other = refuse('status == "done"').replace('["status"]', '["design"]');
  await checkDiagnostics(rule, layers({ fabric: send, pod: other, triggers }));
});

test.each([
  ['limit=5', 'the first 5 objects of NetworkPod only'],
  ['limit=1', 'the first NetworkPod only'],
  ['limit=data["most"]', 'the first objects of NetworkPod only'],
])('some of the targets only: %s', async (limit, which) => {
  const some = send.replace('parent__ids=[target_id]', `parent__ids=[target_id], ${limit}`);
  const what = `information ${rule}: generate-fabric signals ${which}: the others keep their old checksum`;
  await checkDiagnostics(rule, marked(layers({ fabric: some, triggers }), 'parent__ids=[target_id], ', limit, what));
});

test('a list of one to ask whether there is any', async () => {
  const asked = `if not await self.client.filters(kind="NetworkPod", limit=1):\n    raise RuntimeError("no pod")\n`;
  await checkDiagnostics(rule, layers({ fabric: asked + send.trimStart(), triggers }));
});

test('all of the targets', async () => {
  const path = '/generators/generate_fabric.py';
  const over = (args: string): string => layers({ fabric: send.replace('parent__ids=[target_id]', args), triggers });
  const all = fileOf(over('parent__ids=[target_id]'), path);
  await checkFix(rule, over('parent__ids=[target_id], limit=5'), all);
  await checkFix(rule, over('limit=5, parent__ids=[target_id]'), all);
  expect(await fixTitles(rule, over('parent__ids=[target_id], offset=5, limit=5'))).toEqual([]);
});
