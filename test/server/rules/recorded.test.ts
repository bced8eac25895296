import { expect, test } from 'vitest';
import { allRecorded } from '../../evidence/recorded';
import { openRepository } from '../../support/repository';

/** What the inputs refer to, so that only what is wrong in them is found. */
const around: [string, string][] = [
  [
    '/.infrahub.yml',
    `schemas: [schemas]
objects: [objects]
queries:
  - {name: rack, file_path: rack.gql}
generator_definitions:
  - {name: make_rack, file_path: rack.py, query: rack, targets: racks}
`,
  ],
  ['/schemas/empty.yml', 'version: "1.0"\n'],
  ['/rack.gql', 'query rack { CoreGroup { count } }\n'],
  [
    '/rack.py',
    'from infrahub_sdk.generator import InfrahubGenerator\n\nclass Generator(InfrahubGenerator):\n    ...\n',
  ],
  [
    '/objects/00_base.yml',
    `---
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - {name: run_make_rack, generator: make_rack}
`,
  ],
];

/** Accepted by the loader, and still an error: the server, which comes after it, refuses them. */
const laterRefused = new Map([
  ['obj04-kind-generic', 'a generic has no objects (facts/versions/object-files.md §3)'],
  ['obj04-kind-generic-trigger-rule', 'the same'],
  ['trg-matches-wrong-kind', 'the loader does not compare a nested kind with the relationship (§5)'],
  ['file-unquoted-number', 'the server takes a text for a text only (test/infrahub/facts/loading.test.ts)'],
  ['file-yaml11-boolean', 'the same'],
  ['file-yaml11-octal', 'the same'],
  ['trg03-deleted-action', 'the server knows created and updated only (facts 2)'],
]);

async function errorsOf(name: string, text: string): Promise<string[]> {
  const path = `/objects/${/\.\w+$/.test(name) ? name : `${name}.yml`}`;
  const repository = await openRepository([...around, [path, text]]);
  const found = repository.service.diagnostics(repository.uri(path));
  return found
    .filter(({ severity }) => severity === 'error')
    .map(({ finding, message }) => `${finding.rule.id}: ${message}`);
}

/** What is not UTF-8 has no text; the test of `yaml-syntax-error` covers it. */
const inputs = allRecorded('objects').flatMap(({ name, text, accepted }) =>
  text === undefined ? [] : [{ name, text, accepted }],
);

test.each(inputs.filter(({ accepted }) => !accepted))(
  '$name is refused, and an error says so',
  async ({ name, text }) => {
    const errors = await errorsOf(name, text);
    expect(errors).not.toEqual([]);
  },
);

test.each(inputs.filter(({ accepted }) => accepted))(
  '$name is accepted, and nothing is an error',
  async ({ name, text }) => {
    const errors = await errorsOf(name, text);
    if (laterRefused.has(name)) expect(errors).not.toEqual([]);
    else expect(errors).toEqual([]);
  },
);
