import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';
import { findingsIn } from '../../support/findings';

const rule = 'invalid-object-data';

test('data that is no list of objects', async () => {
  await checkDiagnostics(
    rule,
    `
    ---
    kind: Object
    spec:
      kind: A
      data:
    # ^^^^ error invalid-object-data: nothing under data
    ---
    kind: Object
    spec:
      kind: A
      data:
    # ^^^^ error invalid-object-data: must be a list of objects
        name: a
    ---
    kind: Object
    spec:
      kind: A
      data: a
    # ^^^^ error invalid-object-data: must be a list
    ---
    kind: Object
    spec:
      kind: A
      data:
        - name: a
        - racks
        # ^^^^^ error invalid-object-data: every item
        - [b]
        # ^^^ error invalid-object-data
    ---
    kind: Object
    spec: {kind: A, data: [{}], parameters: , other: 1}
    #                           ^^^^^^^^^^ error invalid-object-data: parameters must be a mapping
    ---
    kind: Object
    spec: {kind: A, data: [{}], parameters: {expand_range: maybe}}
    #                                        ^^^^^^^^^^^^ error invalid-object-data: true or false
    `,
  );
});

test.each([
  [
    'kind: Object\nspec: {kind: A}\ndata: []\n',
    'data',
    'data stands beside spec, where the loader ignores it. Move it below spec.',
  ],
  ['kind: Object\nspec: {kind: A}\n', 'spec', 'spec has no data.'],
])('a document of which nothing is loaded', async (text, marked, message) => {
  const start = 'Nothing is loaded from this document:';
  expect(await findingsIn(rule, text)).toEqual([`warning "${marked}": ${start} ${message}`]);
});

test('a slip of expand_range, which the loader ignores', async () => {
  const text = 'kind: Object\nspec:\n  kind: A\n  parameters:\n    expand_ranges: true\n  data: []\n';
  const message = 'The loader ignores expand_ranges, so no range is expanded. Did you mean expand_range?';
  expect(await findingsIn(rule, text)).toEqual([`warning "expand_ranges": ${message}`]);
  await checkFix(rule, `#- /objects/a.yml\n${text}`, `#- /objects/a.yml\n${text.replace('ranges', 'range')}`);
  expect(await findingsIn(rule, text.replace('    expand', '    expand_range: true\n    expand'))).toEqual([]);
});

test('what the loader accepts', async () => {
  await checkDiagnostics(
    rule,
    `
    ---
    kind: Object
    spec: {kind: A, data: []}
    ---
    kind: Object
    spec:
      kind: A
      parameters: {expand_range: yes, more: 1}
      data:
      - name: a
      # b
      - &x {name: b}
      - *x
      - <<: *x
    ---
    kind: Object
    spec: {kind: A, parameters: {expand_range: "on"}, data: [{}]}
    ---
    kind: Menu
    spec: {}
    `,
  );
});

test.each([
  [
    'Move data below spec',
    'kind: Object\nspec:\n  kind: A\ndata:\n  - name: a\n  - name: b\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - name: a\n    - name: b\n',
  ],
  [
    "Rename 'datas' to data",
    'kind: Object\nspec:\n  kind: A\n  datas:\n    - name: a\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - name: a\n',
  ],
  ['Write an empty list', 'kind: Object\nspec:\n  kind: A\n  data:\n', 'kind: Object\nspec:\n  kind: A\n  data: []\n'],
  [
    'Make it a list',
    'kind: Object\nspec:\n  kind: A\n  data:\n    name: a\n    label: b\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - name: a\n      label: b\n',
  ],
  [
    'Make each an item with its name',
    'kind: Object\nspec:\n  kind: A\n  data:\n    a: # first\n      b: c\n      d: e\n    "f":\n        g: h\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - name: a # first\n      b: c\n      d: e\n    -   name: "f"\n        g: h\n',
  ],
  [
    'Make it a list',
    'kind: Object\nspec:\n  kind: A\n  data:\n    a:\n      name: b\n    c:\n      d: e\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - a:\n        name: b\n      c:\n        d: e\n',
  ],
  [
    'Make it a list',
    'kind: Object\nspec:\n  kind: A\n  data:\n    a: &a\n      b: c\n',
    'kind: Object\nspec:\n  kind: A\n  data:\n    - a: &a\n        b: c\n',
  ],
  [
    'Make it a list',
    'kind: Object\nspec: {kind: A, data: {name: a}}\n',
    'kind: Object\nspec: {kind: A, data: [{name: a}]}\n',
  ],
  ['Remove parameters', 'kind: Object\nspec:\n  parameters:\n  data: []\n', 'kind: Object\nspec:\n  data: []\n'],
  [
    'Change to true',
    'kind: Object\nspec:\n  parameters:\n    expand_range: si\n  data: []\n',
    'kind: Object\nspec:\n  parameters:\n    expand_range: true\n  data: []\n',
  ],
])('fix: %s', async (title, before, after) => {
  await checkFix(rule, before, after, title);
});

test('names are taken out of the mapping only where nothing else is meant', async () => {
  const titles = (data: string): Promise<string[]> =>
    fixTitles(rule, `kind: Object\nspec:\n  kind: A\n  data:\n${data}`);
  expect(await titles('    a:\n      b: c\n')).toEqual(['Make each an item with its name', 'Make it a list']);
  for (const data of ['    a: &a\n      b: c\n', '    a:\n      name: c\n', '    a: {b: c}\n', '    ? a\n    : b: c\n'])
    expect(await titles(data)).not.toContain('Make each an item with its name');
});

test('an alias that brings many wrong items is one mistake', async () => {
  await checkDiagnostics(
    'invalid-object-data',
    `
    words: &words [1, 2, 3, 4, 5]
    kind: Object
    spec:
      kind: BuiltinTag
      data: *words
    # ^^^^ error invalid-object-data: every item of data must be an object
    `,
  );
});

test('data with a slip in it: the slip is the place', async () => {
  const text = 'kind: Object\nspec:\n  kind: A\n  daa:\n    - name: a\n';
  expect(await findingsIn(rule, text)).toEqual([
    'warning "daa": Nothing is loaded from this document: spec has no data. Did you mean data?',
  ]);
  const alias = 'kind: Object\nmetadata: &a {kind: A, daa: []}\nspec: *a\n';
  expect(await findingsIn(rule, alias)).toEqual([
    'warning "spec": Nothing is loaded from this document: spec has no data.',
  ]);
});
