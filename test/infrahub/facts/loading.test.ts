import { afterAll, beforeAll, expect } from 'vitest';
import { graphql, nodesOf } from '../support/graphql';
import { runningServer } from '../support/server';
import { clean, groupAction, load, ruleNamed } from './load';
import { loadKinds, plot, sensor } from './plant';
import { statement } from './statement';

/** A rule that is right, and what each experiment makes wrong about it. */
function rule(name: string, changes: Readonly<Record<string, unknown>> = {}) {
  const right = {
    name: `fact-${name}`,
    active: false,
    branch_scope: 'all_branches',
    node_kind: plot,
    mutation_action: 'updated',
    action: 'fact-load',
  };
  return { kind: 'CoreNodeTriggerRule', data: [{ ...right, ...changes }] };
}

const attributeMatch = (...data: readonly object[]) => ({
  matches: { kind: 'CoreNodeTriggerAttributeMatch', data },
});

beforeAll(async () => {
  await loadKinds();
  await clean();
  await load(...groupAction('fact-load'));
});

afterAll(clean);

statement(
  { says: 'A rule without a fault is loaded, and loading it again adds nothing.', rules: ['duplicate-name'] },
  async () => {
    const file = rule('right', attributeMatch({ attribute_name: 'mode', value_match: 'any' }));
    for (let time = 1; time <= 2; time++) expect(await load(file)).not.toMatch(/error|unable/i);
    expect((await ruleNamed('fact-right'))?.matches).toHaveLength(1);
    const all = await nodesOf('CoreNodeTriggerRule', 'id', { filter: 'name__value: "fact-right"' });
    expect(all).toHaveLength(1);
  },
);

statement(
  {
    says: 'A rule that watches deletions is refused.',
    rules: ['deleted-mutation-action', 'invalid-mutation-action'],
  },
  async () => {
    expect(await load(rule('deleted', { mutation_action: 'deleted' }))).toContain(
      "deleted must be one of ['created', 'updated']",
    );
    expect(await ruleNamed('fact-deleted')).toBeUndefined();
  },
);

statement({ says: 'A rule for a kind that does not exist is refused.', rules: ['unknown-node-kind'] }, async () => {
  expect(await load(rule('kind', { node_kind: 'FactNothing' }))).toContain(
    'The requested node_kind schema was not found at node_kind',
  );
  expect(await ruleNamed('fact-kind')).toBeUndefined();
});

statement({ says: 'A rule for a generic is refused.', rules: ['generic-node-kind'] }, async () => {
  expect(await load(rule('generic', { node_kind: 'FactSignalled' }))).toContain(
    'The requested node_kind is not a valid node at node_kind',
  );
  expect(await ruleNamed('fact-generic')).toBeUndefined();
});

statement({ says: 'A rule with an unknown branch scope is refused.', rules: ['invalid-branch-scope'] }, async () => {
  expect(await load(rule('scope', { branch_scope: 'some_branches' }))).toContain(
    "some_branches must be one of 'all_branches, default_branch, other_branches' at branch_scope",
  );
  expect(await ruleNamed('fact-scope')).toBeUndefined();
});

statement(
  {
    says: 'A number or boolean in place of a text is refused, and so is a text in place of a boolean.',
    rules: ['wrong-value-type'],
  },
  async () => {
    const wrong: readonly (readonly [string, unknown, string])[] = [
      ['description', 5, 'String cannot represent a non string value: 5'],
      ['description', true, 'String cannot represent a non string value: true'],
      ['description', ['a'], 'String cannot represent a non string value: ["a"]'],
      ['description', { a: 'b' }, 'String cannot represent a non string value: {a: "b"}'],
      ['active', 'flase', 'Boolean cannot represent a non boolean value: "flase"'],
      ['active', 'true', 'Boolean cannot represent a non boolean value: "true"'],
      ['active', 1, 'Boolean cannot represent a non boolean value: 1'],
    ];
    for (const [key, value, words] of wrong) {
      expect(await load(rule('type', { [key]: value }))).toContain(words);
      expect(await ruleNamed('fact-type')).toBeUndefined();
    }
    expect(await load(rule('long', { node_kind: { value: plot } }))).not.toMatch(/error|unable|cannot/i);
    expect(await ruleNamed('fact-long')).toBeDefined();
  },
);

statement(
  {
    says: 'A number in quotes, one with a fraction, or a text in place of a list is refused in any object.',
    rules: ['wrong-value-type'],
  },
  async () => {
    const wrong: readonly (readonly [string, unknown, string])[] = [
      ['mode', 5, 'String cannot represent a non string value: 5'],
      ['mode', { value: 5 }, 'String cannot represent a non string value: 5'],
      ['amount', '5', 'found "5"'],
      ['amount', 3.5, "Expected value of type 'BigInt', found 3.5"],
      ['amount', true, "Expected value of type 'BigInt', found true"],
      ['open', 'true', 'Boolean cannot represent a non boolean value: "true"'],
      ['tags', 'a', 'a is not a valid JSON list at tags'],
      ['tags', 5, '5 is not a valid List at tags'],
    ];
    for (const [key, value, words] of wrong)
      expect(await load({ kind: plot, data: [{ name: 'fact-typed', [key]: value }] })).toContain(words);
    const nested = { kind: sensor, data: [{ name: 5 }] };
    expect(await load({ kind: plot, data: [{ name: 'fact-around', sensors: nested }] })).toContain(
      'String cannot represent a non string value: 5',
    );
  },
);

statement(
  {
    says: 'A match that compares with a number is refused, and its rule stays behind without it.',
    rules: ['wrong-value-type'],
  },
  async () => {
    const match = attributeMatch({ attribute_name: 'mode', value_match: 'value', value: 5 });
    expect(await load(rule('compared', match))).toContain('String cannot represent a non string value: 5');
    expect((await ruleNamed('fact-compared'))?.matches).toEqual([]);
  },
);

statement(
  { says: 'A group action with an unknown member action is refused.', rules: ['invalid-member-choice'] },
  async () => {
    const [group, ...rest] = groupAction('fact-choice');
    const wrong = rest.map(({ kind, data }) => ({
      kind,
      data: data.map((each) => ({ ...each, member_action: 'keep_member' })),
    }));
    expect(await load(...(group ? [group] : []), ...wrong)).toContain(
      "keep_member must be one of 'add_member, remove_member' at member_action",
    );
  },
);

statement({ says: 'A rule without an action is refused.', rules: ['missing-object-field'] }, async () => {
  expect(await load(rule('lonely', { action: undefined }))).toMatch(/action is mandatory/);
  expect(await ruleNamed('fact-lonely')).toBeUndefined();
});

statement(
  { says: 'A rule that names an action which does not exist is refused.', rules: ['unknown-action'] },
  async () => {
    expect(await load(rule('action', { action: 'fact-no-action' }))).toContain(
      'Unable to find the node fact-no-action / CoreAction in the database',
    );
    expect(await ruleNamed('fact-action')).toBeUndefined();
  },
);

statement(
  { says: 'An action that names a generator which does not exist is refused.', rules: ['unknown-generator'] },
  async () => {
    const action = { kind: 'CoreGeneratorAction', data: [{ name: 'fact-action', generator: 'fact-no-generator' }] };
    expect(await load(action)).toContain(
      'Unable to find the node fact-no-generator / CoreGeneratorDefinition in the database',
    );
  },
);

statement(
  { says: 'An action that names a group which does not exist is refused.', rules: ['unknown-group'] },
  async () => {
    const action = {
      kind: 'CoreGroupAction',
      data: [{ name: 'fact-group', group: 'fact-no-group', member_action: 'add_member' }],
    };
    expect(await load(action)).toContain('Unable to find the node fact-no-group / CoreGroup in the database');
  },
);

statement(
  {
    says: 'A match with an unknown attribute is refused, and its rule stays behind without it.',
    rules: ['unknown-match-attribute'],
  },
  async () => {
    const match = attributeMatch({ attribute_name: 'modes', value_match: 'any' });
    expect(await load(rule('half', { ...match, active: true }))).toContain("The attribute modes doesn't exist");
    expect(await ruleNamed('fact-half')).toMatchObject({ active: true, matches: [] });
  },
);

statement(
  {
    says: 'An attribute match with the name of a relationship is refused, and its rule stays behind without it.',
    rules: ['wrong-match-kind'],
  },
  async () => {
    const match = attributeMatch({ attribute_name: 'sensors', value_match: 'any' });
    expect(await load(rule('wrong', match))).toContain("The attribute sensors doesn't exist");
    expect(await ruleNamed('fact-wrong')).toMatchObject({ matches: [] });
  },
);

statement({ says: 'Of two matches on one attribute only the last is kept.', rules: ['repeated-match'] }, async () => {
  const values = ['assembly', 'storage'].map((value) => ({ attribute_name: 'mode', value_match: 'value', value }));
  await load(rule('twice', attributeMatch(...values)));
  expect((await ruleNamed('fact-twice'))?.matches).toEqual(['storage']);
});

statement(
  { says: 'A second rule of the same name is refused.', rules: ['duplicate-name', 'missing-upsert'] },
  async () => {
    const document = `mutation ($action: String!) {
    CoreNodeTriggerRuleCreate(data: {
      name: { value: "fact-right" }, node_kind: { value: "${plot}" }, mutation_action: { value: "updated" },
      action: { id: $action }
    }) { ok }
  }`;
    const [action] = await nodesOf<{ id: string }>('CoreGroupAction', 'id', { filter: 'name__value: "fact-load"' });
    await expect(graphql(document, { variables: { action: action?.id } })).rejects.toThrow(
      "Violates uniqueness constraint 'name'",
    );
  },
);

statement(
  { says: 'A match with a field of the other kind of match is refused.', rules: ['invalid-matches'] },
  async () => {
    const data = [{ relationship_name: 'sensors', attribute_name: 'mode', modification_type: 'added' }];
    const text = await load(rule('mixed', { matches: { kind: 'CoreNodeTriggerRelationshipMatch', data } }));
    expect(text).toMatch(/attribute_name is not a valid attribute or relationship/);
  },
);

statement(
  {
    says: 'A query whose mandatory variable is missing is answered by 500 and plain text.',
    rules: ['missing-query-variable'],
  },
  async () => {
    const { address, token } = runningServer();
    const query = `query ($name: String!) { ${plot}(name__value: $name) { count } }`;
    const response = await fetch(`${address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-infrahub-key': token },
      body: JSON.stringify({ query, variables: {} }),
    });
    expect([response.status, await response.text()]).toEqual([500, 'Internal Server Error']);
  },
);

statement(
  { says: 'A filter that the kind does not have is refused.', rules: ['unknown-field-in-generator'] },
  async () => {
    await expect(graphql(`{ ${plot}(colour__value: "red") { count } }`)).rejects.toThrow(/colour__value/);
  },
);
