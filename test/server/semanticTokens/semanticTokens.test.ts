import { beforeAll, describe, expect, it } from 'vitest';
import { openRepository, readFolder, type Repository } from '../../support/repository';

let repository: Repository;

beforeAll(async () => {
  repository = await openRepository(readFolder('examples/fabric'));
});

function tokens(path: string, lines?: [number, number]): string[] {
  const { service } = repository;
  const uri = repository.uri(path);
  const index = service.target(uri)?.file.lines();
  const within = lines && index && { start: index.lineStart(lines[0]), end: index.lineEnd(lines[1]) };
  return service
    .semanticTokens(uri, within)
    .map(({ range, type }) => `${repository.text(path).slice(range.start, range.end)} ${type}`);
}

describe('semantic tokens', () => {
  it('tell kinds, attributes and names of a trigger file apart', () => {
    const found = tokens('/objects/90_triggers.yml');
    expect(found.slice(0, 8)).toEqual([
      'CoreGeneratorAction class',
      'name property',
      'run-pod-generator variable',
      'generator property',
      'generate-pod function',
      'name property',
      'run-rack-generator variable',
      'generator property',
    ]);
    expect(found).toContain('NetworkPod class');
    expect(found).toContain('checksum property');
    expect(found).toContain('updated enumMember');
  });

  it('tell what .infrahub.yml and schemas name', () => {
    expect(tokens('/.infrahub.yml')).toEqual(
      expect.arrayContaining(['generate_pod function', 'pods variable', 'PodGenerator class']),
    );
    expect(tokens('/schemas/location.yml')).toContain('amount_of_leafs property');
  });

  it('are the same for a range as in the whole file, and none behind it', () => {
    const path = '/objects/90_triggers.yml';
    const whole = tokens(path);
    const part = tokens(path, [16, 24]);
    expect(part.length).toBeGreaterThan(5);
    expect(part.length).toBeLessThan(20);
    expect(whole.join('\n')).toContain(part.join('\n'));
  });

  it('never overlap, and stand in one line each, in the order of the text', () => {
    for (const { uri, text } of repository.service.projects().flatMap((project) => [...project.allFiles()])) {
      let end = 0;
      for (const { range } of repository.service.semanticTokens(uri)) {
        expect(range.start).toBeGreaterThanOrEqual(end);
        expect(text.slice(range.start, range.end)).not.toContain('\n');
        end = range.end;
      }
    }
  });

  it('are none for Python and GraphQL', () => {
    expect(tokens('/generators/generate_pod.py')).toEqual([]);
    expect(tokens('/queries/generate_pod.gql')).toEqual([]);
  });
});
