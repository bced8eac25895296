import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { eventDriven, fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'event-driven-generator-in-ci';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const fabric = signal('NetworkPod', 'parent__ids');

/** The definition of the second layer with other flags. */
function podFlags(source: string, proposed: string, merge: string): string {
  const flags = '    execute_in_proposed_change: false\n    execute_after_merge: false\n';
  const at = source.indexOf(flags, source.indexOf('generate_pod.py'));
  return source.slice(0, at) + proposed + merge + source.slice(at + flags.length);
}

const quiet = eventDriven(layers({ fabric, triggers }));
const off = { proposed: '    execute_in_proposed_change: false\n', merge: '    execute_after_merge: false\n' };
const on = { proposed: '    execute_in_proposed_change: true\n', merge: '    execute_after_merge: true\n' };

test('one flag, the other, and both by default', async () => {
  const proposed = podFlags(quiet, on.proposed, off.merge);
  const what = `warning ${rule}: generate-pod is started by rule trigger-pod, and also runs in every proposed change,`;
  await checkDiagnostics(rule, marked(proposed, '    ', 'execute_in_proposed_change: true', what));
  const merge = podFlags(quiet, off.proposed, on.merge);
  await checkDiagnostics(
    rule,
    marked(merge, '    ', 'execute_after_merge: true', `warning ${rule}: runs after every merge`),
  );
  const silent = podFlags(quiet, '', '');
  const both = `warning ${rule}: runs in every proposed change and after every merge by default`;
  await checkDiagnostics(rule, marked(silent, '- name: ', 'generate-pod', both));
});

test('for an entry point it is a choice', async () => {
  const source = podFlags(eventDriven(layers({ triggers })), on.proposed, off.merge);
  await checkDiagnostics(rule, marked(source, '    ', 'execute_in_proposed_change: true', `information ${rule}`));
});

test('several rules are named, or counted', async () => {
  const start = (count: number): string => {
    const watched = ['checksum', 'amount', 'role', 'name'].slice(0, count);
    const all = rules(
      'CoreNodeTriggerRule',
      watched.map((attribute) => watch(`on-${attribute}`, 'NetworkPod', attribute, 'run-pod')).join('\n'),
    );
    return podFlags(eventDriven(layers({ triggers: all })), on.proposed, off.merge);
  };
  const flag = 'execute_in_proposed_change: true';
  const what = `information ${rule}: generate-pod is started by`;
  await checkDiagnostics(rule, marked(start(2), '    ', flag, `${what} rules on-checksum and on-amount, and`));
  await checkDiagnostics(rule, marked(start(4), '    ', flag, `${what} 4 rules, and`));
});

test('generators without rules, and with inactive ones', async () => {
  await checkDiagnostics(rule, layers({ fabric, triggers }));
  const inactive = triggers.replace('node_kind', 'active: false\n      node_kind');
  await checkDiagnostics(rule, podFlags(layers({ fabric, triggers: inactive }), on.proposed, on.merge));
});

test('the fix sets both and says what that does to the tracking group', async () => {
  const note = ' (the tracking group changes its kind: objects of earlier runs are no longer cleaned up)';
  const path = '/.infrahub.yml';
  await checkFix(rule, podFlags(quiet, on.proposed, on.merge), fileOf(quiet, path), `Run on events only${note}`);
  await checkFix(rule, podFlags(quiet, on.proposed, off.merge), fileOf(quiet, path), 'Run on events only');
  await checkFix(rule, podFlags(quiet, '', ''), fileOf(quiet, path), `Run on events only${note}`);
});
