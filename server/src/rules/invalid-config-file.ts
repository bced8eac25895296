import type { TextRange } from '../base/textRange';
import type { ProjectFile } from '../model/project/project';
import { parseYamlFile, type YamlFile } from '../syntax/yaml/yamlFile';
import { defineRule, type Fix } from './rule';
import type { Edit } from '../edits/edit';

export const rule = defineRule({
  id: 'invalid-config-file',
  catalogue: 'CFG-FILE',
  title: '.infrahub.yml is not one YAML mapping',
  severity: 'error',
  recommended: true,
  evidence: 'file',
  docs: `Infrahub cannot use the file at all (facts 3, and recorded from the SDK):

* empty, only comments, a list or a text at the top: the tools end with a traceback (\`argument after ** must be a
  mapping, not NoneType\`). Write \`{}\` when there is nothing to say yet.
* two documents, or a \`---\` at the end that begins a second one: \`Cannot parse '.infrahub.yml' content.\`

What is wrong with the YAML itself is told by \`yaml-syntax-error\`.`,
  appliesTo: 'file',
  check(file, { project, report }) {
    if (file.uri !== project.configUri || file.facts.role !== 'config') return;
    const part = { uri: file.uri, start: 0 };
    const yaml = file.facts.yaml;
    if (!yaml) return;
    const second = yaml.documents[1];
    if (second) {
      const start = second.head.start;
      report({
        at: { part, range: { start, end: lineEnd(file.text, start) } },
        message: 'Infrahub refuses the whole file: it must be one YAML document, and this line begins another one.',
        fixes: () => joinDocuments(file, yaml),
      });
    }
    const head = yaml.documents[0]?.head;
    if (!head) return;
    const root = head.tree.root;
    if (second || root?.type === 'map' || head.tree.problems.length > 0) return;
    const isList = root?.type === 'list';
    report({
      at: { part, range: { start: 0, end: lineEnd(file.text, 0) } },
      message: isList
        ? 'Infrahub cannot read this file: the list must stand under a key such as objects or queries.'
        : 'Infrahub cannot read this file: it needs at least one key such as objects, or {} when there is nothing yet.',
      fixes: () => (root ? [] : [emptyMapping(file)]),
    });
  },
});

function emptyMapping(file: ProjectFile): Fix {
  const end = file.text.length;
  const lineBreak = end === 0 || file.text.endsWith('\n') ? '' : '\n';
  const at = { part: { uri: file.uri, start: 0 }, range: { start: end, end } };
  return { title: 'Write an empty mapping', safe: false, edits: [{ at, newText: `${lineBreak}{}\n` }] };
}

/** Takes out every `---` but the first; what is empty behind it stays as it is. */
function joinDocuments(file: ProjectFile, yaml: YamlFile): Fix[] {
  const edits: Edit[] = yaml.documents.slice(1).flatMap((document): Edit[] => {
    const start = document.head.start;
    const marker = /^---[^\n]*\n?/.exec(file.text.slice(start));
    if (!document.marked || !marker || /^---[ \t]+[^\s#]/.test(marker[0])) return [];
    return [{ at: { part: { uri: file.uri, start: 0 }, range: range(start, marker[0].length) }, newText: '' }];
  });
  if (edits.length !== yaml.documents.length - 1 || !staysReadable(file, edits)) return [];
  const title = edits.length === 1 ? 'Remove the second ---' : 'Make it one document';
  return [{ title, safe: false, edits }];
}

/** True when the text after the edits is one mapping: documents of different indentation cannot be joined. */
function staysReadable({ uri, text }: ProjectFile, edits: readonly Edit[]): boolean {
  let joined = text;
  for (const edit of edits.toReversed()) {
    if ('at' in edit) joined = joined.slice(0, edit.at.range.start) + joined.slice(edit.at.range.end);
  }
  const [document, ...others] = parseYamlFile(uri, joined).documents;
  const tree = document?.head.tree;
  return others.length === 0 && tree?.problems.length === 0 && tree.root?.type === 'map';
}

function range(start: number, length: number): TextRange {
  return { start, end: start + length };
}

function lineEnd(text: string, start: number): number {
  const found = text.slice(start).search(/\r?\n/);
  return found < 0 ? text.length : start + found;
}
