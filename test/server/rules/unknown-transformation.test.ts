import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';

const rule = 'unknown-transformation';

test('an artifact without its transformation', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    jinja2_transforms:
      - {name: rack_text, query: rack, template_path: a.j2}
    python_transforms:
      - {name: rack_json, file_path: a.py}
    artifact_definitions:
      - {name: a, parameters: {}, content_type: text/plain, targets: racks, transformation: rack_text}
      - {name: b, parameters: {}, content_type: text/plain, targets: racks, transformation: rack_json}
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: rack-json}
    #                                                                                       ^^^^^^^^^ warning unknown-transformation: Did you mean 'rack_json'?
    `,
  );
});

test('the fix takes the nearest name', async () => {
  await checkFix(
    rule,
    `
    #- /.infrahub.yml
    python_transforms: [{name: rack_json, file_path: a.py}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: 'rack-json'}
    `,
    `
    #- /.infrahub.yml
    python_transforms: [{name: rack_json, file_path: a.py}]
    artifact_definitions:
      - {name: c, parameters: {}, content_type: text/plain, targets: racks, transformation: 'rack_json'}
    `,
  );
});
