import { entriesOf, entryText, normalPath } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';
import { endingsOf, stemOf, usualPath } from './edits';
import { entriesAt } from './registration';

/** Where the file of a query is, or will be. */
export interface QueryHome {
  readonly path: string;
  /** The names of the entries that have such a file already. */
  readonly holders: readonly string[];
}

/** The file that stands in place of the name of a query. */
export interface FileMeant extends QueryHome {
  readonly stem: string;
  /** False where nothing has the path that is written, and `path` is only named like it. */
  readonly isSpelt: boolean;
}

/** Takes what stands in place of a query's name; undefined when that does not end like a file of a query. */
export function fileMeant(project: Project, text: string): FileMeant | undefined {
  const plain = text.replaceAll('\\', '/');
  if (!endingsOf('queries').some((ending) => plain.endsWith(ending))) return undefined;
  const written = normalPath(plain).replace(/^(?:[A-Za-z]:)?(?:\.{0,2}\/)+/, '');
  const known = project.lookUp(written);
  const wanted = known?.kind === 'otherCase' ? known.path : written;
  const isIt = (path: string): boolean => path === wanted || path.endsWith(`/${wanted}`);
  const holders = entriesOf(project.config, 'queries').filter((each) =>
    isIt(normalPath(entryText(each, 'file_path')?.value ?? '')),
  );
  const stem = stemOf(written);
  const there = [...project.allFiles()].find(({ path, facts }) => facts.role === 'query' && isIt(path));
  const isInside = wanted.includes('/') && !/^[A-Za-z]:|\.\./.test(plain);
  if (!there && !isInside && holders.length === 0) return { ...homeOf(project, stem), stem, isSpelt: false };
  const names = holders.flatMap(({ name }) => name?.value ?? []);
  return { path: there?.path ?? wanted, holders: names, stem, isSpelt: true };
}

/** A file that looks like the query of the name and has no entry, else the usual path. */
export function homeOf(project: Project, name: string): QueryHome {
  const usual = usualPath(project, 'queries', name);
  const there = project.lookUp(usual);
  const own = there?.kind === 'otherCase' ? there.path : usual;
  const files = [...project.allFiles()].filter((file) => file.facts.role === 'query');
  const byStem = files.filter((file) => stemOf(file.path) === name || file.path === own);
  const byName = files.filter((file) => file.facts.query?.().operations.some((operation) => operation.name === name));
  const paths = [...new Set([...byStem, ...byName].map((file) => file.path))];
  const free = paths.find((path) => entriesAt(project, 'queries', path).length === 0);
  if (free !== undefined) return { path: free, holders: [] };
  const holders = [...paths, own].flatMap((path) => entriesAt(project, 'queries', path));
  return { path: own, holders: holders.flatMap((entry) => entry.name?.value ?? []) };
}

/** What the query of a file calls itself; undefined for a file of several operations, or of none. */
export function ownName(project: Project, path: string): string | undefined {
  const facts = project.fileAt(path)?.facts.query?.();
  return facts?.operations.length === 1 ? facts.operations[0]?.name : undefined;
}
