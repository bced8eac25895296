import { test } from 'vitest';
import { checkDefinition } from '../../support/checkNavigation';

const generator = `
    #- /.infrahub.yml
    objects: [objects]
    queries:
      - name: generate_pod
        file_path: queries/generate_pod.gql
    generator_definitions:
      - name: generate-pod
        file_path: ./generators/pod.py
        query: generate_pod
        targets: pods
        parameters: {pod_name: parent__name__value}
        class_name: PodGenerator
    #- /generators/pod.py
    class Other: ...

    class PodGenerator(InfrahubGenerator):
        async def generate(self, data): ...
    #- /queries/generate_pod.gql
    query generate_pod($pod_name: String!) {
      NetworkPod(name__value: $pod_name) { edges { node { id } } }
    }
`;

const at = (text: string, cursor: string): string => generator.replace(text, cursor);

test('the generator of an action', async () => {
  await checkDefinition(`${at('- name: generate-pod', '- name: generate-pod\n      #       ^^^^^^^^^^^^ def')}
    #- /objects/actions.yml
    kind: Object
    spec:
      kind: CoreGeneratorAction
      data:
        - {name: run, generator: generate$0-pod}
  `);
});

test('from the entry of a generator on to its class', async () => {
  const source = at('name: generate-pod', 'name: gener$0ate-pod');
  await checkDefinition(
    source
      .replace('class PodGenerator(', 'class PodGenerator(')
      .replace(
        'class PodGenerator(InfrahubGenerator):',
        'class PodGenerator(InfrahubGenerator):\n    #     ^^^^^^^^^^^^ def',
      ),
  );
});

test('the class of a generator', async () => {
  const source = at('class_name: PodGenerator', 'class_name: Pod$0Generator');
  await checkDefinition(
    source.replace(
      'class PodGenerator(InfrahubGenerator):',
      'class PodGenerator(InfrahubGenerator):\n    #     ^^^^^^^^^^^^ def',
    ),
  );
});

test('a class that is missing leads to the file', async () => {
  await checkDefinition(at('class_name: PodGenerator', 'class_name: Pod$0Generators'), {
    files: ['/generators/pod.py'],
  });
});

test('a class that the file imports', async () => {
  await checkDefinition(
    `${at('class_name: PodGenerator', 'class_name: $0Shared')}
    #- /generators/shared.py
    class Shared(InfrahubGenerator):
    #     ^^^^^^ def
        async def generate(self, data): ...
    `.replace('class Other: ...', 'from .shared import Shared'),
  );
});

test('a path', async () => {
  await checkDefinition(at('./generators/pod.py', './gener$0ators/pod.py'), { files: ['/generators/pod.py'] });
});

test('a path that does not exist, and a folder', async () => {
  await checkDefinition(at('./generators/pod.py', './gener$0ators/pods.py'));
  await checkDefinition(at('objects: [objects]', 'objects: [obj$0ects]'));
});

test('a query, then its operation', async () => {
  await checkDefinition(
    at('query: generate_pod', 'query: gener$0ate_pod').replace(
      '- name: generate_pod',
      '- name: generate_pod\n      #       ^^^^^^^^^^^^ def',
    ),
  );
  await checkDefinition(
    at('- name: generate_pod', '- name: generate_pod$0').replace(
      'query generate_pod($pod_name: String!) {',
      'query generate_pod($pod_name: String!) {\n    #     ^^^^^^^^^^^^ def',
    ),
  );
});

test('the variable that a parameter fills', async () => {
  await checkDefinition(
    at('{pod_name:', '{pod_$0name:').replace(
      'query generate_pod($pod_name: String!) {',
      'query generate_pod($pod_name: String!) {\n    #                  ^^^^^^^^^ def',
    ),
  );
});

test('a transformation, then its template', async () => {
  const source = `
    #- /.infrahub.yml
    jinja2_transforms:
      - name: render
      #       ^^^^^^ def
        query: q
        template_path: templates/x.j2
    artifact_definitions:
      - {name: a, targets: pods, content_type: text/plain, parameters: {}, transformation: ren$0der}
    #- /templates/x.j2
    {{ x }}
  `;
  await checkDefinition(source);
  await checkDefinition(
    source
      .replace('ren$0der', 'render')
      .replace('- name: render', '- name: rend$0er')
      .replace(/ +# +\^+ def\n/, ''),
    { files: ['/templates/x.j2'] },
  );
});

test('a fragment of another file', async () => {
  await checkDefinition(`
    #- /a.gql
    query a { NetworkPod { edges { node { ...Pod$0Fields } } } }
    #- /b.gql
    fragment PodFields on NetworkPod { id }
    #        ^^^^^^^^^ def
  `);
});
