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
included, is refused in the same words, and so is an empty file. Where \`...\` ends a document, the next one has to begin with
\`---\`, and a file does not begin with \`...\` (recorded from the SDK). One refused document stops the whole load.`,
  appliesTo: 'file',
  check(file, { report }) {
    if (!['object', 'menu', 'schema'].includes(file.facts.role)) return;
    const documents = file.facts.yaml?.documents ?? [];
    // Of a file that begins with nothing that is taken away: what comes then is first.
    const first = isUnmarkedNothing(documents[0]) ? 1 : 0;
    const unmarked = documents.find((each, index) => index > first && !each.marked && isReadable(each));
    if (unmarked) {
      report({
        at: startOf(unmarked),
        message:
          'The loader refuses this file: ... above ends a document, and the next one, which starts here, does not begin ' +
          `with ---. ${file.text.includes('---') ? 'Put --- before it.' : 'Begin every document with ---.'}`,
        fixes: () => (documents.some(isUnmarkedNothing) ? [] : separated(file, documents)),
      });
    }
    const second = documents[1];
    if (second && second !== unmarked && first === 0 && !hasTwice(file.text, '---')) {
      report({
        at: startOf(second),
        message:
          `The loader refuses this file: it reads it as one document, because it does not begin with ---, and here ` +
          `another document starts. Begin the file with ---.`,
        fixes: () => separated(file, documents),
      });
    }
    for (const document of documents) {
      if (document === unmarked || !isReadable(document) || !isNothing(document.head.tree.root)) continue;
      report({
        at: documents.length > 1 ? startOf(document) : fileStart(file),
        message:
          documents.length > 1
            ? nothingBegins(document)
            : 'The loader refuses this file, and with it the whole load: there is nothing in it.',
        fixes: () => (documents.length > 1 ? withoutMarker(document) : []),
      });
    }
  },
});

function nothingBegins(document: YamlDocument): string {
  const refused = 'The loader refuses this file:';
  if (endMarkers(document) !== undefined)
    return `${refused} it begins with ..., where a document has to begin. Remove that line.`;
  return `${refused} there is nothing in the document that begins here. Remove ${document.marked ? 'the ---' : 'it'}.`;
}

function hasTwice(text: string, part: string): boolean {
  const first = text.indexOf(part);
  return first >= 0 && text.includes(part, first + part.length);
}

/** True for a document that holds nothing and does not begin with `---`. */
function isUnmarkedNothing(document: YamlDocument | undefined): boolean {
  return document !== undefined && !document.marked && isReadable(document) && isNothing(document.head.tree.root);
}

/** The first line of a document; of one without `---` the first line behind its comments. */
function startOf({ head, marked }: YamlDocument): Place {
  const content = marked ? 0 : (head.tree.root?.range.start ?? 0);
  const start = content > 0 ? head.text.lastIndexOf('\n', content - 1) + 1 : 0;
  const line = /^[^\r\n]*/.exec(head.text.slice(start))?.[0].length ?? 0;
  return { part: head, range: { start, end: start + line } };
}

/** How far the `...` lines reach with which a document begins. */
function endMarkers({ head, marked }: YamlDocument): number | undefined {
  return marked ? undefined : /^(?:\.\.\.[ \t]*(?:\r?\n|$))+/.exec(head.text)?.[0].length;
}

/** A `---` before the documents that need one. */
function separated(file: ProjectFile, documents: readonly YamlDocument[]): Fix[] {
  const newText = file.text.includes('\r\n') ? '---\r\n' : '---\n';
  const without = documents.filter((document) => !document.marked);
  const edits = without.map(({ head }): Edit => ({ at: { part: head, range: { start: 0, end: 0 } }, newText }));
  const what = without.length > 1 ? 'every document' : without[0] === documents[0] ? 'the file' : 'the document';
  return edits.length > 0 ? [{ title: `Begin ${what} with ---`, safe: false, edits }] : [];
}

/** Takes the marker away, and the nothing behind it; comments there then belong to the document before. */
function withoutMarker(document: YamlDocument): Fix[] {
  const { head, marked } = document;
  const { text, tree } = head;
  const ends = endMarkers(document);
  if (ends !== undefined) {
    const at = { part: head, range: { start: 0, end: ends } };
    return [{ title: 'Remove the ...', safe: false, edits: [{ at, newText: '' }] }];
  }
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
