import type { Statement } from '../../syntax/python/ast';
import type { PythonStyle } from './pythonStyle';

/** A Python text while it is changed. */
export interface PythonDraft {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly style: PythonStyle;
}
