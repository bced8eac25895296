import type { Mistake } from './mistake';

const file = 'objects/90_triggers.yml';

/** Documents put after the actions: a group rule, its action as given. */
function groupRule(fields: string): string {
  return `      generator: generate-rack
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupAction
  data:
    - name: add-to-racks
      group: racks
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupTriggerRule
  data:
    - name: trigger-pod-joined
      branch_scope: other_branches
${fields}`;
}

/** Mistakes in trigger files: rules, matches and actions. */
export const triggerMistakes: Mistake[] = [
  {
    name: 'kind misspelt',
    file,
    find: 'node_kind: LocationRack',
    occurrence: 1,
    replace: 'node_kind: LocationRak',
    rule: 'unknown-node-kind',
    at: 'LocationRak',
    fixTitle: "Change to 'LocationRack'",
  },
  {
    name: 'kind without its namespace',
    file,
    find: 'node_kind: NetworkPod',
    occurrence: 2,
    replace: 'node_kind: Pod',
    rule: 'unknown-node-kind',
    at: 'node_kind: Pod',
    fixTitle: "Change to 'NetworkPod'",
  },
  {
    name: 'rule on the generic',
    file,
    find: 'node_kind: NetworkPod',
    occurrence: 1,
    replace: 'node_kind: GeneratorTarget',
    rule: 'generic-node-kind',
    at: 'GeneratorTarget',
    fixTitle: 'One rule per kind: LocationRack, NetworkPod',
  },
  {
    name: 'mutation action without its d',
    file,
    find: 'mutation_action: updated',
    occurrence: 1,
    replace: 'mutation_action: update',
    rule: 'invalid-mutation-action',
    at: 'mutation_action: update',
    fixTitle: "Change to 'updated'",
  },
  {
    name: 'rule on deletion',
    file,
    find: 'mutation_action: updated',
    occurrence: 3,
    replace: 'mutation_action: deleted',
    rule: 'deleted-mutation-action',
    at: 'deleted',
    fixTitle: "Change to 'updated'",
  },
  {
    name: 'branch scope left out',
    file,
    find: '      branch_scope: other_branches\n',
    occurrence: 3,
    replace: '',
    rule: 'missing-branch-scope',
    at: 'name: trigger-pod-generator-amount-of-spines',
    fixTitle: 'Add branch_scope: other_branches',
  },
  {
    name: 'branch scope in the singular',
    file,
    find: 'branch_scope: other_branches',
    occurrence: 2,
    replace: 'branch_scope: other_branch',
    rule: 'invalid-branch-scope',
    at: 'branch_scope: other_branch',
    fixTitle: "Change to 'other_branches'",
  },
  {
    name: 'cascade on all branches',
    file,
    find: 'branch_scope: other_branches',
    occurrence: 1,
    replace: 'branch_scope: all_branches',
    rule: 'unreviewed-branch-scope',
    at: 'all_branches',
    fixTitle: "Change to 'other_branches'",
  },
  {
    name: 'cascade on the default branch',
    file,
    find: 'branch_scope: other_branches',
    occurrence: 4,
    replace: 'branch_scope: default_branch',
    rule: 'unreviewed-branch-scope',
    at: 'default_branch',
    fixTitle: "Change to 'other_branches'",
  },
  {
    name: 'attribute in the singular',
    file,
    find: 'attribute_name: amount_of_spines',
    replace: 'attribute_name: amount_of_spine',
    rule: 'unknown-match-attribute',
    at: 'attribute_name: amount_of_spine',
    fixTitle: "Change to 'amount_of_spines'",
  },
  {
    name: 'attribute of another kind',
    file,
    find: 'attribute_name: amount_of_leafs',
    replace: 'attribute_name: amount_of_spines',
    rule: 'unknown-match-attribute',
    at: 'amount_of_spines',
    fixTitle: "Change to 'amount_of_leafs'",
  },
  {
    name: 'relationship misspelt',
    file,
    find: 'relationship_name: spine_switch_template',
    replace: 'relationship_name: spine_switch_templat',
    rule: 'unknown-match-attribute',
    at: 'spine_switch_templat',
    fixTitle: "Change to 'spine_switch_template'",
  },
  {
    name: 'attribute match on a relationship',
    file,
    find: 'attribute_name: role',
    replace: 'attribute_name: spine_switch_template',
    rule: 'wrong-match-kind',
    at: 'attribute_name: spine_switch_template',
    fixTitle: 'Make it a relationship match',
  },
  {
    name: 'relationship match on an attribute',
    file,
    find: 'relationship_name: leaf_switch_template',
    replace: 'relationship_name: amount_of_leafs',
    rule: 'wrong-match-kind',
    at: 'relationship_name: amount_of_leafs',
    fixTitle: 'Make it an attribute match',
  },
  {
    name: 'match on a value without one',
    file,
    find: 'value_match: any',
    occurrence: 4,
    replace: 'value_match: value',
    rule: 'match-without-value',
    at: 'attribute_name: role\n            value_match: value',
    fixTitle: 'Match every change (value_match: any)',
  },
  {
    name: 'value_match left out',
    file,
    find: '            value_match: any\n',
    occurrence: 1,
    replace: '',
    rule: 'match-without-value',
    at: 'attribute_name: checksum',
    fixTitle: 'Match every change (value_match: any)',
  },
  {
    name: 'match on the previous value without one',
    file,
    find: 'value_match: any',
    occurrence: 4,
    replace: 'value_match: value_previous',
    rule: 'incomplete-match-values',
    at: 'attribute_name: role\n            value_match: value_previous',
    fixTitle: 'Match every change (value_match: any)',
  },
  {
    name: 'full match with half of the values',
    file,
    find: 'value_match: any',
    occurrence: 4,
    replace: 'value_match: value_full\n            value: storage',
    rule: 'incomplete-match-values',
    at: 'attribute_name: role\n            value_match: value_full\n            value: storage',
    fixTitle: 'Match every change (value_match: any)',
  },
  {
    name: 'value beside any',
    file,
    find: 'value_match: any',
    occurrence: 4,
    replace: 'value_match: any\n            value: storage',
    rule: 'ignored-match-value',
    at: 'value: storage',
    fixTitle: 'Remove value',
  },
  {
    name: 'label in place of the choice',
    file,
    find: 'value_match: any',
    occurrence: 4,
    replace: 'value_match: value\n            value: Storage',
    rule: 'impossible-match-value',
    at: 'value: Storage',
    fixTitle: "Change to 'storage'",
  },
  {
    name: 'word for a number',
    file,
    find: 'value_match: any',
    occurrence: 3,
    replace: 'value_match: value\n            value: four',
    rule: 'impossible-match-value',
    at: 'value: four',
    fixTitle: 'Match every change (value_match: any)',
  },
  {
    name: 'two attributes where one is meant',
    file,
    find: '          - attribute_name: role\n            value_match: any\n',
    replace: `          - attribute_name: role
            value_match: any
          - attribute_name: amount_of_spines
            value_match: any
`,
    rule: 'matches-in-one-mutation',
    at: `matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: role
            value_match: any
          - attribute_name: amount_of_spines`,
    fixTitle: 'One rule for each match',
  },
  {
    name: 'two values of one attribute',
    file,
    find: '          - attribute_name: role\n            value_match: any\n',
    replace: `          - attribute_name: role
            value_match: value
            value: compute
          - attribute_name: role
            value_match: value
            value: storage
`,
    rule: 'repeated-match',
    at: `attribute_name: role
            value_match: value
            value: compute
          - attribute_name: role`,
    fixTitle: 'One rule for each match',
  },
  {
    name: 'matches of the kind of the rule',
    file,
    find: 'kind: CoreNodeTriggerAttributeMatch',
    occurrence: 1,
    replace: 'kind: CoreNodeTriggerRule',
    rule: 'invalid-matches',
    at: 'matches:\n        kind: CoreNodeTriggerRule',
    fixTitle: "Change to 'CoreNodeTriggerAttributeMatch'",
  },
  {
    name: 'matches left out',
    file,
    find: `      matches:
        kind: CoreNodeTriggerRelationshipMatch
        data:
          - relationship_name: leaf_switch_template
            modification_type: added
`,
    replace: '',
    rule: 'rule-without-matches',
    at: 'name: trigger-rack-generator-leaf-switch-template',
    fixTitle: "Run when 'name' changes",
  },
  {
    name: 'action misspelt',
    file,
    find: 'action: run-rack-generator',
    occurrence: 1,
    replace: 'action: run-rack-generater',
    rule: 'unknown-action',
    at: 'run-rack-generater',
    fixTitle: "Change to 'run-rack-generator'",
  },
  {
    name: 'underscore in the name of the generator',
    file,
    find: 'generator: generate-rack',
    replace: 'generator: generate_rack',
    rule: 'unknown-generator',
    at: 'generate_rack',
    fixTitle: "Change to 'generate-rack'",
  },
  {
    name: 'class in place of the generator',
    file,
    find: 'generator: generate-pod',
    replace: 'generator: PodGenerator',
    rule: 'unknown-generator',
    at: 'PodGenerator',
    fixTitle: "Change to 'generate-pod'",
  },
  {
    name: 'group rule with a group action',
    file,
    find: '      generator: generate-rack\n',
    replace: groupRule('      group: pods\n      action: add-to-racks\n'),
    rule: 'group-rule-with-group-action',
    at: 'name: trigger-pod-joined\n      branch_scope: other_branches\n      group: pods\n      action: add-to-racks',
    fixTitle: 'Switch the rule off',
  },
  {
    name: 'group misspelt',
    file,
    find: '      generator: generate-rack\n',
    replace: groupRule('      group: pdos\n      action: run-pod-generator\n'),
    rule: 'unknown-group',
    at: 'group: pdos',
    fixTitle: "Change to 'pods'",
  },
  {
    name: 'field name of a pre-release',
    file,
    find: '      generator: generate-rack\n',
    replace: groupRule('      group: pods\n      members_added: true\n      action: run-pod-generator\n'),
    rule: 'renamed-trigger-field',
    at: 'members_added',
    fixTitle: 'Change to member_update: added',
  },
  {
    name: 'rule copied and its attribute not changed',
    file,
    find: 'attribute_name: role',
    replace: 'attribute_name: checksum',
    rule: 'duplicate-trigger',
    at: 'name: trigger-pod-generator-role',
    fixTitle: 'Remove this rule',
  },
  {
    name: 'rule copied and its name not changed',
    file,
    find: '- name: trigger-pod-generator-role',
    replace: '- name: trigger-pod-generator-checksum',
    rule: 'duplicate-name',
    at: 'trigger-pod-generator-checksum',
    fixTitle: "Rename to 'trigger-pod-generator-checksum-2'",
  },
  {
    name: 'action copied and its name not changed',
    file,
    find: '- name: run-rack-generator',
    replace: '- name: run-pod-generator',
    rule: 'duplicate-name',
    at: 'run-pod-generator',
    fixTitle: "Rename to 'run-pod-generator-2'",
  },
  {
    name: 'rule switched off',
    file,
    find: 'node_kind: LocationRack',
    occurrence: 1,
    replace: 'active: false\n      node_kind: LocationRack',
    rule: 'inactive-rule',
    at: 'active: false',
    fixTitle: 'Switch the rule on',
  },
  {
    name: 'action without a rule',
    file,
    find: '      generator: generate-rack\n',
    replace: `      generator: generate-rack
    - name: run-fabric-generator
      generator: generate-fabric
`,
    rule: 'unused-action',
    at: 'run-fabric-generator',
    fixTitle: 'Create a rule on NetworkFabric that runs it',
  },
];
