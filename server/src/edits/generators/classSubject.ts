import { intersects } from '../../base/textRange';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project, ProjectFile } from '../../model/project/project';
import type { ClassStatement, FunctionStatement } from '../../syntax/python/ast';
import { dottedName, statementsWithin } from '../../syntax/python/names';
import { findMethod, headerColon } from '../python/findCode';
import type { PythonFile } from '../python/pythonEdits';
import { pythonStyle, type PythonStyle } from '../python/pythonStyle';

/** A class of a Python file, and the generators that run it. */
export interface ClassSubject {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly cls: ClassStatement;
  readonly generators: readonly Generator[];
}

/** The class of a generator; undefined when its text is not in the project. */
export function classOf(project: Project, { code }: Generator): ClassSubject | undefined {
  const file = code && project.fileAt(code.file);
  if (!code || !file) return undefined;
  for (const statement of statementsWithin(file.facts.pythonTree?.().body ?? []))
    if (statement.kind === 'class' && statement.nameSpan.start === code.nameRange.start)
      return classSubject(project, file, statement);
  return undefined;
}

export function classSubject(project: Project, file: ProjectFile, cls: ClassStatement): ClassSubject {
  const generators = project.generators.filter(
    ({ code }) => code?.file === file.path && code.nameRange.start === cls.nameSpan.start,
  );
  return { project, file, cls, generators };
}

/** True for a class that a definition runs, or that inherits from `InfrahubGenerator` itself. */
export function isGeneratorClass({ cls, generators }: ClassSubject): boolean {
  return (
    generators.length > 0 ||
    cls.bases.some(({ value }) => (dottedName(value) ?? '').split('.').at(-1) === 'InfrahubGenerator')
  );
}

/** The class's own asynchronous `generate` as far as it is whole: statements with `await` can go there. */
export function generateOf({ cls, file }: ClassSubject): FunctionStatement | undefined {
  const found = findMethod(cls, 'generate');
  const takesData = found?.params[1]?.form === 'plain';
  const isWhole = found?.async && takesData && headerColon(file.text, found.nameSpan.end) !== undefined;
  // Behind a bracket that is open nothing is what it seems.
  const isBroken = found && file.facts.pythonTree?.().errors.some((error) => intersects(error, found.span));
  return isWhole && !isBroken ? found : undefined;
}

/** A file of the project as text to be edited. */
export function pythonFile(project: Project, file: ProjectFile): PythonFile {
  return { uri: file.uri, text: file.text, style: styleOf(project, file), body: file.facts.pythonTree?.().body };
}

export function styleOf(project: Project, { text, facts }: ProjectFile): PythonStyle {
  return pythonStyle(text, facts.pythonTree?.().body ?? [], project.fileAt('pyproject.toml')?.text);
}
