import { describe, expect, test } from 'vitest';
import { parseFixture } from '../../support/fixture';
import { completionAt } from '../../support/checkCompletion';
import { openRepository } from '../../support/repository';
import { serverAttribute, serverNode, serverOf } from '../../support/remote';
import { inNetwork, objects } from '../../support/triggers';
import type { RemoteKnowledge } from '../../../server/src/remoteKnowledge';

const server = serverOf([serverNode('DcimDevice', { attributes: [serverAttribute('checksum')] })], {
  definitions: [{ name: 'notify', className: 'Notify', targets: 'pods' }, { name: 'make-pod' }],
  groups: [{ name: 'leafs', kind: 'CoreStandardGroup' }],
  actions: [{ kind: 'CoreGeneratorAction', name: 'by-hand', fields: { generator: 'notify' } }],
});

async function offered(source: string): Promise<string[]> {
  const { result } = await completionAt(source, server);
  return result.items.map(({ label, detail }) => `${label} | ${detail ?? ''}`);
}

async function hoverOf(source: string, remote?: RemoteKnowledge): Promise<string | undefined> {
  const { files, cursors } = parseFixture(source);
  const { service, uri } = await openRepository(files, { remote });
  const [cursor] = cursors;
  return cursor && service.hover(uri(cursor.path), cursor.offset)?.markdown;
}

describe('completion offers what the server has, marked as such', () => {
  const action = '\n- {name: a, generator: make-pod}';

  test('kinds', async () => {
    const items = await offered(inNetwork(objects('CoreNodeTriggerRule', '\n- name: a\n  node_kind: $0\n')));
    expect(items.slice(0, 3)).toEqual([
      'NetworkPod | this repository',
      'LocationRack | this repository',
      'DcimDevice | on the server',
    ]);
  });

  test('generators; what the files define stands there once', async () => {
    expect(await offered(inNetwork(objects('CoreGeneratorAction', '\n- name: a\n  generator: $0\n')))).toEqual([
      'make-pod | PodMaker, generators/make_pod.py',
      'notify | Notify, on the server',
    ]);
  });

  test('but no name that hides what it is', async () => {
    const hidden = { ...server, definitions: [{ name: 'make-p\u202Edo' }, { name: 'make\u0007-rack' }] };
    const { result } = await completionAt(
      inNetwork(objects('CoreGeneratorAction', '\n- name: a\n  generator: $0\n')),
      hidden,
    );
    expect(result.items.map(({ label }) => label)).toEqual(['make-pod']);
  });

  test('groups and actions', async () => {
    expect(await offered(inNetwork(objects('CoreGroupAction', '\n- name: a\n  group: $0\n')))).toEqual([
      'pods | targets of make-pod',
      'leafs | CoreStandardGroup, on the server',
    ]);
    const rule = objects('CoreNodeTriggerRule', '\n- name: a\n  action: $0\n');
    expect(await offered(inNetwork(objects('CoreGeneratorAction', action) + rule))).toEqual([
      'a | runs make-pod',
      'by-hand | CoreGeneratorAction, on the server',
    ]);
  });
});

describe('hover says where a thing comes from', () => {
  const rule = (kind: string, action: string): string =>
    inNetwork(objects('CoreNodeTriggerRule', `\n- {name: a, node_kind: ${kind}, action: ${action}}`));

  test('a kind of the server, one of a file, and a core kind', async () => {
    expect(await hoverOf(rule('Dcim$0Device', 'x'), server)).toContain(
      'No schema file of this repository declares it. The connected server (branch main) has it.',
    );
    expect(await hoverOf(rule('Network$0Pod', 'x'), server)).toContain('Declared in schemas/a.yml.');
    expect(await hoverOf(rule('Core$0StandardGroup', 'x'), server)).toContain(
      'A kind of Infrahub itself, as version 1.11 has it.',
    );
  });

  test('an action, a generator and a group', async () => {
    expect(await hoverOf(rule('NetworkPod', 'by-$0hand'), server)).toContain(
      'The connected server (branch main) has it.',
    );
    expect(await hoverOf(rule('NetworkPod', 'by-$0hands'), server)).toContain('does not have it either.');
    expect(await hoverOf(rule('NetworkPod', 'by-$0hand'))).not.toContain('server');
    const generator = inNetwork(objects('CoreGeneratorAction', '\n- {name: a, generator: noti$0fy}'));
    expect(await hoverOf(generator, server)).toContain('It runs for the members of group pods.');
    const group = inNetwork(objects('CoreGroupAction', '\n- {name: a, group: lea$0fs, member_action: add_member}'));
    expect(await hoverOf(group, server)).toContain('**leafs** · CoreStandardGroup');
  });
});

test('a new generator can be about a kind that only the server has', async () => {
  const { service } = await openRepository([], { remote: server });
  expect(service.newGeneratorChoices()[0]?.kinds.map(({ kind }) => kind)).toEqual(['DcimDevice']);
});

describe('the version that is checked against', () => {
  const versionOf = async (files: Record<string, string>, remote?: RemoteKnowledge, setting = '') => {
    const { service } = await openRepository(Object.entries(files), { remote, settings: { serverVersion: setting } });
    const { version, source, inferred } = service.projects()[0]?.targetVersion ?? {};
    return `${version} (${source})${inferred ? ' inferred' : ''}`;
  };
  const compose = { '/docker-compose.yml': 'services: {a: {image: "registry.opsmill.io/opsmill/infrahub:1.8.1"}}\n' };

  test('is that of the connected server, before a setting and what the files suggest', async () => {
    const remote = { version: '1.9.4' };
    expect(await versionOf(compose)).toBe('1.8 (docker-compose.yml) inferred');
    expect(await versionOf(compose, remote)).toBe('1.9 (connected server)');
    expect(await versionOf(compose, remote, '1.10')).toBe('1.9 (connected server)');
    expect(await versionOf({ ...compose, '/.infrahub-cascade.yml': 'server_version: "1.7"\n' }, remote)).toBe(
      '1.7 (.infrahub-cascade.yml)',
    );
    expect(await versionOf(compose, { version: '2.0.0' })).toBe('1.8 (docker-compose.yml) inferred');
  });

  test('kinds that a server does not list are there all the same', async () => {
    const listed = (server.kinds ?? []).flatMap((kind) => {
      const relationships = kind.relationships.filter(({ peer }) => !peer.startsWith('Internal'));
      return kind.kind === 'InternalAccountToken' ? [] : { ...kind, relationships };
    });
    const { service } = await openRepository([], { remote: { ...server, kinds: listed } });
    const kinds = service.projects()[0]?.kinds;
    expect(kinds?.get('InternalAccountToken')?.origin).toBe('core');
    expect(kinds?.relationship('CoreAccount', 'tokens')?.peer).toBe('InternalAccountToken');
    expect(kinds?.get('DcimDevice')?.origin).toBe('server');
  });

  test('core kinds are those of the version asked for, the others stay', async () => {
    const files = { '/.infrahub-cascade.yml': 'server_version: "1.4"\n' };
    const { service } = await openRepository(Object.entries(files), { remote: server });
    const kinds = service.projects()[0]?.kinds;
    expect(kinds?.get('CoreGeneratorAwareGroup')).toBeUndefined();
    expect(kinds?.get('DcimDevice')?.origin).toBe('server');
  });
});

describe('what a server holds comes and goes', () => {
  test('and the answers with it; the model is made once per change', async () => {
    const { service } = await openRepository([]);
    const kinds = () => service.projects()[0]?.kinds;
    expect(kinds()?.get('DcimDevice')).toBeUndefined();
    service.setRemote(server);
    const after = kinds();
    expect(after?.get('DcimDevice')).toBeDefined();
    service.updateDocument('file:///repo/objects/a.yml', 'kind: Object\nspec: {kind: BuiltinTag, data: []}\n');
    expect(kinds()).toBe(after);
    service.setRemote({ ...server, groups: [] });
    expect(kinds()).toBe(after);
    service.setRemote(undefined);
    expect(kinds()?.get('DcimDevice')).toBeUndefined();
  });
});
