import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'invalid-mutation-action';

test('a word that is no mutation action', async () => {
  await checkDiagnostics(
    rule,
    `
    apiVersion: infrahub.app/v1
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          mutation_action: update
        #                  ^^^^^^ error invalid-mutation-action: must be created or updated, not 'update'
        - name: b
          mutation_action: updated
        - name: c
          mutation_action: deleted
    `,
  );
});

test('the fix takes the nearest word', async () => {
  await checkFix(
    rule,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, mutation_action: update}
    `,
    `
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, mutation_action: updated}
    `,
  );
});
