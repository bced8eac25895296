import { expect, test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { parseYaml } from '../../../server/src/syntax/yaml/parse';
import { openRepository, readFolder, type Repository } from '../../support/repository';

const example = readFolder('examples/fabric');
const schemas = example.filter(([path]) => path.startsWith('/schemas/'));

/** What other files surely have wrong. */
function elsewhere({ service, uri }: Repository, path: string): string[] {
  const others = example.flatMap(([other]) => (other === path ? [] : service.diagnostics(uri(other))));
  return others.flatMap(({ severity, message }) => (severity === 'information' ? [] : message));
}

/** The file with one thing in it not yet written, or written wrong: every key the last time it stands at its column. */
function* halfTyped(text: string): Iterable<string> {
  const lines = [...text.matchAll(/^( *(?:- )?\w+:) \S.*$/gm)];
  for (const line of new Map(lines.map((each) => [each[1], each])).values()) {
    yield `${text.slice(0, line.index)}${line[1]} ${text.slice(line.index + line[0].length)}`;
    yield `${text.slice(0, line.index)}${line[1]} ""${text.slice(line.index + line[0].length)}`;
  }
  for (const section of text.matchAll(/^(\w+):$/gm)) {
    const rest = text.slice(section.index + section[0].length);
    for (const written of ['', section[1]?.slice(0, -1), `${section[1]}x`]) {
      yield `${text.slice(0, section.index)}${written}:${rest}`;
    }
  }
  const items = [...text.matchAll(/^ *- (?=\w)/gm)];
  for (const item of new Map(items.map((each) => [each[0], each])).values()) {
    const end = item.index + item[0].length;
    yield `${text.slice(0, end)}\n${item[0]}${text.slice(end)}`;
    yield `${text.slice(0, end)}x\n${item[0]}${text.slice(end)}`;
  }
}

test.each(schemas)('what is half written in %s is no error elsewhere', async (path, text) => {
  const repository = await openRepository(example);
  for (const half of halfTyped(text)) {
    repository.service.updateDocument(repository.uri(path), half);
    expect(elsewhere(repository, path), half).toEqual([]);
  }
});

/** The file with a syntax error that says nothing: a line in another column, or something between the lines. */
function* spoilt(text: string): Iterable<string> {
  const lines = text.split('\n');
  for (const [at, line] of lines.entries()) {
    const forms = [`    ${line}`, `${line}\n   kind`, line.replace(/^ {1,3}/, ''), `[\n${line}`, `${line} "`];
    // One after the other and at every third line, for the sake of time.
    const all = lines.with(at, forms[at % forms.length] ?? '').join('\n');
    if (at % 3 === 0 && parseYaml(all).problems.length > 0) yield all;
  }
}

test.each(schemas)('a syntax error in %s is no error elsewhere, typed or there from the start', async (path, text) => {
  const repository = await openRepository(example);
  for (const half of spoilt(text)) {
    repository.service.updateDocument(repository.uri(path), text);
    repository.service.updateDocument(repository.uri(path), half);
    expect(elsewhere(repository, path), half).toEqual([]);
    const fresh = await openRepository(example.map(([name, own]) => [name, name === path ? half : own]));
    expect(elsewhere(fresh, path), half).toEqual([]);
  }
});

test('a kind that lost its name for a moment is no slip in the name of another one', async () => {
  const source = (name: string, mark: string): string => `
    #- /.infrahub.yml
    objects: [objects]
    schemas: [schemas]
    #- /schemas/a.yml
    version: "1.0"
    nodes:
      - {name: Ports, namespace: Network, attributes: [{name: checksums, kind: Text}]}
      - {name: ${name}, namespace: Network}
    #- /objects/a.yml
    kind: Object
    spec:
      kind: CoreNodeTriggerRule
      data:
        - name: a
          node_kind: NetworkPort
    #                ^^^^^^^^^^^ ${mark} unknown-node-kind: NetworkPort
          mutation_action: updated
          action: x
    `;
  await checkDiagnostics('unknown-node-kind', source('', 'information'));
  await checkDiagnostics('unknown-node-kind', source('Pod', 'error'));
});
