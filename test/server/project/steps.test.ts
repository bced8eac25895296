import { expect, test } from 'vitest';
import { createCoreKinds } from '../../../server/src/data/coreKinds';
import { rules } from '../../../server/src/rules/index';
import { createService, type Service } from '../../../server/src/service';
import { settingsSchema } from '../../../server/src/settings';
import { memoryWorkspace } from '../../support/memoryWorkspace';

const root = 'file:///repo';
const uri = `${root}/objects/triggers.yml`;
const coreKinds = createCoreKinds();

const files = {
  '.infrahub.yml': `objects: [objects]
queries: [{name: q, file_path: q.gql}]
generator_definitions:
  - {name: first, file_path: first.py, class_name: First, query: q, targets: pods, parameters: {name: name__value}}
  - {name: second, file_path: second.py, class_name: Second, query: q, targets: halls, parameters: {name: name__value}}
`,
  'q.gql': 'query q($name: String!) { CoreStandardGroup(name__value: $name) { edges { node { id } } } }',
  'first.py': `from infrahub_sdk.generator import InfrahubGenerator


class First(InfrahubGenerator):
    async def generate(self, data):
        obj = await self.client.create(kind="CoreStandardGroup", name="a")
        await obj.save()
`,
  'second.py': 'from first import First\n\n\nclass Second(First):\n    pass\n',
};

const object = (kind: string, items: readonly string[]): string =>
  `---\nkind: Object\nspec:\n  kind: ${kind}\n  data:\n${items.map((item) => `    - {${item}}\n`).join('')}`;

/** Rules of one name, rules of one event, and one with a name of its own; each \`number\` has other ones. */
const triggers = (number: number): string =>
  object('CoreStandardGroup', ['name: pods', 'name: halls']) +
  object('CoreGeneratorAction', ['name: run, generator: first', 'name: again, generator: second']) +
  object(
    'CoreNodeTriggerRule',
    ['a', 'b', `c${number}`, ...(number % 3 === 0 ? ['d', 'd'] : ['e']), `f${number % 2}`].map(
      (name) =>
        `name: ${name}, node_kind: CoreStandardGroup, mutation_action: created, action: ${number % 2 ? 'run' : 'again'}`,
    ),
  );

async function open(text: string, others: Readonly<Record<string, string>> = files): Promise<Service> {
  const all = { ...others, 'objects/triggers.yml': text };
  const service = createService({
    workspace: memoryWorkspace(new Map(Object.entries(all).map(([path, content]) => [`${root}/${path}`, content]))),
    coreKinds,
    now: () => 0,
    log: (message) => {
      throw new Error(message);
    },
  });
  service.configure(settingsSchema.parse({ profile: 'all' }));
  await service.index([root]);
  return service;
}

const shown = (found: ReturnType<Service['diagnostics']>): string[] =>
  found.map(({ range, severity, message }) => `${range.start}-${range.end} ${severity} ${message}`).toSorted();

test('every rule about the repository is a step of its own at every edit', async () => {
  const service = await open(triggers(0));
  const ofProject = rules.filter(({ appliesTo }) => appliesTo === 'project').length;
  for (const number of [0, 1, 2]) {
    service.updateDocument(uri, triggers(number));
    expect([...service.diagnosticSteps(uri)].length).toBeGreaterThan(ofProject);
  }
});

test('the rules of the files are sorted in steps, before rules ask for them', async () => {
  const [service, other] = [await open(triggers(0)), await open(triggers(0))];
  service.updateDocument(uri, triggers(1));
  other.updateDocument(uri, triggers(1));
  void other.target(uri)?.project.triggers;
  const [sorting, sorted] = [service, other].map((each) => [...each.diagnosticSteps(uri)].length);
  expect(sorting).toBeGreaterThan((sorted ?? 0) + 4);
});

/** Generators that each create a group, and rules that run a generator for each group. */
const generators = 40;
const rulesOfGroups = 1000;
const count = (length: number): readonly number[] => Array.from({ length }, (_, index) => index);
const large = {
  '.infrahub.yml': `objects: [objects]
generator_definitions:
${count(generators)
  .map((at) => `  - {name: g${at}, file_path: first.py, class_name: First, query: q, targets: pods}\n`)
  .join('')}`,
  'first.py': files['first.py'],
};
const heard = (number: number): string =>
  object('CoreGeneratorAction', [`name: run, generator: g${number}`]) +
  object(
    'CoreNodeTriggerRule',
    count(rulesOfGroups).map(
      (at) => `name: r${at}, node_kind: CoreStandardGroup, mutation_action: created, action: run`,
    ),
  );

test('generators, and what each of their writes sets off, are found in steps before rules ask for them', async () => {
  const [service, other] = [await open(heard(0), large), await open(heard(0), large)];
  service.updateDocument(uri, heard(1));
  other.updateDocument(uri, heard(1));
  const project = other.target(uri)?.project;
  expect(project?.cascade.edges).toHaveLength(generators * rulesOfGroups);
  const [finding, found] = [service, other].map((each) => [...each.diagnosticSteps(uri)].length);
  expect(finding).toBeGreaterThan((found ?? 0) + generators + (generators * rulesOfGroups) / 1000);
});

test('what asks between two steps does only the rest, and all after it have the same', async () => {
  const [service, other] = [await open(heard(0), large), await open(heard(0), large)];
  for (const each of [service, other]) each.updateDocument(uri, heard(1));
  const steps = service.diagnosticSteps(uri);
  const all = [...other.diagnosticSteps(uri)].length;
  for (let passed = 0; passed < all / 2; passed++) steps.next();
  const { project } = service.target(uri) ?? {};
  const cascade = project?.cascade;
  service.hover(`${root}/.infrahub.yml`, large['.infrahub.yml'].indexOf('g3'));
  service.codeLensAt(`${root}/.infrahub.yml`, large['.infrahub.yml'].indexOf('g3'));
  service.layers();
  expect([...steps].length).toBeLessThan(all / 2);
  expect(project?.cascade).toBe(cascade);
});

test('an edit between any two steps counts, for who began before it and who asks after it', async () => {
  const service = await open(triggers(0));
  const other = `${root}/.infrahub.yml`;
  let isMore = true;
  for (let number = 1; isMore; number++) {
    service.updateDocument(uri, triggers(number));
    const steps = service.diagnosticSteps(uri);
    for (let passed = 0; passed < number && isMore; passed++) isMore = !steps.next().done;
    service.updateDocument(uri, triggers(number + 1));
    const fresh = await open(triggers(number + 1));
    // Of every second one nobody asks before the first goes on.
    if (number % 2) expect(shown(service.diagnostics(uri)), `step ${number}`).toEqual(shown(fresh.diagnostics(uri)));
    let step = steps.next();
    while (!step.done) step = steps.next();
    if (isMore) expect(shown(step.value), `step ${number}`).toEqual(shown(fresh.diagnostics(uri)));
    expect(shown(service.diagnostics(other)), `step ${number}`).toEqual(shown(fresh.diagnostics(other)));
  }
});
