import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { fileOf, layers, marked, rules, signal, watch } from '../cascade/layers';

const rule = 'unusable-signal-attribute';
const triggers = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'checksum', 'run-pod'));
const fixture = layers({ fabric: signal('NetworkPod', 'parent__ids'), triggers });
const given = 'kind: Text, optional: true}\nnodes';
const withAttribute = (text: string): string => fixture.replace(given, `${text}}\nnodes`);

test.each([
  ['kind: Number, optional: true', 'which is a Number and takes no such text'],
  ['kind: Text, optional: true, unique: true', 'the second one is refused'],
  ['kind: Text, optional: true, read_only: true', 'the SDK does not send it'],
  ['kind: Text', 'nobody can create an object without a checksum'],
])('%s', async (attribute, what) => {
  const source = marked(withAttribute(attribute), '- {name: ', 'checksum', `warning ${rule}: ${what}`);
  await checkDiagnostics(rule, source);
});

test('an optional text, and a flag', async () => {
  await checkDiagnostics(rule, fixture);
  await checkDiagnostics(rule, withAttribute('kind: TextArea, optional: true'));
  const flag = signal('NetworkPod', 'parent__ids', 'ready').replaceAll('value = data["digest"]', 'value = True');
  const ready = rules('CoreNodeTriggerRule', watch('trigger-pod', 'NetworkPod', 'ready', 'run-pod'));
  await checkDiagnostics(rule, layers({ fabric: flag, triggers: ready }));
});

test.each([
  ['kind: Number, optional: true', 'kind: Text, optional: true'],
  ['kind: Text, optional: true, unique: true', 'kind: Text, optional: true'],
  ['kind: Text, unique: true', 'kind: Text, optional: true'],
  ['kind: Text, unique: true, label: Sum', 'kind: Text, optional: true, label: Sum'],
  ['kind: "Boolean", read_only: true, unique: true', 'kind: "Text", optional: true'],
  ['kind: Text, optional: false, read_only: true', 'kind: Text, optional: true'],
  ['kind: Text', 'kind: Text, optional: true'],
])('mended: %s', async (before, after) => {
  await checkFix(rule, withAttribute(before), fileOf(withAttribute(after), '/schemas/layers.yml'));
});

test('mended in lines, with its comments', async () => {
  const block = (...lines: string[]): string =>
    fixture.replace(
      /- \{name: checksum.*\}\nnodes/,
      `- name: checksum # of the run\n${lines.map((line) => `        ${line}\n`).join('')}nodes`,
    );
  await checkFix(
    rule,
    block('# as a number', 'kind: Number # why', 'unique: true', 'read_only: true', 'label: Sum'),
    fileOf(block('# as a number', 'kind: Text # why', 'optional: true', 'label: Sum'), '/schemas/layers.yml'),
  );
});

test('what a number is given is not made a text', async () => {
  expect(await fixTitles(rule, withAttribute('kind: Number, default_value: 3'))).toEqual([]);
  expect(await fixTitles(rule, withAttribute('kind: Dropdown, optional: true, choices: [{name: a}]'))).toEqual([]);
});
