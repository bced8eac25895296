import type { Project } from '../../model/project/project';

/** Those of the names that stand in quotes in some Python file. Plain search: it runs with every look at the file. */
export function quotedInPython(project: Project, names: ReadonlySet<string>): Set<string> {
  const missing = new Set(names);
  for (const { facts, text } of project.allFiles()) {
    if (missing.size === 0) break;
    if (facts.role !== 'python') continue;
    for (const name of missing) {
      if (text.includes(`"${name}"`) || text.includes(`'${name}'`)) missing.delete(name);
    }
  }
  return new Set([...names].filter((name) => !missing.has(name)));
}
