import { touches } from '../base/textRange';
import { pythonStyle, type PythonStyle } from '../edits/python/pythonStyle';
import type { PythonFile } from '../edits/python/pythonEdits';
import { findMethod } from '../edits/python/findCode';
import type { Generator } from '../model/project/generatorIndex';
import type { Project, ProjectFile } from '../model/project/project';
import type { ClassStatement, FunctionStatement } from '../syntax/python/ast';
import { dottedName, statementsWithin } from '../syntax/python/names';
import type { ActionTarget } from './action';

/** A class of a Python file, and the generators that run it. */
export interface ClassSubject {
  readonly project: Project;
  readonly file: ProjectFile;
  readonly cls: ClassStatement;
  readonly generators: readonly Generator[];
}

/** The innermost class at the start of the range. */
export function classAt({ project, file, range }: ActionTarget): ClassSubject | undefined {
  const tree = file.facts.pythonTree?.();
  let found: ClassStatement | undefined;
  for (const statement of statementsWithin(tree?.body ?? []))
    if (statement.kind === 'class' && touches(statement.span, range.start)) found = statement;
  return found && classSubject(project, file, found);
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

/** The generator whose class stands at the place; undefined for other classes. */
export function generatorAt(target: ActionTarget): (ClassSubject & { readonly generator: Generator }) | undefined {
  const subject = classAt(target);
  const generator = subject?.generators[0];
  return subject && generator ? { ...subject, generator } : undefined;
}

/** True for a class that inherits from `InfrahubGenerator`, directly or through classes of the project. */
export function isGeneratorClass({ cls, generators }: ClassSubject): boolean {
  return (
    generators.length > 0 ||
    cls.bases.some(({ value }) => (dottedName(value) ?? '').split('.').at(-1) === 'InfrahubGenerator')
  );
}

/** The class's own asynchronous `generate`, where statements with `await` can go. */
export function generateOf({ cls }: ClassSubject): FunctionStatement | undefined {
  const found = findMethod(cls, 'generate');
  return found?.async && found.params.length >= 2 ? found : undefined;
}

/** A file of the project as text to be edited. */
export function pythonFile(project: Project, file: ProjectFile): PythonFile {
  return { uri: file.uri, text: file.text, style: styleOf(project, file) };
}

export function styleOf(project: Project, { text, facts }: ProjectFile): PythonStyle {
  return pythonStyle(text, facts.pythonTree?.().body ?? [], project.fileAt('pyproject.toml')?.text);
}

function classSubject(project: Project, file: ProjectFile, cls: ClassStatement): ClassSubject {
  const generators = project.generators.filter(
    ({ code }) => code?.file === file.path && code.nameRange.start === cls.nameSpan.start,
  );
  return { project, file, cls, generators };
}
