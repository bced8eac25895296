/**
 * How one file of the repository imports another so that it works locally and on the worker: relatively, below a common
 * folder at the top (recorded from the SDK). Undefined when there is none, or a name on the way is no name of Python.
 */
export function relativeImport(from: string, to: string): { module: string; level: number } | undefined {
  const folders = from.split('/').slice(0, -1);
  const target = to.replace(/(?:\/__init__)?\.py$/, '').split('/');
  let common = 0;
  while (common < folders.length && common < target.length && folders[common] === target[common]) common++;
  if (common === 0 || !target.every((name) => /^[^\W\d]\w*$/u.test(name))) return undefined;
  return { module: target.slice(common).join('.'), level: folders.length - common + 1 };
}
