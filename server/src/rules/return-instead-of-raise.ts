import type { ReturnSite, TrackedBefore } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { Expression, Statement } from '../syntax/python/ast';
import { blocksWithin, dottedName } from '../syntax/python/names';
import { pythonPlace } from './cascade/steps';
import { failureText, whatIsWrong } from './python/failureText';
import { replacement } from './python/fixes';
import { isCaughtOn, statementAt, type StatementPath } from './python/statementAt';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'return-instead-of-raise',
  catalogue: 'GEN17',
  title: 'A generator that cannot go on returns and reports success',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `A bare \`return\` ends the run as a success (instance status Ready). Before any tracked save nothing is deleted, but what
earlier runs made stays as it was, however old. After a tracked save everything else that earlier runs made is deleted:
observed with a run that saved 1 of 3 devices, the other 2 were deleted (facts 1b). \`raise RuntimeError\` deletes nothing,
shows the status Error and its message in the task log (facts 1c; guide, step 3). The fix says what the log message
before the return says, or what the condition shows; none inside of \`try\`, where the error might be caught.
Silent behind the last tracked save. An information where nothing was saved and the condition shows no count and no None: it may be meant as it is.
A hint where nothing was saved and a Boolean of the target alone decides, such as \`if not enabled: return\`: that may be a switch.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const generator of project.generators) {
      const { name, code, pythonFile } = generator;
      for (const site of code?.returns ?? []) {
        const path = site.file || pythonFile?.path;
        const key = `${path} ${site.range.start}`;
        if (!site.guardedByNotReady || !endsTheWork(site, code) || path === undefined || seen.has(key)) continue;
        if (site.trackedBefore !== 'none' && code && savesEverything(site, code, path, project)) continue;
        seen.add(key);
        const at = pythonPlace(project, path, site.range);
        const off = site.trackedBefore === 'none' ? switchOf(site, generator, project) : undefined;
        if (off !== undefined) {
          report({
            at,
            message:
              `${name} returns while ${off} is not true, and the run counts as a success: ${effects[site.trackedBefore]} ` +
              'That is right for a switch. If it says that something is not ready yet, raise a RuntimeError: then ' +
              'nothing is deleted and the run shows as failed.',
            severity: 'hint',
          });
          continue;
        }
        report({
          at,
          message:
            `${name} returns when something is missing, and the run counts as a success: ${effects[site.trackedBefore]} ` +
            'Raise a RuntimeError that says what is missing: then nothing is deleted and the run shows as failed.',
          severity:
            site.trackedBefore === 'none' && !comparesSomething(site, path, project) ? 'information' : undefined,
          fixes: () => (code ? fixesFor(site, path, code, project) : []),
        });
      }
    }
  },
});

/** The Boolean of the target that alone decides, as a phrase: nobody can tell a switch from a state. */
function switchOf({ falsePath }: ReturnSite, { query }: Generator, { kinds }: Project): string | undefined {
  const [root, ...more] = query?.operation.rootFields ?? [];
  const name = falsePath?.at(-2);
  // With several roots it is open which of them the target is.
  if (!root || more.length > 0 || name === undefined) return undefined;
  if (falsePath?.join(' ') !== `edges 0 node ${name} value`) return undefined;
  const isSwitch = ['Boolean', 'Checkbox'].includes(kinds.attribute(root.name, name)?.kind ?? '');
  return isSwitch ? `'${name}' of ${root.name}` : undefined;
}

/** A helper that is called last, after other work, may simply have nothing to do. */
function endsTheWork(site: ReturnSite, code: ResolvedClass | undefined): boolean {
  if (!code || site.method === 'generate') return code !== undefined;
  const work = [...code.saves, ...code.creates, ...code.fetches, ...code.writes];
  return !work.some(({ method, order }) => method !== site.method && order < site.order);
}

/** All tracked saves are made before, so what is left out, such as signals, deletes nothing. */
function savesEverything(site: ReturnSite, code: ResolvedClass, path: string, project: Project): boolean {
  const isTracked = ({ order, tracked }: { order: number; tracked?: boolean }): boolean =>
    order > site.order && tracked !== false;
  if ([...code.saves, ...code.creates].some(isTracked)) return false;
  if (code.unknowns.some(({ file, range }) => file !== site.file || range.start > site.range.start)) return false;
  const tree = project.fileAt(path)?.facts.pythonTree?.();
  // The next turn of a loop would have saved.
  return tree !== undefined && !isInLoop(tree.body, site.range.start);
}

function isInLoop(body: readonly Statement[], offset: number): boolean {
  for (const block of blocksWithin(body)) {
    const at = block.find(({ span }) => span.start <= offset && offset < span.end);
    if (at?.kind === 'for' || at?.kind === 'while') return true;
  }
  return false;
}

/** A count or a None in the condition shows that the run waits for something; `if not enabled` may be meant as it is. */
function comparesSomething({ range }: ReturnSite, path: string, project: Project): boolean {
  const text = project.fileAt(path)?.text.slice(0, range.start) ?? '';
  const condition = text.slice(Math.max(text.lastIndexOf('if '), 0));
  return /\blen\(|\bNone\b|[!=<>]=|[<>]|\bcount\b/.test(condition);
}

const effects: Readonly<Record<TrackedBefore, string>> = {
  none: 'objects of earlier runs stay as they are, and nobody sees that they are out of date.',
  maybe: 'if an object was saved before, everything else that earlier runs made is deleted.',
  some: 'everything that earlier runs made and this one has not saved yet is deleted.',
};

function fixesFor(site: ReturnSite, path: string, code: ResolvedClass, project: Project): Fix[] {
  const found = statementAt(project, path, site.range.start);
  const test = found && conditionOf(found);
  const last = found?.steps.at(-1);
  if (!found || !test || !last || found.syntax.name !== site.method || isCaughtOn(found, found.text)) return [];
  const { text } = found;
  const logged = loggedText(last.block[last.at - 1], text);
  const action = site.trackedBefore === 'none' ? 'start' : 'finish';
  const newText =
    logged === undefined
      ? failureText({ project, code, found, tested: [test], action, what: whatIsWrong(test, text), below: 0 })
      : `raise RuntimeError(${logged})`;
  const { start, end } = last.statement.span;
  return [replacement(project, { title: 'Raise a RuntimeError', path, range: { start, end }, newText })];
}

/** The test of the `if` whose block ends with the return; undefined for a return with a value, and anywhere else. */
function conditionOf({ steps }: StatementPath): Expression | undefined {
  const last = steps.at(-1);
  const around = steps.at(-2)?.statement;
  if (last?.statement.kind !== 'return' || last.at !== last.block.length - 1 || around?.kind !== 'if') return undefined;
  const { value } = last.statement;
  if (value && !(value.kind === 'literal' && value.value === null)) return undefined;
  return around.branches.find(({ body }) => body === last.block)?.test;
}

/** The text that `self.logger.warning("…")` right before it says, as written. */
function loggedText(before: Statement | undefined, text: string): string | undefined {
  if (before?.kind !== 'expression' || before.value.kind !== 'call') return undefined;
  const { callee, args } = before.value;
  const [only] = args;
  const name = dottedName(callee) ?? '';
  if (args.length !== 1 || only?.form !== 'positional' || !/(?:^print|\blog\w*\.\w+)$/i.test(name)) return undefined;
  const isText =
    only.value.kind === 'template' || (only.value.kind === 'literal' && typeof only.value.value === 'string');
  const written = text.slice(only.value.span.start, only.value.span.end);
  return isText && !written.includes('\n') ? written : undefined;
}
