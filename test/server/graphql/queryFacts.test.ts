import { describe, expect, it } from 'vitest';
import { queryFacts, type QueryFacts } from '../../../server/src/model/queries/queryFacts';

const pod = `# the pod generator reads this
query pod_generator($name: String!, $limit: Int = 10, $ids: [ID!]) {
  target: NetworkPod(name__value: $name, ids: [$ids], limit: $limit, role__values: ["a", "b"], active__value: true) {
    count
    edges {
      node {
        id
        __typename
        name { value is_default }
        parent { node { name { value } } }
        racks { edges { node { ...Rack ... on LocationRack { height { value } } } } }
        spines { count }
      }
    }
  }
}

fragment Rack on LocationRack { id checksum { value } ...Elsewhere }
`;

describe('queryFacts', () => {
  it('tells the header, the arguments and what is read of the nodes', () => {
    const facts = queryFacts(pod);
    expect(facts.syntaxError).toBeUndefined();
    const [operation] = facts.operations;
    expect(operation).toMatchObject({ name: 'pod_generator', type: 'query' });
    expect(slice(pod, operation?.nameRange)).toBe('pod_generator');
    expect(operation?.variables.map(({ range, ...rest }) => ({ ...rest, text: slice(pod, range) }))).toEqual([
      { name: 'name', text: '$name', type: 'String!', required: true, hasDefault: false },
      { name: 'limit', text: '$limit', type: 'Int', required: false, hasDefault: true },
      { name: 'ids', text: '$ids', type: '[ID!]', required: false, hasDefault: false },
    ]);
    const [field] = operation?.rootFields ?? [];
    expect(field).toMatchObject({ name: 'NetworkPod', alias: 'target' });
    expect(slice(pod, field?.range)).toBe('NetworkPod');
    expect(field?.arguments.map(({ name, variable, constant }) => ({ name, variable, constant }))).toEqual([
      { name: 'name__value', variable: 'name' },
      { name: 'ids', variable: 'ids' },
      { name: 'limit', variable: 'limit' },
      { name: 'role__values', constant: ['a', 'b'] },
      { name: 'active__value', constant: true },
    ]);
    expect(field?.selectionPaths).toEqual([
      'id',
      '__typename',
      'name',
      'parent.name',
      'racks.id',
      'racks.checksum',
      'racks.height',
      'spines',
    ]);
    expect(field?.unresolvedSpreads).toEqual(['Elsewhere']);
  });

  it('lists fragments and spreads with the ranges of their names', () => {
    const facts = queryFacts(pod);
    expect(facts.fragments.map(({ name, on, spreads }) => ({ name, on, spreads }))).toEqual([
      { name: 'Rack', on: 'LocationRack', spreads: ['Elsewhere'] },
    ]);
    expect(slice(pod, facts.fragments[0]?.range)).toBe('Rack');
    expect(facts.fragmentSpreads.map((spread) => slice(pod, spread.range))).toEqual(['Rack', 'Elsewhere']);
  });

  it('reads an attribute called node, the answer of a mutation and root fields under a directive', () => {
    expect(pathsOf(queryFacts('{ CoreNumberPool { edges { node { node_attribute { value } } } } }'))).toEqual([
      'node_attribute',
    ]);
    const mutation = queryFacts('mutation M($x: Boolean!) { ... @include(if: $x) { PodUpdate { ok object { id } } } }');
    expect(mutation.operations[0]?.type).toBe('mutation');
    expect(pathsOf(mutation)).toEqual(['id']);
  });

  it.each([
    ['an open body', 'query pod($name: String!, $n: Int = 3) {\n  NetworkPod(name__value: ', 'name:String! n:Int='],
    ['an open header', 'query pod($name: [String!]!, $', 'name:[String!]!'],
    ['a missing type', 'query pod($name: ', 'name:'],
    ['a missing colon', 'query pod($name', 'name:'],
    ['an object default', 'query pod($o: OrderInput = {disable: true}, $b: ID!) { X( }', 'o:OrderInput= b:ID!'],
    ['a stray character', 'query pod($name: String!) { NetworkPod ? { id } }', 'name:String!'],
    ['an open string', 'query pod($name: String!) { NetworkPod(a: "{ ) { id } }', 'name:String!'],
    ['an empty body', 'query pod($name: String!) { }', 'name:String!'],
  ])('keeps name and variables of half-typed text: %s', (_, text, variables) => {
    const facts = queryFacts(text);
    expect(facts.syntaxError?.message).toMatch(/\w/);
    expect(facts.operations.map((operation) => operation.name)).toEqual(['pod']);
    const [operation] = facts.operations;
    const seen = operation?.variables.map(({ name, type, hasDefault }) => `${name}:${type}${hasDefault ? '=' : ''}`);
    expect(seen?.join(' ')).toBe(variables);
    for (const variable of operation?.variables ?? []) expect(slice(text, variable.range)).toBe(`$${variable.name}`);
  });

  it('finds the definitions after one that is left open', () => {
    const facts = queryFacts('query a { X { \n\nquery b($v: ID!) { Y { id } }\nfragment F on Y { ...G }\n');
    expect(facts.operations.map((operation) => operation.name)).toEqual(['a', 'b']);
    expect(facts.fragments.map(({ name, on, spreads }) => ({ name, on, spreads }))).toEqual([
      { name: 'F', on: 'Y', spreads: ['G'] },
    ]);
  });

  it('counts in UTF-16 code units and survives empty and foreign text', () => {
    const text = '# 🚀 é\nquery 🚀';
    expect(slice(text, queryFacts(text).syntaxError?.range)).toBe('\ud83d');
    const named = '# 🚀\nquery pod { X { id } }';
    expect(slice(named, queryFacts(named).operations[0]?.nameRange)).toBe('pod');
    expect(queryFacts('')).toMatchObject({ operations: [], syntaxError: {} });
    expect(queryFacts('\u0000\u0001PNG').operations).toEqual([]);
    expect(queryFacts('{ X { ').operations).toHaveLength(1);
  });

  it('never throws on any prefix of a query', () => {
    for (let length = 0; length <= pod.length; length++) {
      const facts = queryFacts(pod.slice(0, length));
      if (length > pod.indexOf('(')) expect(facts.operations[0]?.name).toBe('pod_generator');
    }
  });

  it.each([
    ['braces', `query q { a${'{a'.repeat(200_000)}`],
    ['closed braces', `query q { a${'{a'.repeat(5_000)}${'}'.repeat(5_001)}`],
    ['lists', `query q { a(x: ${'['.repeat(200_000)}`],
    ['types', `query q($a: ${'['.repeat(200_000)}`],
    ['fields', `query q { ${'a '.repeat(500_000)} }`],
    ['quotes', `query q { a(x: ${'"\\'.repeat(200_000)}`],
    ['spreads', `query q { X { edges { node { ${'...F '.repeat(1_000)} } } } }\n${bomb()}`],
    ['a cycle', 'query q { X { edges { node { ...A } } } } fragment A on X { id ...B } fragment B on X { ...A }'],
  ])('is bounded on hostile text: %s', (_, text) => {
    const started = performance.now();
    expect(queryFacts(text).operations[0]?.name).toBe('q');
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('names what is too deep or too long', () => {
    const nested = (levels: number) => `query q { ${'a {'.repeat(levels)} b ${'}'.repeat(levels)} }`;
    expect(queryFacts(nested(100)).syntaxError).toBeUndefined();
    expect(queryFacts(nested(301)).syntaxError?.message).toMatch(/300 levels/);
    expect(queryFacts(`query q { ${'a '.repeat(60_000)} }`).syntaxError?.message).toMatch(/token/);
  });

  it('tells what the answer calls otherwise, at every depth and in fragments', () => {
    const facts = queryFacts(`query q { K { e: edges { node { fid: id n: name { v: value } name { value } ...F } } } }
      fragment F on K { tpl: template { node { tid: id } } }`);
    expect(pathsOf(facts)).toEqual(['id', 'name', 'template.id']);
    expect(facts.operations[0]?.rootFields[0]?.aliases).toEqual([
      { path: 'edges', alias: 'e' },
      { path: 'edges.node.id', alias: 'fid' },
      { path: 'edges.node.template', alias: 'tpl' },
      { path: 'edges.node.template.node.id', alias: 'tid' },
    ]);
    expect(queryFacts(pod).operations[0]?.rootFields[0]).not.toHaveProperty('aliases');
  });

  it('does not read files over 2 MB', () => {
    const facts = queryFacts(`query q { a }${' '.repeat(2_000_000)}`);
    expect(facts.operations).toEqual([]);
    expect(facts.syntaxError?.message).toMatch(/2 MB/);
  });
});

/** Fragments that double at every level: 2^20 selections when unfolded. */
function bomb(): string {
  const levels = Array.from({ length: 20 }, (_, n) => `fragment F${n || ''} on X { ...F${n + 1} ...F${n + 1} }`);
  return `${levels.join('\n')}\nfragment F20 on X { id }`;
}

function pathsOf(facts: QueryFacts): readonly string[] | undefined {
  return facts.operations[0]?.rootFields[0]?.selectionPaths;
}

function slice(text: string, range: { start: number; end: number } | undefined): string | undefined {
  return range && text.slice(range.start, range.end);
}
