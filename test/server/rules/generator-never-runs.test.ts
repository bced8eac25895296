import { test } from 'vitest';
import { checkDiagnostics, checkFix } from '../../support/check';
import { eventDriven, fileOf, layers, marked } from '../cascade/layers';

const rule = 'generator-never-runs';

/** No actions at all. */
const files = { '/objects/90_triggers.yml': '---\nkind: Object\nspec: {kind: BuiltinTag, data: []}\n' };
const what = `information ${rule}: Nothing in the files starts generate-`;

test('neither a rule nor a flag nor code starts it', async () => {
  const source = marked(layers({ files }), '- name: ', 'generate-pod', `${what}pod`);
  await checkDiagnostics(rule, marked(source, '- name: ', 'generate-rack', `${what}rack`));
});

test('an action is there, or its name may be a slip', async () => {
  await checkDiagnostics(rule, eventDriven(layers({})));
  await checkDiagnostics(rule, eventDriven(layers({})).replace('generator: generate-pod', 'generator: generate_pod'));
});

test('code starts it, or some generator it does not name', async () => {
  const start = (name: string): string => `
definition = await self.client.get(kind="CoreGeneratorDefinition", name__value=${name})
query = "mutation Run($id: String!) { CoreGeneratorDefinitionRun(data: {id: $id}) { ok } }"
await self.client.execute_graphql(query=query, variables={"id": definition.id})
`;
  const source = layers({ files, fabric: start('"generate-pod"') });
  await checkDiagnostics(rule, marked(source, '- name: ', 'generate-rack', `${what}rack`));
  await checkDiagnostics(rule, layers({ files, fabric: start('data["next"]') }));
});

test('a comment of the author stays, that of our example says what holds then', async () => {
  const source = (flag: string): string =>
    layers({ files })
      .replace(/ {2}- name: generate-rack[\s\S]*?after_merge: false\n/, '')
      .replace('execute_in_proposed_change: false', `execute_in_proposed_change: ${flag}`);
  const yaml = '/.infrahub.yml';
  await checkFix(rule, source('false # by hand'), fileOf(source('true # by hand'), yaml));
  await checkFix(
    rule,
    source('false # started by events, not by CI'),
    fileOf(source('true # started by CI, not by events'), yaml),
  );
});

test('the fix lets it run in proposed changes', async () => {
  const source = layers({ files }).replace(/ {2}- name: generate-rack[\s\S]*?after_merge: false\n/, '');
  const after = source.replaceAll('execute_in_proposed_change: false', 'execute_in_proposed_change: true');
  await checkFix(rule, source, fileOf(after, '/.infrahub.yml'));
});
