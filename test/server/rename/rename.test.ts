import { describe, expect, it, vi } from 'vitest';
import { applyEdits } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';

/** Renames the name at the cursor; gives the files afterwards and what is uncertain or stays behind. */
async function renameIn(source: string, newName: string) {
  const { files, cursors } = parseFixture(source);
  const cursor = cursors[0];
  if (!cursor) throw new Error('the fixture has no cursor');
  const repository = await openRepository(files);
  const result = repository.service.rename(repository.uri(cursor.path), cursor.offset, newName);
  if (!result.ok) return { reason: result.reason, files: undefined, all: undefined, uncertain: [], staysBehind: [] };
  const certain = result.edits.filter((edit) => edit.certain);
  return {
    reason: undefined,
    files: applyEdits(repository, certain),
    all: applyEdits(repository, result.edits),
    uncertain: result.edits.filter((edit) => !edit.certain).map((edit) => edit.uri.slice(repository.uri('').length)),
    staysBehind: result.staysBehind,
  };
}

/** The rename gives these files; files that are not named stay. */
const checkRename = vi.defineHelper(async (newName: string, before: string, after: string) => {
  const result = await renameIn(before, newName);
  expect(result.reason).toBeUndefined();
  for (const [path, text] of parseFixture(after).files) expect(result.files?.get(path), path).toBe(text);
});

const repository = `
#- /.infrahub.yml
objects: [objects]
queries:
  - name: generate_pod
    file_path: queries/generate_pod.gql
generator_definitions:
  - name: generate-pod
    file_path: generators/generate_pod.py
    query: generate_pod
    targets: pods
    class_name: PodGenerator
#- /queries/generate_pod.gql
query generate_pod { BuiltinTag { edges { node { id } } } }
#- /generators/generate_pod.py
from infrahub_sdk.generator import InfrahubGenerator
class PodGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None: ...
#- /objects/groups.yml
kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: pods
#- /objects/tags.yml
kind: Object
spec:
  kind: BuiltinTag
  data:
    - {name: blue, member_of_groups: [pods]}
#- /objects/triggers.yml
---
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: run-pod
      generator: "generate-pod"
---
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: on-tag
      node_kind: BuiltinTag
      mutation_action: updated
      active: true
      action: [run-pod]
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - {attribute_name: description, value_match: any}
`;

/** The repository with a cursor behind the nth place of a text. */
function at(text: string, nth = 1): string {
  let from = 0;
  for (let count = 0; count < nth; count++) from = repository.indexOf(text, from) + text.length;
  return `${repository.slice(0, from)}$0${repository.slice(from)}`;
}

const file = (path: string): string => `#- ${path}\n${parseFixture(repository).files.get(path) ?? ''}`;

describe('rename', () => {
  it('a generator, in quotes and from where it is used', async () => {
    const after = [
      file('/.infrahub.yml').replace('name: generate-pod', 'name: make-pod'),
      file('/objects/triggers.yml').replace('"generate-pod"', '"make-pod"'),
    ].join('\n');
    await checkRename('make-pod', at('"generate-pod'), after);
    await checkRename('make-pod', at('- name: generate-pod'), after);
  });

  it('an action, in a list reference', async () => {
    const after = file('/objects/triggers.yml').replaceAll('run-pod', 'run the pod');
    await checkRename('run the pod', at('name: run-pod'), after);
  });

  it('a name that YAML would read as something else gets quotes', async () => {
    const after = file('/objects/triggers.yml').replace('name: run-pod', "name: 'on'").replace('[run-pod]', "['on']");
    await checkRename('on', at('name: run-pod'), after);
  });

  it('a group, in the configuration and at its members', async () => {
    const after = [
      file('/.infrahub.yml').replace('targets: pods', 'targets: all_pods'),
      file('/objects/groups.yml').replace('pods', 'all_pods'),
      file('/objects/tags.yml').replace('[pods]', '[all_pods]'),
    ].join('\n');
    await checkRename('all_pods', at('targets: pods'), after);
  });

  it('names in block scalars, which need no quotes there', async () => {
    const blocks = repository
      .replace('query: generate_pod\n', 'query: |-\n      generate_pod\n')
      .replace('targets: pods\n', 'targets: >-   # all of them\n\n      pods\n')
      .replace('generator: "generate-pod"\n', 'generator: |-\n        generate-pod\n')
      .replace('action: [run-pod]', 'action: |-\r\n        run-pod\r');
    const query = await renameIn(blocks.replace('- name: generate_pod', '- name: gene$0rate_pod'), 'pod: all');
    expect(query.files?.get('/.infrahub.yml')).toContain('    query: |-\n      pod: all\n    targets');
    expect(query.files?.get('/.infrahub.yml')).toContain("- name: 'pod: all'\n");
    const generator = await renameIn(blocks.replace('name: generate-pod', 'name: gener$0ate-pod'), 'make-pod');
    expect(generator.files?.get('/objects/triggers.yml')).toContain('generator: |-\n        make-pod\n');
    const action = await renameIn(blocks.replace('name: run-pod', 'name: ru$0n-pod'), '"run"');
    expect(action.files?.get('/objects/triggers.yml')).toContain('action: |-\r\n        "run"\r\n');
    const group = await renameIn(blocks.replace('- name: pods', '- name: po$0ds'), 'all');
    // A line before the name belongs to it.
    expect(group.files?.get('/.infrahub.yml')).toContain('\n      pods\n');
  });

  it('a name in a block scalar from there; with a line break at its end it is another name', async () => {
    const block = repository.replace('targets: pods\n', 'targets: |-\n      po$0ds\n');
    expect((await renameIn(block, 'all')).files?.get('/objects/groups.yml')).toContain('- name: all');
    const kept = repository
      .replace('targets: pods\n', 'targets: |\n      pods\n')
      .replace('- name: pods', '- name: po$0ds');
    expect((await renameIn(kept, 'all')).all?.get('/.infrahub.yml')).toContain('targets: |\n      pods\n');
  });

  it.each([
    [`Ben's "é" pods`, [`'Ben''s "é" pods'`, String.raw`"Ben's \"é\" pods"`, String.raw`"Ben's \"\xE9\" pods"`]],
    [`Ben's "é" pods`, [String.raw`"Ben's \"\u00e9\" pods"`, `Ben's "é" pods`]],
    [String.raw`a\b`, [String.raw`"a\\b"`, String.raw`'a\b'`]],
  ])('a name that is escaped in its quotes, as %j', async (name, [declared = '', ...others]) => {
    const files = (group: string, members: readonly string[]): string => `
      #- /objects/groups.yml
      spec:
        kind: CoreStandardGroup
        data: [{name: ${group}}]
      kind: Object
      #- /objects/tags.yml
      spec:
        kind: BuiltinTag
        data: [{name: blue, member_of_groups: [${members.join(', ')}]}]
      kind: Object
    `;
    const before = files(`${declared.slice(0, 2)}$0${declared.slice(2)}`, [name, ...others]);
    const inQuotes = (text: string): string => text.replace(/^(["']?).*$/, '$1all$1');
    expect((await renameIn(before, 'all')).uncertain).toEqual([]);
    await checkRename('all', before, files(inQuotes(declared), [name, ...others].map(inQuotes)));
  });

  it('a query; the operation of the same name has to be confirmed', async () => {
    const result = await renameIn(at('query: generate_pod'), 'pod_data');
    expect(result.files?.get('/.infrahub.yml')).toContain('name: pod_data');
    expect(result.files?.get('/.infrahub.yml')).toContain('query: pod_data');
    expect(result.uncertain).toEqual(['/queries/generate_pod.gql']);
  });

  it('a file of several documents gets the leading marker that it lacks', async () => {
    const before = (name: string, marker: string): string => `
#- /.infrahub.yml
objects: [objects]
#- /objects/a.yml
${marker}kind: Object
spec:
  kind: CoreStandardGroup
  data:
    - name: ${name}
---
kind: Object
spec:
  kind: BuiltinTag
  data:
    - {name: blue, member_of_groups: [${name}]}
`;
    await checkRename('racks', before('po$0ds', ''), before('racks', '---\n'));
  });

  it.each(['generate-pod-q', 'a b', '1st'])('a query to %j, which no operation can be called', async (name) => {
    const result = await renameIn(at('query: generate_pod'), name);
    expect(result.files?.get('/.infrahub.yml')).toContain(`query: ${name}`);
    expect(result.uncertain).toEqual([]);
  });

  it('a name in a file that is set aside gets quotes, too', async () => {
    const parked = `
#- /objects/old.yml.bak
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: old
      action: run-pod
`;
    const result = await renameIn(`${at('name: run-pod')}${parked}`, 'on: x');
    expect(result.all?.get('/objects/old.yml.bak')).toContain("action: 'on: x'");
  });

  it('places in Python and GraphQL that filter by the name have to be confirmed', async () => {
    const files = `
#- /generators/more.py
async def more(client):
    await client.get(kind="CoreGeneratorDefinition", name__value="generate-pod")
    await client.get(kind="CoreStandardGroup", name__value="pods")
    await client.filters("BuiltinTag", member_of_groups__name__value='pods')
    await client.get(kind="BuiltinTag", name__value="pods")
    await client.get(kind="BuiltinTag", name__value="generate-pod")
#- /queries/more.gql
query more {
  CoreStandardGroup(name__value: "pods") { edges { node { id } } }
  BuiltinTag(name__value: "pods", member_of_groups__name__values: ["blue", "pods"]) { edges { node { id } } }
}
`;
    const group = await renameIn(`${at('targets: pods')}${files}`, 'all');
    expect(group.uncertain).toEqual([
      '/generators/more.py',
      '/generators/more.py',
      '/queries/more.gql',
      '/queries/more.gql',
    ]);
    expect(group.files?.get('/generators/more.py')).toContain('"pods"');
    const generator = await renameIn(`${at('- name: generate-pod')}${files}`, 'make-pod');
    expect(generator.uncertain).toEqual(['/generators/more.py']);
  });

  it('groups that code puts an object into have to be confirmed', async () => {
    const lines = [
      'await client.create(kind="BuiltinTag", name="pods", member_of_groups=["blue", "pods"])',
      'await client.create("BuiltinTag", data={"name": "pods", \'member_of_groups\': [\n        \'pods\',\n    ]})',
      'await client.create("BuiltinTag", name="pods", member_of_groups=[{"id": "pods"}, pods, f"pods-{x}"])',
      'await client.create("BuiltinTag", name="pods", not_member_of_groups=["pods"])',
    ];
    const file = `\n#- /generators/more.py\nasync def more(client, x, pods):\n    ${lines.join('\n    ')}\n`;
    const group = await renameIn(`${at('targets: pods')}${file}`, 'all');
    expect(group.uncertain).toEqual(['/generators/more.py', '/generators/more.py']);
    expect(group.all?.get('/generators/more.py')).toBe(
      file
        .slice(file.indexOf('async'))
        .replace('["blue", "pods"]', '["blue", "all"]')
        .replace("[\n        'pods',", "[\n        'all',"),
    );
  });

  it('groups that code creates, or names by their human-friendly id, have to be confirmed', async () => {
    const renamed = [
      'await client.create(kind="CoreStandardGroup", name="pods")',
      'await client.create("CoreGeneratorGroup", data={"name": \'pods\', "label": "pods"})',
      'await client.get(kind="CoreStandardGroup", hfid=["pods"])',
      'await client.create("BuiltinTag", name="pods", member_of_groups=[{"hfid": ["blue"]}, {"hfid": ["pods"]}])',
      'await client.create("CoreStandardGroup", name="x", member_of_groups=[{"hfid": ["pods"]}])',
    ];
    const others = [
      'await client.get(kind="BuiltinTag", hfid=["pods"])',
      'await client.create("BuiltinTag", peers=[{"hfid": ["pods"]}])',
      'await client.create("BuiltinTag", member_of_groups=[{"hfid": ["pods", "x"], "id": "pods"}])',
    ];
    const file = `\n#- /generators/more.py\nasync def more(client):\n    ${[...renamed, ...others].join('\n    ')}\n`;
    const group = await renameIn(`${at('targets: pods')}${file}`, 'all');
    const [first = '', second = '', third = '', ...hfids] = renamed;
    const after = [
      first.replace('pods', 'all'),
      second.replace("'pods'", "'all'"),
      third.replace('pods', 'all'),
      ...hfids.map((line) => line.replace('["pods"]', '["all"]')),
    ];
    expect(group.all?.get('/generators/more.py')).toBe(
      `async def more(client):\n    ${[...after, ...others].join('\n    ')}\n`,
    );
    expect(group.uncertain).toEqual(renamed.map(() => '/generators/more.py'));
  });

  it('says what stays behind on a server', async () => {
    expect((await renameIn(at('name: on-tag'), 'on-any-tag')).staysBehind.join()).toContain('keeps it, active');
    expect((await renameIn(at('- name: generate-pod'), 'x')).staysBehind.join()).toContain('no longer cleaned up');
  });

  it.each([
    ['a kind', at('node_kind: BuiltinTag'), 'x', /also named in templates/],
    ['an attribute', at('attribute_name: description'), 'x', /also named in templates/],
    ['a path', at('file_path: queries/generate_pod.gql'), 'x', /paths in \.infrahub\.yml follow/],
    [
      'a name that is taken',
      at('name: run-pod').replace(
        'data:\n    - name: run-pod',
        'data:\n    - name: other\n      generator: generate-pod\n    - name: run-pod',
      ),
      'other',
      /There is an action 'other' already/,
    ],
    ['an empty name', at('name: run-pod'), '  ', /one line of text/],
    ['nothing', at('active: tr'), 'x', /no name here/],
  ])('%s is refused with its reason', async (_, source, name, reason) => {
    expect((await renameIn(source, name)).reason).toMatch(reason);
  });

  it('a name that is declared elsewhere is refused', async () => {
    expect(
      (await renameIn(at('targets: pods').replace('    - name: pods\n', '    - name: racks\n'), 'x')).reason,
    ).toContain('not declared in this repository');
  });
});
