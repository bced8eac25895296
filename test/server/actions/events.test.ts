import { expect, test } from 'vitest';
import { checkFix, fixTitles } from '../../support/check';
import { checkAction, titlesAt } from '../../support/checkAction';
import { eventDriven, fileOf, layers, rules, signal, watch } from '../cascade/layers';
import { bare, cursorAt, paths, query, unconnected } from './bare';

const triggers = '/objects/90_triggers.yml';
const id = 'watchAttribute';
const amount = 'Run generate-pod when amount of a NetworkPod changes';

function watching(...attributes: readonly string[]): string {
  const items = attributes.map((name) => watch(`trigger-pod-generator-${name}`, 'NetworkPod', name, 'run-pod'));
  return items.length === 0 ? '' : rules('CoreNodeTriggerRule', ...items);
}

test.each([
  ['the class', { [paths.pod]: cursorAt(bare('PodGenerator', 'NetworkPod'), 'class') }],
  ['the attribute in the query', { '/queries/generate_pod.gql': cursorAt(query('NetworkPod', 'amount'), 'amount') }],
])('a rule for an attribute, offered on %s', async (_, files) => {
  await checkAction(id, amount, unconnected(files), fileOf(unconnected({}, watching('amount')), triggers));
});

test('behind the rules that are there, with their scope', async () => {
  const all = (text: string): string => text.replaceAll('other_branches', 'all_branches');
  const before = unconnected(
    { [paths.pod]: cursorAt(bare('PodGenerator', 'NetworkPod'), 'class') },
    all(watching('name')),
  );
  await checkAction(id, amount, before, fileOf(unconnected({}, all(watching('name', 'amount'))), triggers));
});

test('not for signals, for what code writes, and for what belongs to others', async () => {
  const read = query(
    'NetworkPod',
    'checksum',
    'ready {\n          value\n        }\n        parent {\n          node {\n            amount {\n              value\n            }\n          }\n        }',
  );
  const files = {
    '/queries/generate_pod.gql': read,
    [paths.pod]: cursorAt(bare('PodGenerator', 'NetworkPod'), 'class'),
  };
  const writes = { [paths.fabric]: layersFile(signal('NetworkPod', 'parent__ids', 'ready')) };
  expect(await titlesAt(id, unconnected({ ...files, ...writes }))).toEqual([
    'Run generate-pod when name of a NetworkPod changes',
  ]);
});

function layersFile(fabric: string): string {
  return fileOf(layers({ fabric }), paths.fabric).replace(`#- ${paths.fabric}\n`, '');
}

const connected = eventDriven(layers({ fabric: signal('NetworkPod', 'parent__ids'), triggers: watching('checksum') }));
const flags = '    execute_in_proposed_change: false\n    execute_after_merge: false\n';

/** The second layer with other flags. */
function podFlags(source: string, text: string): string {
  const at = source.indexOf(flags, source.indexOf('generate_pod.py'));
  return source.slice(0, at) + text + source.slice(at + flags.length);
}

test.each([
  ['the class', 'class Pod'],
  ['the definition', 'name: generate-pod'],
])('a generator that the layer above starts runs on events only, offered on %s', async (_, part) => {
  const before = podFlags(connected, '    execute_in_proposed_change: true # for now\n    execute_after_merge: true\n');
  const after = podFlags(
    connected,
    '    execute_in_proposed_change: false # for now\n    execute_after_merge: false\n',
  );
  const title = 'Disable CI execution of generate-pod (the tracking group changes its kind: objects of earlier runs';
  await checkAction('disableCiExecution', title, cursorAt(before, part), fileOf(after, '/.infrahub.yml'));
});

test('an entry point keeps CI if its author wants that', async () => {
  const entry = podFlags(eventDriven(layers({ triggers: watching('amount') })), flags.replace('false', 'true'));
  expect(await titlesAt('disableCiExecution', cursorAt(entry, 'class Pod'))).toEqual([]);
  const rule = 'event-driven-generator-in-ci';
  expect(await fixTitles(rule, entry)).toEqual(['Run on events only', 'Keep CI here']);
  const kept = podFlags(
    entry.replace(flags.replace('false', 'true'), flags),
    `    # cascade-disable-next-line ${rule}\n${flags.replace('false', 'true')}`,
  );
  await checkFix(rule, entry, fileOf(kept, '/.infrahub.yml'), 'Keep CI here');
});
