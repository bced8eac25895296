import { aboveComments } from '../edits/python/addBody';
import { lineStart, pythonStyle } from '../edits/python/pythonStyle';
import { methodsOf, type GeneratorClass } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { ExpressionOf, Expression } from '../syntax/python/ast';
import { expressionsWithin, innerOf, ownExpressions, withInner } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { bindingsOf, caughtRanges, conditionsOf, isWithin, namesIn } from './python/functionSyntax';
import { failureText } from './python/failureText';
import { replacement } from './python/fixes';
import { answerReader, type Answer } from './python/queryAnswer';
import { statementAt, wholeLines } from './python/statementAt';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'unguarded-answer',
  catalogue: 'GEN29',
  title: 'A part of the answer that may be missing is used without a look at it',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `A relationship to one that is optional in the schema answers \`{"node": None}\` where nobody is set, and one to many
may have no edges: then \`["node"]["id"]\` ends in a TypeError and \`["edges"][0]\` in an IndexError. Nothing is deleted (facts
1c), but the task log names neither the target nor what is missing. Test it first and raise a RuntimeError that says so
(guide, step 3). Silent for the target itself, which the query always finds, for relationships that the schema requires, for
whatever a condition of the method mentions, and inside of \`try\`.`,
  appliesTo: 'generatorClass',
  check({ code, file, generators }, { project, report }) {
    const rootFields = rootFieldsOf(generators);
    const generate = methodsOf(project, code).find(({ method }) => method.name === 'generate');
    if (code.stub || !generate || !rootFields) return;
    const { syntax, path } = generate;
    const bindings = bindingsOf(syntax);
    const reader = answerReader({ syntax, bindings, kinds: project.kinds, rootFields });
    const tested = new Set(conditionsOf(syntax).flatMap((condition) => [...words(condition)]));
    const caught = caughtRanges(syntax);
    const seen = new Set<string>();
    for (const expression of expressionsWithin(syntax.body)) {
      if (expression.kind !== 'subscript' || caught.some((range) => isWithin(expression.span, range))) continue;
      const of = reader.answerOf(expression.object);
      const risk = of && riskOf(of, expression.indexes[0]);
      if (!of || !risk || !('of' in of) || seen.has(of.of)) continue;
      const looked = [of.of, ...namesIn(expression.object)].filter((name) => name !== syntax.params[1]?.name);
      if (looked.some((name) => tested.has(name))) continue;
      seen.add(of.of);
      report({
        at: pythonPlace(project, path || file.path, expression.span),
        message: risk,
        fixes: () => fixesFor({ code, path: path || file.path, expression, of: of.of }, project),
      });
    }
  },
});

function riskOf(of: Answer, index: Expression | undefined): string | undefined {
  if (of.part === 'node' && of.optional) {
    return (
      `'${of.of}' is optional, so its node may be None: then the run ends in a TypeError that does not say what is missing. ` +
      'Test it first and raise a RuntimeError that names the target.'
    );
  }
  if (of.part === 'edges' && of.mayBeEmpty && index?.kind === 'literal' && typeof index.value === 'number') {
    return (
      `'${of.of}' may have no edges: then the run ends in an IndexError that does not say what is missing. ` +
      'Test it first and raise a RuntimeError that names the target.'
    );
  }
  return undefined;
}

/** The root fields of the query; undefined when generators with different queries share the class. */
function rootFieldsOf(generators: GeneratorClass['generators']) {
  const operations = new Set(generators.map(({ query }) => query?.operation));
  const [operation] = operations;
  return operations.size === 1 ? operation?.rootFields : undefined;
}

/** Names and keys in a condition. */
function words(condition: Expression): Set<string> {
  const found = namesIn(condition);
  for (const inner of withInner(condition)) {
    if (inner.kind === 'literal' && typeof inner.value === 'string') found.add(inner.value);
    else if (inner.kind === 'attribute') found.add(inner.name);
  }
  return found;
}

interface Unguarded {
  readonly code: GeneratorClass['code'];
  readonly path: string;
  readonly expression: ExpressionOf<'subscript'>;
  /** What may be missing. */
  readonly of: string;
}

/** A test before the statement, where that begins its line and surely gets to the part. */
function fixesFor({ code, path, expression, of }: Unguarded, project: Project): Fix[] {
  const found = statementAt(project, path, expression.span.start);
  const last = found?.steps.at(-1);
  if (!found || !last || found.syntax.name !== 'generate' || !wholeLines(found.text, last.statement)) return [];
  const { text, syntax } = found;
  const { statement } = last;
  const [first] = ownExpressions(statement);
  // What stands in a later branch is read only when the tests before it fail.
  const own = statement.kind === 'if' ? (first ? [first] : []) : ownExpressions(statement);
  const object = text.slice(expression.object.span.start, expression.object.span.end);
  const isPlainPlace =
    !/^(?:while|try|with|match)$/.test(statement.kind) && own.some((each) => reads(each, expression));
  if (!isPlainPlace || /[\n#]/.test(object)) return [];
  const isEarly = !code.saves.some(
    ({ method, range }) => method === syntax.name && range.start < expression.span.start,
  );
  const raised = failureText({
    project,
    code,
    found,
    tested: [expression.object],
    action: isEarly ? 'start' : 'finish',
    what: [`no ${of.replaceAll('_', ' ')} defined!`],
    below: 1,
  });
  const line = lineStart(text, statement.span.start);
  const base = text.slice(line, statement.span.start);
  const { indent } = pythonStyle(text, project.fileAt(path)?.facts.pythonTree?.().body ?? []);
  const at = aboveComments(text, line);
  const lines = `${base}if not ${object}:\n${base}${indent}${raised}\n`;
  const newText = text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines;
  return [
    replacement(project, { title: `Raise when no ${of} is there`, path, range: { start: at, end: at }, newText }),
  ];
}

/** The part is read whenever the expression is, with names that stand for the same outside of it. */
function reads(expression: Expression, part: Expression): boolean {
  if (expression === part) return true;
  if (/^(?:comprehension|lambda|conditional)$/.test(expression.kind)) return false;
  const isEither = expression.kind === 'binary' && /^(?:and|or)$/.test(expression.operator);
  return (isEither ? [expression.left] : innerOf(expression)).some((inner) => reads(inner, part));
}
