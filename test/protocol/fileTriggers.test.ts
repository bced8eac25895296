import { expect, test } from 'vitest';
import { fileTriggersRequest, type FileTriggers } from '../../server/src/protocol/triggers';
import { startClient } from '../support/protocolClient';

const config = 'objects: [triggers.yml]\n';
const triggers = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - {name: run-pod, generator: generate-pod}
    - {generator: nameless}
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: trigger-pod
      description: When a pod changes
      active: false
      node_kind: NetworkPod
      mutation_action: updated
      action: [run-pod]
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: amount
            value: 3
            value_previous: "NULL"
    - name: broken-matches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-pod
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - value: 3
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupTriggerRule
  data:
    - {name: grows, group: pods, action: run-pod, branch_scope: all_branches}
`;

async function answer(files: Record<string, string>): Promise<FileTriggers> {
  const client = await startClient({ files: new Map(Object.entries(files)) });
  // Asked at once: nothing has been read yet.
  return client.connection.sendRequest<FileTriggers>(fileTriggersRequest);
}

test('rules and actions of the files with the values that a server would hold', async () => {
  const found = await answer({ 'file:///repo/.infrahub.yml': config, 'file:///repo/triggers.yml': triggers });
  expect(found.repositories).toBe(1);
  expect(found.actions).toEqual([
    {
      kind: 'CoreGeneratorAction',
      name: 'run-pod',
      uri: 'file:///repo/triggers.yml',
      range: { start: { line: 6, character: 13 }, end: { line: 6, character: 20 } },
      fields: { generator: 'generate-pod' },
      defaults: [],
    },
  ]);
  const [pod, broken, group] = found.rules;
  expect(pod).toEqual({
    kind: 'CoreNodeTriggerRule',
    name: 'trigger-pod',
    uri: 'file:///repo/triggers.yml',
    range: { start: { line: 14, character: 12 }, end: { line: 14, character: 23 } },
    fields: {
      description: 'When a pod changes',
      active: 'false',
      branch_scope: 'default_branch',
      action: 'run-pod',
      node_kind: 'NetworkPod',
      mutation_action: 'updated',
    },
    defaults: ['branch_scope'],
    matches: [
      {
        kind: 'CoreNodeTriggerAttributeMatch',
        member: 'amount',
        fields: { value_match: 'value', value: '3' },
        defaults: ['value_match'],
      },
    ],
    matchesAreWhole: true,
  });
  expect(broken).toMatchObject({ name: 'broken-matches', matches: [], matchesAreWhole: false });
  expect(group?.fields).toEqual({
    active: 'true',
    branch_scope: 'all_branches',
    action: 'run-pod',
    member_update: 'added',
    group: 'pods',
  });
});

test('without a repository there is nothing', async () => {
  expect(await answer({ 'file:///repo/triggers.yml': triggers })).toEqual({ repositories: 0, rules: [], actions: [] });
});
