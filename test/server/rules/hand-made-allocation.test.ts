import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { layers, marked } from '../cascade/layers';

const rule = 'hand-made-allocation';
const device =
  'device = await self.client.create(kind="NetworkDevice", name=name)\nawait device.save(allow_upsert=True)';

test('a search for a free number', async () => {
  const search = 'next(i for i in range(100, 200) if i not in used)';
  const fabric = `used = {1}\nname = str(${search})\n${device}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'str(', search, `hint ${rule}: This picks a number in code`));
});

test.each([
  'ipaddress.ip_network("10.0.0.0/8")',
  'ip_network("10.0.0.0/8")',
  'IPv4Network("10.0.0.0/8", strict=False)',
])('a network of the code, %s', async (network) => {
  const what = `hint ${rule}: This picks a prefix in code`;
  const direct = `${network}.subnets(new_prefix=24)`;
  const fabric = `name = str(list(${direct})[0])\n${device}`;
  await checkDiagnostics(rule, marked(layers({ fabric }), 'list(', direct, what));
  const named = `network = ${network}\nname = str(next(network.hosts()))\n${device}`;
  await checkDiagnostics(rule, marked(layers({ fabric: named }), 'next(', 'network.hosts()', what));
});

test.each([
  [
    'addresses of an allocated prefix',
    'network = ipaddress.ip_network(prefix.prefix.value)\nname = str(next(network.hosts()))',
  ],
  ['the first of a list', 'name = next(x for x in data["names"] if x not in ["a"])'],
  ['a row of numbers', 'name = str([i for i in range(4)])'],
])('%s', async (_, lines) => {
  await checkDiagnostics(rule, layers({ fabric: `${lines}\n${device}` }));
});

test('code that creates nothing', async () => {
  await checkDiagnostics(rule, layers({ fabric: 'free = next(i for i in range(9) if i not in data["used"])' }));
});
