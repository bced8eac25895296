import { expect, test } from 'vitest';
import { checkReferences } from '../../support/checkNavigation';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';

test('a generator, from its entry', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    generator_definitions:
      - name: generate-$0pod
      #       ^^^^^^^^^^^^ def
        file_path: g.py
        query: q
        targets: t
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - {name: a, generator: generate-pod}
        #                      ^^^^^^^^^^^^ ref
        - {name: b, generator: ["generate-pod"]}
        #                        ^^^^^^^^^^^^ ref
        - {name: generate-pod, generator: generate-pod-2}
  `);
});

test('an action: rules of every file, nested and alone', async () => {
  await checkReferences(`
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreGroupAction
      data:
        - name: join
        #       ^^^^ def
          group: pods
    #- /objects/b.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: one
          action: join
        #         ^^^^ ref
    ---
    kind: Object
    spec:
      kind: CoreGroupTriggerRule
      data: [{name: two, group: join, action: $0join}]
      #                                       ^^^^ ref
  `);
});

test('a rule: matches that stand alone, and the triggers of an action', async () => {
  await checkReferences(`
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: $0watch
        #       ^^^^^ def
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerAttributeMatch
      data:
        - trigger: watch
        #          ^^^^^ ref
          attribute_name: checksum
    ---
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - name: run
          generator: g
          triggers: [watch]
        #            ^^^^^ ref
  `);
});

test('a group: memberships, targets, rules and actions', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    objects: [objects]
    generator_definitions:
      - {name: g, file_path: g.py, query: q, targets: po$0ds}
      #                                               ^^^^ ref
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data: [{name: pods}, {name: racks}]
      #             ^^^^ def
    ---
    kind: Object
    spec:
      kind: NetworkPod
      data:
        - name: pods
          member_of_groups: [racks, pods]
        #                           ^^^^ ref
        - name: p2
          member_of_groups:
            - [pods]
        #      ^^^^ ref
    ---
    kind: Object
    spec:
      kind: CoreGroupTriggerRule
      data: [{name: r, group: pods, action: a}]
      #                       ^^^^ ref
    ---
    kind: Object
    spec:
      kind: CoreGroupAction
      data: [{name: a, group: pods}]
      #                       ^^^^ ref
  `);
});

test('a query: entries, code and its own operation', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    queries:
      - {name: pod_query, file_path: q.gql}
      #        ^^^^^^^^^ def
    generator_definitions:
      - {name: g, file_path: g.py, query: 'pod_$0query', targets: t}
      #                                    ^^^^^^^^^ ref
    jinja2_transforms:
      - {name: t, query: pod_query, template_path: t.j2}
      #                  ^^^^^^^^^ ref
    #- /t.py
    class T(InfrahubTransform):
        query = "pod_query"
        #        ^^^^^^^^^ ref
    #- /q.gql
    query pod_query { NetworkPod { count } }
    #     ^^^^^^^^^ ref
  `);
});

test('an operation of another name is not the query', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    queries:
      - {name: pod_$0query, file_path: q.gql}
      #        ^^^^^^^^^ def
    #- /q.gql
    query somethingElse { NetworkPod { count } }
    #- /other.gql
    query pod_query { NetworkPod { count } }
  `);
});

test('a transformation', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    python_transforms:
      - {name: render, file_path: t.py, class_name: T}
      #        ^^^^^^ def
    artifact_definitions:
      - {name: a, targets: g, content_type: t, parameters: {}, transformation: $0render}
      #                                                                        ^^^^^^ ref
  `);
});

test('a variable of a query, not the one in a comment or a text', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    queries: [{name: q, file_path: q.gql}]
    generator_definitions:
      - {name: g, file_path: g.py, query: q, targets: t, parameters: {pod: name__value}}
      #                                                               ^^^ ref
    #- /q.gql
    query q($po$0d: String!) { # not $pod
    #        ^^^ def
      NetworkPod(name__value: $pod, label__value: "$pod") { count }
    #                          ^^^ ref
    }
  `);
});

test('a class', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    generator_definitions:
      - {name: g, file_path: g.py, query: q, targets: t, class_name: Po$0d}
      #                                                              ^^^ ref
      - {name: h, file_path: h.py, query: q, targets: t, class_name: Pod}
    #- /g.py
    class Pod(InfrahubGenerator): ...
    #     ^^^ def
    #- /h.py
    class Pod(InfrahubGenerator): ...
  `);
});

test('a path', async () => {
  await checkReferences(`
    #- /.infrahub.yml
    generator_definitions:
      - {name: g, file_path: ./g.$0py, query: q, targets: t, watch: {files: [g.py]}}
      #                      ^^^^^^ ref
      #                                                                    ^^^^ ref
    #- /g.py
  `);
});

test('a fragment', async () => {
  await checkReferences(`
    #- /a.gql
    query a { NetworkPod { edges { node { ...Fields } } } }
    #                                        ^^^^^^ ref
    #- /b.gql
    fragment Fie$0lds on NetworkPod { id }
    #        ^^^^^^ def
  `);
});

test('names in a nested repository are not found', async () => {
  await checkReferences(`
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data: [{name: ru$0n}]
      #             ^^^ def
    #- /nested/.infrahub.yml
    objects: [objects]
    #- /nested/objects/b.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: a, action: run}]}
  `);
});

test('line ends of Windows, emoji and a byte order mark', async () => {
  await checkReferences(
    `
    #- /objects/a.yml
    \uFEFFkind: Object
    spec:
      kind: CoreGeneratorAction
      data: [{description: 🚀, name: run}]
      #                              ^^^ def
    ---
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data: [{description: "🚀🚀", name: a, action: ru$0n}]
      #                                             ^^^ ref
    `,
    { lineEnd: '\r\n' },
  );
});

test('an alias is a reference, and not a certain one', async () => {
  await checkReferences(`
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - {name: a, action: &run run-pod}
        #                        ^^^^^^^ ref
        - {name: b, action: *ru$0n}
        #                   ^^^^ ref
  `);
});

test('hostile files give nothing and do no harm', async () => {
  const { files } = parseFixture(`
    #- /objects/a.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: |
      x, action: {a: [}, {}, 1, null, {name: "
    #- /objects/b.yml
    a: &a [*a, *a, {kind: *a, data: *a}]
    kind: Object
    spec: &s {kind: CoreNodeTriggerRule, data: [*s, {matches: *s, action: [[]], name: []}]}
    #- /q.gql
    query ($a: , fragment on { ... on
    #- /g.py
    class (: def
  `);
  const { service, uri } = await openRepository(files);
  for (const [path, text] of files) {
    for (let offset = 0; offset <= text.length; offset++) {
      service.hover(uri(path), offset);
      service.definition(uri(path), offset);
      service.references(uri(path), offset, true);
      service.documentHighlights(uri(path), offset);
    }
    service.documentLinks(uri(path));
    for (const symbol of service.documentSymbols(uri(path))) expect(symbol.name).not.toBe('');
  }
});

test('highlights are those of the file', async () => {
  const { files, cursors } = parseFixture(`
    #- /objects/a.yml
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run}]}
    ---
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: a, action: $0run}, {name: run, action: run}]}
    #- /objects/b.yml
    kind: Object
    spec: {kind: CoreNodeTriggerRule, data: [{name: c, action: run}]}
  `);
  const { service, uri, text } = await openRepository(files);
  const found = service.documentHighlights(uri('/objects/a.yml'), cursors[0]?.offset ?? 0);
  expect(found.map(({ declares }) => declares)).toEqual([true, false, false]);
  for (const { range } of found) expect(text('/objects/a.yml').slice(range.start, range.end)).toBe('run');
});
