import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'data-in-code';

/** The first generator with a table in its module. */
function withTable(table: string, body: string): string {
  const head = 'from datetime import datetime\n';
  return layers({ fabric: body }).replace(head, `${head}\n${table}\n`);
}

function create(loop: string, args: string): string {
  return `for ${loop}:
    device = await self.client.create(kind="NetworkDevice", ${args})
    await device.save(allow_upsert=True)
`;
}

const list = 'DEVICES = [{"name": "a"}, {"name": "b"}, {"name": "c"}]';
const mapping = 'DEVICES = {"a": ["leaf"], "b": ["leaf"], "c": ["spine"]}';

test.each([
  [list, 'row', 'DEVICES', 'name=row["name"]'],
  [list, 'row', 'DEVICES', '**row'],
  [mapping, 'name, roles', 'DEVICES.items()', 'name=name'],
  [list, 'at, row', 'enumerate(DEVICES)', 'name=row["name"]'],
  ['DEVICES: list = [("a", 1), ("b", 1), ("c", 2)]', 'name, at', 'DEVICES', 'name=name'],
])('%s, for %s in %s', async (table, target, iterable, args) => {
  const source = withTable(table, create(`${target} in ${iterable}`, args));
  await checkDiagnostics(rule, marked(source, `for ${target} in `, iterable, `hint ${rule}: The 3 rows of DEVICES`));
});

test.each([
  ['names only', 'DEVICES = ["a", "b", "c"]', create('name in DEVICES', 'name=name')],
  ['two rows', 'DEVICES = [{"name": "a"}, {"name": "b"}]', create('row in DEVICES', 'name=row["name"]')],
  ['not about the row', list, create('row in DEVICES', 'name="a"')],
  ['read for something else', list, 'for row in DEVICES:\n    self.logger.info(row)'],
  ['a local of the same name', list, `DEVICES = data["devices"]\n${create('row in DEVICES', 'name=row["name"]')}`],
])('%s', async (_, table, body) => {
  await checkDiagnostics(rule, withTable(table, body));
});
