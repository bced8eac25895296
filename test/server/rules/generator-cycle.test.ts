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
  await checkDiagnostics(rule, marked(source, '- name: ', 'trigger-pod', `information ${rule}: after one more round`));
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
