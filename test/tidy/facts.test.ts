import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../server/src/rules';
import result from '../infrahub/facts/result.json';

const folder = join(import.meta.dirname, '../infrahub/facts');

/** Shown by a whole case of `npm run test:infrahub`. */
const shownByCases = ['upsert-on-fetched-node', 'tracked-signal-write'];

/** What they say is about the SDK alone: test/evidence shows it. */
const aboutTheSdk = ['unsorted-checksum-ids', 'work-after-signal'];

const stated = new Set(result.statements.flatMap((statement) => statement.rules));

test('the committed result is that of the experiments that are there, and all of them hold', () => {
  const titles = readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8').matchAll(/\bsays:\s*(['"])(.+?)\1,?\s/g)])
    .map(([, , says = '']) => says);
  expect(result.statements.map(({ says }) => says).toSorted()).toEqual(titles.toSorted());
  expect(result.statements.filter(({ holds }) => !holds)).toEqual([]);
});

test('every rule whose page cites what a server did has an experiment', () => {
  const citing = rules.filter(({ docs }) => /\bfacts \d/.test(docs)).map(({ id }) => id);
  const shown = new Set([...stated, ...shownByCases, ...aboutTheSdk]);
  expect(citing.filter((id) => !shown.has(id))).toEqual([]);
});

test('every rule whose page says that the server refuses what a local check lets pass has an experiment', () => {
  const citing = rules.filter(({ docs }) => /\bfails on the server\s+\(facts\/versions/.test(docs)).map(({ id }) => id);
  expect(citing.length).toBeGreaterThan(0);
  expect(citing.filter((id) => !stated.has(id))).toEqual([]);
});

test('every experiment names rules that exist', () => {
  const known = new Set<string>(rules.map(({ id }) => id));
  expect([...stated].filter((id) => !known.has(id))).toEqual([]);
});
