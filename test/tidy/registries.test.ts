import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { actions } from '../../server/src/actions/index';
import { rules } from '../../server/src/rules/index';

const root = resolve(import.meta.dirname, '..', '..');
const ruleFiles = readdirSync(join(root, 'server/src/rules')).filter((name) => {
  return (
    name.endsWith('.ts') &&
    readFileSync(join(root, 'server/src/rules', name), 'utf8').includes('export const rule = defineRule(')
  );
});

describe('rules', () => {
  it('are registered, each file once', () => {
    expect(rules.map((rule) => `${rule.id}.ts`).toSorted()).toEqual(ruleFiles.toSorted());
  });

  it.each(rules)('$id has a test, docs and texts', (rule) => {
    expect(existsSync(join(root, 'test/server/rules', `${rule.id}.test.ts`)), 'its test file').toBe(true);
    expect(rule.id).toMatch(/^[a-z]+(?:-[a-z]+)*$/);
    expect(rule.title).toMatch(/^.{10,100}[^.]$/);
    expect(rule.docs.length).toBeGreaterThan(80);
    expect(rule.catalogue).toMatch(/^(?:CFG|OBJ|TRG|GEN|SCH|GQL|X)\d{2}$|^[A-Z-]+$/);
  });

  it.each(rules.filter((rule) => rule.severity === 'error'))('$id: an error quotes its proof', (rule) => {
    expect(rule.docs).toMatch(/facts|recorded|loader|YAML/);
  });

  it.each(rules.filter((rule) => rule.severity === 'hint'))('$id: a hint is not recommended', (rule) => {
    expect(rule.recommended).toBe(false);
  });

  // The engine runs none of them before all files are read.
  it.each(rules.filter((rule) => ['project', 'linkedRule', 'twins', 'generatorClass'].includes(rule.appliesTo)))(
    '$id: what several files make needs the project',
    (rule) => {
      expect(rule.evidence).toBe('project');
    },
  );
});

describe('completion positions', () => {
  const folder = join(root, 'server/src/features/completion');
  const index = readFileSync(join(folder, 'index.ts'), 'utf8');
  const providers = readdirSync(folder).filter((name) =>
    readFileSync(join(folder, name), 'utf8').includes(': CompletionProvider = {'),
  );

  it.each(providers)('%s is listed', (name) => {
    expect(index).toContain(`./${name.replace('.ts', '')}'`);
  });
});

describe('actions', () => {
  const folder = join(root, 'server/src/actions');
  const files = readdirSync(folder).filter(
    (name) =>
      name.endsWith('.ts') && readFileSync(join(folder, name), 'utf8').includes('export const action: Action = {'),
  );

  it('are registered, each file once, under the name of its file', () => {
    expect(actions.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
  });
});
