import { test } from 'vitest';
import { checkCompletionEdit } from '../../support/checkCompletion';
import { withTriggers } from '../../support/completionFixture';

test('a whole document with its first action', () =>
  checkCompletionEdit(
    withTriggers('---\n$0\n'),
    'document of generator actions',
    `#- /objects/90_triggers.yml
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: run-generate-pod
      generator: generate-pod
`,
  ));
