import { expect, test } from 'vitest';
import { checkAction, offersAt, titlesAt } from '../../support/checkAction';
import { cursorAt, unconnected } from './bare';

const path = '/generators/mixin.py';
const content = 'hashContentNotOnlyIds';
const version = 'addGeneratorVersion';

/** The guide's mixin with this body below its docstring. */
function mixin(body: string, head = 'import hashlib\n', more = ''): string {
  return `"""Of the guide."""

${head}

class GeneratorMixin:
    def calculate_checksum(self) -> str:
        """Compute a checksum."""
${body}${more}
`;
}

const at = (text: string): string => unconnected({ [path]: cursorAt(text, 'class') });

const ids = `        # Groups and nodes
        related_ids = self.client.group_context.related_group_ids + self.client.group_context.related_node_ids
        joined = ",".join(sorted(related_ids))
        return hashlib.md5(joined.encode("utf-8")).hexdigest()  # short`;

const versionHead = `# Raise it when the next layer has to run although the objects stay the same.
GENERATOR_VERSION = 1
`;

test('a checksum over content in place of one over ids, with the same hash and the notes of the author', async () => {
  const head = `import hashlib
import json

${versionHead}
# Left out of what is hashed: with them it would be another checksum on every run.
SIGNALS = frozenset({"checksum"})
`;
  const body = `        # Groups and nodes
        context = self.client.group_context
        saved_ids = set(context.related_group_ids + context.related_node_ids)
        content = [[node_id, self._values_of(node_id)] for node_id in sorted(saved_ids)]
        text = json.dumps([GENERATOR_VERSION, content], sort_keys=True, default=str)
        return hashlib.md5(text.encode("utf-8")).hexdigest()  # short`;
  const values = `

    def _values_of(self, node_id: str) -> dict:
        node = self.client.store.get(key=node_id, raise_when_missing=False)
        if node is None:
            return {}
        names = sorted(set(node._schema.attribute_names) - SIGNALS)
        return {name: getattr(node, name).value for name in names}`;
  await checkAction(content, 'Hash the values', at(mixin(ids)), `#- ${path}\n${mixin(body, head, values)}`);
});

test.each([
  ['hashlib.md5(joined.encode("utf-8"))', 'hashlib.md5(f"{GENERATOR_VERSION}:".encode() + joined.encode("utf-8"))'],
  ['hashlib.sha256(a or b)', 'hashlib.sha256(f"{GENERATOR_VERSION}:".encode() + (a or b))'],
  ['hashlib.sha256()', 'hashlib.sha256(f"{GENERATOR_VERSION}:".encode())'],
])('a version is hashed too: %s', async (before, after) => {
  const body = (call: string): string => ids.replace('hashlib.md5(joined.encode("utf-8"))', call);
  const head = `import hashlib\n\n${versionHead}`;
  await checkAction(version, 'GENERATOR_VERSION', at(mixin(body(before))), `#- ${path}\n${mixin(body(after), head)}`);
});

test('a line that would get too long', async () => {
  const long =
    'return hashlib.sha256(",".join(sorted(self.client.group_context.related_node_ids)).encode("utf-8")).hexdigest()';
  const body = `        version = f"{GENERATOR_VERSION}:".encode()\n        ${long.replace('(",".', '(version + ",".')}`;
  const expected = mixin(body, `import hashlib\n\n${versionHead}`);
  await checkAction(version, 'GENERATOR_VERSION', at(mixin(`        ${long}`)), `#- ${path}\n${expected}`);
});

test('the constant that is there is taken', async () => {
  const head = 'import hashlib\n\nGENERATOR_VERSION = 3\n';
  const body = ids.replace('md5(joined', 'md5(f"{GENERATOR_VERSION}:".encode() + joined');
  await checkAction(version, 'GENERATOR_VERSION', at(mixin(ids, head)), `#- ${path}\n${mixin(body, head)}`);
});

test('both mend the finding about such checksums', async () => {
  for (const id of [content, version]) {
    const [made] = await offersAt(id, at(mixin(ids)));
    expect(made?.offer.mends).toBe('checksum-of-ids-only');
  }
});

test('notes behind statements are kept too', async () => {
  const noted = ids.replace('(related_ids))\n', '(related_ids))  # in "one" order\n').replace('","', '"#"');
  const [made] = await offersAt(content, at(mixin(noted)));
  const texts = (made?.offer.edits() ?? []).flatMap((edit) => ('at' in edit ? [edit.newText] : []));
  expect(texts.join('')).toContain('# in "one" order\n        context = ');
});

test.each([
  ['sorted(related_ids)', 'sorted(str(each) for each in set(related_ids))'],
  ['sorted(related_ids)', 'sorted([*related_ids])'],
  ['hashlib.md5(joined.encode("utf-8"))', 'hashlib.md5(f"{GENERATOR_VERSION}:".encode() + joined.encode("utf-8"))'],
  [
    'return hashlib.md5(joined.encode("utf-8")).hexdigest()',
    'digest = hashlib.md5()\n        digest.update(joined.encode())\n        return digest.hexdigest()',
  ],
])('nothing but ids: %s becomes %s', async (from, to) => {
  const [made] = await offersAt(content, at(mixin(ids.replace(from, to))));
  expect(made?.offer).toMatchObject({ title: expect.stringContaining('Hash the values') });
  expect(made?.offer.refusal).toBeUndefined();
});

test.each([
  ['a salt', 'joined = ', 'joined = self.branch_name + '],
  ['a constant', 'joined = ', 'joined = SALT + '],
  ['a prefix', 'return hashlib', 'return "v1-" + hashlib'],
  ['a part of the digest', '.hexdigest()', '.hexdigest()[:16]'],
  ['bytes', '.hexdigest()', '.digest()'],
  ['a log', 'joined = ', 'self.logger.info("hashing %s", related_ids)\n        joined = '],
  ['a condition', 'joined = ', 'if not related_ids:\n            return ""\n        joined = '],
  ['a filter', 'sorted(related_ids)', 'sorted(each for each in related_ids if each)'],
  ['an option', '.encode("utf-8"))', '.encode("utf-8"), usedforsecurity=False)'],
  ['a text with a value', 'return hashlib.md5(joined', 'return hashlib.md5(f"{self.branch_name}{joined}"'],
])('not by itself where the method holds more: %s', async (_, from, to) => {
  const changed = ids.replace(from, to);
  expect(changed).not.toBe(ids);
  const [made] = await offersAt(content, at(mixin(changed)));
  expect(made?.offer.refusal).toContain('calculate_checksum does more than hash ids');
  expect(made?.offer.edits()).toBeUndefined();
});

test.each([
  ['another method', mixin('        return hashlib.md5(b"x").hexdigest()')],
  [
    'a hash on the line of the header',
    mixin('').replace('str:\n        """Compute a checksum."""', 'str: return hashlib.md5(related_node_ids)'),
  ],
  ['a parameter besides', mixin(ids).replace('(self)', '(self, salt)')],
])('not over content: %s', async (_, text) => {
  expect(await titlesAt(content, at(text))).toEqual([]);
});
