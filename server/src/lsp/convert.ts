import type { Range } from 'vscode-languageserver';
import type { TextRange } from '../base/textRange';
import type { ProjectFile } from '../model/project/project';
import type { Service } from '../service';

/** A range of offsets as LSP positions (UTF-16, zero-based). */
export function toRange(file: ProjectFile, range: TextRange): Range {
  const lines = file.lines();
  return { start: lines.positionAt(range.start), end: lines.positionAt(range.end) };
}

/** The same for a file given by address; an empty range at its start when the project does not know it. */
export function toRangeIn(service: Service, uri: string, range: TextRange): Range {
  const file = service.target(uri)?.file;
  const start = { line: 0, character: 0 };
  return file ? toRange(file, range) : { start, end: start };
}

/** LSP positions as offsets. */
export function toTextRange(file: ProjectFile, range: Range): TextRange {
  return { start: file.lines().offsetAt(range.start), end: file.lines().offsetAt(range.end) };
}
