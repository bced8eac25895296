import { normalPath, pathsOf } from '../../model/config/configFile';
import type { ObjectDocument } from '../../model/objects/objectFile';
import type { Project } from '../../model/project/project';
import { isListed } from '../../model/project/roles';
import { asList } from '../../syntax/yaml/access';
import { addToSection, isPlain } from './edits';
import type { Fix } from '../rule';
import type { Edit } from '../../edits/edit';
import { insertItem } from '../../edits/yamlEdits';
import { scalarText } from '../../edits/yamlText';

/** Fixes that declare a standard group: behind another one, else in a new file that `objects` loads; none for an empty name. */
export function createGroup(project: Project, name: string): Fix[] {
  if (name === '') return [];
  const title = `Create group '${name}'`;
  for (const file of project.allFiles()) {
    if (file.facts.role !== 'object') continue;
    for (const document of file.facts.documents ?? []) {
      const edit = document.kind?.value === 'CoreStandardGroup' ? behindLast(document, name) : undefined;
      if (edit) return [{ title: `${title} in ${file.path}`, safe: false, edits: [edit] }];
    }
  }
  const config = project.config;
  if (!config) return [];
  const listed = pathsOf(config, 'objects')
    .map(({ value }) => normalPath(value))
    .filter((path) => path !== '');
  const folder = listed.find((path) => project.lookUp(path)?.kind === 'folder');
  const beside = listed.find((path) => path.includes('/') && isPlain(path));
  const home = folder ?? (beside === undefined ? 'objects' : beside.slice(0, beside.lastIndexOf('/')));
  const path = home === '.' ? 'groups.yml' : `${home}/groups.yml`;
  if (project.lookUp(path)) return [];
  const isCovered = folder !== undefined || isListed(path, config, 'objects');
  const register = isCovered ? undefined : addToSection(config, 'objects', path);
  const edits: Edit[] = [{ createPath: path, text: fileWith(name) }, ...(register ? [register] : [])];
  return !isCovered && !register ? [] : [{ title: `${title} in ${path}`, safe: false, edits }];
}

function behindLast({ items, data, chunk }: ObjectDocument, name: string): Edit | undefined {
  const last = items.findLast((item) => !item.nestedIn);
  const node = last?.chunk === chunk ? asList(data?.node)?.items.at(-1) : last?.node;
  return last && node ? insertItem(last.chunk, node, { name }) : undefined;
}

function fileWith(name: string): string {
  return `---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreStandardGroup\n  data:\n    - name: ${scalarText(name)}\n`;
}
