import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { nodeRules, objects, ruleWithMatches } from '../../support/triggers';

const rule = 'wrong-value-type';

test('lists where one value is taken', async () => {
  await checkDiagnostics(
    [rule, 'rule-without-matches'],
    nodeRules(`
      - name: a
        node_kind: [NetworkPod]
      #            ^^^^^^^^^^^^ error wrong-value-type: node_kind takes a text, not a list. The server refuses a.
        mutation_action: updated
        branch_scope:
          - other_branches
      #   ^^^^^^^^^^^^^^^^ error wrong-value-type: branch_scope takes a text, not a list
        action: [run]
      - name: b
        mutation_action: [created, updated]
      #                  ^^^^^^^^^^^^^^^^^^ error wrong-value-type
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: [checksum, role]
      #                       ^^^^^^^^^^^^^^^^ error wrong-value-type: attribute_name takes a text, not a list. The server refuses this match but keeps the rule without it, which then runs on every update.
    `),
  );
});

test('numbers, booleans and mappings where a text is taken, and texts in place of booleans', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - name: 5
      #       ^ error wrong-value-type: name takes a text, not 5 without quotes, which is a number. The server refuses 5.
        active: flase
      #         ^^^^^ error wrong-value-type: active takes true or false, not the text 'flase'.
        description: {a: b}
      #              ^^^^^^ error wrong-value-type: not a mapping
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - {attribute_name: on, value: 3, value_previous: no}
      #                        ^^ error wrong-value-type: not on without quotes, which is a boolean
      #                                   ^ error wrong-value-type: value takes a text, not 3 without quotes, which is a number. The server refuses this match but keeps the rule
      #                                                      ^^ error wrong-value-type
            - {attribute_name: "on", value: "3", value_previous: 2024-01-01}
      - name: b
        active: "true"
      #         ^^^^^^ error wrong-value-type: not the text 'true'
        description: {value: b}
        branch_scope: true
      - name: c
        active: yes
        description:
      - name: d
        active: 1
      #         ^ error wrong-value-type: not the number 1
    `),
  );
});

test('attributes of other objects', async () => {
  const fixture = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    #- /schemas/net.yml
    version: "1.0"
    nodes:
      - name: Rack
        namespace: Net
        attributes:
          - {name: name, kind: Text}
          - {name: height, kind: Number}
          - {name: tags, kind: List}
          - {name: cfg, kind: JSON}
          - {name: live, kind: Boolean}
          - {name: ip, kind: IPHost}
        relationships: [{name: slots, peer: NetSlot, cardinality: many, kind: Component}]
      - name: Slot
        namespace: Net
        attributes: [{name: name, kind: Text}]
    #- /objects/b.yml
    ---
    kind: Object
    spec:
      kind: NetRack
      data:
        - {name: a, height: "3", tags: [1, yes], cfg: {a: 1}, live: on, other: 5, ip: 10}
        #                   ^^^ error wrong-value-type: height takes a whole number, not the text '3'.
        - {name: "5", height: {from_pool: p}, tags: 5, cfg: yes, live: {value: x}}
        #                                           ^ error wrong-value-type: tags takes a list, not the number 5.
        #                                                                      ^ error wrong-value-type: not the text 'x'
        - {name: 12:30, height: [3], live: "no"}
        #        ^^^^^ error wrong-value-type: not 12:30 without quotes, which is a number
        #                       ^^^ error wrong-value-type: height takes a whole number, not a list
        #                                  ^^^^ error wrong-value-type
        - {name: {value: 5}, height: 3.5, tags: blue}
        #                ^ error wrong-value-type
        #                            ^^^ error wrong-value-type: height takes a whole number, not 3.5.
        #                                       ^^^^ error wrong-value-type: tags takes a list, not the text 'blue'.
        - {name: "rack-[1-3]", height: "[1-3]", tags: "[1]"}
        - name: b
          slots: {data: [{name: 5}]}
        #                       ^ error wrong-value-type: name takes a text, not 5 without quotes, which is a number. The server refuses 5.
  `;
  await checkDiagnostics(rule, fixture);
  await checkDiagnostics(rule, fixture.replaceAll(/# +\^+ error.*/g, '').replaceAll('objects', 'tests'));
});

test('values that a merge or an alias brings', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - &base {name: a, description: 5}
      #                              ^ error wrong-value-type: description takes a text, not 5 without quotes, which is a number. The server refuses a.
      - <<: *base
        name: b
      - name: &number 6
      #               ^ error wrong-value-type
        description: *number
      #              ^^^^^^^ error wrong-value-type
    `),
  );
});

test('references, lists of relationships and fields of unknown kinds are fine', async () => {
  await checkDiagnostics(
    rule,
    objects('CoreGeneratorAction', '- {name: run, generator: [make-pod], triggers: [r]}') +
      objects('NetworkPod', '- {name: [a]}'),
  );
});

test.each([
  ['name: 5', "name: '5'", 'Put it in quotes'],
  ['name: on # a', "name: 'on' # a", 'Put it in quotes'],
  ['name: a\n  active: flase', 'name: a\n  active: false', 'Write false'],
  ['name: a\n  active: "True"', 'name: a\n  active: true', 'Write true'],
  ['name: a\n  active: 0', 'name: a\n  active: false', 'Write false'],
])('%j is mended: %j', async (before, after, title) => {
  await checkFix(rule, nodeRules(`- ${before}`), nodeRules(`- ${after}`), title);
});

const racks = (item: string): string => `#- /objects/racks.yml\n${objects('NetRack', `- ${item}`)}`;
const withSchema = (item: string): string => `#- /.infrahub.yml
schemas: [schemas]
#- /schemas/net.yml
version: "1.0"
nodes:
  - name: Rack
    namespace: Net
    attributes: [{name: height, kind: Number}, {name: tags, kind: List}, {name: name, kind: Text}]
${racks(item)}`;

test.each([
  ['height: "42" # units', 'height: 42 # units'],
  ['{tags: blue}', '{tags: [blue]}'],
  ['name: {value: 5}', "name: {value: '5'}"],
])('%s of another object is mended: %s', (before, after) => checkFix(rule, withSchema(before), racks(after)));

test.each(['height: "0042"', 'height: 3.5', 'name: {value: &a 5}\n  height: {value: "3"}\n  tags: [*a]'])(
  'nothing is guessed for %j',
  async (item) => {
    const titles = await fixTitles(rule, withSchema(item));
    expect(titles.filter((title) => title !== 'Put it in quotes')).toEqual([]);
  },
);

test('a boolean in a match is written as Python writes it', async () => {
  const match = (value: string): string => ruleWithMatches(`- {attribute_name: live, value: ${value}}`);
  await checkFix(rule, match('yes'), match("'True'"), "Change to 'True'");
});

test('the fix writes the only value', async () => {
  await checkFix(
    rule,
    nodeRules('- name: a\n  node_kind: [NetworkPod] # pods'),
    nodeRules('- name: a\n  node_kind: NetworkPod # pods'),
    'Write NetworkPod',
  );
  await checkFix(rule, nodeRules('- {name: a, node_kind: [A]}'), nodeRules('- {name: a, node_kind: A}'));
  expect(await fixTitles(rule, nodeRules('- {name: a, node_kind: [A, B]}\n- {name: b, node_kind: [[A]]}'))).toEqual([]);
});
