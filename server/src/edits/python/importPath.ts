import { moduleCandidates } from '../../model/generators/moduleCandidates';
import type { Project } from '../../model/project/project';

/** How one file of the repository names another one in an import. */
export interface ImportPath {
  readonly module: string;
  /** Leading dots. */
  readonly level: number;
}

/**
 * A relative import that works on the worker (module `commits.<sha>.<folder>.<module>`) and in a local run (module
 * `<folder>.<module>`, recorded from SDK 1.23): both files have to lie below one folder of the repository, since a local
 * run knows no package above it. Undefined where they do not, or where a name in the import is no name of Python. The
 * module is empty for the `__init__.py` of a folder around the importing file.
 */
export function relativeImport(from: string, to: string): ImportPath | undefined {
  const folder = from.split('/').slice(0, -1);
  const target = to.replace(/(?:\/__init__)?\.py$/, '').split('/');
  // A module beside a folder of its own name is not that folder.
  const most = Math.min(folder.length, to.endsWith('/__init__.py') ? target.length : target.length - 1);
  let common = 0;
  while (common < most && folder[common] === target[common]) common++;
  const names = target.slice(common);
  if (common === 0 || names.some((name) => !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))) return undefined;
  return { module: names.join('.'), level: folder.length - common + 1 };
}

/** The absolute import of a file that other files of the repository use already: it is part of an installed package. */
export function usedImport(project: Project, to: string): ImportPath | undefined {
  for (const { path, facts } of project.allFiles()) {
    if (facts.role !== 'python' || path === to) continue;
    for (const { module, level } of facts.python?.().imports ?? [])
      if (level === 0 && to.startsWith('src/') && moduleCandidates(path, module, 0).includes(to))
        return { module, level };
  }
  return undefined;
}
