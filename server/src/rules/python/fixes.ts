import type { PythonChange } from '../../edits/python/pythonChange';
import { pythonEdits } from '../../edits/python/pythonEdits';
import { pythonStyle } from '../../edits/python/pythonStyle';
import type { TextRange } from '../../base/textRange';
import type { Project } from '../../model/project/project';
import { pythonPlace } from '../cascade/steps';
import type { Fix } from '../rule';

export interface PythonFix {
  readonly title: string;
  /** The changed file: POSIX, relative to the project. */
  readonly path: string;
  readonly changes: readonly PythonChange[];
}

/**
 * A fix of one Python file in its own style; empty when a change has no place in it. Never safe: it changes what runs.
 */
export function pythonFix(project: Project, { title, path, changes }: PythonFix): Fix[] {
  const file = project.fileAt(path);
  if (!file) return [];
  const body = file.facts.pythonTree?.().body ?? [];
  const style = pythonStyle(file.text, body, project.fileAt('pyproject.toml')?.text);
  const edits = pythonEdits({ uri: file.uri, text: file.text, style }, changes);
  return edits && edits.length > 0 ? [{ title, safe: false, edits }] : [];
}

/** A fix that puts another text in place of a range. */
export function replacement(
  project: Project,
  { title, path, range, newText }: { title: string; path: string; range: TextRange; newText: string },
): Fix {
  return { title, safe: false, edits: [{ at: pythonPlace(project, path, range), newText }] };
}
