import type { SaveCall } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import type { Expression, Statement } from '../syntax/python/ast';
import { dottedName } from '../syntax/python/names';
import { withInner } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { replacement } from './python/fixes';
import { statementAt, wholeLines, type Step } from './python/statementAt';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'delete-of-own-object',
  catalogue: 'GEN34',
  title: 'A generator deletes objects of a kind that it makes itself',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `At the end of a run the SDK deletes what an earlier run of the same generator saved and this one did not
(facts 1). Objects that the generator made need no \`delete()\`: leave out their save. A delete by hand also takes
objects that people or other generators made, and it stays when the run fails afterwards (facts 1c: nothing is rolled
back). The fix takes the statement out, with the loop or condition that does nothing else.`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    const made = new Set(code.creates.flatMap(({ kind, tracked }) => (kind && tracked ? [kind] : [])));
    for (const { kind, range, file: own } of code.deletes) {
      if (kind === undefined || !made.has(kind)) continue;
      const path = own || file.path;
      report({
        at: pythonPlace(project, path, range),
        message:
          `This generator makes ${kind} objects itself, and the SDK deletes those that a run no longer saves. A delete ` +
          'by hand also takes objects that others made, and stays when the run fails afterwards.',
        fixes: () => fixesFor(path, range, project),
      });
    }
  },
});

/** Takes out the statement, and what is left with nothing to do around it. */
function fixesFor(path: string, range: SaveCall['range'], project: Project): Fix[] {
  const found = statementAt(project, path, range.start);
  const last = found?.steps.at(-1);
  if (!found || !last || !isCallAt(last.statement, range)) return [];
  const { text, steps, syntax } = found;
  let at = steps.length - 1;
  while (steps[at]?.block.length === 1) {
    const around = steps[at - 1]?.statement;
    if (!around) break;
    if (!isOnlyFor(around)) return [];
    at--;
  }
  const gone = steps[at];
  const lines = gone && wholeLines(text, gone.statement);
  if (!gone || !lines || hasComments(text, gone, last.statement)) return [];
  const title = 'Leave the deletion to the SDK';
  if (gone.block.length > 1) return [replacement(project, { title, path, range: lines, newText: '' })];
  const start = gone.statement.span.start;
  const end = last.statement.span.end;
  return syntax.body === gone.block
    ? [replacement(project, { title, path, range: { start, end }, newText: 'pass' })]
    : [];
}

function isCallAt(statement: Statement, { start, end }: SaveCall['range']): boolean {
  if (statement.kind !== 'expression') return false;
  const { value } = statement;
  const { span } = value.kind === 'await' ? value.value : value;
  return span.start === start && span.end === end;
}

/** A loop or condition that only reads, so that it can go with its one statement. */
function isOnlyFor(statement: Statement): boolean {
  if (statement.kind === 'for') return !statement.otherwise && isRead(statement.iterable);
  if (statement.kind !== 'if' || statement.otherwise || statement.branches.length !== 1) return false;
  return statement.branches.every(({ test }) => isRead(test));
}

function isRead(expression: Expression): boolean {
  return withInner(expression).every((each) => {
    if (each.kind === 'walrus' || each.kind === 'unknown') return false;
    if (each.kind !== 'call') return true;
    const name = (dottedName(each.callee) ?? '').split('.').at(-1) ?? '';
    return /^(?:filters|all|get|len|sorted|list|set|items|values|keys)$/.test(name);
  });
}

/** Comments inside of what goes, which somebody wants to keep; the one behind the deletion is about it. */
function hasComments(text: string, gone: Step, deletion: Statement): boolean {
  return text.slice(gone.statement.span.start, deletion.span.start).includes('#');
}
