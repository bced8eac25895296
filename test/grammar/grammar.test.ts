import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import oniguruma from 'vscode-oniguruma';
import textmate, { type IGrammar } from 'vscode-textmate';

const root = resolve(import.meta.dirname, '../..');
const injection = 'source.yaml.infrahub';
const grammars = {
  'source.yaml': join(import.meta.dirname, 'yaml.tmLanguage.json'),
  [injection]: join(root, 'syntaxes/infrahub.injection.tmLanguage.json'),
};
let grammar: IGrammar;

beforeAll(async () => {
  const wasm = readFileSync(join(root, 'node_modules/vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    getInjections: (scope) => (scope === 'source.yaml' ? [injection] : undefined),
    loadGrammar: async (scope) => {
      const path = grammars[scope as keyof typeof grammars];
      return path ? textmate.parseRawGrammar(readFileSync(path, 'utf8'), path) : null;
    },
  });
  const loaded = await registry.loadGrammar('source.yaml');
  if (!loaded) throw new Error('the grammar does not load');
  grammar = loaded;
});

/** Each line with a line of carets and scopes for every token below it; `ours`: only those of the injection. */
function show(text: string, ours = true): string {
  let state = textmate.INITIAL;
  const shown: string[] = [];
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
    state = ruleStack;
    shown.push(line);
    for (const { startIndex, endIndex, scopes } of tokens) {
      const own = scopes.filter((scope) => (ours ? scope.endsWith('.infrahub') : scope !== 'source.yaml'));
      if (own.length === 0) continue;
      shown.push(`${' '.repeat(startIndex)}${'^'.repeat(endIndex - startIndex)} ${own.join(' ')}`);
    }
  }
  return `${shown.join('\n')}\n`;
}

const read = (path: string): string => readFileSync(join(root, 'examples/fabric', path), 'utf8').trimEnd();

describe('the grammar', () => {
  it.each([
    ['config', '.infrahub.yml'],
    ['triggers', 'objects/90_triggers.yml'],
    ['groups', 'objects/01_groups.yml'],
    ['schema', 'schemas/location.yml'],
  ])('marks the names of %s', async (name, path) => {
    await expect(show(read(path))).toMatchFileSnapshot(`__snapshots__/${name}.txt`);
  });

  it('keeps the scopes of YAML around its own', async () => {
    const text = `- node_kind: "NetworkPod" # node_kind: NetworkPod
  matches: [{attribute_name: role, value_match: any}]
  parameters: {pod: name__value, parent: 'parent__name__value'}
  text: |
        branch_scope: other_branches
  branch_scope: all_branches`;
    await expect(show(text, false)).toMatchFileSnapshot('__snapshots__/scopes.txt');
  });

  it.each([
    ['kind: ConfigMap'],
    ['  - kind: TextArea'],
    ['url: http://host/branch_scope: x'],
    ['my-branch_scope: x'],
    ['branch_scope_old: default_branch'],
    ['text: value_match'],
    ['__init__: __name__'],
    ['identifier: pod__rack'],
    ['# generator_definitions:'],
    ['  generator_definitions: nested'],
  ])('marks nothing in %s', (line) => {
    expect(show(line)).toBe(`${line}\n`);
  });
});
