import { readFolder } from '../../support/repository';
import { allRecorded } from '../../evidence/recorded';

/** A trigger file with most forms of block and flow style. */
const triggers = `---
# Rules of the fabric
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data: # all rules
    # the first
    - name: rule-a
      node_kind: NetworkPod
      mutation_action: updated
      description: "says - this\\n  and: that"
      action: run-a
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any

    -
      name: rule-b
      description: |
        a block
          - with: a dash

        and an empty line
      action: {kind: CoreGeneratorAction, data: {name: run-b, generator: g}}
    - {name: rule-c, action: [run-c], matches: []}
    # between
    - name: rule-d
      description: >-
        folded
        text
      # inside
      active: off
    # at the end
`;

/** Small texts, each of a form that is easily read wrongly. */
const nasty: Record<string, string> = {
  empty: '',
  blank: '  \n\n \t\n',
  comment: '# nothing\n',
  bom: `\ufeff${triggers}`,
  crlf: triggers.replaceAll('\n', '\r\n'),
  carriageReturns: triggers.replaceAll('\n', '\r'),
  tabs: 'kind: Object\nspec:\n\tkind: X\n',
  emoji: 'kind: Object\nspec:\n  kind: A\n  data:\n    - name: "😀😀"\n      label: 😀 x\n    - name: 👩‍👩‍👧\n',
  loneSurrogate: 'kind: Object\nspec:\n  kind: A\n  data:\n    - name: \ud83d\n',
  nul: 'kind: Object\0\nspec:\n  data: [\0]\n',
  itemsAtKey: 'kind: Object\nspec:\n  kind: A\n  data:\n  - name: a\n  - name: b\n  parameters: {}\n',
  keysAfterData: 'kind: Object\nspec:\n  data:\n    - name: a\n    - name: b\n  kind: A\napiVersion: infrahub.app/v1\n',
  blockAtItemColumn: 'spec:\n  data:\n    - a: |\n        x\n    - b: |+\n        y\n\n    - >\n     z\n\n    - c\n',
  nestedLists: 'spec:\n  data:\n    - - a\n      - b\n    - - - c\n    -\n      - d\n',
  dashInQuotes: 'spec:\n  data:\n    - a: "x\n    - y"\n    - b: \'p\n      - q\'\n',
  dashInFlow: 'spec:\n  data:\n    - [a,\n      - b]\n    - {c: d,\n       e: f}\n',
  questionKeys: '? kind\n: Object\n? spec\n:\n  ? data\n  : - a\n    - b\n',
  complexKeys: '? [a, b]\n: c\n? {d: e}\n: f\n{{ jinja }}: g\n',
  otherKeys: '1: a\ntrue: b\n~: c\n2026-01-01: d\n: e\n',
  duplicates: 'a: 1\na: 2\nspec:\n  data: []\n  data:\n    - x\n    - y\nspec:\n  data:\n    - z\n',
  anchors: 'spec:\n  data:\n    - &a {name: x}\n    - *a\n    - <<: *a\n      b: *nope\n    - &c [*c]\n',
  mergeKeys: 'base: &b {name: x, name: y}\nspec:\n  kind: A\n  data:\n    - <<: *b\n    - <<: [*b, *b]\n    - <<: x\n',
  directives: '%YAML 1.1\n%TAG ! !x\n---\nspec:\n  data:\n    - a\n---\n%b: c\n',
  endMarkers: 'a: 1\n...\n---\nspec:\n  data:\n    - b\n...\n# end\n',
  manyMarkers: '---\n---\n\n--- a\n--- {b: c}\n---a\n...\n...\n',
  dataWithComment:
    'spec: # s\n  kind: A # k\n  data: # d\n    # first\n\n    - a # x\n      # inside\n\n    - b\n    # last\n',
  noBreakAtEnd: 'spec:\n  data:\n    - a: b\n    - c: d',
  unclosed: 'a: "b\nc: [d\ne: {f\n',
  tags: 'a: !env X\nb: !!python/name:os.system\nc: !!str 3\nd: !<x> y\n',
  json: '{"kind": "Object", "spec": {"kind": "A", "data": [{"name": "a"}, {"name": "b"}]}}',
  jsonLines: '{\n  "kind": "Object",\n  "spec": {\n    "data": [\n      {"name": "a"}\n    ]\n  }\n}\n',
  listAtTop: '- a: b\n- c\n',
  textAtTop: 'just text\n  on two lines\n',
  underIndented: 'a: "x\ny"\nb: [1,\n2]\nspec:\n  data:\n    - c: "p\n  q"\n',
  suppressions:
    '# cascade-disable-next-line nope\na: 1 # cascade-disable-next-line\n# cascade-disable-next-line a, b -- c\n',
};

/** All sample texts by name: our own, what the real loader was asked about, and the example repository. */
export function sampleTexts(): [string, string][] {
  const recorded = (['objects', 'config', 'menus'] as const).flatMap((group) =>
    allRecorded(group).flatMap(({ name, text }): [string, string][] =>
      text === undefined ? [] : [[`${group}/${name}`, text]],
    ),
  );
  return [['triggers', triggers], ...Object.entries(nasty), ...exampleTexts(), ...recorded];
}

/** The data files of the example repository. */
export function exampleTexts(): [string, string][] {
  return readFolder('examples/fabric').filter(([path]) => /\.ya?ml$/.test(path));
}
