import type { Edit } from '../edits/edit';
import { insertItem } from '../edits/yamlEdits';
import { blockEntries, type YamlDataMap } from '../edits/yamlText';
import { hasSyntaxProblems } from '../model/project/fileFacts';
import type { ObjectDocument, ObjectItem } from '../model/objects/objectFile';
import type { Project, ProjectFile } from '../model/project/project';
import { newObject } from '../rules/triggers/stubs';
import { asList } from '../syntax/yaml/access';
import { loadedFiles, newFilePath, newLoadedFile } from './loadedFiles';

export interface AddedObject {
  readonly kind: string;
  readonly data: YamlDataMap;
  /** Kinds of objects in whose file it belongs when there is none of its own kind, and on which side of them. */
  readonly beside?: { readonly kinds: readonly string[]; readonly where: 'before' | 'after' };
  /** Name of the file to make when no file fits, without folder, number and ending. */
  readonly stem: string;
}

/**
 * Edits that add an object where the repository keeps its like: behind the last one of its kind in the file that has
 * most of them, else in the file of the objects it belongs to, else in a new file that `.infrahub.yml` loads. Undefined
 * when none of that can be written.
 */
export function addObject(project: Project, { kind, data, beside, stem }: AddedObject): Edit[] | undefined {
  const files = loadedFiles(project, 'objects').filter(({ facts }) => !hasSyntaxProblems(facts));
  const home = fullest(files, [kind]);
  const last = home?.facts.documents?.findLast(
    (document) => document.kind?.value === kind && document.items.length > 0,
  );
  const edit = last && behindLast(last, data);
  if (edit) return [edit];
  const neighbours = beside && fullest(files, beside.kinds);
  if (neighbours) {
    const items = itemsOf(neighbours, beside.kinds);
    const near = beside.where === 'before' ? items[0] : items.at(-1);
    const edits = near ? newObject({ project, near, where: beside.where, kind, data }) : [];
    if (edits.length > 0) return edits;
  }
  return newLoadedFile(project, 'objects', newFilePath(project, 'objects', stem), objectFileText(kind, [data]));
}

/** The text of an object file with one document. */
export function objectFileText(kind: string, data: readonly YamlDataMap[]): string {
  const head = { apiVersion: 'infrahub.app/v1', kind: 'Object', spec: { kind, data } };
  return `---\n${blockEntries(head, 0)}\n`;
}

/** The file with most objects of the kinds; the last of several. */
function fullest(files: readonly ProjectFile[], kinds: readonly string[]): ProjectFile | undefined {
  let found: { file: ProjectFile; count: number } | undefined;
  for (const file of files) {
    const count = itemsOf(file, kinds).length;
    if (count > 0 && count >= (found?.count ?? 0)) found = { file, count };
  }
  return found?.file;
}

function itemsOf({ facts }: ProjectFile, kinds: readonly string[]): ObjectItem[] {
  return (facts.documents ?? []).flatMap(({ items }) =>
    items.filter((item) => !item.nestedIn && item.kind !== undefined && kinds.includes(item.kind)),
  );
}

function behindLast({ items, data, chunk }: ObjectDocument, added: YamlDataMap): Edit | undefined {
  const last = items.findLast((item) => !item.nestedIn);
  const node = last?.chunk === chunk ? asList(data?.node)?.items.at(-1) : last?.node;
  return last && node ? insertItem(last.chunk, node, added) : undefined;
}
