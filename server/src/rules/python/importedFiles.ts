import { moduleCandidates } from '../../model/generators/moduleCandidates';
import type { PythonImport } from '../../model/generators/facts';
import type { Project } from '../../model/project/project';

const mostFiles = 300;

/**
 * The file of the repository that an import names, as the look-up of classes finds it; of `from a import b` that of
 * `a.b` if it is one.
 */
export function importedFile(
  project: Project,
  from: string,
  { module, level, name }: PythonImport,
): string | undefined {
  const inner = name === undefined || name === '*' ? undefined : [module, name].filter(Boolean).join('.');
  return (
    (inner === undefined ? undefined : firstFile(project, from, inner, level)) ??
    firstFile(project, from, module, level)
  );
}

function firstFile(project: Project, from: string, module: string, level: number): string | undefined {
  return moduleCandidates(from, module, level).find((path) => project.fileAt(path)?.facts.python !== undefined);
}

/** The file and every file of the repository that it imports, directly or not. */
export function importedFiles(project: Project, path: string): string[] {
  const found = new Set([path]);
  for (const file of found) {
    if (found.size > mostFiles) break;
    for (const each of project.fileAt(file)?.facts.python?.().imports ?? []) {
      const next = importedFile(project, file, each);
      if (next !== undefined) found.add(next);
    }
  }
  return [...found];
}
