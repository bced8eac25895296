import { expect, test } from 'vitest';
import { parsePython } from '../../../server/src/syntax/python/parse';
import { applyEdits } from '../../support/check';
import { parseFixture } from '../../support/fixture';
import { openRepository, type Repository } from '../../support/repository';
import { bare, paths, unconnected } from './bare';

const sample = `${bare('FabricGenerator', 'NetworkFabric', [
  'имя = node["name"]["value"]',
  'for index in range(3):',
  '    device = await self.client.create(kind="NetworkDevice", name=f"{имя}-{index}")',
  '    await device.save(allow_upsert=True)',
  '# A comment',
  'for pod in await self.client.filters(kind="NetworkPod", parent__ids=[node["id"]]):',
  '    if pod.status.value != "done":',
  '        pod.status.value = "done"',
  '        await pod.save()',
])}
    def calculate_checksum(self) -> str:
        ids = sorted(self.client.group_context.related_node_ids)
        return hashlib.sha256(",".join(ids).encode("utf-8")).hexdigest()
`;

/** What the edits of every offer at a place make of the file; one offer for each action and length of edit is enough. */
function outcomes(repository: Repository, text: string): string[] {
  const { service } = repository;
  const uri = repository.uri(paths.fabric);
  repository.files.set(uri, text);
  service.updateDocument(uri, text);
  const cursor = Math.min(text.length, Math.max(0, text.indexOf('class ') + 8));
  const made = service.codeActions(uri, { start: cursor, end: cursor });
  const perAction = new Map(made.toReversed().map((each) => [`${each.action.id} ${each.offer.rare}`, each]));
  return [...perAction.values()].flatMap((each) => {
    const edits = service.resolveAction(uri, each);
    return edits ? (applyEdits(repository, edits).get(paths.fabric) ?? []) : [];
  });
}

/** Every line of the author is still there, in order; a line may have got more in it. */
function keepsLines(before: string, after: string): boolean {
  const lines = after.split(/\r?\n/);
  let at = 0;
  return before.split(/\r?\n/).every((line) => {
    const words = line.replaceAll(/[\s():]+|\ballow_upsert=True\b/g, '').slice(0, 40);
    const found = lines.findIndex((each, index) => index >= at && each.replaceAll(/[\s():]+/g, '').includes(words));
    if (found >= 0) at = found;
    return found >= 0 || words === '';
  });
}

test.each([
  ['as it is', sample],
  ['tabs and CRLF', sample.replaceAll('    ', '\t').replaceAll('\n', '\r\n')],
])('no prefix of a generator loses a line, or its class: %s', { timeout: 60_000 }, async (_, whole) => {
  const repository = await openRepository(parseFixture(unconnected({})).files);
  let changed = 0;
  for (let end = 60; end <= whole.length; end += 19) {
    const text = whole.slice(0, end);
    for (const after of outcomes(repository, text)) {
      changed++;
      expect(after.includes('\r\n'), JSON.stringify(text)).toBe(text.includes('\r\n'));
      if (text.includes('calculate_checksum')) continue;
      expect(keepsLines(text, after), after).toBe(true);
      const classes = parsePython(after).body.flatMap((each) => (each.kind === 'class' ? each.name : []));
      expect(classes).toContain('FabricGenerator');
    }
  }
  expect(changed).toBeGreaterThan(100);
});

test('what is whole stays whole', async () => {
  const repository = await openRepository(parseFixture(unconnected({})).files);
  const texts = outcomes(repository, sample);
  expect(texts.length).toBeGreaterThan(4);
  for (const text of texts) expect(parsePython(text).errors, text).toEqual([]);
});
