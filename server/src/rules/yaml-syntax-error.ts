import { defineRule, type Fix, type RuleContext } from './rule';
import { chunksOf, fileStart, isReadable, onOneLine } from './filePlaces';
import { explainYaml, type YamlError } from './yamlErrors';
import type { TextRange } from '../base/textRange';
import type { YamlEntry, YamlNode, YamlProblem, YamlScalar } from '../syntax/yaml/nodes';
import type { BrokenPart } from '../syntax/yaml/brokenPart';
import type { YamlChunk, YamlDocument } from '../syntax/yaml/yamlFile';
import type { FileRole } from '../model/project/roles';

/** What follows the first error of a part is mostly its echo; tags are each a problem of their own. */
const maxTags = 20;
/** Parts of a file; a file that is no YAML at all has as many errors as it has lines. */
const maxParts = 50;

export const rule = defineRule({
  id: 'yaml-syntax-error',
  catalogue: 'YAML',
  title: 'A file is no YAML that Infrahub can read',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `The loader answers \`Invalid YAML/JSON file\` for object, menu and schema files and loads nothing at all, other files
included; for \`.infrahub.yml\` it says \`Cannot parse '.infrahub.yml' content.\` (facts/versions/object-files.md §1, and recorded
from the SDK). It reads YAML 1.1 with Python's safe loader, so these are errors too: a tab outside of quotes, application tags
such as \`!env\`, an alias without an anchor above it, \`{{ name }}\` without quotes, a file that is not UTF-8.`,
  appliesTo: 'file',
  check(file, context) {
    const { role } = file.facts;
    const who = readerOf(role);
    if (!who) return;
    if (file.content.kind === 'binary') {
      const message = `${who} cannot read this file: it is not UTF-8 text. Save it as UTF-8.`;
      context.report({ at: fileStart(file), message });
    }
    const broken = (file.facts.yaml?.documents ?? [])
      .filter((document) => !isReadable(document))
      .flatMap((document) => chunksOf(document).map((chunk) => ({ document, chunk })))
      .filter(({ chunk }) => chunk.tree.problems.length > 0);
    for (const part of broken.slice(0, maxParts)) checkChunk(part, who, context);
  },
});

interface Part {
  readonly document: YamlDocument;
  readonly chunk: YamlChunk;
}

function checkChunk(part: Part, who: string, { report }: RuleContext): void {
  const { chunk } = part;
  const { problems } = chunk.tree;
  const first = problems.find(({ kind }) => kind === 'syntax');
  const tags = problems.filter(({ kind }) => kind === 'tag').slice(0, maxTags);
  for (const problem of first ? [first] : tags) {
    const error = explainYaml(withNeighbours(part), { ...problem, range: placeOf(chunk, problem) });
    report({
      at: { part: chunk, range: onOneLine(chunk.text, error.range) },
      message: `${who} cannot read this file: ${error.words}.`,
      fixes: () => fixesOf(chunk, problem, error),
    });
  }
}

/** The part with the head of its document and the items beside it, as far as these can be read. */
function withNeighbours({ document, chunk }: Part): BrokenPart {
  const parts = chunksOf(document);
  const at = parts.indexOf(chunk);
  const textOf = (index: number): string => {
    const part = parts[index];
    return part && part.tree.problems.every(({ kind }) => kind === 'tag') ? part.text : '';
  };
  const before = (at > 0 ? textOf(0) : '') + (at > 1 ? textOf(at - 1) : '');
  return { before, text: chunk.text, after: textOf(at + 1) };
}

/** Where a problem is to be seen: the library notices at its end that a text does not end. */
function placeOf({ tree, text }: YamlChunk, { message, range }: YamlProblem): TextRange {
  const open = message.startsWith('Missing closing') ? scalarBefore(tree.root, range.start) : undefined;
  return open && /["']/.test(text.charAt(open.range.start)) ? open.range : range;
}

/** The scalar that ends at an offset. */
function scalarBefore(root: YamlNode | undefined, end: number): YamlScalar | undefined {
  const holds = (each: { readonly range: TextRange } | undefined): boolean =>
    each !== undefined && each.range.start < end && end <= each.range.end;
  let node = root;
  while (node && (node.type === 'map' || node.type === 'list')) {
    if (node.type === 'list') node = node.items.find(holds);
    else {
      const entry: YamlEntry | undefined = node.entries.find(holds);
      node = [entry?.key, entry?.value].find(holds);
    }
  }
  return node?.type === 'scalar' && node.range.end === end ? node : undefined;
}

/** Who reads the file and stumbles; undefined for files that are not read as YAML. */
function readerOf(role: FileRole): string | undefined {
  switch (role) {
    case 'config':
    case 'object':
    case 'menu':
    case 'schema':
      return 'Infrahub';
    case 'settings':
      return 'Cascade';
    case 'query':
    case 'python':
    case 'parked':
    case 'other':
      return undefined;
  }
}

function fixesOf(chunk: YamlChunk, { kind, range }: YamlProblem, { repairs }: YamlError): Fix[] {
  const edit = (at: TextRange, newText: string) => ({ at: { part: chunk, range: at }, newText });
  if (kind === 'tag') {
    const behind = /^[ ]*/.exec(chunk.text.slice(range.end))?.[0].length ?? 0;
    const title = `Remove the tag ${chunk.text.slice(range.start, range.end)}`;
    return [{ title, safe: false, edits: [edit({ start: range.start, end: range.end + behind }, '')] }];
  }
  return repairs().map(({ title, edits }) => ({
    title,
    safe: false,
    edits: edits.map((each) => edit(each.range, each.newText)),
  }));
}
