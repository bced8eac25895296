import { describe, expect, test } from 'vitest';
import type { FileRange } from '../../../server/src/base/place';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const fabric = readFolder('examples/fabric');
const textOf = (path: string): string => fabric.find(([each]) => each === path)?.[1] ?? '';
const config = '/.infrahub.yml';
const triggers = '/objects/90_triggers.yml';
const schema = '/schemas/logical_design.yml';
const groups = '/objects/01_groups.yml';

/** The fabric with files edited after it was read. */
async function edited(edits: readonly (readonly [path: string, text: string])[]): Promise<Repository> {
  const repository = await openRepository(fabric);
  for (const [path, text] of edits) repository.service.updateDocument(repository.uri(path), text);
  return repository;
}

function textAt({ service }: Repository, { uri, range }: FileRange): string {
  const text = service.target(uri)?.file.text ?? '';
  expect(range.start).toBeGreaterThanOrEqual(0);
  expect(range.end, 'the place lies in the text').toBeLessThanOrEqual(text.length);
  return text.slice(range.start, range.end);
}

/** What stands where the lens of a generator, and the definition of what an offset names, lead to. */
function lensTexts(repository: Repository, path: string, name: string): string[] {
  const { service, uri } = repository;
  const start = repository.text(path).indexOf(name);
  return (service.codeLensAt(uri(path), start)?.places ?? []).map((place) => textAt(repository, place));
}

function definitionTexts(repository: Repository, path: string, name: string): string[] {
  const { service, uri } = repository;
  const targets = service.definition(uri(path), repository.text(path).indexOf(name))?.targets ?? [];
  return targets.map((target) => {
    const { range, selection } = target;
    expect(range.start <= selection.start && selection.end <= range.end, 'the name lies in its range').toBe(true);
    textAt(repository, target);
    return textAt(repository, { uri: target.uri, range: selection });
  });
}

const rackRules = [
  'trigger-rack-generator-checksum',
  'trigger-rack-generator-amount-of-leafs',
  'trigger-rack-generator-leaf-switch-template',
];
const broken = '    - name: zz\n      action: *nope\n';
const text = textOf(triggers);
const cutAt = (part: string): string => `${text.slice(0, text.indexOf(part))}x: [`;

describe('places of what a broken file said before', () => {
  test.each<[what: string, now: string, found: readonly string[]]>([
    ['nothing is left of it', '[', []],
    ['it is cut behind the first rules', cutAt('    - name: trigger-rack-generator-amount'), rackRules.slice(0, 1)],
    ['lines stand above them now', `${'# more\n'.repeat(20)}${text}${broken}`, rackRules],
    ['the documents above are gone', `${text.slice(text.indexOf('---', 5))}${broken}`, rackRules],
    ['a rule has another name', text.replace(rackRules[0] ?? '', 'renamed: [') + broken, rackRules.slice(1)],
    ['a name goes on', text.replace(rackRules[0] ?? '', `${rackRules[0]}-2: [`), rackRules.slice(1)],
    ['quotes are open above', text.replace('name: run-pod-generator', 'name: "run-pod-generator'), rackRules],
  ])('code lenses: %s', async (_what, now, found) => {
    const repository = await edited([[triggers, now]]);
    expect(lensTexts(repository, config, 'generate-rack').toSorted()).toEqual([...found].toSorted());
  });

  test('every cut leads to names or nowhere', async () => {
    for (let end = 0; end < text.length; end += 37) {
      const repository = await edited([[triggers, `${text.slice(0, end)}\n[`]]);
      const found = lensTexts(repository, config, 'generate-rack');
      expect(rackRules).toEqual(expect.arrayContaining(found));
      const { service } = repository;
      for (const { name, uri, range } of service.workspaceSymbols('trigger-')) {
        expect(textAt(repository, { uri, range })).toBe(name);
      }
      for (const { at } of service.fileTriggers().rules) textAt(repository, at);
    }
  }, 60_000);

  test.each<[what: string, now: string, found: readonly string[]]>([
    ['nothing is left of it', '[', []],
    ['lines stand above it now', `# a\n# b\n${textOf(groups)}${broken}`, ['pods']],
    ['another group is broken', textOf(groups).replace('name: fabrics', 'name: [fabrics'), ['pods']],
  ])('definition of a group: %s', async (_what, now, found) => {
    const repository = await edited([[groups, now]]);
    expect(definitionTexts(repository, '/objects/03_fabrics.yml', 'pods')).toEqual(found);
  });

  test.each<[what: string, now: string, found: readonly string[]]>([
    ['nothing is left of it', '[', []],
    ['lines stand above it now', `# a\n# b\n${textOf(schema)}\nx: [\n`, ['Pod']],
    ['the rest is broken', textOf(schema).replace('nodes:', 'nodes: # more\n  - name: [\n'), ['Pod']],
    ['it is cut behind the first kind', textOf(schema).slice(0, textOf(schema).indexOf('name: Pod')), []],
  ])('definition of a kind: %s', async (_what, now, found) => {
    const repository = await edited([[schema, now]]);
    expect(definitionTexts(repository, '/objects/03_fabrics.yml', 'NetworkPod')).toEqual(found);
  });

  test('layers stand in the text of the configuration', async () => {
    for (const now of ['[', `${textOf(config).slice(0, 300)}\n[`, `# a\n${textOf(config)}\nmenus: [\n`]) {
      const repository = await edited([[config, now]]);
      const layers = repository.service.layers();
      expect(layers.map(({ generator }) => generator)).toHaveLength(3);
      for (const { generator, at } of layers) expect(['', generator]).toContain(textAt(repository, at));
    }
  });

  test('a name whose place is gone is still taken', async () => {
    const { service, uri, text: textNow } = await edited([[groups, '[']]);
    const path = '/objects/03_fabrics.yml';
    const offset = textNow(path).indexOf('- fabrics') + 2;
    expect(service.rename(uri(path), offset, 'pods')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('pods'),
    });
    expect(service.rename(uri(path), offset, 'others')).toMatchObject({ ok: true });
  });

  test.each<[what: string, now: string, found: readonly string[]]>([
    ['nothing is left of it', '[', []],
    ['lines stand above them now', `${'# more\n'.repeat(20)}${text}${broken}`, rackRules],
  ])('places related to findings: %s', async (_what, now, found) => {
    const flag = 'execute_in_proposed_change: ';
    const repository = await edited([
      [triggers, now],
      [config, textOf(config).replaceAll(`${flag}false`, `${flag}true`)],
    ]);
    const all = repository.service.diagnostics(repository.uri(config));
    const ofRack = all.filter(({ message }) => message.startsWith('generate-rack is started by'));
    expect(ofRack).toHaveLength(1);
    const related = ofRack.flatMap((diagnostic) => diagnostic.related.map((at) => textAt(repository, at)));
    expect(related).toEqual(found);
  });
});
