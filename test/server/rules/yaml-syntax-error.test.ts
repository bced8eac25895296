import { describe, expect, test } from 'vitest';
import { createService } from '../../../server/src/service';
import { applyEdits, checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { memoryWorkspace } from '../../support/memoryWorkspace';
import { openRepository } from '../../support/repository';

const rule = 'yaml-syntax-error';

test('one error for each part that cannot be read, at its place, in every kind of file', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: [objects
    #               ^ error yaml-syntax-error: Infrahub cannot read this file: the bracket is not closed; ] is missing.
    #- /.infrahub-cascade.yml
    profile: "all
    #        ^^^^ error yaml-syntax-error: Cascade cannot read this file: a closing " is missing
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a: b
        #       ^ error yaml-syntax-error: needs quotes
        - name: fine
        - name: @at
        #       ^ error yaml-syntax-error: begins with @
    #- /notes.yml
    a: [not ours
    #- /objects/parked.yml.save
    kind: Object
    spec: [parked
    `,
  );
});

test('a text that is not closed is marked where its quote opens, however far it goes', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    objects: [objects, "menus]
    #                  ^^^^^^^ error yaml-syntax-error: a closing " is missing
    queries: []
    #- /objects/triggers.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: fine
        - name: 'it''s
    #           ^^^^^^ error yaml-syntax-error: a closing ' is missing
          action: run
          description: of the pod
        - name: fine too
        - {name: a, action: "run, node_kind: K}
        #                   ^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: a closing " is missing
    #- /objects/b.yml
    kind: Object
    spec:
      kind: "CoreNodeTriggerRule
      #     ^^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: a closing " is missing
    `,
  );
});

test('schema and menu files', async () => {
  await checkDiagnostics(
    rule,
    `
    #- /.infrahub.yml
    schemas: [schemas]
    menus: [menus]
    #- /schemas/a.yml
    nodes: *nowhere
    #      ^^^^^^^^ error yaml-syntax-error: no anchor &nowhere
    #- /menus/a.yml
    kind: Menu
    spec: {{ menu }}
    #      ^^^^^^^^ error yaml-syntax-error: cannot be a key
    `,
  );
});

test('what the loader reads is no error', async () => {
  await checkDiagnostics(
    rule,
    `
    %YAML 1.1
    ---
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: "a
      b"
        - &anchor {name: c, label: [
      d]}
        - <<: *anchor
          description: |
            a: b: [c
    ...
    `,
  );
  await checkDiagnostics(
    undefined,
    `
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: a
          description: "one
        - two"
        - name: b
    `,
  );
});

test('a tag is removed, with the blank behind it', async () => {
  const before = (name: string) => `
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - name: ${name}
    `;
  await checkFix(rule, before('!env RACKS'), before('RACKS'), 'Remove the tag !env');
});

test('tabs become blanks', async () => {
  await checkFix(rule, 'kind: Object\nspec:\n\tkind: A\n', 'kind: Object\nspec:\n  kind: A\n');
});

/** A rule with one line that is wrong; its keys stand in column 6. */
const withLine = (line: string, behind = ''): string =>
  `kind: Object\nspec:\n  kind: CoreNodeTriggerRule\n  data:\n    - name: a\n${line}\n${behind}      action: run\n`;

describe('lines as people write them', () => {
  test.each<[name: string, line: string, mark: string, mended: string]>([
    [
      'a key that is indented too deep',
      '        node_kind: NetworkPod',
      '#       ^^^^^^^^^ error yaml-syntax-error: this line is indented deeper than the key above it',
      '      node_kind: NetworkPod',
    ],
    [
      'keys that are indented too deep, with what is below them',
      '        matches:\n          kind: A\n        active: true',
      '',
      '      matches:\n        kind: A\n      active: true',
    ],
    [
      'a key that is indented like what belongs below it',
      '        matches:\n        # which\n        kind: A\n        data: []',
      '',
      '      matches:\n        # which\n        kind: A\n        data: []',
    ],
    [
      'a key that is indented like the list below it',
      '        matches:\n        - kind: A\n        - kind: B',
      '',
      '      matches:\n      - kind: A\n      - kind: B',
    ],
    [
      'a key that is indented too little',
      '     node_kind: NetworkPod',
      '#    ^^^^^^^^^ error yaml-syntax-error: this line begins with 5 blanks; 6 would fit the lines around it.',
      '      node_kind: NetworkPod',
    ],
    [
      'a key in the column of the dash, and a comment',
      '    node_kind: NetworkPod # of a fabric',
      '#   ^^^^^^^^^ error yaml-syntax-error: this line begins with 4 blanks; 6 would fit the lines around it.',
      '      node_kind: NetworkPod # of a fabric',
    ],
    [
      'a line of a text',
      '      description: |\n        one\n       two',
      '',
      '      description: |\n        one\n        two',
    ],
    [
      'a dash too far to the left',
      '   - name: b',
      '#  ^^^^^^ error yaml-syntax-error: this line begins with 3 blanks; 4 would fit the lines around it.',
      '    - name: b',
    ],
    [
      'a dash too far to the right, behind a key with a value',
      '      active: true\n     - name: b',
      '#    ^^^^^^ error yaml-syntax-error: this line begins with 5 blanks; 4 would fit the lines around it.',
      '      active: true\n    - name: b',
    ],
    [
      'a colon without a blank',
      '      node_kind:NetworkPod',
      '#     ^^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: a blank is missing behind this colon',
      '      node_kind: NetworkPod',
    ],
    [
      'a key without a colon',
      '      node_kind NetworkPod # of a fabric',
      '#     ^^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: this line is no key with a colon behind it',
      '      node_kind: NetworkPod # of a fabric',
    ],
    [
      'a text with a colon',
      "      description: pod's role: any # of it",
      '#                  ^ error yaml-syntax-error: there is a second colon on this line',
      "      description: 'pod''s role: any' # of it",
    ],
    [
      'a text with a percent sign in front',
      '      description: %x',
      '#                  ^ error yaml-syntax-error: a text that begins with % needs quotes',
      "      description: '%x'",
    ],
    [
      'a blank of a web page',
      '      node_kind:\u00a0NetworkPod',
      '#               ^ error yaml-syntax-error: a blank on this line is a special one',
      '      node_kind: NetworkPod',
    ],
    ['a tab before a key', '\tnode_kind: NetworkPod', '', '      node_kind: NetworkPod'],
    [
      'a tab behind a colon',
      '      node_kind:\tNetworkPod',
      '#               ^ error yaml-syntax-error: tabs are not allowed here',
      '      node_kind: NetworkPod',
    ],
    [
      'a question mark in brackets',
      "      tags: [is it's?, b]",
      '#            ^^^^^^^^ error yaml-syntax-error: a text with a question mark needs quotes',
      "      tags: ['is it''s?', b]",
    ],
    [
      'a question mark in a key in braces',
      '      tags: {why? : b}',
      '#            ^^^^ error yaml-syntax-error: a text with a question mark needs quotes',
      "      tags: {'why?' : b}",
    ],
    ['a comma that is missing in braces', '      tags: {a\n        b: c}', '', '      tags: {a,\n        b: c}'],
    [
      'a comma that is missing behind a value in braces',
      '      tags: {a: some text\n        b: c}',
      '',
      '      tags: {a: some text,\n        b: c}',
    ],
    ['a comma that is missing in brackets', '      tags: [a\n        b: c]', '', '      tags: [a,\n        b: c]'],
  ])('%s', async (_, line, mark, mended) => {
    if (mark) await checkDiagnostics(rule, withLine(line, `${mark}\n`));
    await checkFix(rule, withLine(line), withLine(mended));
  });

  test.each([
    ['{a: b', '    ^', 'before a further key a comma is needed', '\n        c: d}'],
    ['[a', ' ^', 'before a further key a comma is needed', '\n        c: d]'],
    ['{a: b c: d}', '    ^^^^^^', 'in brackets a comma is missing here, or a text with a colon needs quotes', ''],
    ['{a: "b" "c": d}', '        ^^^', 'this text in quotes does not fit what stands before it', ''],
    ['["a" b]', '     ^', 'a comma is missing before this', ''],
    ['{"a" "b"}', '     ^', 'a comma or a colon is missing before this', ''],
  ])('what is missing in %s is said in plain words', async (value, mark, words, rest) => {
    const line = `#           ${mark} error yaml-syntax-error: ${words}`;
    await checkDiagnostics(rule, withLine(`      tags: ${value}`, `${line}${rest}\n`));
  });

  test('a comma that is missing behind a text in quotes', async () => {
    const mark = '#       ^ error yaml-syntax-error: a comma is missing before this\n';
    await checkDiagnostics(rule, withLine('      tags: {a: "b"\n        c: d}', mark));
  });

  test.each([
    ['act', '#     ^^^ error yaml-syntax-error: this line is no key with a colon behind it'],
    ['see http://a.example/b c', '#     ^^^^^^^^^^^^^^^^^^^^^^^^ error yaml-syntax-error: this line is no key'],
  ])('%s is said to be no key, and nothing is guessed', async (line, mark) => {
    await checkDiagnostics(rule, withLine(`      ${line}`, `${mark}\n`));
    expect(await fixTitles(rule, withLine(`      ${line}`))).toEqual([]);
  });

  test.each([
    ['the key of a list is missing', '          - attribute_name: a\n#           ^^^^^^^^^^^^^^'],
    ['a text goes on until a line looks like a key', '          more text\n          note: a\n#         ^^^^'],
  ])('%s: no quotes are offered for the line above', async (_, below) => {
    const matches = '      matches:\n        kind: CoreNodeTriggerAttributeMatch';
    const mark = ' error yaml-syntax-error: this line is indented deeper than the key above it';
    await checkDiagnostics(rule, withLine(`${matches}\n${below}${mark}`));
    const titles = await fixTitles(rule, withLine(`${matches}\n${below.replace(/\n#.*/, '')}`));
    expect(titles).not.toContain('Put it into quotes');
  });

  test.each(['tags: {"a\n        b": c}', 'tags: {a\n        : c}', 'tags: [a\n        b?]'])(
    'nothing is guessed for %j',
    async (line) => {
      expect(await fixTitles(rule, withLine(`      ${line}`))).toEqual([]);
    },
  );

  test('a mark of a merge conflict, wherever the parser stumbles over it', async () => {
    const source = withLine('<<<<<<< HEAD\n      action: go\n=======', '>>>>>>> other\n');
    const repository = await openRepository([['/objects/a.yml', source]]);
    const found = repository.service.diagnostics(repository.uri('/objects/a.yml'));
    expect(found.map(({ range, message }) => [source.slice(range.start, range.end), message])).toEqual([
      [
        '<<<<<<< HEAD',
        'Infrahub cannot read this file: git left this mark of a merge conflict; keep one side and remove the marks.',
      ],
    ]);
  });

  test.each([
    ['      matches:\n        kind: A\n       data: []\n', 'where it could belong to either of two mappings'],
    ['      description: |\n        a\n       b: c\n', 'where it could belong to a text'],
    ['    - name: b\n      active: true\n     name: c\n', 'where it would stand beside its equal'],
  ])('%j is not moved: %s', async (lines) => {
    expect(await fixTitles(rule, withLine(lines))).toEqual([]);
  });

  test('a line is moved although another item has an error, and although the item is unusual', async () => {
    const source = (blanks: string) =>
      withLine(
        `${blanks}node_kind: K\n      description: "a\n        b"\n    - name: b\n      active: [\n    - name: c`,
      );
    const repository = await openRepository([['/objects/a.yml', source('     ')]]);
    const uri = repository.uri('/objects/a.yml');
    const [fix] = repository.service.diagnostics(uri)[0]?.finding.fixes?.() ?? [];
    if (!fix) throw new Error('no fix');
    expect(applyEdits(repository, repository.service.resolveFix(uri, fix)).get('/objects/a.yml')).toBe(
      source('      '),
    );
  });

  test('no fix writes a key beside its equal', async () => {
    const source = 'kind: Object\n  kind: CoreNodeTriggerRule\n  data: []\n';
    expect(await fixTitles(rule, source)).toEqual([]);
  });
});

test('a file that is not UTF-8 is refused; one that is not listed is nobody’s business', async () => {
  const files = new Map<string, string | { kind: 'binary' }>([
    ['file:///repo/.infrahub.yml', 'objects: [objects]\n'],
    ['file:///repo/objects/a.yml', { kind: 'binary' }],
    ['file:///repo/other.yml', { kind: 'binary' }],
  ]);
  const service = createService({ workspace: memoryWorkspace(files), now: () => 0, log: () => undefined });
  await service.index(['file:///repo']);
  const messages = [...files.keys()].flatMap((uri) => service.diagnostics(uri).map(({ message }) => [uri, message]));
  expect(messages).toEqual([
    ['file:///repo/objects/a.yml', 'Infrahub cannot read this file: it is not UTF-8 text. Save it as UTF-8.'],
  ]);
});

test.each(['{x: y}: e', '[x, y]: e', '{{ x }}: e'])('%s in any place: what is wrong with the key', async (line) => {
  for (const before of ['', 'objects: [objects]\n', 'queries:\n  - name: a\n    ']) {
    const repository = await openRepository([['/.infrahub.yml', `${before}${line}\n`]]);
    const [found, ...more] = repository.service.diagnostics(repository.uri('/.infrahub.yml'));
    expect(found?.message).toBe(
      'Infrahub cannot read this file: a mapping or list cannot be a key; a text that begins with a bracket needs quotes.',
    );
    expect(more).toEqual([]);
  }
});

test.each(['- ', '[', '{', '? ', '{a: '])('%j without end is nested too deeply', async (opening) => {
  const repository = await openRepository([['/.infrahub.yml', `${opening.repeat(20_000)}\n`]]);
  const [found] = repository.service.diagnostics(repository.uri('/.infrahub.yml'));
  expect(found?.message).toBe('Infrahub cannot read this file: this YAML is nested too deeply to be read.');
});
