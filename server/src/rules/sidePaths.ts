import type { ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';

const sideFolders =
  /(?:^|\/)(?:\.[^/]+|tests?|fixtures?|testdata|docs?|examples?|samples?|archive|backup|old|vendor)\//i;

/** True for a path (POSIX, relative to the project) in a folder of tests, documentation or the like: not for the server. */
export function isSidePath(path: string): boolean {
  return sideFolders.test(path);
}

/** True for an object of a file that is for the server. */
export function isForServer({ chunk }: ObjectItem, project: Project): boolean {
  const path = project.file(chunk.uri)?.path;
  return path !== undefined && !isSidePath(path);
}
