import { intersects, type TextRange } from '../base/textRange';
import type { Edit } from '../edits/edit';
import type { PythonChange } from '../edits/python/pythonChange';
import { pythonEdits } from '../edits/python/pythonEdits';
import { isSaveCall, untrackedArguments } from '../edits/python/untrackedArguments';
import type { SaveCall } from '../model/generators/facts';
import type { Generator } from '../model/project/generatorIndex';
import type { Project, ProjectFile } from '../model/project/project';
import type { ExpressionOf } from '../syntax/python/ast';
import { expressionsWithin } from '../syntax/python/walk';
import { statementsWithin } from '../syntax/python/names';
import type { Statement } from '../syntax/python/ast';
import { tracksByHand } from '../rules/cascade/signals';
import { savesFetchedOnly } from '../rules/python/savesAt';
import { untrackCommandFor } from '../rules/python/untrackCommandOf';
import type { Action, ActionOffer, ActionTarget } from './action';
import { pythonFile } from '../edits/generators/classSubject';
import { classAt } from './subject';

/** Turns a tracked save of a fetched, guarded node into a plain update without tracking (facts 1a, 11.1). */
export const action: Action = {
  id: 'makeSignalWriteSafe',
  offers(target) {
    const { project, file, range } = target;
    const unsafe = unsafeSaves(project, file);
    const here = unsafe.filter((each) => intersects(each.save.range, range));
    const title = 'Save without tracking, as a plain update';
    if (here.some(({ save }) => !savesFetchedOnly(project, file.path, save.range))) {
      return [{ title, mends, edits: () => undefined, refusal: savesMore }];
    }
    if (here.length > 0) return offer(target, here, title);
    const cls = classAt(target)?.cls;
    const inClass = unsafe.filter(
      ({ save }) => cls && intersects(save.range, cls.span) && savesFetchedOnly(project, file.path, save.range),
    );
    return inClass.length > 0 ? offer(target, inClass, 'Save all signals without tracking, as plain updates') : [];
  },
};

const mends = 'tracked-signal-write';

const savesMore =
  'This call saves what the generator makes too, which has to stay tracked: save the target of the signal by a call of its own, ' +
  'with update_group_context=False.';

interface UnsafeSave {
  readonly save: SaveCall;
  readonly generator: Generator;
}

function offer({ project, file }: ActionTarget, unsafe: readonly UnsafeSave[], title: string): ActionOffer[] {
  const ranges = unsafe.map(({ save }) => save.range);
  if (!safeSaveChanges(file, ranges)?.length) return [];
  return [
    {
      title,
      mends,
      edits: () => safeSaveEdits({ project, file, ranges }),
      command: untrackCommandFor(
        unsafe.map(({ save, generator }) => ({ name: generator.name, kind: save.kind })),
        'targets',
      ),
    },
  ];
}

/** The saves of a file that make a generator the owner of nodes it does not save on every run. */
function unsafeSaves(project: Project, file: ProjectFile): UnsafeSave[] {
  return project.generators.flatMap((generator) =>
    (generator.code && !tracksByHand(generator.code, project) ? generator.code.saves : [])
      // One of `client.create` stands for a fetched node: without `allow_upsert` it would be made a second time.
      .filter((save) => save.unsafe && save.fetched && (save.file || generator.pythonFile?.path) === file.path)
      .map((save) => ({ save, generator })),
  );
}

/** How an unsafe save becomes safe: by this action, by a call of its own beside one that others need, else by hand. */
export function mendOf(
  project: Project,
  { generator, save }: { readonly generator: Generator; readonly save: SaveCall },
): 'action' | 'ownCall' | 'byHand' {
  const path = save.file || (generator.pythonFile?.path ?? '');
  const file = project.fileAt(path);
  if (!save.fetched || !file) return 'byHand';
  if (!savesFetchedOnly(project, path, save.range)) return 'ownCall';
  return safeSaveChanges(file, [save.range])?.length ? 'action' : 'byHand';
}

export interface SafeSaves {
  readonly project: Project;
  readonly file: ProjectFile;
  /** Ranges of the save calls, as `SaveCall` gives them. */
  readonly ranges: readonly TextRange[];
}

/** The edits that make saves plain updates without tracking; undefined for calls whose arguments are unpacked. */
export function safeSaveEdits({ project, file, ranges }: SafeSaves): Edit[] | undefined {
  const changes = safeSaveChanges(file, ranges);
  return changes && pythonEdits(pythonFile(project, file), changes);
}

function safeSaveChanges(file: ProjectFile, ranges: readonly TextRange[]): PythonChange[] | undefined {
  const changes: PythonChange[] = [];
  for (const call of saveCalls(file.facts.pythonTree?.().body ?? [])) {
    if (!ranges.some((range) => intersects(range, call.span))) continue;
    const own = untrackedArguments(file.text, call, { keepsUpsert: false });
    if (!own) return undefined;
    changes.push(...own);
  }
  return changes;
}

function* saveCalls(body: readonly Statement[]): Iterable<ExpressionOf<'call'>> {
  for (const expression of expressionsWithin(body))
    if (expression.kind === 'call' && isSaveCall(expression)) yield expression;
  for (const statement of statementsWithin(body))
    if (statement.kind === 'class' || statement.kind === 'function') yield* saveCalls(statement.body);
}
