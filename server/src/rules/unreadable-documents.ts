import type { Place } from '../base/place';
import type { ProjectFile } from '../model/project/project';
import type { YamlDocument } from '../syntax/yaml/yamlFile';
import { fileStart, isNothing, isReadable } from './filePlaces';
import { defineRule, type Fix } from './rule';
import type { Edit } from '../edits/edit';

export const rule = defineRule({
  id: 'unreadable-documents',
  catalogue: 'OBJ24',
  title: 'The loader cannot tell the documents of a file apart',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `The loader counts the text \`---\` in the file, in comments and texts too. Only if it stands there twice or more is the
file read as several documents; otherwise two documents are \`Invalid YAML/JSON file\` (facts/versions/object-files.md §1, and
recorded from the SDK). So a file of several documents begins with \`---\`. A document with nothing in it, a \`---\` at the end
included, is refused in the same words, and so is an empty file. One refused document stops the whole load.`,
  appliesTo: 'file',
  check(file, { report }) {
    if (!['object', 'menu', 'schema'].includes(file.facts.role)) return;
    const documents = file.facts.yaml?.documents ?? [];
    const second = documents[1];
    if (second && !hasTwice(file.text, '---')) {
      report({
        at: startOf(second),
        message:
          `The loader refuses this file: it reads it as one document, because it does not begin with ---, and here ` +
          `another document starts. Begin the file with ---.`,
        fixes: () => separated(file, documents),
      });
    }
    for (const document of documents) {
      if (!isReadable(document) || !isNothing(document.head.tree.root)) continue;
      report({
        at: documents.length > 1 ? startOf(document) : fileStart(file),
        message:
          documents.length > 1
            ? 'The loader refuses this file: there is nothing in the document that begins here. Remove the ---.'
            : 'The loader refuses this file, and with it the whole load: there is nothing in it.',
        fixes: () => (documents.length > 1 ? withoutMarker(document) : []),
      });
    }
  },
});

function hasTwice(text: string, part: string): boolean {
  const first = text.indexOf(part);
  return first >= 0 && text.includes(part, first + part.length);
}

/** The first line of a document. */
function startOf({ head }: YamlDocument): Place {
  const line = /^[^\r\n]*/.exec(head.text)?.[0].length ?? 0;
  return { part: head, range: { start: 0, end: line } };
}

/** A `---` before every document that has none. */
function separated(file: ProjectFile, documents: readonly YamlDocument[]): Fix[] {
  const newText = file.text.includes('\r\n') ? '---\r\n' : '---\n';
  const edits = documents
    .filter((document) => !document.marked)
    .map(({ head }): Edit => ({ at: { part: head, range: { start: 0, end: 0 } }, newText }));
  return edits.length > 0 ? [{ title: 'Begin the file with ---', safe: false, edits }] : [];
}

/** Takes the marker away, and the nothing behind it; comments there then belong to the document before. */
function withoutMarker({ head, marked }: YamlDocument): Fix[] {
  const { text, tree } = head;
  const start = /^---[ \t]*(?:\r?\n|$)?/.exec(text)?.[0].length;
  if (!marked || start === undefined) return [];
  const cut = [{ start: 0, end: start }];
  if (tree.root) {
    const { range } = tree.root;
    const line = Math.max(start, text.lastIndexOf('\n', range.start - 1) + 1);
    // A tag or an anchor stands before it.
    if (text.slice(line, range.start).trim() !== '') return [];
    cut.push({ start: line, end: range.end + (/^[ \t]*(?:\r?\n|$)?/.exec(text.slice(range.end))?.[0].length ?? 0) });
  }
  const edits = cut.map((range): Edit => ({ at: { part: head, range }, newText: '' }));
  return [{ title: 'Remove the ---', safe: false, edits }];
}
