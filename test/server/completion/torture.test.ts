import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Service } from '../../../server/src/service';
import { openRepository, readFolder, type Repository } from '../../support/repository';

/** Milliseconds for a whole test: thousands of answers, each after an edit. */
const patience = 120_000;
/** Milliseconds; far more than any single answer needs, far less than a hang. */
const longest = 2000;

const fabric = readFolder('examples/fabric');

async function fabricRepository(): Promise<Repository> {
  return openRepository(fabric);
}

/** A bug in a provider throws here: the log of the test repository does. */
function ask(service: Service, uri: string, offset: number): number {
  const started = performance.now();
  const text = service.target(uri)?.file.text ?? '';
  for (const { edit } of service.completion(uri, offset).items) {
    expect(edit.range.start).toBeLessThanOrEqual(offset);
    expect(edit.range.end).toBeGreaterThanOrEqual(offset);
    expect(text.slice(edit.range.start, edit.range.end)).not.toContain('\n');
  }
  return performance.now() - started;
}

for (const path of ['/objects/90_triggers.yml', '/.infrahub.yml']) {
  const text = readFileSync(`examples/fabric${path}`, 'utf8');

  test(
    `every prefix of ${path}`,
    async () => {
      const { service, uri } = await fabricRepository();
      for (let end = 0; end <= text.length; end++) {
        service.updateDocument(uri(path), text.slice(0, end));
        expect(ask(service, uri(path), end)).toBeLessThan(longest);
      }
    },
    patience,
  );

  test(
    `every position of ${path}, a line cut off there`,
    async () => {
      const { service, uri } = await fabricRepository();
      for (let at = 0; at <= text.length; at += 3) {
        const lineEnd = text.indexOf('\n', at);
        service.updateDocument(uri(path), text.slice(0, at) + (lineEnd < 0 ? '' : text.slice(lineEnd)));
        expect(ask(service, uri(path), at)).toBeLessThan(longest);
      }
    },
    patience,
  );
}

test(
  'texts that nobody writes',
  async () => {
    const { service, uri } = await fabricRepository();
    const hostile = [
      '\u0000\u0001',
      '-'.repeat(5000),
      '- '.repeat(2000),
      '['.repeat(2000),
      '{a: '.repeat(500),
      `a: ${'"'.repeat(999)}`,
      '? a\n: b\n',
      'kind: Object\nspec: &a {data: *a}\n',
      'a: &a [*a, *a]\nspec:\n  kind: ',
      '\t\t- x\n',
      '%YAML 1.1\n---\n!!python/object {',
      'kind: Object\r\nspec:\r  data:\r\n  - ',
      `${'  '.repeat(300)}x`,
      '\uFEFFkind: ',
      'x'.repeat(100_000),
      `spec:\n${' a: b\n'.repeat(20_000)}`,
    ];
    for (const path of ['/objects/90_triggers.yml', '/.infrahub.yml', '/.infrahub-cascade.yml']) {
      for (const text of hostile) {
        service.updateDocument(uri(path), text);
        for (const offset of [0, 1, Math.floor(text.length / 2), text.length - 1, text.length]) {
          expect(ask(service, uri(path), offset)).toBeLessThan(longest);
        }
      }
    }
  },
  patience,
);
