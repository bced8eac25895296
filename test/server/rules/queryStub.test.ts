import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-query';
const aboutQueries = ['unknown-query', 'unknown-query-variable', 'missing-query-variable', 'invalid-parameter-path'];

const around = (attributes = ''): string => `
    #- /schemas/rack.yml
    version: "1.0"
    nodes:
      - name: Pod
        namespace: Network
        human_friendly_id: [name__value]
        attributes: [{name: name, kind: Text, unique: true}]
      - name: Rack
        namespace: Location
        attributes: [{name: name, kind: Text, unique: true}, {name: size, kind: Number}, {name: tags, kind: List}]
        relationships: [{name: pod, peer: NetworkPod, cardinality: one}]
    #- /objects/racks.yml
    kind: Object
    spec:
      kind: CoreStandardGroup
      data:
        - {name: racks}
    ---
    kind: Object
    spec:
      kind: LocationRack
      data:
        - {name: r1, size: 1, tags: [], member_of_groups: [racks]${attributes}}`;

const generator = (parameters: string, targets = 'racks'): string => `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries: []
    generator_definitions:
      - {name: a, query: rack, file_path: a.py, targets: ${targets}${parameters}}
    `;

const withEntry = (config: string): string =>
  config.replace('queries: []', 'queries:\n      - name: rack\n        file_path: queries/rack.gql');

const stub = (text: string): string => `
    #- /queries/rack.gql${text.replaceAll(/^/gm, '    ').trimEnd()}
`;

test.each([
  [
    'an attribute',
    ', parameters: {rack: name__value}',
    `
query rack($rack: String!) {
  LocationRack(name__value: $rack) {
    edges {
      node {
        id
        __typename
        name {
          value
        }
      }
    }
  }
}`,
  ],
  [
    'a number and an id',
    ', parameters: {size: size__value, id: id}',
    `
query rack($size: BigInt!, $id: ID!) {
  LocationRack(size__value: $size, ids: [$id]) {
    edges {
      node {
        id
        __typename
        size {
          value
        }
      }
    }
  }
}`,
  ],
  [
    'an attribute of a peer, and its id',
    ', parameters: {pod: pod__name__value, pod_id: pod__id}',
    `
query rack($pod: String!, $pod_id: ID!) {
  LocationRack(pod__name__value: $pod, pod__ids: [$pod_id]) {
    edges {
      node {
        id
        __typename
      }
    }
  }
}`,
  ],
])('the new query reads the targets by what the parameters give: %s', async (_, parameters, text) => {
  const [before, after] = [generator(parameters), withEntry(generator(parameters))];
  await checkFix(rule, around() + before, stub(text) + after);
  await checkDiagnostics(aboutQueries, around() + stub(text) + after);
});

test.each([
  ['no parameters', ''],
  ['a path that leads nowhere', ', parameters: {rack: nmae__value}'],
  ['an attribute that holds a list', ', parameters: {tags: tags__value}'],
  ['a path through two objects', ', parameters: {rack: pod__pod__name__value}'],
  ['a name that is none in GraphQL', ', parameters: {rack-name: name__value}'],
  ['targets of unknown kinds', ', parameters: {rack: name__value}', 'others'],
])('a new query says nothing of what is not known: %s', async (_, parameters, targets = 'racks') => {
  const before = generator(parameters, targets);
  await checkFix(rule, around() + before, stub('\nquery rack {\n  __typename\n}') + withEntry(before));
});

test('the new query of a transform reads the targets of its artifact', async () => {
  const config = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries: []
    jinja2_transforms: [{name: text, query: rack, template_path: a.j2}]
    artifact_definitions:
      - {name: a, targets: racks, transformation: text, content_type: text/plain, parameters: {rack: name__value}}
    `;
  const text = `
query rack($rack: String!) {
  LocationRack(name__value: $rack) {
    edges {
      node {
        id
        __typename
        name {
          value
        }
      }
    }
  }
}`;
  await checkFix(rule, around() + config, stub(text) + withEntry(config));
  await checkDiagnostics(aboutQueries, around() + stub(text) + withEntry(config));
});

test('what only some of the users of the new query give need not be given', async () => {
  const config = `
    #- /.infrahub.yml
    schemas: [schemas]
    objects: [objects]
    queries: []
    generator_definitions:
      - {name: a, query: rack, file_path: a.py, targets: racks, parameters: {rack: name__value}}
      - {name: b, query: rack, file_path: a.py, targets: racks, parameters: {rack: name__value, size: size__value}}
    `;
  const text = `
query rack($rack: String!, $size: BigInt) {
  LocationRack(name__value: $rack, size__value: $size) {
    edges {
      node {
        id
        __typename
        name {
          value
        }
        size {
          value
        }
      }
    }
  }
}`;
  await checkFix(rule, around() + config, stub(text) + withEntry(config));
  await checkDiagnostics(aboutQueries, around() + stub(text) + withEntry(config));
  expect(await fixTitles(rule, around() + config)).toEqual(["Add query 'rack' (queries/rack.gql)"]);
});
