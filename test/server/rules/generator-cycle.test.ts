import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { eventDriven, fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'generator-cycle';
const triggers = rules(
  'CoreNodeTriggerRule',
  watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'),
  watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'),
);
const down = signal('LocationRack', 'pod__ids');
const setFlag = (kind: string, value: string, filter = 'ids'): string => `
for item in await self.client.filters(kind="${kind}", ${filter}=[target_id]):
    item.ready.value = ${value}
    await item.save(update_group_context=False)
`;
const up = signal('NetworkPod', 'racks__ids');

test('a layer signals the one above: a warning at the rule that leads back, and why it may end', async () => {
  const what =
    'warning generator-cycle: generate-pod and generate-rack start one another in a circle: generate-rack sets';
  await checkDiagnostics(rule, marked(layers({ pod: down, rack: up, triggers }), '- name: ', 'trigger-pod', what));
});

test('values that differ on every run, unguarded: an error', async () => {
  const changing = (body: string): string =>
    body
      .replace('data["digest"]', 'str(datetime.now())')
      .replace(/ {4}if [^\n]*\n/, '')
      .replaceAll('        ', '    ');
  const source = layers({ pod: changing(down), rack: changing(up), triggers });
  await checkDiagnostics(
    rule,
    marked(source, '- name: ', 'trigger-pod', `error ${rule}: until a rule is switched off`),
  );
  // One guarded step is enough to end it.
  const guarded = layers({ pod: changing(down), rack: up, triggers });
  await checkDiagnostics(rule, marked(guarded, '- name: ', 'trigger-pod', `warning ${rule}: finds the value`));
});

test('a fixed value ends it after one round', async () => {
  const source = layers({ pod: down, rack: up.replace('data["digest"]', '"go"'), triggers });
  await checkDiagnostics(rule, marked(source, '- name: ', 'trigger-pod', `warning ${rule}: after one more round`));
});

test('a barrier flag that is reset is no finding, unless nothing else ends the circle', async () => {
  const ready = 'value_match: value\n        value: "True"';
  const barrier = (start: string, end: string): string =>
    layers({
      pod: `${setFlag('NetworkPod', 'False')}${start}`,
      rack: `${end}${setFlag('NetworkPod', 'True', 'racks__ids')}`,
      triggers: rules(
        'CoreNodeTriggerRule',
        watch('flag-pod', 'NetworkPod', 'ready', 'run-pod', ready),
        watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack'),
        watch('flag-rack', 'LocationRack', 'ready', 'run-rack', ready),
      ),
    });
  await checkDiagnostics(rule, barrier(down, ''));
  const circle = (source: string): Promise<void> =>
    checkDiagnostics(rule, marked(source, '- name: ', 'flag-pod', `warning ${rule}: in a circle`));
  const changing = down.replace('data["digest"]', 'str(datetime.now())');
  await circle(barrier(changing, ''));
  // Flags both ways start one another for ever.
  await circle(barrier(setFlag('LocationRack', 'True', 'pod__ids'), setFlag('LocationRack', 'False')));
  // A rule that answers every value sees the reset, too.
  const every = barrier(down, '').replace('value_match: value\n            value: "True"', 'value_match: any');
  await circle(every);
});

test('no circle: downwards, an inactive rule, another value, disjoint branches', async () => {
  await checkDiagnostics(rule, layers({ fabric: signal('NetworkPod', 'parent__ids'), pod: down, triggers }));
  const back = { pod: down, rack: up };
  await checkDiagnostics(
    rule,
    layers({ ...back, triggers: triggers.replace('node_kind', 'active: false\n      node_kind') }),
  );
  await checkDiagnostics(rule, layers({ ...back, triggers: triggers.replace('other_branches', 'default_branch') }));
  const value = triggers.replace('value_match: any', 'value_match: value\n            value: go');
  await checkDiagnostics(rule, layers({ pod: down, rack: up.replace('data["digest"]', '"stop"'), triggers: value }));
});

test('the fix switches the rule off', async () => {
  const source = eventDriven(layers({ pod: down, rack: up, triggers }));
  await checkFix(
    rule,
    source,
    fileOf(source, '/objects/90_triggers.yml').replace(
      '- name: trigger-pod\n',
      '- name: trigger-pod\n      active: false\n',
    ),
    'Switch rule trigger-pod off',
  );
});
