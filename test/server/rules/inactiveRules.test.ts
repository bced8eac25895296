import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';

test('a rule that is switched off is only said to be switched off', async () => {
  await checkDiagnostics(
    undefined,
    `
    #- /.infrahub.yml
    objects: [objects]
    #- /objects/groups.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: tags
    #- /objects/triggers.yml
    ---
    kind: Object
    spec:
      kind: CoreGroupAction
      data:
        - {name: join, group: tags}
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: BuiltinTag
          mutation_action: updated
          active: false
        # ^^^^^^^^^^^^^ information inactive-rule: switched off
          action: join
        - name: b
          node_kind: BuiltinTag
          mutation_action: updated
          active: false
        # ^^^^^^^^^^^^^ information inactive-rule: switched off
          action: join
          matches:
            kind: CoreNodeTriggerAttributeMatch
            data:
              - attribute_name: description
    `,
  );
});
