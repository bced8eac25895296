import { describe, expect, it } from 'vitest';
import { presetOf } from '../../../client/src/commands/connect/presets';
import type { LinkChoices } from '../../../server/src/protocol/connect';
import { applyEdits } from '../../support/check';
import { titlesAt } from '../../support/checkAction';
import { openRepository, readFolder, type Repository } from '../../support/repository';
import { layers, signal } from '../cascade/layers';
import { bare, cursorAt, paths, unconnected } from './bare';

type Files = ReadonlyMap<string, string>;
const before: Files = new Map(readFolder('test/samples/unconnected'));
const connected: Files = new Map([...before, ...readFolder('test/samples/connected')]);

function changedIn(files: Files, path: string, from: string, to: string): Files {
  const text = files.get(path) ?? '';
  expect(text, `${path} contains ${from}`).toContain(from);
  return new Map(files).set(path, text.replace(from, to));
}

function linksOf({ service, uri }: Repository, generators: readonly string[]): readonly LinkChoices[] {
  const choices = service.connectChoices({ root: uri(''), generators });
  if ('refusal' in choices) throw new Error(choices.refusal);
  return choices.links;
}

/** Connects as advised: what is written then, and what the author is told before. */
async function connect(files: Files, generators: readonly string[]) {
  const repository = await openRepository(files);
  const links = linksOf(repository, generators).map((link) => presetOf(link));
  const planned = repository.service.planConnection({ root: repository.uri(''), links });
  if ('refusal' in planned) throw new Error(planned.refusal);
  const notes = planned.notes.map(({ title, detail }) => `${title}: ${detail}`);
  for (const { detail } of planned.notes) expect(detail.length).toBeLessThan(88);
  return { files: applyEdits(repository, planned.edits), notes, links };
}

/** Racks that the fabric generator signals, as it cannot by itself. */
const rackOfFabric = `
    async def signal_racks(self, fabric_id: str) -> None:
        for rack in await self.client.filters(kind="LocationRack", pod__parent__ids=[fabric_id]):
            if rack.checksum.value != self.calculate_checksum():
                rack.checksum.value = self.calculate_checksum()
                await rack.save(update_group_context=False)
`;
const call = '        await self.signal_racks(fabric_id)\n';

function withFabricSignal(files: Files): Files {
  const path = '/generators/generate_fabric.py';
  return new Map(files).set(path, `${files.get(path)}\n${call}${rackOfFabric}`);
}

/** The attributes of racks: the schema gives them these texts. */
function withTexts(files: Files, ...names: readonly string[]): Files {
  const texts = names.map((name) => `      - name: ${name}\n        kind: Text\n        optional: true\n`);
  return changedIn(files, '/schemas/location.yml', '    attributes:\n', `    attributes:\n${texts.join('')}`);
}

describe('Connect Generators: several writers of one checksum', () => {
  it('says that several targets would overwrite one another', async () => {
    const { notes } = await connect(before, ['generate-rack', 'generate-pod']);
    expect(notes).toContain(
      'Several LocationRack may signal one NetworkPod: Each with its own checksum: unchanged runs start generate-pod again.',
    );
  });

  it('says nothing of it where each object belongs to one target, or is signalled already', async () => {
    const { notes } = await connect(before, ['generate-fabric', 'generate-pod', 'generate-rack']);
    expect(notes.join()).not.toContain('unchanged runs');
    expect((await connect(connected, ['generate-fabric', 'generate-pod'])).notes).toEqual([]);
  });

  it('says which other generator writes the checksum', async () => {
    const files = withFabricSignal(withTexts(before, 'checksum'));
    const { notes } = await connect(files, ['generate-pod', 'generate-rack']);
    expect(notes).toContain(
      'generate-fabric writes checksum of LocationRack too: Each overwrites the other: unchanged runs start generate-rack again.',
    );
  });

  it('takes a signal that no other generator writes', async () => {
    const files = withFabricSignal(withTexts(before, 'checksum', 'pod_checksum'));
    const { notes, links } = await connect(files, ['generate-pod', 'generate-rack']);
    expect(links[0]?.signal).toBe('pod_checksum:content');
    expect(notes.join()).not.toContain('unchanged runs');
  });

  it('adds one where the only signal that is there is taken', async () => {
    const own = withFabricSignal(withTexts(before, 'build_signal'));
    const path = '/generators/generate_fabric.py';
    const files = new Map(own).set(path, (own.get(path) ?? '').replaceAll('.checksum.', '.build_signal.'));
    const { links } = await connect(files, ['generate-pod', 'generate-rack']);
    expect(links[0]?.signal).toBe('GeneratorTarget.checksum:content');
  });
});

describe('Signal downstream targets: several writers of one checksum', () => {
  it('says that several targets would overwrite one another', async () => {
    const pod = cursorAt(bare('PodGenerator', 'NetworkPod'), 'class');
    const titles = await titlesAt('signalDownstreamTargets', unconnected({ [paths.pod]: pod }));
    expect(titles).toContain(
      'Signal NetworkFabric at the end of generate-pod: checksum, a checksum over what was saved (each NetworkPod overwrites it)',
    );
    for (const title of titles.filter((each) => /LocationRack|: (?:ready|status),/.test(each)))
      expect(title).not.toContain('overwrites');
  });

  it('says which other generator writes the checksum', async () => {
    const both = layers({ fabric: signal('LocationRack', 'pod__parent__ids') }).replace('class Pod', 'class $0Pod');
    expect((await titlesAt('signalDownstreamTargets', both)).filter((title) => title.includes('Rack'))).toContain(
      'Signal LocationRack at the end of generate-pod: checksum, a checksum over what was saved (generate-fabric overwrites it)',
    );
  });
});

describe('Connect Generators: rules that are switched off', () => {
  const name = 'name: trigger-pod-generator-checksum\n';
  const scope = '      branch_scope: other_branches\n';

  it('do not say what the scope is, and are named when they are switched on', async () => {
    const path = '/objects/05_triggers.yml';
    const off = changedIn(
      connected,
      path,
      `${name}${scope}`,
      `${name}      branch_scope: all_branches\n      active: false\n`,
    );
    let all = off;
    for (const rule of (off.get(path) ?? '').matchAll(/name: (trigger-pod-generator-(?!checksum)\S+)\n/g))
      all = changedIn(
        all,
        path,
        `${rule[0]}${scope}`,
        `${rule[0]}      branch_scope: all_branches\n      active: false\n`,
      );
    const { files, notes, links } = await connect(all, ['generate-fabric', 'generate-pod']);
    expect(links[0]?.scope).toBe('other_branches');
    expect(notes.join('\n')).toMatch(/trigger-pod-generator-checksum[^\n]*: [^\n]*inactive/);
    expect(files.get(path)).not.toContain(`${name}      branch_scope: all_branches`);
  });
});
