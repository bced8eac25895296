import { expect, it } from 'vitest';
import { openRepository } from '../../support/repository';

const triggers = `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupAction
  data:
    - {name: join, group: g}
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGroupTriggerRule
  data:
    - {name: a, group: g, action: join}
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNopeRule
  data:
    - {name: b}
`;

it('a version that was inferred and is stated now judges anew, also what nobody edited', async () => {
  const { service, uri } = await openRepository([
    ['/compose.yml', 'services: {server: {image: "infrahub:1.11.9"}}\n'],
    ['/.infrahub-cascade.yml', '# nothing yet\n'],
    ['/objects/triggers.yml', triggers],
  ]);
  const severities = () =>
    service.diagnostics(uri('/objects/triggers.yml')).map(({ finding, severity }) => `${severity} ${finding.rule.id}`);
  const inferred = severities();
  expect(inferred).toContain('warning group-rule-with-group-action');
  service.updateDocument(uri('/.infrahub-cascade.yml'), 'server_version: "1.11"\n');
  expect(severities()).toContain('error group-rule-with-group-action');
  service.updateDocument(uri('/.infrahub-cascade.yml'), '# nothing yet\n');
  expect(severities()).toEqual(inferred);
});
