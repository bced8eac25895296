import { describe, expect, it } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { openRepository, readFolder } from '../../support/repository';

/** Each line of a file that has hints, with the hints where they stand; `lines`: only these are asked for. */
async function hinted(source: string, path: string, lines?: [number, number]): Promise<string[]> {
  const repository = await openRepository(parseFixture(source).files);
  const text = repository.text(path);
  const file = repository.service.target(repository.uri(path))?.file;
  const within = {
    start: file?.lines().lineStart(lines?.[0] ?? 0) ?? 0,
    end: file?.lines().lineEnd(lines?.[1] ?? 1e6) ?? 0,
  };
  const hints = repository.service.inlayHints(repository.uri(path), within);
  return hints
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ offset, label }) => {
      const start = text.lastIndexOf('\n', offset - 1) + 1;
      const [rest] = text.slice(offset).split('\n');
      return `${text.slice(start, offset)} «${label}»${rest}`.trim();
    });
}

const triggers = `
#- /objects/triggers.yml
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: run-it
      generator: make
---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: silent # on a branch
      node_kind: CoreStandardGroup
      mutation_action: updated
      action: run-it
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: label
            value: x
          - attribute_name: description
            value_match: any
    - name: spelled-out
      branch_scope: default_branch
      node_kind: CoreStandardGroup
      mutation_action: updated
      action: run-it
    - name: empty
      branch_scope:
      node_kind: CoreStandardGroup
      mutation_action: updated
      action: run-it
    - {name: flow, node_kind: CoreStandardGroup, mutation_action: updated, action: run-it}
#- /.infrahub.yml
objects: [objects]
generator_definitions:
  - name: make
    file_path: "make.py"
    query: q
    targets: t
  - name: full
    file_path: make.py
    class_name: Full
    query: q
    targets: t
    execute_in_proposed_change: false
  - name: by-hand
    file_path: make.py
    class_name: Full
    query: q
    targets: t
`;

describe('inlay hints', () => {
  it('show the defaults of rules and matches that bite', async () => {
    expect(await hinted(triggers, '/objects/triggers.yml')).toEqual([
      '- name: silent «branch_scope: default_branch» # on a branch',
      '- attribute_name: label «value_match: value»',
      '- {name: flow «branch_scope: default_branch», node_kind: CoreStandardGroup, mutation_action: updated, action: run-it}',
    ]);
  });

  it('show those of generators that rules start', async () => {
    expect(await hinted(triggers, '/.infrahub.yml')).toEqual([
      '- name: make «execute_in_proposed_change: true, execute_after_merge: true»',
      'file_path: "make.py" «class_name: Generator»',
    ]);
  });

  it('stand only in the range that is asked for', async () => {
    expect(await hinted(triggers, '/objects/triggers.yml', [0, 16])).toEqual([
      '- name: silent «branch_scope: default_branch» # on a branch',
    ]);
    expect(await hinted(triggers, '/objects/triggers.yml', [0, 10])).toEqual([]);
  });

  it('are none where everything is said', async () => {
    const repository = await openRepository(readFolder('examples/fabric'));
    for (const path of ['/objects/90_triggers.yml', '/.infrahub.yml', '/schemas/location.yml']) {
      expect(repository.service.inlayHints(repository.uri(path), { start: 0, end: 1e9 })).toEqual([]);
    }
  });
});
