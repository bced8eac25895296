import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, isInterfaceType, isObjectType, parse, validate } from 'graphql';
import { describe, expect, it, test } from 'vitest';
import type { Operation, Resource } from '../../server/src/infrahub/operation';
import { account } from '../../server/src/infrahub/operations/account';
import { branches, createBranch, rebaseBranch } from '../../server/src/infrahub/operations/branches';
import { createToken } from '../../server/src/infrahub/operations/createToken';
import { events } from '../../server/src/infrahub/operations/events';
import { generatorDefinitions } from '../../server/src/infrahub/operations/generatorDefinitions';
import { importedObjects, repositories } from '../../server/src/infrahub/operations/importedObjects';
import { groupsContaining, groupsNamed } from '../../server/src/infrahub/operations/namedGroups';
import { objectsOf } from '../../server/src/infrahub/operations/objects';
import {
  existingNodes,
  existingNodesWithoutTimes,
  membersAmong,
  searchMembers,
} from '../../server/src/infrahub/operations/nodes';
import { repositoryCommits } from '../../server/src/infrahub/operations/repositoryCommits';
import { runGenerator } from '../../server/src/infrahub/operations/runGenerator';
import { schema, schemaHash } from '../../server/src/infrahub/operations/schema';
import { serverInfo } from '../../server/src/infrahub/operations/serverInfo';
import { groupMembers, removeMembers, trackingGroups } from '../../server/src/infrahub/operations/trackingGroups';
import { taskLogs } from '../../server/src/infrahub/operations/taskLogs';
import { tasks } from '../../server/src/infrahub/operations/tasks';
import { triggerActions, triggerRules } from '../../server/src/infrahub/operations/triggerRules';
import { deleteTrigger, setRuleActive } from '../../server/src/infrahub/operations/triggerWrites';
import { workers } from '../../server/src/infrahub/operations/workers';
import { derivedSdl } from './derivedSdl';
import { recordedData, recording } from './recordings';

const sdl = buildSchema(readFileSync(join(import.meta.dirname, 'recordings', 'schema.graphql'), 'utf8'));

/** What the operation makes of an answer. */
function valueOf<V, Value>(operation: Operation<V, Value> | Resource<V, Value>, answer: unknown): Value {
  const checked = operation.read(answer);
  if (!checked.ok) throw new Error(`wrong shape at ${checked.path}`);
  return checked.value;
}

/** The operations of a family, one for each kind. */
function named(name: string, family: Readonly<Record<string, Operation<never, unknown>>>) {
  return Object.fromEntries(Object.entries(family).map(([kind, each]) => [`${name} of ${kind}`, each]));
}

describe('documents are valid against the SDL of a server', () => {
  const operations: Record<string, Operation<never, unknown> | undefined> = {
    account,
    branches,
    createBranch,
    rebaseBranch,
    createToken,
    generatorDefinitions,
    'trackingGroups of CoreGeneratorGroup': trackingGroups.CoreGeneratorGroup,
    'trackingGroups of CoreGeneratorAwareGroup': trackingGroups.CoreGeneratorAwareGroup,
    groupMembers,
    removeMembers,
    triggerRules,
    triggerActions,
    tasks,
    taskLogs,
    events,
    repositories,
    importedObjects,
    groupsNamed,
    groupsContaining,
    existingNodes,
    existingNodesWithoutTimes,
    searchMembers,
    membersAmong,
    'objectsOf CoreNode': objectsOf('CoreNode', false),
    'objectsOf CoreGroup with a text': objectsOf('CoreGroup', true),
    repositoryCommits,
    runGenerator,
    workers,
    ...named('setRuleActive', setRuleActive),
    ...named('deleteTrigger', deleteTrigger),
  };

  it.each(Object.entries(operations))('%s', (_, operation) => {
    const parsed = parse(operation?.document ?? '');
    expect(validate(sdl, parsed).map(({ message }) => message)).toEqual([]);
    expect(parsed.definitions).toMatchObject([{ operation: operation?.effect === 'read' ? 'query' : 'mutation' }]);
  });

  it('and the SDL refuses what is wrong', () => {
    expect(validate(sdl, parse('{ CoreGroup { edges { node { no_such } } } }'))).toHaveLength(1);
    const asNode =
      '{ CoreGroup { edges { node { members { edges { node { ... on CoreStandardGroup { id } } } } } } } }';
    expect(validate(sdl, parse(asNode))).toHaveLength(1);
  });
});

test('the SDL that the fake server derives says of a kind what the server says', () => {
  const derived = buildSchema(derivedSdl());
  for (const name of [
    'CoreNode',
    'CoreGroup',
    'CoreGeneratorGroup',
    'CoreGeneratorAwareGroup',
    'CoreGeneratorDefinition',
    'CoreTriggerRule',
    'CoreNodeTriggerRule',
    'CoreGroupTriggerRule',
    'CoreNodeTriggerMatch',
    'CoreNodeTriggerAttributeMatch',
    'CoreNodeTriggerRelationshipMatch',
    'CoreAction',
    'CoreGeneratorAction',
    'CoreGroupAction',
  ]) {
    for (const type of [name, `Paginated${name}`, `NestedPaginated${name}`]) {
      const [ours, theirs] = [derived.getType(type), sdl.getType(type)];
      if (!isObjectType(ours) && !isInterfaceType(ours)) throw new Error(`${type} is not derived`);
      if (!isObjectType(theirs) && !isInterfaceType(theirs)) throw new Error(`${type} is not recorded`);
      const recorded = theirs.getFields();
      const shared = Object.values(ours.getFields()).filter((field) => field.name in recorded);
      expect(shared.length).toBeGreaterThan(1);
      const types = (fields: readonly { name: string; type: unknown }[]) =>
        fields.map(({ name, type }) => `${name}: ${String(type)}`);
      expect([name, ...types(shared)]).toEqual([name, ...types(shared.flatMap((field) => recorded[field.name] ?? []))]);
    }
  }
});

describe('recorded answers', () => {
  test('objects: their labels, and the human-friendly ids of those that have one', () => {
    const operation = objectsOf('GeneratorTarget', false);
    if (!operation) throw new Error('GeneratorTarget is a kind');
    const { count, items } = valueOf(operation, { objects: recordedData('targets_generic')['GeneratorTarget'] });
    expect([count, items.length]).toEqual([6, 4]);
    expect(items[0]).toMatchObject({ kind: 'NetworkFabric', label: 'f1', hfid: ['f1'] });
    const nothing = { __typename: 'NetworkPod', id: 'a', display_label: '', hfid: [null] };
    expect(valueOf(operation, { objects: { count: 1, edges: [{ node: nothing }, { node: null }] } }).items).toEqual([
      { id: 'a', kind: 'NetworkPod', label: 'a', hfid: undefined },
    ]);
    expect(operation.checkVariables({ limit: 200 }).ok).toBe(true);
    expect(operation.checkVariables({ limit: 200, text: 'p' })).toEqual({ ok: false, path: 'text' });
    expect(objectsOf('GeneratorTarget', true)?.checkVariables({ limit: 200 }).ok).toBe(false);
    expect(objectsOf('Pod { id } x', false)).toBeUndefined();
  });

  test('branches: the default one first', () => {
    const list = valueOf(branches, recordedData('branches_list'));
    expect(list).toHaveLength(8);
    expect(list[0]).toEqual({ name: 'main', isDefault: true, description: 'Default Branch' });
    expect(list.filter(({ isDefault }) => isDefault)).toHaveLength(1);
  });

  test('a new branch, a rebased one, and a new token', () => {
    expect(valueOf(createBranch, recordedData('branch_create'))).toBe('rec-branch');
    expect(valueOf(rebaseBranch, recordedData('branch_rebase'))).toBe(true);
    expect(valueOf(createToken, recordedData('token_create'))).toBe('<token>');
    const data = { name: 'e1', sync_with_git: false };
    expect(createBranch.checkVariables({ data })).toEqual({ ok: false, path: 'data.name' });
    expect(createToken.checkVariables({ name: 'x', expiration: 'tomorrow' })).toEqual({
      ok: false,
      path: 'expiration',
    });
  });

  test('the account', () => {
    expect(valueOf(account, recordedData('permission_self'))).toMatchObject({ name: 'Reader' });
  });

  test('tracking groups with their members', () => {
    const data = recordedData('tracking_groups');
    const page = valueOf(trackingGroups.CoreGeneratorAwareGroup, { groups: data['CoreGeneratorAwareGroup'] });
    expect(page.count).toBe(6);
    expect(page.items).toHaveLength(6);
    expect(page.items[0]).toMatchObject({
      kind: 'CoreGeneratorAwareGroup',
      name: 'generate-fabric-152177d0beccc39abcd7aeecb4f06c45',
      description: 'fabric_name: f1',
      memberCount: 2,
      members: [
        { kind: 'NetworkDevice', name: 'f1-ss0' },
        { kind: 'NetworkDevice', name: 'f1-ss1' },
      ],
    });
    const empty = { count: 0, edges: [] };
    expect(valueOf(trackingGroups.CoreGeneratorGroup, { groups: empty })).toEqual({ count: 0, items: [] });
  });

  test('members of one group', () => {
    const { count, items } = valueOf(groupMembers, recordedData('group_members'));
    expect({ count, items }).toMatchObject({ count: 1, items: [{ kind: 'NetworkFabric', name: 'f1' }] });
  });

  test('generator definitions', () => {
    const { items } = valueOf(generatorDefinitions, recordedData('generator_definitions'));
    expect(items).toHaveLength(4);
    expect(items[1]).toMatchObject({
      name: 'generate-fabric',
      className: 'FabricGenerator',
      filePath: 'generators/generate_fabric.py',
      executeAfterMerge: false,
      targets: { name: 'fabrics' },
    });
  });

  test('trigger rules with their matches', () => {
    const { count, items } = valueOf(triggerRules, recordedData('trigger_rules'));
    expect(count).toBe(4);
    expect(items.map(({ kind, name, matches }) => `${kind} ${name} ${matches.length}`)).toEqual([
      'CoreGroupTriggerRule example-group 0',
      'CoreNodeTriggerRule example-relationship 2',
      'CoreNodeTriggerRule trigger-pod-generator-checksum 1',
      'CoreNodeTriggerRule trigger-rack-generator-checksum 1',
    ]);
    expect(items[0]?.fields).toEqual({
      active: 'false',
      branch_scope: 'default_branch',
      action: 'run-pod-generator',
      member_update: 'removed',
      group: 'pods',
    });
    expect(items[0]?.ids).toEqual({
      action: '18ea59e9-7563-fa8f-e3c6-128f97590165',
      group: '18ea59c7-fca3-6e7b-e3b3-128fb6b8305c',
    });
    expect(items[1]?.matches).toMatchObject([
      { kind: 'CoreNodeTriggerRelationshipMatch', member: 'devices', fields: { modification_type: 'updated' } },
      {
        kind: 'CoreNodeTriggerAttributeMatch',
        member: 'role',
        fields: { value: 'storage', value_previous: 'compute', value_match: 'value_full' },
      },
    ]);
    expect(items[2]?.matches[0]?.fields).toEqual({ value_match: 'any' });
  });

  test('actions of trigger rules', () => {
    interface Recorded {
      readonly edges: readonly { readonly node: { readonly action: unknown } }[];
    }
    const rules: Recorded = recordedData('trigger_rules')['CoreTriggerRule'] as never;
    const edges = rules.edges.map(({ node }) => node.action);
    const { items } = valueOf(triggerActions, { CoreAction: { count: edges.length, edges } });
    expect(items.slice(0, 2).map(({ kind, name, fields }) => ({ kind, name, fields }))).toEqual([
      { kind: 'CoreGeneratorAction', name: 'run-pod-generator', fields: { generator: 'generate-pod' } },
      { kind: 'CoreGroupAction', name: 'example-add-to-pods', fields: { group: 'pods', member_action: 'add_member' } },
    ]);
  });

  test('the schema and its hash', () => {
    const read = valueOf(schema, recording('schema').response);
    expect(read.hash).toBe(valueOf(schemaHash, recording('api_schema_summary').response));
    expect(read.heirs.get('GeneratorTarget')).toEqual(['LocationRack', 'NetworkFabric', 'NetworkPod']);
    expect([...read.kinds]).toContain('CoreGeneratorAwareGroup');
    expect([...read.agnostic]).toContain('CoreNodeTriggerRule');
    expect([...read.agnostic]).not.toContain('NetworkPod');
  });

  test('the version', () => {
    expect(valueOf(serverInfo, recording('api_info').response)).toMatchObject({ version: '1.11.9' });
  });
});

test('variables are checked before they are sent', () => {
  const page = trackingGroups.CoreGeneratorGroup;
  expect(page.checkVariables({ offset: 0, limit: 10, members: 10 })).toMatchObject({ ok: true });
  expect(page.checkVariables({ offset: 0, limit: 0, members: 10 })).toEqual({ ok: false, path: 'limit' });
  expect(page.checkVariables({ offset: 0, limit: 'abc' as never, members: 1 })).toEqual({ ok: false, path: 'limit' });
  expect(removeMembers.checkVariables({ group: 'g', nodes: [] })).toEqual({ ok: false, path: 'nodes' });
});
