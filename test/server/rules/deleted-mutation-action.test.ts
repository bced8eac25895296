import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { nodeRules } from '../../support/triggers';

const rule = 'deleted-mutation-action';

test('deletions cannot be watched', async () => {
  await checkDiagnostics(
    rule,
    nodeRules(`
      - {name: a, mutation_action: deleted}
      #                            ^^^^^^^ error deleted-mutation-action: deletions cannot be watched
      - {name: b, mutation_action: delete}
      - {name: c, mutation_action: created}
    `),
  );
});

test('the fix keeps quotes', async () => {
  await checkFix(rule, nodeRules("- mutation_action: 'deleted'"), nodeRules("- mutation_action: 'updated'"));
});
