import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from 'vitest';
import { eventually } from '../support/case';
import { nodesOf } from '../support/graphql';
import type { Files } from '../support/namespace';
import { addRepository } from '../support/repositories';
import { logOf, tasksOf } from '../support/tasks';
import { clean } from './load';
import { create, loadKinds, plot, remove } from './plant';
import { statement } from './statement';

const query = `query FactImport { ${plot} { edges { node { id } } } }\n`;
const python = `from infrahub_sdk.generator import InfrahubGenerator


class Makes(InfrahubGenerator):
    async def generate(self, data):
        return
`;
const generator = (changes = '', name = 'fact-imported') => `
  - name: ${name}
    file_path: makes.py
    query: fact_import
    targets: fact-imports
    class_name: Makes
    parameters: {}
${changes}`;

/** A configuration that is right. */
const queries = `queries:
  - name: fact_import
    file_path: fact_import.gql
`;
const right = `${queries}generator_definitions:${generator()}`;

function files(config: string): Files {
  return new Map(Object.entries({ '/.infrahub.yml': config, '/fact_import.gql': query, '/makes.py': python }));
}

/**
 * Imports a repository and takes it away again; rejects with what the server's log says.
 * @param whileThere what to look at in between
 */
async function importing(config: string, whileThere?: () => Promise<void>): Promise<void> {
  // The server keeps its clone of a repository that was removed.
  const name = `fact-import-${randomUUID()}`;
  try {
    await addRepository(name, files(config));
    await whileThere?.();
  } finally {
    const found = await nodesOf<{ id: string }>('CoreRepository', 'id', { filter: `name__value: "${name}"` });
    for (const { id } of found) await remove('CoreRepository', id);
  }
}

beforeAll(async () => {
  await loadKinds();
  await clean();
  await create('CoreStandardGroup', { name: { value: 'fact-imports' } });
});

afterAll(clean);

statement(
  {
    says: 'A configuration without a fault is imported; both CI flags of a generator are true unless it says otherwise.',
    rules: ['invalid-config-file', 'event-driven-generator-in-ci', 'generator-never-runs'],
  },
  async () => {
    interface Flags {
      readonly name: { readonly value: string };
      readonly execute_in_proposed_change: { readonly value: boolean };
      readonly execute_after_merge: { readonly value: boolean };
    }
    const selection = 'name { value } execute_in_proposed_change { value } execute_after_merge { value }';
    await importing(right, async () => {
      const all = await nodesOf<Flags>('CoreGeneratorDefinition', selection);
      const found = all.find(({ name }) => name.value === 'fact-imported');
      expect(found?.execute_in_proposed_change.value).toBe(true);
      expect(found?.execute_after_merge.value).toBe(true);
    });
  },
);

const refused: readonly {
  readonly says: string;
  readonly rules: readonly string[];
  readonly config: string;
  readonly reason: string | RegExp;
}[] = [
  {
    says: 'An object file as a mapping with file_path is refused.',
    rules: ['config-path-as-mapping'],
    config: `${queries}objects:\n  - file_path: objects.yml\n`,
    reason: /objects\.0\s+Input is not a valid path/,
  },
  {
    says: 'An unknown section is refused.',
    rules: ['unknown-config-section'],
    config: `${queries}objetcs:\n  - objects.yml\n`,
    reason: /objetcs\s+Extra inputs are not permitted/,
  },
  {
    says: 'An unknown key of an entry is refused.',
    rules: ['unknown-config-key'],
    config: `${queries}generator_definitions:${generator('    target: fact-imports\n')}`,
    reason: /target\s+Extra inputs are not permitted/,
  },
  {
    says: 'A section that is no list is refused.',
    rules: ['invalid-config-value'],
    config: `${queries}objects: objects.yml\n`,
    reason: /objects\s+Input should be a valid list/,
  },
  {
    says: 'A generator without a query is refused.',
    rules: ['missing-config-key'],
    config: `${queries}generator_definitions:${generator().replace('    query: fact_import\n', '')}`,
    reason: /query\s+Field required/,
  },
  {
    says: 'Two generators of one name are refused.',
    rules: ['duplicate-config-name'],
    config: `${right}${generator().slice(1)}`,
    reason: /Found multiples element with the same names/,
  },
  {
    says: 'A list under watch is refused.',
    rules: ['invalid-watch'],
    config: `${queries}generator_definitions:${generator('    watch: [lib.py]\n')}`,
    reason: /Input should be a valid dictionary or instance of InfrahubWatchConfig/,
  },
  {
    says: 'An object file that is not there stops the import.',
    rules: ['config-path-not-found'],
    config: `${queries}objects:\n  - none.yml\n`,
    reason: /none\.yml.*does not exist/s,
  },
  {
    says: 'A Python file that is not there stops the import.',
    rules: ['config-path-not-found'],
    config: right.replace('makes.py', 'none.py'),
    reason: /No module named/,
  },
  {
    says: 'A class that is not there stops the import.',
    rules: ['class-not-found'],
    config: right.replace('class_name: Makes', 'class_name: Nothing'),
    reason: /The specified class Nothing was not found within the module/,
  },
  {
    says: 'A target group that is not there stops the import.',
    rules: ['unknown-target-group', 'unknown-group'],
    config: right.replace('fact-imports', 'fact-no-group'),
    reason: /Unable to find the node fact-no-group \/ CoreGroup in the database/,
  },
  {
    says: 'An artifact whose transformation is not there stops the import.',
    rules: ['unknown-transformation'],
    config: `${queries}artifact_definitions:
  - name: fact-artifact
    artifact_name: fact-artifact
    parameters: {}
    content_type: text/plain
    targets: fact-imports
    transformation: fact_nothing
`,
    reason: /Unable to find the node fact_nothing \/ CoreTransformation in the database/,
  },
  {
    says: 'A query that is not there stops the import.',
    rules: ['unknown-query'],
    config: right.replace('query: fact_import', 'query: fact_nothing'),
    reason: /Unable to find the node fact_nothing \/ CoreGraphQLQuery in the database/,
  },
];

for (const { says, rules, config, reason } of refused) {
  statement({ says, rules }, async () => {
    await expect(importing(config)).rejects.toThrow(reason);
  });
}

statement({ says: 'Of two sections of one name the last is taken.', rules: ['duplicate-config-section'] }, async () => {
  const other = 'queries:\n  - name: fact_import_last\n    file_path: fact_import.gql\n';
  await importing(`${queries}${other}`, async () => {
    const all = await nodesOf<{ name: { value: string } }>('CoreGraphQLQuery', 'name { value }');
    const found = all.map(({ name }) => name.value);
    expect(found).toContain('fact_import_last');
    expect(found).not.toContain('fact_import');
  });
});

statement(
  {
    says: 'A query that the server finds invalid does not end the import: it is tried again, and nothing says so.',
    rules: ['fragment-not-registered'],
  },
  async () => {
    const name = `fact-import-${randomUUID()}`;
    const invalid = new Map([...files(right), ['/fact_import.gql', query.replace('id', 'no_such_field')]]);
    const since = Date.now();
    // It gives up after 300 s (facts 3); nobody waits for that.
    addRepository(name, invalid).catch(() => undefined);
    const begun = async (): Promise<number> => {
      const tasks = await tasksOf(['git-repository-add-read-write'], ['RUNNING']);
      const [own] = tasks.filter(({ createdAt }) => createdAt > since);
      return own && /New Graphql Query/.test(await logOf(own.id)) ? Date.now() : 0;
    };
    let refusedAt = 0;
    await eventually('The query', async () => (refusedAt = await begun()) > 0, 120);
    await eventually('A minute', async () => Date.now() - refusedAt > 60_000, 120);
    const filter = `name__value: "${name}"`;
    const found = await nodesOf<{ sync_status: { value: string } }>('CoreRepository', 'sync_status { value }', {
      filter,
    });
    expect(found.map(({ sync_status }) => sync_status.value)).toEqual(['syncing']);
    const [own] = (await tasksOf(['git-repository-add-read-write'])).filter(({ createdAt }) => createdAt > since);
    expect(own?.state).toBe('RUNNING');
    expect(await logOf(own?.id ?? '')).not.toMatch(/^(?:error|critical|warning):/m);
  },
);
