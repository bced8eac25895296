import type { Edit } from '../../edits/edit';
import { nodePath, targetOf } from '../../edits/generators/generateScope';
import { isRead } from '../../edits/generators/targetChecks';
import { choicesOf, type UpstreamChoice } from '../../edits/generators/upstreamChoices';
import { selectionEdits, type WantedSelection } from '../../edits/graphqlEdits';
import { dataPaths } from '../../edits/python/dataPaths';
import { lineStart, pythonStyle } from '../../edits/python/pythonStyle';
import { freeName } from '../../edits/python/pythonText';
import type { NodeFetch } from '../../model/generators/facts';
import type { ResolvedClass } from '../../model/generators/resolveClass';
import type { Generator } from '../../model/project/generatorIndex';
import type { Project } from '../../model/project/project';
import { pythonPlace } from '../cascade/steps';
import type { Fix } from '../rule';
import { failureText } from './failureText';
import { statementAt, wholeLines, type StatementPath } from './statementAt';

export interface Counted {
  readonly project: Project;
  readonly generator: Generator;
  readonly code: ResolvedClass;
  /** The call that lists what another generator makes. */
  readonly fetch: NodeFetch;
}

/** A list of `generate` that a check can stand behind. */
interface List {
  readonly path: string;
  readonly found: StatementPath;
  /** The variable that holds it. */
  readonly name: string;
  /** Where the line behind it starts. */
  readonly end: number;
}

const maxFixes = 3;

/**
 * Checks behind the statement that fetches a list: that there are as many as an attribute around the target says, or, where
 * none does, that there is one at all. None where something is saved before, or the list is no plain variable.
 */
export function countChecks(counted: Counted): Fix[] {
  const list = listOf(counted);
  if (!list) return [];
  const { project, generator, fetch } = counted;
  const choices = choicesOf(project, generator, fetch).slice(0, maxFixes);
  const fixes = choices.flatMap((choice): Fix[] => {
    const edits = countEdits(counted, list, choice);
    const { count, ownerKind } = choice;
    const title = `Raise unless there are as many ${fetch.kind} as ${count} of the ${ownerKind} says`;
    return edits ? [{ title, safe: false, edits }] : [];
  });
  if (fixes.length > 0) return fixes;
  const edits = [checkEdit(counted, list, { test: `not ${list.name}`, what: [`no ${wordsOf(list)} are there!`] })];
  return [{ title: `Raise when there is no ${fetch.kind} at all`, safe: false, edits }];
}

function listOf({ project, code, fetch }: Counted): List | undefined {
  const path = fetch.file || code.file;
  const found = statementAt(project, path, fetch.range.start);
  const [top] = found?.steps ?? [];
  const isFirst = ![...code.creates, ...code.saves].some(({ order }) => order < fetch.order);
  if (!found || !top || !isFirst || found.syntax.name !== 'generate' || fetch.method !== 'generate') return undefined;
  const { statement } = top;
  if (statement.kind !== 'assign' || statement.targets.length !== 1 || statement.value?.kind !== 'await')
    return undefined;
  const [target] = statement.targets;
  const lines = wholeLines(found.text, statement);
  const isWhole = lines && found.text.slice(lines.start, lines.end).endsWith('\n');
  if (target?.kind !== 'name' || !isWhole || statement.value.value.span.start !== fetch.range.start) return undefined;
  return { path, found, name: target.name, end: lines.end };
}

/** The check against an attribute, with what the query has to read for it. */
function countEdits(counted: Counted, list: List, choice: UpstreamChoice): Edit[] | undefined {
  const { project, generator } = counted;
  const { through, count } = choice;
  const { syntax, steps, text } = list.found;
  const target = targetOf(project, generator);
  const data = syntax.params[1]?.name;
  const isThere =
    through === undefined || (target && project.kinds.relationship(target.kind, through)?.optional === false);
  if (!target || !isThere || data === undefined) return undefined;
  const parameters = syntax.params.map(({ name }) => name);
  const paths = dataPaths({ body: syntax.body.slice(0, steps[0]?.at), data, parameters });
  const { quote } = pythonStyle(text, []);
  const to = through === undefined ? [] : [through];
  const owner = [...nodePath(target.root), ...(through === undefined ? [] : [through, 'node'])];
  const expression = paths.expressionFor([...owner, count, 'value'], quote);
  if (expression === '') return undefined;
  const { names } = dataPaths({ body: syntax.body, data, parameters });
  const expected = freeName(`expected_${list.name}`, names);
  const wanted: WantedSelection = { root: target.root.name, path: [...to, count], form: 'attribute' };
  const reads = isRead(target, wanted.path) ? [] : generator.query && selectionEdits(generator.query.file, [wanted]);
  const check = checkEdit(counted, list, {
    before: `${expected} = ${expression}`,
    test: `len(${list.name}) != ${expected}`,
    what: [`{len(${list.name})} of {${expected}} `, `${wordsOf(list)} are there!`],
  });
  return reads && [check, ...reads];
}

interface CheckText {
  readonly before?: string;
  readonly test: string;
  readonly what: readonly string[];
}

function checkEdit({ project, code }: Counted, { path, found, end }: List, { before, test, what }: CheckText): Edit {
  const { text, steps } = found;
  const start = steps[0]?.statement.span.start ?? end;
  const base = text.slice(lineStart(text, start), start);
  const { indent } = pythonStyle(text, project.fileAt(path)?.facts.pythonTree?.().body ?? []);
  const raised = failureText({ project, code, found, tested: [], action: 'start', what, below: 1 });
  const lines = [...(before === undefined ? [] : [before]), `if ${test}:`, `${indent}${raised}`];
  const written = lines.map((line) => `${base}${line}\n`).join('');
  const newText = text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written;
  return { at: pythonPlace(project, path, { start: end, end }), newText };
}

function wordsOf({ name }: List): string {
  return name.replaceAll('_', ' ');
}
