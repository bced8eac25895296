import type { Project } from '../model/project/project';
import { quotedInPython } from './config/pythonStrings';

/**
 * True when a group of that name would be known, in the files or on the server: nothing else shows that there is or will
 * be one. Groups that Infrahub makes for itself end in a hash and are not looked up.
 */
export function isGroupListWhole(project: Project, name: string): boolean {
  const { membersOf, parkedGroups } = project.triggers;
  return (
    project.server?.groups() !== undefined &&
    project.objectsComplete &&
    !membersOf.has(name) &&
    !parkedGroups.has(name) &&
    !/[0-9a-f]{32}$/.test(name) &&
    quotedInPython(project, new Set([name])).size === 0
  );
}
