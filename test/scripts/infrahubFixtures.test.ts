import { expect, test } from 'vitest';
import { connectedFiles } from '../infrahub/support/connected';
import { fabricFiles, signals, withRules } from '../infrahub/support/fabric';
import { withFirmware } from '../infrahub/support/firmware';
import { guideFiles } from '../infrahub/support/guide';
import { rename, type Files } from '../infrahub/support/namespace';
import { takeOffer } from '../infrahub/support/offers';
import { openRepository } from '../support/repository';

// What the tests on a real server rely on, without one.

async function findings(files: Files): Promise<string[]> {
  const { service, uri } = await openRepository(files);
  const found = [...files.keys()].flatMap((path) => service.diagnostics(uri(path)));
  return [...new Set(found.map(({ finding }) => finding.rule.id))];
}

test('a case has kinds and names of its own, and the repository is still whole', async () => {
  const { files, kind, name } = rename(fabricFiles(), 'one');
  expect(kind('NetworkPod')).toBe('NetworkonePod');
  expect(kind('CoreGroup')).toBe('CoreGroup');
  expect(name('generate-pod')).toBe('generate-pod-one');
  const texts = [...files].filter(([path]) => !path.endsWith('.md')).map(([, text]) => text);
  for (const old of ['NetworkPod', 'LocationRack', 'GeneratorTarget', 'namespace: Network\n', ': generate-pod\n']) {
    expect(
      texts.filter((text) => text.includes(old)),
      old,
    ).toEqual([]);
  }
  expect(files.get('/.infrahub.yml')).toMatch('targets: pods-one\n');
  expect(files.get('/objects/03_fabrics.yml')).toMatch('- pods-one\n');
  expect(files.get('/schemas/logical_design.yml')).toMatch('- name: pods\n');
  expect(await findings(files)).toEqual(await findings(fabricFiles()));
});

test('the variant with a value that is handed down has no mistakes', async () => {
  expect(await findings(withFirmware(fabricFiles()))).toEqual(await findings(fabricFiles()));
});

test('the guide form is what we report, and our action mends it', async () => {
  expect(await findings(guideFiles())).toContain('tracked-signal-write');
  const action = 'makeSignalWriteSafe';
  const one = { action, path: '/generators/generate_fabric.py', at: 'pod.save(allow_upsert=True)' };
  const two = { action, path: '/generators/generate_pod.py', at: 'rack.save(allow_upsert=True)' };
  const { files } = await takeOffer((await takeOffer(guideFiles(), one)).files, two);
  expect(await findings(files)).not.toContain('tracked-signal-write');
});

test('three generators that nothing connects become a cascade by Connect alone, and their names stay their own', async () => {
  const { files } = rename(await connectedFiles(), 'two');
  expect(await findings(files)).toEqual([]);
  expect(files.get('/objects/05_triggers.yml')).toMatch('node_kind: NetworktwoPod\n');
});

test('rules are left out by name, the rest of the file stays', () => {
  const text = withRules(fabricFiles(), signals).get('/objects/90_triggers.yml') ?? '';
  expect(text.match(/- name: trigger-.*/g)).toEqual(signals.map((name) => `- name: trigger-${name}`));
  expect(text).toMatch('- name: run-rack-generator\n');
  expect(() => withRules(fabricFiles(), ['nothing'])).toThrow('has no rule nothing');
});
