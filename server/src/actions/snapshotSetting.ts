import { insertKeys, replaceValue } from '../edits/yamlEdits';
import { resolveEdits } from '../edits/resolvedEdit';
import { relativePath } from '../base/uris';
import type { Project } from '../model/project/project';
import { snapshotPath } from '../model/project/snapshotFile';
import { projectSettingsFileName } from '../settings';
import { asMap, entryOf } from '../syntax/yaml/access';
import type { PlannedEdits } from './plan';

/** Names a snapshot in `.infrahub-cascade.yml`, by its address; what else stands there stays as it is. */
export function planSnapshotSetting(project: Project, uri: string): PlannedEdits {
  const path = relativePath(project.root, uri);
  if (path === undefined || snapshotPath(path) === undefined) {
    return { refusal: 'The snapshot is not inside the repository, so its settings cannot name it.' };
  }
  const label = `Use the snapshot ${path}`;
  const file = project.fileAt(projectSettingsFileName);
  const line = `snapshot: ${JSON.stringify(path)}\n`;
  const nothing = { edits: [], notes: [] };
  if (!file) return { ...nothing, edits: [{ createUri: project.uriOf(projectSettingsFileName), text: line, label }] };
  if (project.settings.values.snapshot === path) return nothing;
  const chunk = file.facts.yaml?.documents[0]?.head;
  const root = chunk?.tree.root;
  const map = asMap(root);
  if (chunk && map && chunk.tree.problems.length === 0) {
    const entry = entryOf(map, 'snapshot');
    const edit = entry
      ? replaceValue(chunk, map, entry, path)
      : insertKeys({ chunk, map, after: undefined, entries: { snapshot: path } });
    const edits = resolveEdits(project, [edit]).map((each) => ({ ...each, label }));
    return { edits, notes: [] };
  }
  const isEmpty = file.content.kind === 'text' && file.text.replaceAll(/#.*|^---\s*$/gm, '').trim() === '';
  if (!isEmpty) return { refusal: `${projectSettingsFileName} cannot be read: mend it first.` };
  const end = file.text.length;
  const newText = file.text === '' || file.text.endsWith('\n') ? line : `\n${line}`;
  return { edits: [{ uri: file.uri, range: { start: end, end }, newText, label }], notes: [] };
}
