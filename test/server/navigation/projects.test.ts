import { expect, test } from 'vitest';
import { createService } from '../../../server/src/service';
import { checkDefinition } from '../../support/checkNavigation';
import { memoryWorkspace } from '../../support/memoryWorkspace';
import { openRepository } from '../../support/repository';

test('an open buffer beats the disk', async () => {
  const source = `
    #- /objects/rules.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: a, action: ru$0n}]}
    #- /objects/actions.yml
    # Before it was named
    # otherwise.
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run}]}
  `;
  const open = { '/objects/actions.yml': 'kind: Object\nspec: {kind: CoreGeneratorAction, data: [{name: walk}]}\n' };
  await checkDefinition(source, { open });
});

test('a file with syntax errors', async () => {
  await checkDefinition(`
    #- /objects/actions.yml
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run
        #       ^^^ def
        - name: "open
    #- /objects/rules.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          action: ru$0n
          node_kind: [
  `);
});

test('a nested repository is another world', async () => {
  await checkDefinition(`
    #- /objects/actions.yml
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run}]}
    #- /nested/.infrahub.yml
    objects: [objects]
    #- /nested/objects/rules.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: a, action: ru$0n}]}
  `);
});

test('two roots of one workspace know nothing of each other', async () => {
  const object = (kind: string, text: string): string => `kind: Object\nspec: {kind: ${kind}, data: [{${text}}]}\n`;
  const rule = object('CoreNodeTriggerRule', 'name: a, action: run');
  const files = new Map([
    ['file:///one/.infrahub.yml', 'objects: [o]\n'],
    ['file:///one/o/rules.yml', rule],
    ['file:///two/.infrahub.yml', 'objects: [o]\n'],
    ['file:///two/o/rules.yml', rule],
    ['file:///two/o/actions.yml', object('CoreGeneratorAction', 'name: run')],
  ]);
  const service = createService({ workspace: memoryWorkspace(files), now: () => 0, log: () => {} });
  await service.index(['file:///one', 'file:///two']);
  const offset = rule.indexOf('run');
  expect(service.definition('file:///one/o/rules.yml', offset)).toBeUndefined();
  expect(service.definition('file:///two/o/rules.yml', offset)?.targets.map(({ uri }) => uri)).toEqual([
    'file:///two/o/actions.yml',
  ]);
  expect(service.references('file:///two/o/rules.yml', offset, true)).toHaveLength(2);
});

test('the origin is the name without its quotes', async () => {
  const text = 'kind: Object\nspec: {kind: CoreGeneratorAction, data: [{"name": "run-it", generator: "x"}]}\n';
  const { service, uri } = await openRepository([['/objects/a.yml', text]]);
  const start = text.indexOf('run-it');
  for (const offset of [start, start + 3, start + 6]) {
    expect(service.definition(uri('/objects/a.yml'), offset)?.origin).toEqual({ start, end: start + 6 });
  }
  expect(service.definition(uri('/objects/a.yml'), start + 8)).toBeUndefined();
});

test('an edited schema or rule counts at once', async () => {
  const text =
    'kind: Object\nspec: {kind: CoreNodeTriggerAttributeMatch, data: [{trigger: r, attribute_name: role}]}\n' +
    '---\nkind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - {name: r, node_kind: NetworkPod}\n' +
    '---\nkind: Object\nspec:\n  kind: NetworkPod\n  data:\n    - {name: p, role: x}\n';
  const schema = (name: string): string =>
    `nodes: [{namespace: Network, name: Pod, attributes: [{name: ${name}, kind: Text}]}]\n`;
  const { service, uri } = await openRepository([
    ['/.infrahub.yml', 'schemas: [s.yml]\nobjects: [objects]\n'],
    ['/s.yml', schema('role')],
    ['/objects/a.yml', text],
  ]);
  const found = (): number => {
    const places = [text.indexOf('role'), text.lastIndexOf('role')];
    return places.filter((offset) => service.hover(uri('/objects/a.yml'), offset)).length;
  };
  expect(found()).toBe(2);
  service.updateDocument(uri('/s.yml'), schema('mode'));
  expect(found()).toBe(0);
  service.updateDocument(uri('/s.yml'), schema('role'));
  expect(found()).toBe(2);
  service.updateDocument(uri('/objects/a.yml'), text.replaceAll('NetworkPod', 'NetworkPods'));
  expect(found()).toBe(0);
});
