import type { ObjectDocument, ObjectItem } from '../../model/objects/objectFile';
import type { Project, ProjectFile } from '../../model/project/project';
import type { Edit } from '../../edits/edit';
import { insertItem } from '../../edits/yamlEdits';
import { blockEntries, type YamlDataMap } from '../../edits/yamlText';

export interface NewObject {
  readonly project: Project;
  /** The object that needs the new one, or is used by it. */
  readonly near: ObjectItem;
  /** `before`: what it refers to has to be loaded first (facts/versions/object-files.md §6). */
  readonly where: 'before' | 'after';
  readonly kind: string;
  readonly data: YamlDataMap;
}

/**
 * Edits that add an object to the file of `near`: behind the last object of its kind there, else as a document of its
 * own. Empty when the file cannot take it, or its name is empty.
 */
export function newObject({ project, near, where, kind, data }: NewObject): Edit[] {
  const file = project.file(near.chunk.uri);
  const documents = file?.facts.documents ?? [];
  const index = documents.findIndex((document) => document.items.includes(near));
  const own = documents[index];
  if (!file || !own || data['name'] === '') return [];
  const candidates = where === 'before' ? documents.slice(0, index) : documents.slice(index + 1);
  const last = candidates
    .filter((document) => document.kind?.value === kind)
    .findLast((document) => document.items.length > 0)
    ?.items.findLast((item) => !item.nestedIn);
  const edit = last && insertItem(last.chunk, last.node, data);
  if (edit) return [edit];
  if (file.path.endsWith('.json')) return [];
  return where === 'before' ? [documentBefore(file, own, kind, data)] : documentAtEnd(file, kind, data);
}

function documentBefore(file: ProjectFile, next: ObjectDocument, kind: string, data: YamlDataMap): Edit {
  const text = documentText(kind, data) + (next.yaml.marked ? '' : '---\n');
  return { at: { part: next.yaml.head, range: { start: 0, end: 0 } }, newText: withBreaksOf(file, text) };
}

function documentAtEnd(file: ProjectFile, kind: string, data: YamlDataMap): Edit[] {
  const end = file.text.length;
  const first = file.facts.yaml?.documents[0];
  const ending = /\n$|^$/.test(file.text) ? '' : '\n';
  const part = { uri: file.uri, start: 0 };
  return [
    ...(first && !first.marked
      ? [{ at: { part: first.head, range: { start: 0, end: 0 } }, newText: withBreaksOf(file, '---\n') }]
      : []),
    { at: { part, range: { start: end, end } }, newText: withBreaksOf(file, ending + documentText(kind, data)) },
  ];
}

function documentText(kind: string, data: YamlDataMap): string {
  const head = { apiVersion: 'infrahub.app/v1', kind: 'Object', spec: { kind, data: [data] } };
  return `---\n${blockEntries(head, 0)}\n`;
}

function withBreaksOf(file: ProjectFile, text: string): string {
  return file.text.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}
