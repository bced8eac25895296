import { beforeAll, describe, expect, it } from 'vitest';
import { openRepository, readFolder, type Repository } from '../../support/repository';

let repository: Repository;

beforeAll(async () => {
  repository = await openRepository(readFolder('examples/fabric'));
});

/** Each lens of a file: the text it stands above, and what it says. */
function lenses(path: string): string[] {
  const { service } = repository;
  const uri = repository.uri(path);
  return service.codeLensRanges(uri).map(({ start, end }) => {
    return `${repository.text(path).slice(start, end)}: ${service.codeLensAt(uri, start)?.title}`;
  });
}

/** The text at each place that the lens above `name` leads to. */
function places(path: string, name: string): string[] {
  const { service } = repository;
  const uri = repository.uri(path);
  const at = service.codeLensRanges(uri).find(({ start, end }) => repository.text(path).slice(start, end) === name);
  const lens = at && service.codeLensAt(uri, at.start);
  return (lens?.places ?? []).map((place) => {
    const text = service.target(place.uri)?.file.text ?? '';
    return text.slice(place.range.start, place.range.end);
  });
}

describe('code lenses', () => {
  it('say of a generator what starts it, for how many, and what it signals', () => {
    expect(lenses('/.infrahub.yml')).toEqual([
      'generate-fabric: no rules · 1 target · signals NetworkPod',
      'generate-pod: 4 rules · 2 targets · signals LocationRack',
      'generate-rack: 3 rules · 3 targets',
    ]);
    expect(places('/.infrahub.yml', 'generate-rack')).toEqual([
      'trigger-rack-generator-checksum',
      'trigger-rack-generator-amount-of-leafs',
      'trigger-rack-generator-leaf-switch-template',
    ]);
  });

  it('say the same of its class, with its name', () => {
    expect(lenses('/generators/generate_pod.py')).toEqual([
      'PodGenerator: runs as generate-pod · 4 rules · 2 targets · signals LocationRack',
    ]);
    expect(lenses('/generators/mixin.py')).toEqual([]);
  });

  it('say of rules and actions what they do and what sets them off', () => {
    const found = lenses('/objects/90_triggers.yml');
    expect(found).toContain('run-pod-generator: 4 rules · runs generate-pod');
    expect(found).toContain('trigger-rack-generator-checksum: runs generate-rack · set off by generate-pod');
    expect(found).toContain('trigger-rack-generator-amount-of-leafs: runs generate-rack');
    expect(places('/objects/90_triggers.yml', 'trigger-rack-generator-checksum')[0]).toContain('checksum');
  });

  it('say of a kind which rules watch it and who writes it', () => {
    const found = lenses('/schemas/location.yml');
    expect(found.find((each) => each.startsWith('Rack: '))).toMatch(
      /^Rack: 3 rules · written by generate-pod.* · \d+ references$/,
    );
  });

  it('are none in files that declare nothing', () => {
    expect(lenses('/queries/generate_pod.gql')).toEqual([]);
    expect(lenses('/README.md')).toEqual([]);
  });
});
