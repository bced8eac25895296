import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { presetOf } from '../../../client/src/commands/connect/presets';
import type { ConnectChoices, LinkChoices, LinkDecision } from '../../../server/src/protocol/connect';
import type { PlanNote } from '../../../server/src/protocol/plan';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const chain = ['generate-fabric', 'generate-pod', 'generate-rack'];
const before = readFolder('test/samples/unconnected');
const connected = new Map([...before, ...readFolder('test/samples/connected')]);

type Files = Iterable<readonly [string, string]>;

function choicesOf(repository: Repository, generators: readonly string[]): readonly LinkChoices[] {
  const choices: ConnectChoices = repository.service.connectChoices({ root: repository.uri(''), generators });
  if ('refusal' in choices) throw new Error(choices.refusal);
  return choices.links;
}

/** Decides as advised, besides what `decide` says for a link. */
async function plan(files: Files, generators: readonly string[], decide: (link: LinkDecision) => object = () => ({})) {
  const repository = await openRepository(files);
  const links = choicesOf(repository, generators).map((link) => {
    const preset = presetOf(link);
    return { ...preset, ...decide(preset) };
  });
  return { repository, planned: repository.service.planConnection({ root: repository.uri(''), links }) };
}

/** The files after a plan, or why there is none. */
async function written(
  ...given: Parameters<typeof plan>
): Promise<{ files: Map<string, string>; notes: readonly PlanNote[] }> {
  const { repository, planned } = await plan(...given);
  if ('refusal' in planned) throw new Error(planned.refusal);
  return { files: applyEdits(repository, planned.edits), notes: planned.notes };
}

async function refusalOf(files: Files, generators: readonly string[]): Promise<string | undefined> {
  const repository = await openRepository(files);
  const choices = repository.service.connectChoices({ root: repository.uri(''), generators });
  if ('refusal' in choices) return choices.refusal;
  const { planned } = await plan(files, generators);
  return 'refusal' in planned ? planned.refusal : undefined;
}

function changedIn(files: Files, path: string, from: string, to: string): Map<string, string> {
  const changed = new Map(files);
  const text = changed.get(path) ?? '';
  expect(text, `${path} contains ${from}`).toContain(from);
  return changed.set(path, text.replace(from, to));
}

/** The steps of the cascade: who signals what, and who runs then. */
function stepsOf(repository: Repository): string[] {
  const [project] = repository.service.projects();
  return (project?.cascade.edges ?? []).map(({ write: { generator, cause }, runs, fires, sides }) => {
    const what = cause.type === 'attribute' ? `${cause.kind}.${cause.attribute}` : cause.type;
    return `${generator.name} → ${what} → ${runs.name} (${fires}, ${sides.join('+')})`;
  });
}

function findingsOf(repository: Repository): string[] {
  return [...repository.files.keys()].flatMap((uri) =>
    repository.service.diagnostics(uri).map(({ message, finding }) => `${uri} ${finding.rule.id}: ${message}`),
  );
}

describe('Connect Generators: three generators that nothing connects', () => {
  it('become a chain of which no check has anything to say', async () => {
    const { files } = await written(before, chain);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(connected));
    const repository = await openRepository(files);
    expect(findingsOf(repository)).toEqual([]);
    expect(stepsOf(repository)).toEqual([
      'generate-fabric → NetworkPod.checksum → generate-pod (yes, other)',
      'generate-pod → LocationRack.checksum → generate-rack (yes, other)',
    ]);
  });

  it('become the same chain link by link', async () => {
    const first = await written(before, chain.slice(0, 2));
    const [link] = choicesOf(await openRepository(first.files), chain.slice(1));
    expect(link?.kinds[0]?.signals[0]?.form).toBe('the checksum of ChecksumMixin, inherited from GeneratorTarget');
    const second = await written(first.files, chain.slice(1));
    expect(stepsOf(await openRepository(second.files))).toHaveLength(2);
    expect(second.files.get('/objects/05_triggers.yml')).toBe(connected.get('/objects/05_triggers.yml'));
    expect(second.files.get('/generators/generate_pod.py')).toBe(connected.get('/generators/generate_pod.py'));
  });

  it('keep what an author should know beside the changes', async () => {
    const { notes } = await written(before, chain);
    expect(notes.map(({ title }) => title)).toEqual([
      'Schema migration of NetworkPod and LocationRack',
      '5 new rules wait for the default branch',
      'No runs after merges: generate-pod and generate-rack',
    ]);
    // A pick shows one line.
    for (const { detail } of notes) expect(detail.length).toBeLessThan(88);
  });

  it('leave the flags of the first generator alone', async () => {
    const { files } = await written(before, chain);
    const [head = ''] = (files.get('/.infrahub.yml') ?? '').split('- name: generate-pod');
    expect(head).not.toContain('execute_');
  });
});

describe('Connect Generators: a chain that is connected', () => {
  it('needs nothing more', async () => {
    const { planned } = await plan(connected, chain);
    expect(planned).toEqual({ edits: [], notes: [] });
  });

  it('needs nothing more in the example', async () => {
    expect((await plan(readFolder('examples/fabric'), chain)).planned).toEqual({ edits: [], notes: [] });
  });

  it('in the form of the guide is warned about, and only gets what is missing', async () => {
    const path = '/generators/generate_pod.py';
    const guide = changedIn(connected, path, 'save(update_group_context=False)', 'save(allow_upsert=True)');
    const flags = changedIn(guide, '/.infrahub.yml', 'execute_after_merge: false', 'execute_after_merge: true');
    const { files, notes } = await written(flags, chain);
    expect(Object.fromEntries(files)).toEqual(Object.fromEntries(guide));
    expect(notes.at(-1)?.title).toBe('generate-pod saves LocationRack with tracking');
  });

  it('says how such a save is mended, where it is to be', async () => {
    const path = '/generators/generate_pod.py';
    const guide = changedIn(connected, path, 'save(update_group_context=False)', 'save(allow_upsert=True)');
    const own = changedIn(guide, path, 'await rack.save(allow_upsert=True)', 'await self.put(rack)');
    const put = '\n    async def put(self, node):\n        await node.save(allow_upsert=True)\n';
    own.set(path, `${own.get(path)}${put}`);
    const shared = changedIn(own, path, 'await device.save(allow_upsert=True)', 'await self.put(device)');
    const unpacked = changedIn(own, path, 'node.save(allow_upsert=True)', 'node.save(**{"allow_upsert": True})');
    const byHand = changedIn(
      guide,
      path,
      'await rack.save(',
      'self.client.group_context.related_node_ids.append(rack.id)\n                await rack.save(',
    );
    const detailOf = async (files: Files) =>
      (await written(files, chain)).notes.find(({ title }) => title.endsWith('with tracking'))?.detail;
    expect(await detailOf(guide)).toMatch(/: mend that first, with the fix there\.$/);
    expect(await detailOf(own)).toMatch(/: mend that first, with the fix there\.$/);
    expect(await detailOf(shared)).toMatch(/: first give them a save of their own\.$/);
    expect(await detailOf(unpacked)).toMatch(/: mend that first, as the warning says\.$/);
    expect(await detailOf(byHand)).toBeUndefined();
    for (const each of [guide, shared, unpacked]) expect((await detailOf(each))?.length).toBeLessThan(88);
  });

  it('is shown as it is, with what people may change', async () => {
    const [link] = choicesOf(await openRepository(connected), chain.slice(0, 2));
    expect(link?.kinds).toMatchObject([{ kind: 'NetworkPod', route: 'parent of NetworkPod', scope: 'other_branches' }]);
    expect(link?.kinds[0]?.signals[0]).toMatchObject({ id: 'written:checksum', connected: true });
    expect(link?.kinds[0]?.extras).toEqual([
      { name: 'role', type: 'attribute', watched: true, advised: true },
      { name: 'amount_of_spines', type: 'attribute', watched: true, advised: true },
      { name: 'spine_switch_template', type: 'relationship', watched: false, advised: false },
    ]);
  });

  it('is not asked again to watch what it does not watch', async () => {
    const rule = connected
      .get('/objects/05_triggers.yml')
      ?.match(/ {4}- name: trigger-pod-generator-role\n(?: {6}.*\n)+/)?.[0];
    const less = changedIn(connected, '/objects/05_triggers.yml', rule ?? 'the rule', '');
    expect((await plan(less, chain)).planned).toEqual({ edits: [], notes: [] });
  });

  it('gets a further relationship to watch', async () => {
    const { files } = await written(connected, chain.slice(0, 2), () => ({ extras: ['spine_switch_template'] }));
    expect(files.get('/objects/05_triggers.yml')).toContain(
      'kind: CoreNodeTriggerRelationshipMatch\n        data:\n          - relationship_name: spine_switch_template\n            modification_type: added\n',
    );
    expect(findingsOf(await openRepository(files))).toEqual([]);
  });

  it('gets the scope that is decided for, on the rules it has', async () => {
    const { files } = await written(connected, chain.slice(0, 2), () => ({ scope: 'all_branches' }));
    const text = files.get('/objects/05_triggers.yml') ?? '';
    expect(text.match(/branch_scope: all_branches/g)).toHaveLength(3);
    expect(text.match(/branch_scope: other_branches/g)).toHaveLength(2);
  });

  it('has a rule switched on again, and a missing rule and flag put back', async () => {
    const off = changedIn(
      connected,
      '/objects/05_triggers.yml',
      '      node_kind: NetworkPod\n',
      '      active: false\n      node_kind: NetworkPod\n',
    );
    const { files } = await written(off, chain);
    expect(files.get('/objects/05_triggers.yml')).toContain('active: true\n      node_kind: NetworkPod');
    const inCi = changedIn(connected, '/.infrahub.yml', 'execute_after_merge: false', 'execute_after_merge: true');
    expect(Object.fromEntries((await written(inCi, chain)).files)).toEqual(Object.fromEntries(connected));
  });
});

describe('Connect Generators: layouts of repositories', () => {
  it('signals an attribute that is there before it adds one', async () => {
    const own = changedIn(
      before,
      '/schemas/location.yml',
      '    attributes:\n',
      '    attributes:\n      - name: build_signal\n        kind: Text\n        optional: true\n',
    );
    const { files, notes } = await written(own, chain.slice(1));
    expect(files.get('/schemas/location.yml')).toBe(own.get('/schemas/location.yml'));
    expect(files.has('/schemas/generator.yml')).toBe(false);
    expect(files.get('/generators/generate_pod.py')).toContain('rack.build_signal.value = checksum');
    expect(files.get('/objects/05_triggers.yml')).toContain('attribute_name: build_signal');
    expect(notes.map(({ title }) => title).join()).not.toContain('migration');
  });

  it('does not take for a signal what is written for another purpose', async () => {
    const path = '/generators/generate_pod.py';
    const lines = [
      '        for rack in await self.client.filters(kind="LocationRack", pod__ids=[pod_id]):',
      '            rack.amount_of_leafs.value = 4',
      '            await rack.save(update_group_context=False)',
    ];
    const files = new Map(before).set(path, `${new Map(before).get(path)}\n${lines.join('\n')}\n`);
    const [link] = choicesOf(await openRepository(files), chain.slice(1));
    expect(link?.kinds[0]?.signals.map(({ id }) => id)).toEqual([
      'GeneratorTarget.checksum:content',
      'GeneratorTarget.checksum:ids',
      'written:amount_of_leafs',
    ]);
  });

  it('uses a flag as barrier, with a rule that waits for its value', async () => {
    const own = changedIn(
      before,
      '/schemas/location.yml',
      '    attributes:\n',
      '    attributes:\n      - name: ready\n        kind: Boolean\n        default_value: false\n',
    );
    const { files } = await written(own, chain.slice(1), () => ({ signal: 'ready=True' }));
    expect(files.get('/objects/05_triggers.yml')).toMatch(
      /attribute_name: ready\n\s+value_match: value\n\s+value: ['"]?True/,
    );
    const repository = await openRepository(files);
    expect(stepsOf(repository)).toContain('generate-pod → LocationRack.ready → generate-rack (yes, other)');
    const { planned } = await plan(files, chain.slice(1));
    expect(planned).toEqual({ edits: [], notes: [] });
  });

  it('writes into the trigger file that is there, and adds the leading marker it lacks', async () => {
    const triggers = `apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreGeneratorAction
  data:
    - name: run-audit # by hand
      generator: generate-fabric
`;
    const withFile = changedIn(before, '/.infrahub.yml', '04_racks.yml', '04_racks.yml\n  - objects/automation.yml');
    withFile.set('/objects/automation.yml', triggers);
    const { files } = await written(withFile, chain);
    expect(files.has('/objects/05_triggers.yml')).toBe(false);
    const text = files.get('/objects/automation.yml') ?? '';
    expect(text.startsWith(`---\n${triggers}    - name: run-pod-generator\n      generator: generate-pod\n`)).toBe(
      true,
    );
    expect(stepsOf(await openRepository(files))).toHaveLength(2);
  });

  it('keeps Windows line breaks, in new lines too', async () => {
    const windows = before.map(([path, text]) => [path, text.replaceAll('\n', '\r\n')] as const);
    const { files } = await written(windows, chain);
    for (const [path, text] of files) {
      if (windows.some(([known]) => known === path)) expect(text.replaceAll('\r\n', ''), path).not.toContain('\n');
    }
    expect(stepsOf(await openRepository(files))).toHaveLength(2);
  });

  it('takes a listed folder for new files, and names no file twice', async () => {
    const config = readFileSync('test/samples/unconnected/.infrahub.yml', 'utf8');
    const folders = config
      .replace(/schemas:\n(?: {2}- .*\n)+/, 'schemas: [schemas]\n')
      .replace(/objects:\n(?: {2}- .*\n)+/, 'objects: [objects]\n');
    const { files } = await written(new Map([...before, ['/.infrahub.yml', folders]]), chain);
    expect(files.get('/.infrahub.yml')).toContain('schemas: [schemas]\n');
    expect(files.get('/.infrahub.yml')).toContain('objects: [objects]\n');
    expect(findingsOf(await openRepository(files))).toEqual([]);
  });
});

describe('Connect Generators: refusals', () => {
  it('says what would loop', async () => {
    const inFabric = changedIn(
      connected,
      '/generators/generate_rack.py',
      'rack={"id": rack_id},',
      'rack={"id": rack_id},\n                fabric={"id": pod["parent"]["id"]},',
    );
    const up = await refusalOf(inFabric, ['generate-rack', 'generate-fabric']);
    expect(up).toMatch(/generate-fabric, generate-pod and generate-rack would start one another in a circle: /);
    expect(up).toContain('the server has no loop guard');
    expect(await refusalOf(before, ['generate-fabric', 'generate-pod', 'generate-fabric'])).toContain(
      'would run again and again',
    );
  });

  it.each([
    ['a generator that is not there', chain[0], 'generate-nothing', /There is no generator generate-nothing/],
    ['fewer than two', 'generate-fabric', '', /A chain needs two generators/],
  ])('names %s', async (_, first = '', second, reason) => {
    expect(await refusalOf(before, [first, second].filter(Boolean))).toMatch(reason);
  });

  it('names a class that is not there, does nothing, or is not asynchronous', async () => {
    const path = '/generators/generate_fabric.py';
    const two = chain.slice(0, 2);
    const renamed = changedIn(before, path, 'class FabricGenerator', 'class FabricMaker');
    expect(await refusalOf(renamed, two)).toMatch(/has no class FabricGenerator, which generate-fabric runs/);
    const stub = new Map(before).set(
      path,
      'from infrahub_sdk.generator import InfrahubGenerator\n\n\nclass FabricGenerator(InfrahubGenerator):\n    async def generate(self, data: dict) -> None:\n        raise NotImplementedError\n',
    );
    expect(await refusalOf(stub, two)).toMatch(/does nothing yet/);
    const sync = changedIn(before, path, 'async def generate', 'def generate');
    expect(await refusalOf(sync, two)).toMatch(/no asynchronous generate/);
    const early = changedIn(
      before,
      path,
      'await device.save(allow_upsert=True)',
      'await device.save()\n            return',
    );
    expect(await refusalOf(early, two)).toMatch(/may return in line 30 when objects are made already/);
    const broken = changedIn(before, path, 'if not edges:', 'if not edges');
    expect(await refusalOf(broken, two)).toMatch(/syntax error/);
  });

  it('does not look for targets through objects that are never put there', async () => {
    const ends = [chain[0] ?? '', chain[2] ?? ''];
    expect(await refusalOf(before, ends)).toMatch(/generate-fabric cannot find the targets of generate-rack/);
    const path = '/generators/generate_fabric.py';
    const [role, unknown] = ['role="super_spine",', '**self.more(),'];
    for (const given of ['rack={"id": fabric["rack"]["id"]},', unknown]) {
      const [link] = choicesOf(await openRepository(changedIn(before, path, role, given)), ends);
      expect(link?.kinds[0]?.route).toBe('devices of LocationRack, which is a NetworkDevice of this run');
    }
  });

  it('names kinds that have nothing to do with each other', async () => {
    const files = changedIn(before, '/schemas/location.yml', 'peer: NetworkPod', 'peer: NetworkFloor');
    const unrelated = changedIn(files, '/schemas/location.yml', 'peer: NetworkDevice', 'peer: NetworkFloor');
    const pods = changedIn(unrelated, '/schemas/logical_design.yml', 'peer: LocationRack', 'peer: NetworkFloor');
    const all = changedIn(pods, '/schemas/logical_design.yml', 'peer: LocationRack', 'peer: NetworkFloor');
    expect(await refusalOf(all, chain.slice(1))).toMatch(
      /generate-pod cannot find the targets of generate-rack: no relationship/,
    );
  });

  it('writes nothing beside a syntax error that may hide something', async () => {
    const broken = changedIn(before, '/.infrahub.yml', 'queries:', 'queries: [');
    expect(await refusalOf(broken, chain)).toMatch(/^\.infrahub\.yml has a syntax error: mend it first/);
    const rules = changedIn(connected, '/objects/05_triggers.yml', 'node_kind: NetworkPod', 'node_kind: "NetworkPod');
    expect(await refusalOf(rules, chain)).toMatch(/^objects\/05_triggers\.yml has a syntax error/);
  });
});

describe('Connect Generators: what can be connected', () => {
  it('lists likely followers first, and none that runs before', async () => {
    const repository = await openRepository(before);
    const [found] = repository.service.connectable();
    expect(found?.generators.map(({ name, couldStart }) => [name, couldStart[0]])).toEqual([
      ['generate-fabric', 'generate-pod'],
      ['generate-pod', 'generate-rack'],
      ['generate-rack', expect.any(String)],
    ]);
    const [after] = (await openRepository(connected)).service.connectable();
    expect(after?.generators.map(({ startedBy, couldStart }) => [startedBy, couldStart])).toEqual([
      [[], ['generate-pod']],
      [['generate-fabric'], ['generate-rack']],
      [['generate-pod'], []],
    ]);
  });
});
