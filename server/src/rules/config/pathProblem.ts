import type { Project } from '../../model/project/project';
import { normalPath } from '../../model/config/configFile';

/** What may stand at a path. */
export type PathWants = 'file' | 'fileOrFolder';

/** What is wrong with a path of `.infrahub.yml`, and the path that was likely meant. */
export interface PathProblem {
  readonly kind: 'missing' | 'otherCase' | 'absolute' | 'parent' | 'outside' | 'backslash' | 'folder';
  /** An existing path that the author surely meant. */
  readonly meant?: string;
}

/** Judges a path against the files that the repository has; undefined when it is right, or where nobody may look. */
export function pathProblem(project: Project, path: string, wants: PathWants): PathProblem | undefined {
  const found = path === '' ? undefined : project.lookUp(path);
  if (path.includes('\\') && !found) return withMeant(project, 'backslash', path.replaceAll('\\', '/'));
  if (/^(?:\/|[A-Za-z]:[\\/])/.test(path)) return withMeant(project, 'absolute', path.replace(/^\/+/, ''));
  if (path.split('/').includes('..')) return withMeant(project, ...withoutParents(path));
  if (!found) return project.isUnreachable(path) ? undefined : { kind: 'missing' };
  if (found.kind === 'otherCase') return { kind: 'otherCase', meant: found.path };
  return found.kind === 'folder' && wants === 'file' ? { kind: 'folder' } : undefined;
}

function withMeant(project: Project, kind: PathProblem['kind'], path: string): PathProblem {
  // The root itself may be meant by a detour only.
  if (path === '') return kind === 'parent' ? { kind, meant: '.' } : { kind };
  const found = project.lookUp(path);
  if (!found) return { kind };
  return { kind, meant: found.kind === 'otherCase' ? found.path : normalPath(path) };
}

/** `a/../b` is `b`; a path that leads out of the repository is taken to begin at its root. */
function withoutParents(path: string): ['parent' | 'outside', string] {
  const parts: string[] = [];
  let leaves = false;
  for (const part of path.split('/')) {
    if (part === '..') leaves = parts.pop() === undefined || leaves;
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return [leaves ? 'outside' : 'parent', parts.join('/')];
}
