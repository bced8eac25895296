import { describe, expect, it } from 'vitest';
import type { NewGeneratorParams } from '../../../server/src/protocol/newGenerator';
import { applyEdits } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository, type Repository } from '../../support/repository';

const start = `
  #- /.infrahub.yml
  ---
  schemas: [schemas/site.yml]
  queries:
    - name: make_site # the first
      file_path: graphql/make_site.gql
  generator_definitions:
    - name: make-site
      file_path: code/make_site.py
      query: make_site
      targets: sites
      parameters: {site_name: name__value}
      class_name: SiteGenerator
  #- /schemas/site.yml
  version: "1.0"
  nodes:
    - name: Site
      namespace: Plant
      human_friendly_id: [name__value]
      attributes:
        - {name: name, kind: Text, unique: true}
    - name: CoolingLoop
      namespace: Plant
      attributes:
        - {name: pressure, kind: Number}
  #- /graphql/make_site.gql
  query make_site($site_name: String!) { PlantSite(name__value: $site_name) { edges { node { id } } } }
  #- /code/make_site.py
  from infrahub_sdk.generator import InfrahubGenerator


  class SiteGenerator(InfrahubGenerator):
      async def generate(self, data: dict) -> None:
          self.logger.info("%s", data["PlantSite"]["edges"])
`;

async function plan(source: string, params: Partial<NewGeneratorParams>) {
  const repository = await openRepository(parseFixture(source).files);
  const all = {
    root: repository.uri(''),
    name: 'cool-loops',
    kind: 'PlantSite',
    group: 'loops',
    folder: 'code',
    ...params,
  };
  return { repository, planned: repository.service.planNewGenerator(all) };
}

async function written(source: string, params: Partial<NewGeneratorParams>): Promise<Map<string, string>> {
  const { repository, planned } = await plan(source, params);
  if ('refusal' in planned) throw new Error(planned.refusal);
  return applyEdits(repository, planned.edits);
}

function allFindings(repository: Repository): string[] {
  return [...repository.files.keys()].flatMap((uri) =>
    repository.service.diagnostics(uri).map(({ message, finding }) => `${uri} ${finding.rule.id}: ${message}`),
  );
}

describe('New Modular Generator', () => {
  it('writes query, Python, registration and group in the style of the repository', async () => {
    const files = await written(start, { group: 'sites' });
    expect(files.get('/.infrahub.yml')).toBe(
      `${parseFixture(start)
        .files.get('/.infrahub.yml')
        ?.replace(
          'graphql/make_site.gql\n',
          'graphql/make_site.gql\n  - name: cool_loops\n    file_path: graphql/cool_loops.gql\n',
        )
        .trimEnd()}
  - name: cool-loops
    file_path: code/cool_loops.py
    query: cool_loops
    targets: sites
    parameters:
      site_name: name__value
    class_name: CoolLoopsGenerator
    convert_query_response: false
    execute_in_proposed_change: true
    execute_after_merge: false
objects:
  - objects/groups.yml`,
    );
    expect(files.get('/objects/groups.yml')).toBe(
      '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - name: sites\n',
    );
    expect(files.get('/graphql/cool_loops.gql')).toBe(`query cool_loops($site_name: String!) {
  PlantSite(name__value: $site_name) {
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
}
`);
    expect(files.get('/code/cool_loops.py')).toContain('class CoolLoopsGenerator(InfrahubGenerator):');
    expect(files.get('/code/cool_loops.py')).toContain('site_name = site["name"]["value"]');
  });

  it('makes a repository without a finding, where the generator is read to the end', async () => {
    const repository = await openRepository(await written(start, { group: 'sites' }));
    expect(allFindings(repository).filter((each) => /cool_loops|cool-loops|groups/.test(each))).toEqual([]);
    const [project] = repository.service.projects();
    const made = project?.generators.find(({ name }) => name === 'cool-loops');
    expect(made).toMatchObject({ codeIsWhole: true, queryKinds: ['PlantSite'], code: { stub: false, unknown: false } });
  });

  it('finds objects without a name by their id', async () => {
    const files = await written(start, { kind: 'PlantCoolingLoop' });
    expect(files.get('/graphql/cool_loops.gql')).toContain(
      'query cool_loops($cooling_loop_id: ID!) {\n  PlantCoolingLoop(ids: [$cooling_loop_id]) {',
    );
    expect(files.get('/.infrahub.yml')).toContain('cooling_loop_id: id\n');
    expect(files.get('/code/cool_loops.py')).toContain('cooling_loop_id = cooling_loop["id"]');
    expect(allFindings(await openRepository(files)).filter((each) => each.includes('cool'))).toEqual([]);
  });

  it('takes an existing group as it is, and puts a new one behind the others', async () => {
    const group = `
  #- /objects/teams.yml
  ---
  apiVersion: infrahub.app/v1
  kind: Object
  spec:
    kind: CoreStandardGroup
    data:
      - name: sites # of make-site
`;
    const listed = start.replace('  schemas:', '  objects: [objects]\n  schemas:') + group;
    expect((await written(listed, { group: 'sites' })).get('/objects/teams.yml')).toBe(
      parseFixture(listed).files.get('/objects/teams.yml'),
    );
    expect((await written(listed, { group: 'loops' })).get('/objects/teams.yml')).toContain(
      '    - name: sites # of make-site\n    - name: loops\n',
    );
  });

  it('refuses a group that the server fills itself', async () => {
    const group = `
  #- /objects/tracking.yml
  ---
  apiVersion: infrahub.app/v1
  kind: Object
  spec:
    kind: CoreGeneratorGroup
    data:
      - name: tracked
`;
    const { planned } = await plan(start.replace('  schemas:', '  objects: [objects]\n  schemas:') + group, {
      group: 'tracked',
    });
    expect(planned).toMatchObject({ refusal: expect.stringContaining('tracked is a CoreGeneratorGroup') as string });
  });

  it.each([
    ['a taken name', { name: 'make-site' }, 'There is a generator make-site already.'],
    ['a file in the way', { name: 'make_site', group: 'sites' }, 'code/make_site.py is there already'],
    ['a kind that is not there', { kind: 'PlantNope' }, 'PlantNope is no kind'],
    ['a name that begins with a digit', { name: '1abc' }, "'1abc' is no name for a generator: begin with a letter"],
    ['a name that ends with a hyphen', { name: 'abc-' }, "'abc-' is no name for a generator"],
    ['no group', { group: ' ' }, 'the name of a target group'],
    ['a group of two lines', { group: 'a\nb' }, 'the name of a target group'],
    ['a folder elsewhere', { folder: '../code' }, '../code is no folder of this repository'],
    ['a folder from the root of the disk', { folder: '/code' }, '/code is no folder of this repository'],
    ['a folder by a detour', { folder: 'code/../other' }, 'code/../other is no folder of this repository'],
  ])('refuses %s', async (_, params, reason) => {
    expect((await plan(start, params)).planned).toMatchObject({ refusal: expect.stringContaining(reason) as string });
  });

  it('refuses a configuration with a syntax error', async () => {
    const { planned } = await plan(start.replace('schemas: [', 'schemas: [['), {});
    expect(planned).toMatchObject({ refusal: expect.stringContaining('syntax') as string });
  });

  it.each([
    ['nothing', ''],
    ['a comment', '# nothing yet\n'],
    ['a document without content', '---\n'],
    ['no schema', 'queries: []\n'],
  ])('says what is missing where no kind is known: %s', async (_, config) => {
    const { repository } = await plan(start, {});
    const files = new Map([['/.infrahub.yml', config]]);
    const { service } = await openRepository(files);
    const params = { root: repository.uri(''), name: 'x', kind: 'PlantSite', group: 'sites', folder: 'code' };
    const reason =
      /^(?:The \.infrahub\.yml .* has no sections|This repository has no kinds of its own) yet: list its schema/;
    expect(service.planNewGenerator(params)).toMatchObject({ refusal: expect.stringMatching(reason) as string });
  });

  const kind = (name: string, attribute: string): string =>
    `    - name: ${name}
      namespace: Plant
      attributes:
        - {name: ${attribute}, kind: Text, unique: true}
`;
  const others = start.replace('    - name: CoolingLoop', `${kind('Class', 'class')}${kind('Edges', 'name')}$&`);

  it.each([
    ['PlantClass', 'class_ = edges[0]["node"]', 'class_class = class_["class"]["value"]', 'no such class!'],
    ['PlantEdges', 'edges_2 = edges[0]["node"]', 'edges_name = edges_2["name"]["value"]', 'no such edges!'],
  ])('takes names that mean nothing else: %s', async (target, ...lines) => {
    const files = await written(others, { kind: target });
    for (const line of lines) expect(files.get('/code/cool_loops.py')).toContain(line);
  });

  it('names a group as Python can say it, and the class as no other', async () => {
    const text = async (group: string) => (await written(start, { group })).get('/code/cool_loops.py') ?? '';
    expect(await text(' my loops ')).toContain('each member of the group my loops."');
    for (const group of ['a"""b', 'a\\x', 'a"']) {
      expect(await text(group)).toMatch(/^"""cool-loops: .* of its target group\."""$/m);
    }
    const own = await written(start, { name: 'infrahub-generator' });
    expect(own.get('/code/infrahub_generator.py')).toContain('class SiteGenerator(InfrahubGenerator):');
  });

  it('calls a query whose name is taken otherwise, in its text too', async () => {
    const taken = start
      .replace('name: make_site #', 'name: cool_loops #')
      .replace('query: make_site', 'query: cool_loops');
    const files = await written(taken, {});
    expect(files.get('/graphql/cool_loops_2.gql')).toContain('query cool_loops_2($site_name');
    expect(files.get('/.infrahub.yml')).toContain('query: cool_loops_2\n');
  });

  it('makes no file that an entry of something else names already', async () => {
    const query = start.replace('file_path: graphql/make_site.gql', 'file_path: graphql//cool_loops.gql');
    const files = await written(query, {});
    expect(files.get('/graphql/cool_loops_2.gql')).toContain('query cool_loops_2($site_name');
    const python = start.replace('file_path: code/make_site.py', 'file_path: ./code/cool_loops.py');
    expect((await plan(python, {})).planned).toMatchObject({
      refusal:
        'code/cool_loops.py is the file of generator definition make-site: take another name, or another folder.',
    });
  });

  it('leaves comments of empty sections where they are', async () => {
    const empty = '---\nschemas: [schemas/site.yml]\nqueries: # q\ngenerator_definitions: [] # g\n# end\n';
    const files = new Map(parseFixture(start).files).set('/.infrahub.yml', empty.replaceAll('\n', '\r\n'));
    const repository = await openRepository(files);
    const params = { root: repository.uri(''), name: 'x', kind: 'PlantSite', group: 'sites', folder: 'code' };
    const planned = repository.service.planNewGenerator(params);
    const config = 'refusal' in planned ? '' : applyEdits(repository, planned.edits).get('/.infrahub.yml');
    expect(config).toContain('\r\nqueries: # q\r\n  - name: x\r\n');
    expect(config).toContain('\r\ngenerator_definitions: # g\r\n  - name: x\r\n');
    expect(config).not.toMatch(/[^\r]\n/);
  });

  it.each([
    ['no indentation', ''],
    ['four spaces', '    '],
  ])('indents new sections as those of the file: %s', async (_, indent) => {
    const config = `---\nschemas:\n${indent}- schemas/site.yml\n`;
    const files = new Map(parseFixture(start).files).set('/.infrahub.yml', config);
    const repository = await openRepository(files);
    const params = { root: repository.uri(''), name: 'x', kind: 'PlantSite', group: 'sites', folder: 'code' };
    const planned = repository.service.planNewGenerator(params);
    const text = 'refusal' in planned ? '' : applyEdits(repository, planned.edits).get('/.infrahub.yml');
    for (const section of ['queries', 'generator_definitions']) {
      expect(text).toContain(`\n${section}:\n${indent}- name: x\n${indent}  file_path: `);
    }
    expect(text).toContain(`\n${indent}  parameters:\n${indent}    site_name: `);
    expect(text).toContain(`\nobjects:\n${indent}- `);
  });

  it('offers the kinds, groups and folders of the repository', async () => {
    const { repository } = await plan(start, {});
    expect(repository.service.newGeneratorChoices()).toEqual([
      {
        root: repository.uri(''),
        generators: ['make-site'],
        kinds: [
          { kind: 'PlantCoolingLoop', generators: [] },
          { kind: 'PlantSite', generators: ['make-site'] },
        ],
        groups: [],
        folders: ['code'],
      },
    ]);
  });
});
