import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { readFolder } from '../../support/repository';

// Generators as public repositories write them. Each file stands in a repository of its own, in place of the files of that
// name; its first line says which. The marks in it are all findings of all rules, in every file.

const folder = new URL('idioms/', import.meta.url);

const bases: Readonly<Record<string, readonly [string, string][]>> = {
  fabric: withInterfaces(readFolder('examples/fabric')),
  services: readFolder('test/server/python/idioms/services'),
};

const idioms = readdirSync(folder).filter((name) => name.endsWith('.py'));

test('there are enough of them', () => {
  expect(idioms.length).toBeGreaterThanOrEqual(15);
});

test.each(idioms.map((name) => basename(name, '.py')))('%s', async (name) => {
  const text = readFileSync(new URL(`${name}.py`, folder), 'utf8');
  const base = bases[/^# base: (\w+)$/m.exec(text)?.[1] ?? ''];
  if (!base) throw new Error(`${name} does not say on which repository it builds`);
  const own = new Set([...text.matchAll(/^#- (\/\S+)$/gm)].map((match) => match[1]));
  const rest = base.filter(([path]) => !own.has(path) && !path.endsWith('.md'));
  const source = rest.map(([path, content]) => `#- ${path}\n${content}`).join('\n');
  await checkDiagnostics(undefined, `${source}\n${text.replace(/^# base: .*\n/, '')}`, { profile: 'all' });
});

/** The example, and ports of its devices. */
function withInterfaces(files: readonly [string, string][]): [string, string][] {
  const schema = `---
version: "1.0"
nodes:
  - name: Interface
    namespace: Network
    human_friendly_id: [device__name__value, name__value]
    attributes:
      - {name: name, kind: Text}
      - {name: role, kind: Text, optional: true}
      - {name: status, kind: Text, optional: true}
    relationships:
      - {name: device, peer: NetworkDevice, kind: Parent, cardinality: one, optional: false, identifier: device__interface}
      - {name: peer, peer: NetworkInterface, kind: Generic, cardinality: one, optional: true, identifier: interface__peer}
extensions:
  nodes:
    - kind: NetworkDevice
      relationships:
        - {name: interfaces, peer: NetworkInterface, kind: Component, cardinality: many, optional: true, identifier: device__interface}
    - kind: NetworkPod
      attributes:
        - {name: done, kind: Boolean, default_value: false}
      relationships:
        - {name: prefix_pool, peer: CoreIPPrefixPool, kind: Attribute, cardinality: one, optional: true, identifier: pod__prefix_pool}
        - {name: loopback_pool, peer: CoreIPAddressPool, kind: Attribute, cardinality: one, optional: true, identifier: pod__loopback_pool}
    - kind: LocationRack
      attributes:
        - {name: done, kind: Boolean, default_value: false}
`;
  const config = (text: string): string => text.replace('schemas:\n', 'schemas:\n  - schemas/interfaces.yml\n');
  const patched = files.map(([path, text]): [string, string] => [
    path,
    path === '/.infrahub.yml' ? config(text) : text,
  ]);
  return [...patched, ['/schemas/interfaces.yml', schema]];
}
