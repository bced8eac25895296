import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { layers } from '../server/cascade/layers';
import { parseFixture } from '../support/fixture';
import { openRepository } from '../support/repository';
import recorded from './runs.json' with { type: 'json' };

/** What the real infrahub-sdk saved and deleted in each run of a generator; made by `record_runs.py`. */
interface RecordedRuns {
  name: string;
  rule: string;
  code: string;
  data: object[];
  objects?: Record<string, string[]>;
  runs: string[][];
}

const cases = recorded.generators as RecordedRuns[];

test('the recording covers the inputs', () => {
  const text = readFileSync(new URL('inputs/runs.yml', import.meta.url), 'utf8');
  expect(cases).toMatchObject(parse(text) as object[]);
  expect(cases.every(({ runs, data }) => runs.length === data.length)).toBe(true);
});

test.each(cases)('$name: what is deleted is reported', async ({ code, runs }) => {
  const file = code.replace('class Gen(', 'class FabricGenerator(');
  const { files } = parseFixture(layers({ files: { '/generators/generate_fabric.py': file } }));
  const repository = await openRepository(files);
  const found = repository.service
    .diagnostics(repository.uri('/generators/generate_fabric.py'))
    .filter(({ finding }) => finding.rule.id.startsWith('tracked-'));
  const deletes = runs.flat().some((each) => each.startsWith('delete'));
  expect(found.length > 0).toBe(deletes);
});
