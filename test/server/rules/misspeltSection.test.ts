import { expect, test } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { openRepository } from '../../support/repository';

const common = `
    #- /queries/pod.gql
    query pod($name: String) { CoreNode(any__value: $name) { edges { node { id } } } }
    #- /generators/pod.py
    from infrahub_sdk.generator import InfrahubGenerator
    class Pod(InfrahubGenerator):
        async def generate(self, data):
            raise ValueError()
    #- /templates/pod.j2
    {{ data }}
    #- /objects/groups.yml
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec: {kind: CoreStandardGroup, data: [{name: pods}]}
    ---
    apiVersion: infrahub.app/v1
    kind: Object
    spec: {kind: CoreGeneratorAction, data: [{name: run, generator: pod, triggers: {kind: CoreNodeTriggerRule, data: []}}]}
    #- /.infrahub.yml
    objects: [objects]
`;
const sections = {
  queries: '[{name: pod, file_path: queries/pod.gql}]',
  jinja2_transforms: '[{name: text, query: pod, template_path: templates/pod.j2}]',
  artifact_definitions:
    '[{name: text, artifact_name: text, content_type: text/plain, targets: pods, transformation: text, parameters: {name: name__value}}]',
  generator_definitions:
    '[{name: pod, file_path: generators/pod.py, query: pod, targets: pods, class_name: Pod, parameters: {name: name__value}, execute_in_proposed_change: false, execute_after_merge: false}]',
};

test.each(['queries', 'jinja2_transforms', 'generator_definitions'])(
  'a misspelt %s: nothing is said about what misses its entries',
  async (name) => {
    const lines = Object.entries(sections).map(([key, value]) => `${key === name ? key.slice(0, -2) : key}: ${value}`);
    const { files } = parseFixture(common);
    const config = `${files.get('/.infrahub.yml')}${lines.join('\n')}\n`;
    const { service, uri } = await openRepository([...files, ['/.infrahub.yml', config]]);
    const found = [...files.keys()].flatMap((path) =>
      service.diagnostics(uri(path)).map(({ finding }) => finding.rule.id),
    );
    expect(found).toEqual(['unknown-config-section']);
  },
);
