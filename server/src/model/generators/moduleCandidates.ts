/**
 * The files a module name may stand for, most likely first: POSIX paths relative to the repository.
 * Absolute names are looked up from the repository root (which the worker puts on the path, facts 3), a `src` layout,
 * and the folders above the importing file. Relative names that leave the repository give no candidate.
 */
export function moduleCandidates(importer: string, module: string, level: number): string[] {
  const names = module.split('.').filter((name) => name !== '');
  const folder = importer.split('/').slice(0, -1);
  if (level > 0) {
    const up = level - 1;
    return up > folder.length ? [] : filesOf([...folder.slice(0, folder.length - up), ...names]);
  }
  if (names.length === 0) return [];
  const roots = [[], ['src']];
  for (let depth = folder.length; depth > 0; depth--) roots.push(folder.slice(0, depth));
  return [...new Set(roots.flatMap((root) => filesOf([...root, ...names])))];
}

function filesOf(path: readonly string[]): string[] {
  const joined = path.join('/');
  return joined === '' ? ['__init__.py'] : [`${joined}.py`, `${joined}/__init__.py`];
}
