import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'allocation-without-identifier';

test.each([
  ['allocate_next_ip_address', '(resource_pool=pool)', 'another address'],
  ['allocate_next_ip_prefix', '(pool, prefix_length=31)', 'another prefix'],
  ['allocate_next_ip_address', '(pool, identifier=None)', 'another address'],
])('%s%s', async (call, args, what) => {
  const fabric = `
pool = await self.client.get(kind="CoreIPAddressPool", name__value="loopbacks")
address = await self.client.${call}${args}
`;
  const message = `information ${rule}: Without an identifier every run takes ${what}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'self.client.', call, message));
});

test.each([
  'allocate_next_ip_address(pool, identifier=target_id)',
  'allocate_next_ip_prefix(pool, None, target_id)',
  'allocate_next_ip_prefix(pool, **options)',
  'allocate_next_ip_prefix(*options)',
])('%s', async (call) => {
  await checkDiagnostics(rule, layers({ fabric: `address = await self.client.${call}` }));
});
