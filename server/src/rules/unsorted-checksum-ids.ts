import { methodsOf } from '../model/project/generatorClass';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Project } from '../model/project/project';
import type { Expression, Statement } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { type Hash, hashesOf } from './cascade/hashes';
import { oncePerPlace } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'unsorted-checksum-ids',
  catalogue: 'GEN26',
  title: 'Ids are hashed without being sorted',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The tracking context lists ids in the order of the saves (facts 1e), and the guide sorts them before it
hashes them (guide, step 2). The order of a Python set of texts differs from process to process, so a checksum made of
one differs on every run and starts the next layer each time: a warning. A list keeps its order as long as the objects
are saved one after the other in the same order; with a gather or a batch it may change: an information.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const generator of project.generators) {
      const { code } = generator;
      for (const of of hashesOf(generator)) {
        const { path } = of;
        if (!code || of.takes.sorted || !isNew(path, of.nameRange)) continue;
        const text = project.fileAt(path)?.text.slice(of.range.start, of.range.end) ?? '';
        const isSet = /\b(?:frozen)?set\s*\(|\{\s*\*/.test(text);
        report({
          at: pythonPlace(project, path, of.nameRange),
          message: isSet
            ? `${of.name} hashes a set, whose order differs from run to run: every run gives another checksum ` +
              'and starts the ' +
              'next layer. Sort the ids first.'
            : `${of.name} hashes the ids in the order in which they were saved: when only that order changes, ` +
              'the next layer ' +
              'runs for nothing. Sort the ids first.',
          severity: isSet ? undefined : 'information',
          fixes: () => sortFixes({ project, path, code, of }),
        });
      }
    }
  },
});

interface Subject {
  readonly project: Project;
  readonly path: string;
  readonly code: ResolvedClass;
  readonly of: Hash;
}

/** Sorts what `",".join(…)` joins, or what a loop hashes, where the method has one of them. */
function sortFixes({ project, path, code, of }: Subject): Fix[] {
  const method = methodsOf(project, code).find(
    (each) => each.path === path && each.syntax.span.start === of.range.start,
  );
  const body = method?.syntax.body ?? [];
  const joined = [
    ...[...expressionsWithin(body)].flatMap((expression) => joinedBy(expression) ?? []),
    ...[...statementsWithin(body)].flatMap((statement) => hashedBy(statement) ?? []),
  ];
  const [only] = joined;
  if (!only || joined.length > 1) return [];
  const insert = (start: number, newText: string) => ({
    at: pythonPlace(project, path, { start, end: start }),
    newText,
  });
  const edits = [insert(only.span.start, 'sorted('), insert(only.span.end, ')')];
  return [{ title: 'Sort the ids before they are hashed', safe: false, edits }];
}

/** What a loop goes through that calls `digest.update(…)`. */
function hashedBy(statement: Statement): Expression | undefined {
  if (statement.kind !== 'for') return undefined;
  const isUpdate = (each: Expression): boolean =>
    each.kind === 'call' && each.callee.kind === 'attribute' && each.callee.name === 'update';
  return [...expressionsWithin(statement.body)].some(isUpdate) ? statement.iterable : undefined;
}

function joinedBy(expression: Expression): Expression | undefined {
  if (expression.kind !== 'call' || expression.callee.kind !== 'attribute' || expression.callee.name !== 'join')
    return undefined;
  const [argument] = expression.args;
  const isText = expression.callee.object.kind === 'literal' && typeof expression.callee.object.value === 'string';
  return isText && argument?.form === 'positional' && expression.args.length === 1 ? argument.value : undefined;
}
