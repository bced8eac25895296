import { expect, test } from 'vitest';
import type { DocumentSymbol } from '../../../server/src/features/documentSymbols';
import { openRepository, readFolder } from '../../support/repository';

/** The outline, one line per symbol, indented by depth; every promise about ranges is checked on the way. */
async function outline(path: string, text: string): Promise<string> {
  const { service, uri } = await openRepository([[path, text]]);
  const lines = (symbols: readonly DocumentSymbol[], depth: number, around?: DocumentSymbol): string[] =>
    symbols.flatMap((symbol) => {
      const { range, selection, name, detail, kind } = symbol;
      expect(range.start <= selection.start && selection.end <= range.end, name).toBe(true);
      if (around) expect(around.range.start <= range.start && range.end <= around.range.end, name).toBe(true);
      const shown = `${'  '.repeat(depth)}${name}${detail ? ` (${detail})` : ''} ${kind}`;
      return [shown, ...lines(symbol.children, depth + 1, symbol)];
    });
  return lines(service.documentSymbols(uri(path)), 0).join('\n');
}

test('an object file: documents, objects, what is nested in them', async () => {
  const text = `---
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: a
      node_kind: NetworkPod
      action:
        kind: CoreGeneratorAction
        data: {name: run, generator: g}
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any
    - name: b
---
kind: Object
spec: {kind: CoreStandardGroup, data: [{name: pods}, {label: x}]}
`;
  expect(await outline('/objects/a.yml', text)).toBe(
    `CoreNodeTriggerRule kind
  a (NetworkPod) object
    run (CoreGeneratorAction) object
    checksum (any) match
  b object
CoreStandardGroup kind
  pods object
  CoreStandardGroup object`,
  );
});

test('.infrahub.yml: sections with their entries and paths', async () => {
  const text = `objects: [objects, a.yml]
queries:
  - name: q
    file_path: q.gql
  - file_path: r.gql
generator_definitions:
`;
  expect(await outline('/.infrahub.yml', text)).toBe(
    `objects section
  objects path
  a.yml path
queries section
  q entry
  ? entry
generator_definitions section`,
  );
});

test('a schema file: kinds with their members', async () => {
  const text = `nodes:
  - namespace: Network
    name: Pod
    attributes: [{name: role, kind: Text}]
    relationships: [{name: parent, peer: NetworkFabric}]
generics:
  - {namespace: Generator, name: Target}
extensions:
  nodes:
    - {kind: NetworkPod, attributes: [{name: more, kind: Text}]}
`;
  const files = new Map([
    ['/.infrahub.yml', 'schemas: [s.yml]\n'],
    ['/s.yml', text],
  ]);
  const { service, uri } = await openRepository(files);
  const shown = (symbols: readonly DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, detail, children }) => [name, detail, shown(children)]);
  expect(shown(service.documentSymbols(uri('/s.yml')))).toEqual([
    [
      'NetworkPod',
      undefined,
      [
        ['role', 'Text', []],
        ['parent', 'NetworkFabric', []],
      ],
    ],
    ['GeneratorTarget', 'generic', []],
    ['NetworkPod', 'extension', [['more', 'Text', []]]],
  ]);
});

test('.infrahub-cascade.yml: its keys', async () => {
  expect(await outline('/.infrahub-cascade.yml', 'profile: all\nrules: {x: off}\n')).toBe('profile key\nrules key');
});

test('files that are nothing to us have no outline', async () => {
  expect(await outline('/notes.yml', 'a: 1\n')).toBe('');
  expect(await outline('/objects/empty.yml', '')).toBe('');
});

test('symbols of the workspace by the letters of their names', async () => {
  const { service } = await openRepository(readFolder('examples/fabric'));
  const named = (query: string): string[] =>
    service.workspaceSymbols(query).map(({ kind, name, container }) => `${kind} ${name} ${container}`);
  expect(named('genpod')).toEqual(
    expect.arrayContaining(['generator generate-pod .infrahub.yml', 'entry generate_pod .infrahub.yml']),
  );
  expect(named('NETPOD')[0]).toBe('kind NetworkPod schemas/logical_design.yml');
  expect(named('run-pod-generator')[0]).toBe('action run-pod-generator objects/90_triggers.yml');
  expect(named('trpodrole')[0]).toBe('rule trigger-pod-generator-role objects/90_triggers.yml');
  expect(named('zzz')).toEqual([]);
  expect(named('').length).toBeGreaterThan(20);
});

test('names of several lines stand on one, and what has no name is no symbol of the workspace', async () => {
  const group = (name: string): string => `    - name: ${name}\n      label: x\n`;
  const items = group('|\n        one\n        two') + group('""') + group('" "');
  const text = `kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n${items}`;
  expect(await outline('/objects/a.yml', text)).toBe(
    'CoreStandardGroup kind\n  one two object\n  ? object\n  ? object',
  );
  const { service } = await openRepository([['/objects/a.yml', text]]);
  const groups = service.workspaceSymbols('').filter(({ kind }) => kind === 'group');
  expect(groups.map(({ name }) => name)).toEqual(['one two']);
});

test('the list of workspace symbols is cut', async () => {
  const items = Array.from({ length: 2000 }, (_, index) => `    - name: group-${index}`).join('\n');
  const text = `kind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n${items}\n`;
  const { service } = await openRepository([['/objects/a.yml', text]]);
  expect(service.workspaceSymbols('group')).toHaveLength(500);
});

test('links lead to files that exist', async () => {
  const text = `schemas: [schemas, "./schemas/a.yml"]
queries:
  - {name: q, file_path: q.gql}
  - {name: r, file_path: gone.gql}
`;
  const files = [
    ['/.infrahub.yml', text],
    ['/schemas/a.yml', ''],
    ['/q.gql', '{ a }'],
  ] as const;
  const { service, uri } = await openRepository(files);
  const links = service.documentLinks(uri('/.infrahub.yml'));
  expect(links.map(({ range, uri: to }) => [text.slice(range.start, range.end), to])).toEqual([
    ['./schemas/a.yml', uri('/schemas/a.yml')],
    ['q.gql', uri('/q.gql')],
  ]);
  expect(service.documentLinks(uri('/schemas/a.yml'))).toEqual([]);
});
