import type { DeclaredClass } from '../../model/generators/facts';
import type { ProjectFile } from '../../model/project/project';
import type { Edit } from '../../edits/edit';

/** Writes `line` as first statement of a class, behind its docstring; undefined when the class has no body of its own. */
export function classAttributeEdit(file: ProjectFile, declared: DeclaredClass, line: string): Edit | undefined {
  const body = file.text.slice(declared.nameRange.end, declared.range.end);
  const header = /^[^\n]*?:[ \t]*(?:#[^\n]*)?\r?\n/.exec(body)?.[0];
  if (header === undefined) return undefined;
  const docstring = /^\s*[rR]?("""[\s\S]*?"""|'''[\s\S]*?''')[ \t]*\r?\n/.exec(body.slice(header.length))?.[0] ?? '';
  const rest = body.slice(header.length + docstring.length);
  const indent = /^[ \t]+/m.exec(docstring || rest)?.[0] ?? '    ';
  const offset = declared.nameRange.end + header.length + docstring.length;
  const lineBreak = header.endsWith('\r\n') ? '\r\n' : '\n';
  return {
    at: { part: { uri: file.uri, start: 0 }, range: { start: offset, end: offset } },
    newText: indent + line + lineBreak,
  };
}
