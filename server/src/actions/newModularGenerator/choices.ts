import { normalPath } from '../../model/config/configFile';
import { isOwnKind } from '../../model/kinds/kind';
import { targetKinds } from '../../model/project/definitions';
import type { Project } from '../../model/project/project';
import type { NewGeneratorChoices } from '../../protocol/newGenerator';

/** True for groups that a generator cannot have as targets: the server keeps them itself. */
export function isKeptByServer(groupKind: string): boolean {
  return /^Core(?:Generator|GraphQLQuery|Repository)\w*Group$/.test(groupKind);
}

/** What a new generator of a repository can be about. */
export function newGeneratorChoices(project: Project): NewGeneratorChoices {
  const byKind = new Map<string, string[]>();
  for (const { name, definition } of project.generators) {
    for (const kind of targetKinds(project, definition.entry)?.kinds ?? [])
      byKind.set(kind, [...(byKind.get(kind) ?? []), name]);
  }
  const kinds = project.kinds.nodes().filter(isOwnKind);
  return {
    root: project.root,
    generators: project.generators.map(({ name }) => name),
    kinds: kinds
      .map(({ kind, label, description }) => ({
        kind,
        label: label ?? description,
        generators: byKind.get(kind) ?? [],
      }))
      .toSorted((a, b) => (a.kind < b.kind ? -1 : 1)),
    groups: [...new Map(project.triggers.groups.map((group) => [group.name.value, group])).values()]
      .filter(({ kind }) => !isKeptByServer(kind))
      .map(({ name }) => ({
        name: name.value,
        kinds: [...(project.triggers.membersOf.get(name.value)?.keys() ?? [])].filter(Boolean),
      })),
    folders: foldersOf(project),
  };
}

/** The folders of the generators, the one with most of them first. */
function foldersOf(project: Project): string[] {
  const counts = new Map<string, number>();
  for (const { definition } of project.generators) {
    const path = normalPath(definition.filePath?.value ?? '');
    const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
    if (path !== '') counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const used = [...counts].toSorted((a, b) => b[1] - a[1]).map(([folder]) => folder);
  return used.length > 0 ? used : ['generators'];
}
