import { afterAll, beforeAll, expect } from 'vitest';
import { createBranch, eventually } from '../support/case';
import { graphql, nodesOf } from '../support/graphql';
import { update } from '../support/objects';
import { tasksOf, waitUntilConfigured, waitUntilIdle } from '../support/tasks';
import { clean, groupAction, load, ruleNamed } from './load';
import { create, loadKinds, plot, remove, sensor } from './plant';
import { statement } from './statement';

const branch = 'try-facts';
const onMode = (values: object) => ({
  kind: 'CoreNodeTriggerAttributeMatch',
  data: [{ attribute_name: 'mode', ...values }],
});
const anyMode = onMode({ value_match: 'any' });
const onSensors = (modification_type: string) => ({
  kind: 'CoreNodeTriggerRelationshipMatch',
  data: [{ relationship_name: 'sensors', modification_type }],
});
const onValue = (attribute_name: string, value: string) => ({
  kind: 'CoreNodeTriggerAttributeMatch',
  data: [{ attribute_name, value_match: 'value', value }],
});

/** Rules by what is special about each; every one puts the object into a group of its own. */
const rules: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  created: { mutation_action: 'created' },
  plain: {},
  any: { matches: anyMode },
  value: { matches: onMode({ value_match: 'value', value: 'a' }) },
  'value-empty': { matches: onMode({ value_match: 'value' }) },
  previous: { matches: onMode({ value_match: 'value_previous', value_previous: 'a' }) },
  'previous-empty': { matches: onMode({ value_match: 'value_previous' }) },
  'any-with-value': { matches: onMode({ value_match: 'any', value: 'no such value' }) },
  two: {
    matches: {
      kind: 'CoreNodeTriggerAttributeMatch',
      data: [
        { attribute_name: 'mode', value_match: 'any' },
        { attribute_name: 'role', value_match: 'any' },
      ],
    },
  },
  number: { matches: onValue('amount', '3') },
  boolean: { matches: onValue('open', 'True') },
  'boolean-lower': { matches: onValue('open', 'true') },
  added: { matches: onSensors('added') },
  removed: { matches: onSensors('removed') },
  inactive: { matches: anyMode, active: false },
  other: { matches: anyMode, branch_scope: 'other_branches' },
  unscoped: { matches: anyMode, branch_scope: undefined },
};

/** What each object of an experiment goes through, and the rules that must have run for it. */
const ran = new Map<string, readonly string[]>();

async function groupsOf(name: string, on: string): Promise<string[]> {
  interface Member {
    readonly member_of_groups: { readonly edges: readonly { readonly node: { readonly display_label: string } }[] };
  }
  const selection = 'member_of_groups { edges { node { display_label } } }';
  const [found] = await nodesOf<Member>(plot, selection, { branch: on, filter: `name__value: "${name}"` });
  const names = found?.member_of_groups.edges.map(({ node }) => node.display_label) ?? [];
  return names
    .filter((each) => each.startsWith('fact-'))
    .map((each) => each.slice('fact-'.length))
    .toSorted();
}

const value = (given: unknown) => ({ value: given });

beforeAll(async () => {
  await loadKinds();
  await clean();
  const before: Readonly<Record<string, object>> = {
    'mode-set': {},
    'mode-changed': { mode: value('a') },
    'mode-kept': { mode: value('a') },
    'mode-cleared': { mode: value('b') },
    'role-changed': {},
    'both-changed': {},
    'amount-changed': { amount: value(2) },
    'open-changed': {},
    'sensor-added': {},
    'sensor-removed': {},
    'sensor-of-main': {},
    last: {},
  };
  const ids = new Map<string, string>();
  for (const [name, data] of Object.entries({ ...before, 'on-main': {} })) {
    ids.set(name, await create(plot, { name: value(name), ...data }));
  }
  const sensorOn = (name: string) => ({ name: value(`${name}-1`), plot: { id: ids.get(name) ?? '' } });
  const ofMain = await create(sensor, sensorOn('sensor-of-main'));
  const names = Object.keys(rules).map((name) => `fact-${name}`);
  const actions = names.flatMap((name) => groupAction(name));
  const loaded = await load(
    {
      kind: 'CoreStandardGroup',
      data: actions.filter(({ kind }) => kind === 'CoreStandardGroup').flatMap(({ data }) => data),
    },
    {
      kind: 'CoreGroupAction',
      data: actions.filter(({ kind }) => kind === 'CoreGroupAction').flatMap(({ data }) => data),
    },
    {
      kind: 'CoreNodeTriggerRule',
      data: Object.entries(rules).map(([name, own]) => ({
        name: `fact-${name}`,
        node_kind: plot,
        mutation_action: 'updated',
        branch_scope: 'all_branches',
        action: `fact-${name}`,
        ...own,
      })),
    },
  );
  expect(loaded).not.toMatch(/error|unable/i);
  await createBranch(branch);
  await waitUntilConfigured();
  await waitUntilIdle();

  const change = (name: string, values: Readonly<Record<string, unknown>>, on = branch) =>
    update(plot, ids.get(name) ?? '', { branch: on, values });
  await change('mode-set', { mode: 'a' });
  await change('mode-changed', { mode: 'b' });
  await change('mode-kept', { mode: 'a' });
  await change('mode-cleared', { mode: null });
  await change('role-changed', { role: 'wood' });
  await change('both-changed', { mode: 'c', role: 'wood' });
  await change('amount-changed', { amount: 3 });
  await change('open-changed', { open: true });
  await create(sensor, sensorOn('sensor-added'), { branch });
  await remove(sensor, await create(sensor, sensorOn('sensor-removed'), { branch }), { branch });
  await remove(sensor, ofMain, { branch });
  await create(plot, { name: value('made') }, { branch });
  await change('on-main', { mode: 'c' }, 'main');
  // Events are dealt with in their order: what has not run by then does not run.
  await change('last', { mode: 'c' });
  await eventually('The last change', async () => (await groupsOf('last', branch)).includes('any'));
  await waitUntilIdle();
  for (const name of [...Object.keys(before), 'made']) ran.set(name, await groupsOf(name, branch));
  ran.set('on-main', await groupsOf('on-main', 'main'));
});

afterAll(clean);

statement(
  {
    says: 'A rule without matches runs on every update, also on one that a peer brings; with matches it does not.',
    rules: ['rule-without-matches'],
  },
  async () => {
    expect(ran.get('role-changed')).toEqual(['plain']);
    expect(ran.get('sensor-removed')).toContain('plain');
  },
);

statement(
  { says: 'A value that stays the same starts nothing.', rules: ['unguarded-signal-write', 'generator-cycle'] },
  async () => {
    expect(ran.get('mode-kept')).toEqual([]);
  },
);

statement(
  {
    says: 'A match on the new value runs for this value only, and never when the value is left empty.',
    rules: ['match-without-value', 'ignored-match-value'],
  },
  async () => {
    expect(ran.get('mode-set')).toContain('value');
    expect(ran.get('mode-changed')).not.toContain('value');
    expect([...ran.values()].flat()).not.toContain('value-empty');
  },
);

statement(
  {
    says: 'A match on the previous value runs for this value only, and left empty it does not find an unset one.',
    rules: ['incomplete-match-values'],
  },
  async () => {
    expect(ran.get('mode-changed')).toContain('previous');
    expect(ran.get('mode-set')).not.toContain('previous');
    expect([...ran.values()].flat()).not.toContain('previous-empty');
  },
);

statement({ says: 'A match on any value looks at no value.', rules: ['ignored-match-value'] }, async () => {
  expect(ran.get('mode-set')).toContain('any-with-value');
  expect(ran.get('mode-cleared')).toEqual(expect.arrayContaining(['any', 'any-with-value']));
});

statement({ says: 'Several matches have to be met by one mutation.', rules: ['matches-in-one-mutation'] }, async () => {
  expect(ran.get('both-changed')).toContain('two');
  expect(ran.get('mode-set')).not.toContain('two');
  expect(ran.get('role-changed')).not.toContain('two');
});

statement(
  {
    says: 'Numbers are compared as text, Booleans as the texts True and False.',
    rules: ['impossible-match-value'],
  },
  async () => {
    expect(ran.get('amount-changed')).toEqual(['number', 'plain']);
    expect(ran.get('open-changed')).toEqual(['boolean', 'plain']);
  },
);

statement(
  { says: 'A peer that is created or deleted is an added or removed one.', rules: ['deleted-mutation-action'] },
  async () => {
    expect(ran.get('sensor-added')).toContain('added');
    expect(ran.get('sensor-added')).not.toContain('removed');
    expect(ran.get('sensor-removed')).toContain('removed');
  },
);

statement(
  {
    says: 'A peer that a branch has from the default branch is deleted there without an update of the node.',
    rules: ['deleted-mutation-action', 'rule-without-matches'],
  },
  async () => {
    expect(ran.get('sensor-of-main')).toEqual([]);
  },
);

statement({ says: 'An inactive rule does not run.', rules: ['inactive-rule'] }, async () => {
  expect([...ran.values()].flat()).not.toContain('inactive');
});

statement(
  {
    says: 'Rules for other branches do not run on the default branch, and rules for the default branch nowhere else.',
    rules: ['disjoint-branch-scopes', 'unreviewed-branch-scope'],
  },
  async () => {
    expect(ran.get('on-main')).not.toContain('other');
    expect(ran.get('mode-set')).toContain('other');
  },
);

statement(
  { says: 'A rule without a branch scope runs on the default branch only.', rules: ['missing-branch-scope'] },
  async () => {
    expect(ran.get('on-main')).toContain('unscoped');
    expect(ran.get('mode-set')).not.toContain('unscoped');
  },
);

statement({ says: 'A rule on created runs for new objects only.', rules: ['rule-without-matches'] }, async () => {
  expect(ran.get('made')).toContain('created');
  expect(ran.get('mode-set')).not.toContain('created');
});

statement(
  {
    says: 'A rule whose group exists on another branch only is not configured, and nothing says so.',
    rules: ['rule-not-configured'],
  },
  async () => {
    const name = value('fact-branch-only');
    const since = Date.now();
    const group = await create('CoreStandardGroup', { name }, { branch });
    const action = await create('CoreGroupAction', { name, group: { id: group } }, { branch });
    const own = { node_kind: value(plot), mutation_action: value('updated'), branch_scope: value('all_branches') };
    await create('CoreNodeTriggerRule', { name, ...own, action: { id: action } }, { branch });
    await waitUntilConfigured();
    const id = await create(plot, { name: value('unmerged') }, { branch });
    await update(plot, id, { branch, values: { mode: 'x' } });
    await eventually('The other rules', async () => (await groupsOf('unmerged', branch)).includes('any'));
    await waitUntilIdle();
    expect(await groupsOf('unmerged', branch)).not.toContain('branch-only');
    const failed = await tasksOf(['configure-action-rules'], ['FAILED']);
    expect(failed.filter(({ createdAt }) => createdAt > since)).toEqual([]);
  },
);

statement(
  {
    says: 'A group rule with a group action keeps every new rule from taking effect, until it is made inactive.',
    rules: ['group-rule-with-group-action'],
  },
  async () => {
    const late = {
      name: 'fact-late',
      node_kind: plot,
      mutation_action: 'updated',
      branch_scope: 'all_branches',
      action: 'fact-late',
    };
    const [group, action] = groupAction('fact-late');
    await load(group, action, {
      kind: 'CoreGroupTriggerRule',
      data: [
        {
          name: 'fact-broken',
          member_update: 'added',
          group: 'fact-late',
          branch_scope: 'all_branches',
          action: 'fact-late',
        },
      ],
    });
    await waitUntilConfigured();
    await load({ kind: 'CoreNodeTriggerRule', data: [{ ...late, matches: anyMode }] });
    await waitUntilConfigured();
    const before = await create(plot, { name: value('before') });
    await update(plot, before, { branch: 'main', values: { mode: 'x' } });
    await eventually('The older rule', async () => (await groupsOf('before', 'main')).includes('any'));
    await waitUntilIdle();
    expect(await groupsOf('before', 'main')).not.toContain('late');

    const [broken] = await nodesOf<{ id: string }>('CoreGroupTriggerRule', 'id', {
      filter: 'name__value: "fact-broken"',
    });
    const document = `mutation ($id: String!) {
      CoreGroupTriggerRuleUpdate(data: { id: $id, active: { value: false } }) { ok }
    }`;
    await graphql(document, { variables: { id: broken?.id } });
    await waitUntilConfigured();
    expect(await ruleNamed('fact-late')).toMatchObject({ active: true });
    const after = await create(plot, { name: value('after') });
    await update(plot, after, { branch: 'main', values: { mode: 'x' } });
    await eventually('The new rule', async () => (await groupsOf('after', 'main')).includes('late'));
  },
);
