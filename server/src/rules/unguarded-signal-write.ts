import type { Project } from '../model/project/project';
import type { Statement } from '../syntax/python/ast';
import { blocksWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { oncePerPlace, signalWrites, type SignalWrite } from './cascade/signalWrites';
import { listOf, pythonPlace } from './cascade/steps';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'unguarded-signal-write',
  catalogue: 'GEN18',
  title: 'A signal is saved without looking at its old value',
  severity: 'hint',
  recommended: false,
  evidence: 'project',
  docs: `The guide compares the new checksum with the old one before it saves (guide, step 2). Without that every run
writes to every target. The server raises no event for a value that is there already (facts 1g, 2), so an equal
checksum starts nothing; the comparison saves the calls. A value that differs on every run starts the next layer with
every run, whatever has changed: then it is an information.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const signal of signalWrites(project)) {
      const { write, path, starts } = signal;
      if (write.guarded || write.conditional || write.constant !== undefined || !write.saveRange) continue;
      if (!isNew(path, write.range)) continue;
      const kind = write.kind ?? 'object';
      const next = starts.length > 0 ? listOf(starts.map(({ name }) => name)) : 'the next layer';
      report({
        at: pythonPlace(project, path, write.range),
        message: write.valueChangesEveryRun
          ? `${write.attribute} of ${kind} gets a new value on every run, so every run starts ${next} again, ` +
            'even when ' +
            'nothing has changed. Write a checksum of what was made.'
          : `Every run saves ${write.attribute} of every ${kind}, even when it is the same. Compare it with the ` +
            'old value first.',
        severity: write.valueChangesEveryRun ? 'information' : undefined,
        fixes: () => guardFixes(signal, project),
      });
    }
  },
});

/** Puts the write and the save behind it into an `if`. Untracked saves only: leaving a tracked one out deletes. */
function guardFixes({ write, path }: SignalWrite, project: Project): Fix[] {
  const file = project.fileAt(path);
  const tree = file?.facts.pythonTree?.();
  if (!file || !tree || write.valueChangesEveryRun || write.tracked !== false) return [];
  const { text } = file;
  for (const block of blocksWithin(tree.body)) {
    const at = block.findIndex(({ span }) => span.start === write.range.start);
    const [assign, save] = block.slice(at, at + 2);
    const [target] = assign?.kind === 'assign' ? assign.targets : [];
    if (at < 0 || assign?.kind !== 'assign' || !target || !assign.value || !isOneLine(text, assign)) continue;
    const isSave =
      save && save.span.start <= (write.saveRange?.start ?? -1) && save.span.end >= (write.saveRange?.end ?? 0);
    if (!isSave || !isOneLine(text, save) || [...expressionsWithin([assign])].some(({ kind }) => kind === 'await'))
      continue;
    const indent = /[^\n]*$/.exec(text.slice(0, assign.span.start))?.[0] ?? '';
    if (indent.trim() !== '') continue;
    const unit = indent.includes('\t') ? '\t' : '    ';
    const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    const head = `if ${slice(target.span)} != ${slice(assign.value.span)}:\n${indent}${unit}`;
    const insert = (start: number, newText: string) => ({
      at: pythonPlace(project, path, { start, end: start }),
      newText,
    });
    const edits = [insert(assign.span.start, head), insert(save.span.start, unit)];
    return [{ title: `Save only when ${write.attribute} differs`, safe: false, edits }];
  }
  return [];
}

function isOneLine(text: string, { span }: Statement): boolean {
  return !text.slice(span.start, span.end).includes('\n');
}
