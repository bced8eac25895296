import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../scripts/data/mergeVersions.mjs';
import { type CoreAttribute, coreAvailability, type CoreKind, coreKinds } from '../../../server/src/data/coreKinds';
import { type ServerVersion, serverVersions } from '../../../server/src/data/versions';
import digests from './digests.json' with { type: 'json' };

function kindAt(version: ServerVersion, kind: string): CoreKind | undefined {
  return coreKinds(version).find((entry) => entry.kind === kind);
}

function attributeAt(version: ServerVersion, path: string): CoreAttribute | undefined {
  const [kind = '', name] = path.split('.');
  return kindAt(version, kind)?.attributes.find((attribute) => attribute.name === name);
}

const choiceNames = (attribute: CoreAttribute | undefined) => attribute?.choices?.map(({ name }) => name);

test.each(serverVersions)('core kinds of %s are exactly those of the facts', (version) => {
  const digest = createHash('sha256')
    .update(canonicalJson(coreKinds(version)))
    .digest('hex');
  expect(digest).toBe(digests.coreKinds[version]);
});

test('trigger, action and match kinds exist since 1.3', () => {
  const kinds = [
    'CoreTriggerRule',
    'CoreNodeTriggerRule',
    'CoreGroupTriggerRule',
    'CoreNodeTriggerMatch',
    'CoreNodeTriggerAttributeMatch',
    'CoreNodeTriggerRelationshipMatch',
    'CoreAction',
    'CoreGroupAction',
    'CoreGeneratorAction',
  ];
  expect(kinds.filter((kind) => kindAt('1.2', kind) !== undefined)).toEqual([]);
  expect(kinds.filter((kind) => kindAt('1.3', kind) === undefined)).toEqual([]);
  expect(kinds.filter((kind) => kindAt('1.11', kind) === undefined)).toEqual([]);
});

test('value_match takes any since 1.4', () => {
  const path = 'CoreNodeTriggerAttributeMatch.value_match';
  expect(choiceNames(attributeAt('1.3', path))).toEqual(['value_previous', 'value_full', 'value']);
  expect(choiceNames(attributeAt('1.4', path))).toEqual(['value_previous', 'value_full', 'value', 'any']);
  expect(attributeAt('1.11', path)).toMatchObject({ kind: 'Dropdown', optional: true, default: 'value' });
  expect(attributeAt('1.11', path)?.choices?.at(-1)).toEqual({
    name: 'any',
    label: 'Any',
    description: 'Match against any value',
  });
});

test('mutation_action takes created and updated, never deleted', () => {
  expect(attributeAt('1.3', 'CoreNodeTriggerRule.mutation_action')).toMatchObject({
    optional: false,
    enum: ['created', 'updated'],
  });
});

test('matches can be told apart by trigger and name since 1.4', () => {
  expect(kindAt('1.3', 'CoreNodeTriggerAttributeMatch')?.humanFriendlyId).toBeUndefined();
  expect(kindAt('1.4', 'CoreNodeTriggerAttributeMatch')?.humanFriendlyId).toEqual([
    'trigger__name__value',
    'attribute_name__value',
  ]);
});

test('generator definitions can be switched off per run since 1.5', () => {
  expect(attributeAt('1.4', 'CoreGeneratorDefinition.execute_after_merge')).toBeUndefined();
  expect(attributeAt('1.5', 'CoreGeneratorDefinition.execute_after_merge')?.default).toBe(true);
  expect(attributeAt('1.5', 'CoreGeneratorDefinition.execute_in_proposed_change')?.default).toBe(true);
});

test('changed, removed and withdrawn details follow the version', () => {
  expect(attributeAt('1.4', 'CoreCheckDefinition.timeout')?.default).toBe(10);
  expect(attributeAt('1.5', 'CoreCheckDefinition.timeout')?.default).toBe(60);
  expect(attributeAt('1.6', 'CoreWebhook.validate_certificates')?.default).toBe(true);
  expect(attributeAt('1.7', 'CoreWebhook.validate_certificates')).not.toHaveProperty('default');
  const creators = (version: ServerVersion) =>
    kindAt(version, 'CoreProposedChange')?.relationships.filter(({ name }) => name === 'created_by').length;
  expect([creators('1.7'), creators('1.8')]).toEqual([1, 0]);
});

test('tells since when a kind, member or value exists', () => {
  const kind = 'CoreNodeTriggerAttributeMatch';
  expect(coreAvailability({ kind })).toEqual({ since: '1.3' });
  expect(coreAvailability({ kind, member: 'value' })).toEqual({ since: '1.3' });
  expect(coreAvailability({ kind, member: 'value_match', value: 'any' })).toEqual({ since: '1.4' });
  expect(coreAvailability({ kind, member: 'value_match', value: 'value' })).toEqual({ since: '1.3' });
  expect(coreAvailability({ kind: 'CoreProposedChange', member: 'created_by' })).toEqual({ removed: '1.8' });
  expect(
    coreAvailability({ kind: 'CoreStandardWebhook', member: 'event_type', value: 'infrahub.branch.migrated' }),
  ).toEqual({ since: '1.5' });
  const rule = { kind: 'CoreNodeTriggerRule', member: 'branch_scope' };
  expect(coreAvailability({ ...rule, value: 'all_branches' })).toEqual({ since: '1.3' });
  expect(coreAvailability({ ...rule, value: 'nope' })).toBeUndefined();
  expect(coreAvailability({ kind: 'CoreStandardGroup' })).toEqual({});
  expect(coreAvailability({ kind: 'CoreNope' })).toBeUndefined();
  expect(coreAvailability({ kind, member: 'nope' })).toBeUndefined();
  expect(coreAvailability({ kind, member: 'value_match', value: 'nope' })).toBeUndefined();
});

test('a caller cannot spoil the data of the next one', () => {
  const first = kindAt('1.11', 'CoreNodeTriggerRule');
  first?.attributes.splice(0);
  expect(kindAt('1.11', 'CoreNodeTriggerRule')?.attributes).not.toEqual([]);
});
