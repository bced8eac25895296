import { describe, expect, test } from 'vitest';
import { rules } from '../../../server/src/rules/index';
import { checkCompletionEdit, completionAt } from '../../support/checkCompletion';
import { object, withTriggers } from '../../support/completionFixture';

const keyword = 'cascade-disable-next-line';
const all = rules.map(({ id }) => id);

/** A rule whose mutation action does not exist, below the comment. */
function above(comment: string): string {
  return withTriggers(
    object(
      'CoreNodeTriggerRule',
      'name: r',
      'branch_scope: other_branches',
      'node_kind: NetworkPod',
      comment,
      'mutation_action: update',
      'action: run-pod',
    ),
  );
}

async function labelsAt(source: string): Promise<string[]> {
  const { result } = await completionAt(source);
  return result.items.map(({ label }) => label);
}

describe('the ids of a comment that silences rules', () => {
  test('what is found on the next line comes first, then every other rule', async () => {
    const labels = await labelsAt(above(`# ${keyword} $0`));
    expect(labels[0]).toBe('invalid-mutation-action');
    expect(labels.toSorted()).toEqual(all.toSorted());
  });

  test('with the title and the docs of the rule', async () => {
    const { result } = await completionAt(above(`# ${keyword} $0`));
    const rule = rules.find(({ id }) => id === 'invalid-mutation-action');
    expect(result.items[0]).toMatchObject({ detail: rule?.title });
    expect(result.items[0]?.documentation).toContain(rule?.docs);
    const order = result.items.map(({ sortText }) => sortText ?? '');
    expect(order).toEqual(order.toSorted());
  });

  test.each([
    ['a comma', `# ${keyword} duplicate-key,$0`],
    ['a comma and a blank', `# ${keyword} duplicate-key, $0`],
    ['a blank', `# ${keyword} duplicate-key $0`],
    ['no blank behind the hash', `#${keyword} duplicate-key  $0`],
    ['in front of the others', `# ${keyword} $0 duplicate-key`],
    ['in front of a remark', `# ${keyword} duplicate-key $0 -- as in the lab`],
  ])('another id: %s', async (_name, comment) => {
    const labels = await labelsAt(above(comment));
    expect(labels[0]).toBe('invalid-mutation-action');
    expect(labels).not.toContain('duplicate-key');
    expect(labels).toHaveLength(all.length - 1);
  });

  test.each([
    ['half an id', `# ${keyword} invalid-mut$0`, `# ${keyword} invalid-mutation-action`],
    [
      'inside an id',
      `# ${keyword} invalid-mut$0ator, duplicate-key`,
      `# ${keyword} invalid-mutation-action, duplicate-key`,
    ],
    ['behind a comma', `# ${keyword} duplicate-key,inv$0`, `# ${keyword} duplicate-key,invalid-mutation-action`],
    ['behind a line of its own', `name: x # ${keyword} inv$0`, `name: x # ${keyword} invalid-mutation-action`],
  ])('what is replaced: %s', (_name, before, after) =>
    checkCompletionEdit(above(before), 'invalid-mutation-action', fileWith(above(after))),
  );

  test.each([
    ['right behind the keyword', `# ${keyword}$0`],
    ['in a remark', `# ${keyword} duplicate-key -- be$0`],
    ['in another comment', '# silence $0'],
    ['behind another keyword', `# ${keyword}s $0`],
  ])('none %s', async (_name, comment) => {
    for (const label of await labelsAt(above(comment))) expect(all).not.toContain(label);
  });

  test('in a generator', async () => {
    const labels = await labelsAt(
      `${withTriggers('')}#- /generators/generate_rack.py
from infrahub_sdk.generator import InfrahubGenerator

class Rack(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        # ${keyword} $0
        self.client.all(kind="NetworkPod")
`.replace(
        '    class_name: PodGenerator\n',
        '    class_name: PodGenerator\n  - {name: rack, file_path: generators/generate_rack.py, query: generate_pod, targets: pods, class_name: Rack}\n',
      ),
    );
    expect(labels[0]).toBe('missing-await');
    expect(labels).toHaveLength(all.length);
  });

  test.each([
    ['a query', '/queries/generate_pod.gql'],
    ['the configuration', '/.infrahub.yml'],
    ['the settings', '/.infrahub-cascade.yml'],
    ['a schema', '/schemas/more.yml'],
  ])('in %s', async (_name, path) => {
    const source = `#- /schemas/network.yml\nversion: "1.0"\n#- /.infrahub.yml\nschemas: [schemas]\n#- ${path}\n`;
    expect(await labelsAt(`${source}# ${keyword} dup$0\n`)).toHaveLength(all.length);
  });

  test.each([
    ['a file of no role', '/compose.yml'],
    ['JSON, which has no comments', '/objects/a.json'],
  ])('not in %s', async (_name, path) => {
    const labels = await labelsAt(`#- /.infrahub.yml\nobjects: [objects]\n#- ${path}\n# ${keyword} $0\n`);
    expect(labels).toEqual([]);
  });
});

describe('the comment itself', () => {
  test.each(['# casc$0', '#c$0', '  # cascade-$0', '# casc$0ade'])('%s', async (comment) =>
    expect(await labelsAt(above(comment))).toEqual([`${keyword} invalid-mutation-action`, keyword]),
  );

  test('with what is found on the next line', () =>
    checkCompletionEdit(
      above('# casc$0'),
      `${keyword} invalid-mutation-action`,
      fileWith(above(`# ${keyword} invalid-mutation-action`)),
    ));

  test('without, ready for an id', () =>
    checkCompletionEdit(above('# cascade$0'), keyword, fileWith(above(`# ${keyword} `))));

  test.each(['# $0', '# cats$0', '# to cascade$0', '# cascade$0 of runs', 'name: x # casc$0'])(
    'not where something else is written: %s',
    async (comment) => expect(await labelsAt(above(comment))).toEqual([]),
  );
});

/** The edited file of a fixture alone. */
function fileWith(source: string): string {
  return source.slice(source.indexOf('#- /objects/90_triggers.yml'));
}
