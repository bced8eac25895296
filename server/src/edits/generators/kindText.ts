import { moduleCandidates } from '../../model/generators/moduleCandidates';
import type { Project, ProjectFile } from '../../model/project/project';
import type { PythonChange } from '../python/pythonChange';
import type { PythonStyle } from '../python/pythonStyle';
import { pythonString } from '../python/pythonText';

/** How a file names a kind in a call of the client. */
export interface KindText {
  readonly text: string;
  readonly changes: readonly PythonChange[];
}

/** The protocol class where the file takes such classes, else the kind's name as text. */
export function kindText(project: Project, file: ProjectFile, kind: string, style: PythonStyle): KindText {
  const imports = file.facts.python?.().imports ?? [];
  if (imports.some(({ binds, name }) => binds === kind && name === kind)) return { text: kind, changes: [] };
  const source = imports.find(
    ({ module, name }) => /(?:^|\.)protocols$/.test(module) && name !== undefined && name !== '*',
  );
  const text = pythonString(kind, style);
  if (!source) return { text, changes: [] };
  const declared = moduleCandidates(file.path, source.module, source.level).some((path) =>
    project
      .fileAt(path)
      ?.facts.python?.()
      .classes.some(({ name }) => name === kind),
  );
  const { module, level } = source;
  return declared ? { text: kind, changes: [{ change: 'import', module, level, name: kind }] } : { text, changes: [] };
}
