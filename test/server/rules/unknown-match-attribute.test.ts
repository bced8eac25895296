import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';
import { inNetwork, nodeRules, objects, ruleWithMatches } from '../../support/triggers';

const rule = 'unknown-match-attribute';

test('attributes that the kind does not have', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      ruleWithMatches(`
        - attribute_name: checksums
        #                 ^^^^^^^^^ error unknown-match-attribute: Did you mean 'checksum'? The server refuses this match but keeps the rule without it, which then runs on every update of NetworkPod.
        - attribute_name: checksum
        - attribute_name: colour
        #                 ^^^^^^ error unknown-match-attribute: without it, which then runs on the matches before this one alone.
        - attribute_name: racks
      `),
    ),
  );
});

test('what is left of a rule on new objects, and of one whose matches stand elsewhere', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      nodeRules(`
      - name: a
        node_kind: NetworkPod
        mutation_action: created
        matches:
          kind: CoreNodeTriggerAttributeMatch
          data:
            - attribute_name: colour
            #                 ^^^^^^ error unknown-match-attribute: which then runs for every new NetworkPod.
      - {name: b, node_kind: NetworkPod, mutation_action: updated}
      `) +
        objects(
          'CoreNodeTriggerAttributeMatch',
          `
          - {trigger: b, attribute_name: colour}
          #                              ^^^^^^ error unknown-match-attribute: but keeps the rule without it.
          `,
        ),
    ),
  );
});

test('relationship matches, and matches that name their rule', async () => {
  await checkDiagnostics(
    rule,
    inNetwork(
      nodeRules('- {name: r, node_kind: LocationRack}\n- {name: s, node_kind: Elsewhere}') +
        objects(
          'CoreNodeTriggerRelationshipMatch',
          `
          - {trigger: r, relationship_name: member_of_groups}
          - {trigger: r, relationship_name: pods}
          #                                 ^^^^ error unknown-match-attribute: LocationRack has no relationship 'pods'
          - {trigger: s, relationship_name: pods}
          - {trigger: unknown, relationship_name: pods}
        `,
        ),
    ),
  );
});

test('the path of a parameter in place of an attribute', async () => {
  const source = ruleWithMatches(`
        - attribute_name: checksum__value
        #                 ^^^^^^^^^^^^^^^ error unknown-match-attribute: Did you mean 'checksum'?
        - attribute_name: colour__value
        #                 ^^^^^^^^^^^^^ error unknown-match-attribute: NetworkPod has no attribute 'colour__value'. The
      `);
  await checkDiagnostics(rule, inNetwork(source));
  await checkFix(
    rule,
    inNetwork(ruleWithMatches('- {attribute_name: checksum__value}')),
    ruleWithMatches('- {attribute_name: checksum}'),
  );
});

test('the fix keeps quotes', async () => {
  await checkFix(
    rule,
    inNetwork(ruleWithMatches("- {attribute_name: 'checksums'}")),
    ruleWithMatches("- {attribute_name: 'checksum'}"),
  );
});

test('a match that only names its rule follows edits of the file with the rule', async () => {
  const { files } = parseFixture(
    inNetwork(objects('CoreNodeTriggerAttributeMatch', '- {trigger: r, attribute_name: size}')),
  );
  const path = '/objects/rules.yml';
  const repository = await openRepository([...files, [path, nodeRules('- {name: r, node_kind: NetworkPod}')]]);
  const found = (): number =>
    repository.service
      .diagnostics(repository.uri('/objects/triggers.yml'))
      .filter(({ finding }) => finding.rule.id === rule).length;
  expect(found()).toBe(0);
  repository.service.updateDocument(repository.uri(path), nodeRules('- {name: r, node_kind: LocationRack}'));
  expect(found()).toBe(1);
});
