import { test } from 'vitest';
import { checkDefinition } from '../../support/checkNavigation';
import { generatorWith } from '../../support/navigationFixture';
import { objects } from '../../support/triggers';

test('the generator of an action', async () => {
  const repository = generatorWith('', { line: '- name: generate-pod', name: 'generate-pod' });
  await checkDefinition(objects('CoreGeneratorAction', '- {name: run, generator: generate$0-pod}') + repository);
});

test('from the entry of a generator on to its class', async () => {
  await checkDefinition(generatorWith('name: gener$0ate-pod', { line: 'class PodGenerator(', name: 'PodGenerator' }));
});

test('the class of a generator', async () => {
  const mark = { line: 'class PodGenerator(', name: 'PodGenerator' };
  await checkDefinition(generatorWith('class_name: Pod$0Generator', mark));
});

test('a class that is missing leads to the file', async () => {
  const source = generatorWith('class_name: Pod$0Generator').replace('Pod$0Generator', 'Pod$0Generators');
  await checkDefinition(source, { files: ['/generators/pod.py'] });
});

test('a class that the file imports', async () => {
  const source = generatorWith('class_name: PodGenerator')
    .replace('class_name: PodGenerator', 'class_name: $0Shared')
    .replace('class Other: ...', 'from .shared import Shared');
  await checkDefinition(`${source}#- /generators/shared.py
class Shared(InfrahubGenerator):
#     ^^^^^^ def
    async def generate(self, data): ...
`);
});

test('a path', async () => {
  await checkDefinition(generatorWith('./gener$0ators/pod.py'), { files: ['/generators/pod.py'] });
});

test('a path of a file that begins with a quotation mark', async () => {
  const source = generatorWith('./gener$0ators/pod.py').replace('#- /generators/pod.py\n', `$&'''Pods.'''\n`);
  await checkDefinition(source, { files: ['/generators/pod.py'] });
});

test('a path that does not exist, and a folder', async () => {
  await checkDefinition(generatorWith('./gener$0ators/pod.py').replace('$0ators/pod.py', '$0ators/pods.py'));
  await checkDefinition(generatorWith('objects: [obj$0ects]'));
});

test('a query, then its operation', async () => {
  await checkDefinition(generatorWith('query: gener$0ate_pod', { line: '- name: generate_pod', name: 'generate_pod' }));
  await checkDefinition(generatorWith('- name: generate_pod$0', { line: 'query generate_pod(', name: 'generate_pod' }));
});

test('the variable that a parameter fills', async () => {
  await checkDefinition(generatorWith('{pod_$0name:', { line: 'query generate_pod(', name: '$pod_name' }));
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
