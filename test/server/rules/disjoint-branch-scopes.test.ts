import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'disjoint-branch-scopes';
const podRule = watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod');
const rackRule = watch('trigger-rack', 'LocationRack', 'checksum', 'run-rack').replace(
  'other_branches',
  'default_branch',
);
const toRacks = signal('LocationRack', 'pod__ids');
const triggers = rules('CoreNodeTriggerRule', podRule, rackRule);
const what = `warning ${rule}: Rule trigger-rack does not see what generate-pod writes`;

test('the layer above runs on other branches only', async () => {
  await checkDiagnostics(rule, marked(layers({ pod: toRacks, triggers }), 'branch_scope: ', 'default_branch', what));
});

test('an attribute that people change too', async () => {
  const source = layers({
    pod: signal('LocationRack', 'pod__ids', 'status'),
    triggers: rules('CoreNodeTriggerRule', podRule, rackRule.replace('checksum', 'status')),
  });
  await checkDiagnostics(
    rule,
    marked(source, 'branch_scope: ', 'default_branch', what.replace('warning', 'information')),
  );
});

test('scopes that meet, and writers that may run anywhere', async () => {
  await checkDiagnostics(rule, layers({ pod: toRacks, triggers: triggers.replace('default_branch', 'all_branches') }));
  // Nothing in the files starts the writer: it is run by hand.
  await checkDiagnostics(rule, layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', rackRule) }));
  // It also runs after a merge, on the default branch.
  const merged = layers({ pod: toRacks, triggers }).replaceAll(
    'execute_after_merge: false',
    'execute_after_merge: true',
  );
  await checkDiagnostics(rule, merged);
  const second = podRule.replace('trigger-pod', 'trigger-pod-main').replace('other_branches', 'all_branches');
  await checkDiagnostics(
    rule,
    layers({ pod: toRacks, triggers: rules('CoreNodeTriggerRule', podRule, second, rackRule) }),
  );
});

test('one of two writers is seen', async () => {
  const both = layers({ pod: toRacks, fabric: signal('LocationRack', 'pod__parent__ids'), triggers });
  await checkDiagnostics(
    rule,
    both.replaceAll('execute_in_proposed_change: true', 'execute_in_proposed_change: false'),
  );
});

test('the fix takes the scope of the layer above', async () => {
  const source = layers({ pod: toRacks, triggers });
  await checkFix(rule, source, fileOf(source, '/objects/90_triggers.yml').replace('default_branch', 'other_branches'));
});
