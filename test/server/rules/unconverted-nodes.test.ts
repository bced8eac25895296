import { expect, test } from 'vitest';
import { recordedGenerator } from '../../evidence/generators';
import { checkDiagnostics, checkFix } from '../../support/check';
import { fileOf, layers, marked } from '../cascade/layers';

const rule = 'unconverted-nodes';
const flag = 'convert_query_response: ';

/** The first generator with the flag as given. */
function fabric(body: string, value?: string): string {
  const source = layers({ fabric: body });
  return value === undefined
    ? source
    : source.replace('    class_name: FabricGenerator\n', `    class_name: FabricGenerator\n    ${flag}${value}\n`);
}

const nodes = 'for node in self.nodes:\n    self.logger.info(node.id)';

test('nodes without the flag', async () => {
  const what = `warning ${rule}: self.nodes of generate-fabric is always empty, because convert_query_response is false`;
  const byDefault = marked(fabric(nodes), '- name: ', 'generate-fabric', `${what} by default`);
  await checkDiagnostics(rule, byDefault);
  await checkFix(
    rule,
    fabric(nodes),
    fileOf(
      fabric(nodes).replace(
        'execute_in_proposed_change: true\n    execute_after_merge: false',
        'execute_in_proposed_change: true\n    execute_after_merge: false\n    convert_query_response: true',
      ),
      '/.infrahub.yml',
    ),
  );
  const written = fabric(nodes, 'false');
  await checkDiagnostics(rule, marked(written, '    ', `${flag}false`, what));
  await checkFix(rule, written, fileOf(fabric(nodes, 'true'), '/.infrahub.yml'));
  const related = fabric('self.logger.info(self.related_nodes)');
  await checkDiagnostics(rule, marked(related, '- name: ', 'generate-fabric', `warning ${rule}: self.related_nodes`));
});

test('the flag without nodes', async () => {
  const source = fabric('self.logger.info(data)', 'true');
  await checkDiagnostics(rule, marked(source, '    ', `${flag}true`, `hint ${rule}: generate-fabric uses only`));
  await checkFix(rule, source, fileOf(fabric('self.logger.info(data)', 'false'), '/.infrahub.yml'));
});

test.each([
  ['nodes with the flag', fabric(nodes, 'true')],
  ['data without it', fabric('self.logger.info(data)')],
  ['a store with the flag', fabric('pod = self.store.get(key="a")', 'true')],
  ['the store of the client', fabric('pod = self.client.store.get(key="a")', 'true')],
  ['the store alone, which saves and fetches fill too', fabric('pod = self.store.get(key="a")')],
  ['self handed on', fabric('await helper(self)', 'true')],
  ['nodes of something else', fabric('for node in data.nodes:\n    pass')],
  [
    'nodes that the class fills',
    fabric(
      `${nodes}\n\n    async def process_nodes(self, data):\n        self._nodes = [1]`.replace(
        '\n    async',
        '\nasync',
      ),
    ),
  ],
])('%s', async (_, source) => {
  await checkDiagnostics(rule, source.replace('        async def process', '    async def process'));
});

test('the real SDK', () => {
  expect(recordedGenerator('cfg19-nodes-not-converted').mutations?.[0]).toContain('"nodes-0"');
  expect(recordedGenerator('cfg19-nodes-converted').mutations?.[0]).toContain('"nodes-1"');
});
