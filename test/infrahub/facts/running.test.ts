import { afterAll, beforeAll, expect } from 'vitest';
import { createBranch, eventually } from '../support/case';
import { runGenerator, runsSince } from '../support/generators';
import { graphql, nodesOf } from '../support/graphql';
import { objectsOf, update } from '../support/objects';
import { addRepository } from '../support/repositories';
import { logOf, tasksOf, untilLogged, waitUntilConfigured, waitUntilIdle } from '../support/tasks';
import { clean, load, ruleNamed } from './load';
import { create, loadKinds, plot, remove, sensor } from './plant';
import { statement } from './statement';

const branch = 'try-facts-runs';

/** What it does depends on the `mode` of its target. */
const makes = `from infrahub_sdk.generator import InfrahubGenerator


class Makes(InfrahubGenerator):
    async def generate(self, data):
        plot = data["${plot}"]["edges"][0]["node"]
        mode = plot["mode"]["value"]
        if mode == "return first":
            return
        await self.client.filters(kind="${sensor}", name__value="elsewhere")
        await self.client.get(kind="${sensor}", name__value="elsewhere")
        for index in range(1, 4):
            sensor = await self.client.create(
                kind="${sensor}",
                name=f"{plot['name']['value']}-{index}",
                role=mode,
                plot={"id": plot["id"]},
            )
            await sensor.save(allow_upsert=mode != "create")
            if mode == "return after one":
                return
            if mode == "raise after one":
                raise RuntimeError("not ready yet")
`;

const loops = `import uuid

from infrahub_sdk.generator import InfrahubGenerator


class Loops(InfrahubGenerator):
    async def generate(self, data):
        name = data["${plot}"]["edges"][0]["node"]["name"]["value"]
        plot = await self.client.get(kind="${plot}", name__value=name)
        plot.checksum.value = str(uuid.uuid4())
        await plot.save(update_group_context=False)
`;

const definition = (name: string, file: string, className: string) => `
  - name: ${name}
    file_path: ${file}
    query: fact_plot
    targets: fact-plots
    parameters:
      plot_name: name__value
    class_name: ${className}
    convert_query_response: false
    execute_in_proposed_change: false
    execute_after_merge: false`;

const files = new Map([
  [
    '/.infrahub.yml',
    `queries:
  - name: fact_plot
    file_path: fact_plot.gql
generator_definitions:${definition('fact-makes', 'makes.py', 'Makes')}${definition('fact-loops', 'loops.py', 'Loops')}
`,
  ],
  [
    '/fact_plot.gql',
    `query FactPlot($plot_name: String!) {
  ${plot}(name__value: $plot_name) { edges { node { id name { value } mode { value } } } }
}
`,
  ],
  ['/makes.py', makes],
  ['/loops.py', loops],
]);

const ids = new Map<string, string>();
const value = (given: unknown) => ({ value: given });

async function run(name: string, mode: string): Promise<void> {
  const id = ids.get(name) ?? '';
  await update(plot, id, { branch, values: { mode } });
  await runGenerator('fact-makes', { branch, nodes: [id] });
}

async function sensorsOf(name: string): Promise<Record<string, unknown>> {
  const all = await objectsOf(sensor, { branch, attributes: ['role'] });
  return Object.fromEntries(
    [...all.values()]
      .filter((each) => each.name.startsWith(`${name}-`))
      .map((each) => [each.name, each.values['role']]),
  );
}

beforeAll(async () => {
  await loadKinds();
  await clean();
  for (const name of ['whole', 'returns', 'stops', 'raises', 'creates', 'twice', 'loops', 'stranger']) {
    ids.set(name, await create(plot, { name: value(name) }));
  }
  const elsewhere = { name: value('elsewhere'), plot: { id: ids.get('stranger') ?? '' } };
  await create(sensor, elsewhere);
  const members = [...ids].filter(([name]) => name !== 'stranger').map(([, id]) => ({ id }));
  await create('CoreStandardGroup', { name: value('fact-plots'), members });
  await addRepository('facts', files);
  await load({
    kind: 'CoreGeneratorAction',
    data: ['makes', 'loops'].map((name) => ({ name: `fact-${name}`, generator: `fact-${name}` })),
  });
  await waitUntilConfigured();
  await createBranch(branch);
});

afterAll(async () => {
  await waitUntilIdle();
  const repositories = await nodesOf<{ id: string }>('CoreRepository', 'id', { filter: 'name__value: "facts"' });
  await clean().catch(() => undefined);
  for (const { id } of repositories) await remove('CoreRepository', id);
});

statement(
  {
    says: 'What a run saves belongs to one group, named after definition and parameters; what it fetches does not.',
    rules: ['tracking-group-as-target', 'non-unique-parameter', 'shared-object', 'changing-identity'],
  },
  async () => {
    await run('whole', 'all');
    interface Group {
      readonly name: { readonly value: string };
      readonly members: { readonly edges: readonly { readonly node: { readonly name: { readonly value: string } } }[] };
    }
    const selection = `name { value } members { edges { node { ... on ${sensor} { name { value } } } } }`;
    const groups = await nodesOf<Group>('CoreGeneratorAwareGroup', selection, { branch });
    const [own, ...others] = groups.filter(({ name }) => name.value.startsWith('fact-makes-'));
    expect(own?.name.value).toMatch(/^fact-makes-[0-9a-f]{32}$/);
    expect(others).toEqual([]);
    expect(own?.members.edges.map(({ node }) => node.name.value).toSorted()).toEqual(['whole-1', 'whole-2', 'whole-3']);
  },
);

statement(
  { says: 'A run that changes nothing but values saves the same ids.', rules: ['checksum-of-ids-only'] },
  async () => {
    interface Group {
      readonly members: { readonly edges: readonly { readonly node: { readonly id: string } }[] };
    }
    const members = async (): Promise<string[]> => {
      const groups = await nodesOf<Group>('CoreGeneratorAwareGroup', 'members { edges { node { id } } }', { branch });
      return groups.flatMap((group) => group.members.edges.map(({ node }) => node.id)).toSorted();
    };
    const before = await members();
    await run('whole', 'other values');
    expect(Object.values(await sensorsOf('whole'))).toEqual(['other values', 'other values', 'other values']);
    expect(await members()).toEqual(before);
  },
);

statement(
  { says: 'A return before anything is saved deletes nothing.', rules: ['return-instead-of-raise'] },
  async () => {
    await run('returns', 'all');
    await run('returns', 'return first');
    expect(Object.keys(await sensorsOf('returns'))).toHaveLength(3);
  },
);

statement(
  {
    says: 'What an earlier run saved and this one did not is deleted.',
    rules: [
      'return-instead-of-raise',
      'tracked-signal-write',
      'tracked-on-some-runs',
      'delete-of-own-object',
      'missing-upstream-validation',
      'object-of-two-generators',
      'created-target',
      'changing-identity',
      'shared-object',
      'non-unique-parameter',
    ],
  },
  async () => {
    await run('stops', 'all');
    await run('stops', 'return after one');
    expect(Object.keys(await sensorsOf('stops'))).toEqual(['stops-1']);
  },
);

statement(
  {
    says: 'An exception deletes nothing, and what was saved before it stays with its new values.',
    rules: ['return-instead-of-raise', 'late-validation', 'signal-to-rejected-targets', 'delete-of-own-object'],
  },
  async () => {
    await run('raises', 'all');
    await expect(run('raises', 'raise after one')).rejects.toThrow('run failures');
    expect(await sensorsOf('raises')).toEqual({
      'raises-1': 'raise after one',
      'raises-2': 'all',
      'raises-3': 'all',
    });
  },
);

statement(
  { says: 'A second create of the same name is refused, and the run fails.', rules: ['missing-upsert'] },
  async () => {
    await run('creates', 'create');
    const since = Date.now();
    await expect(run('creates', 'create')).rejects.toThrow('run failures');
    const [failed] = await runsSince(since, branch);
    await expect.poll(() => logOf(failed?.task ?? ''), untilLogged).toMatch(/Violates uniqueness constraint \\?'name/);
  },
);

const onChange = (name: string, attribute: string, action: string) => ({
  name: `fact-${name}`,
  node_kind: plot,
  mutation_action: 'updated',
  branch_scope: 'other_branches',
  action: `fact-${action}`,
  matches: {
    kind: 'CoreNodeTriggerAttributeMatch',
    data: [{ attribute_name: attribute, value_match: 'any' }],
  },
});

statement(
  { says: 'Two rules that match one event run the same action twice.', rules: ['duplicate-trigger'] },
  async () => {
    await load({ kind: 'CoreNodeTriggerRule', data: ['one', 'two'].map((name) => onChange(name, 'amount', 'makes')) });
    await waitUntilConfigured();
    const since = Date.now();
    await update(plot, ids.get('twice') ?? '', { branch, values: { mode: 'all', amount: 1 } });
    await eventually('Two runs', async () => (await runsSince(since, branch)).length >= 2);
    await waitUntilIdle();
    expect((await runsSince(since, branch)).map(({ target }) => target)).toEqual(['twice', 'twice']);
  },
);

statement(
  {
    says: 'An action on an object outside of the target group fails, and nothing else shows it.',
    rules: ['rule-kind-mismatch', 'target-not-in-group'],
  },
  async () => {
    const since = Date.now();
    await update(plot, ids.get('stranger') ?? '', { branch, values: { amount: 1 } });
    const failedSince = async () =>
      (await tasksOf(['action-run-generator'], ['FAILED'])).find(({ createdAt }) => createdAt > since);
    await eventually('A failed action', async () => (await failedSince()) !== undefined);
    await waitUntilIdle();
    await expect
      .poll(async () => logOf((await failedSince())?.id ?? ''), untilLogged)
      .toContain('is not part of the group');
    expect(await runsSince(since, branch)).toEqual([]);
  },
);

statement(
  {
    says: 'A generator that changes what starts it runs again and again, until its rule is made inactive.',
    rules: ['generator-self-loop', 'generator-cycle', 'inactive-rule'],
  },
  async () => {
    await load({ kind: 'CoreNodeTriggerRule', data: [onChange('loop', 'checksum', 'loops')] });
    await waitUntilConfigured();
    const since = Date.now();
    await runGenerator('fact-loops', { branch, nodes: [ids.get('loops') ?? ''] });
    await eventually('A loop', async () => (await runsSince(since, branch)).length >= 4);
    const rule = await ruleNamed('fact-loop');
    const document = `mutation ($id: String!) {
      CoreNodeTriggerRuleUpdate(data: { id: $id, active: { value: false } }) { ok }
    }`;
    await graphql(document, { variables: { id: rule?.id } });
    await waitUntilConfigured();
    await waitUntilIdle();
    const ended = (await runsSince(since, branch)).length;
    await update(plot, ids.get('loops') ?? '', { branch, values: { checksum: 'changed' } });
    await update(plot, ids.get('twice') ?? '', { branch, values: { amount: 2 } });
    await eventually('The other rules', async () => (await runsSince(since, branch)).length >= ended + 2);
    await waitUntilIdle();
    const later = (await runsSince(since, branch)).slice(ended);
    expect(later.map(({ target }) => target)).toEqual(['twice', 'twice']);
  },
);
