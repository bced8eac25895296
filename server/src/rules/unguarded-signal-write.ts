import { pythonStyle } from '../edits/python/pythonStyle';
import type { AttributeWrite } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import type { Statement } from '../syntax/python/ast';
import { blocksWithin } from '../syntax/python/names';
import { expressionsWithin } from '../syntax/python/walk';
import { oncePerPlace, signalWrites, type SignalWrite } from './cascade/signalWrites';
import { tracksByHand } from './cascade/signals';
import { listOf, pythonPlace } from './cascade/steps';
import { untrackedSave } from './python/untrackedSave';
import { defineRule, type Fix, type Report } from './rule';

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
every run, whatever has changed, and comparing it does not help: then it is an information. The builtin \`hash\` of a text is such
a value, since Python seeds it anew in every process; \`hashlib\` is the same everywhere. A tracked save makes the
generator the owner of the object: one that is not found any more is deleted (facts 10.10), and so is one that a
comparison leaves out (facts 1a). Save it with \`update_group_context=False\` first, when the objects are taken out of
the tracking groups; the fix does both and offers to take them out.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    for (const signal of signalWrites(project)) {
      const { write, path } = signal;
      if (write.constant !== undefined || !write.saveRange || !isWorthSaying(write) || !isNew(path, write.range))
        continue;
      report({
        at: pythonPlace(project, path, write.range),
        ...saying(signal, isOwner(signal, project)),
        fixes: () => guardFixes(signal, project),
      });
    }
  },
});

/** A comparison changes nothing about a value that is never the same. */
function isWorthSaying({ guarded, conditional, valueChangesEveryRun, valueMayChange }: AttributeWrite): boolean {
  return guarded ? valueChangesEveryRun || valueMayChange === true : !conditional;
}

function isOwner({ write, code }: SignalWrite, project: Project): boolean {
  return write.tracked === true && !tracksByHand(code, project);
}

function saying({ write, starts, generator }: SignalWrite, owner: boolean): Pick<Report, 'message' | 'severity'> {
  const { attribute, guarded } = write;
  const kind = write.kind ?? 'object';
  const next = starts.length > 0 ? listOf(starts.map(({ name }) => name)) : 'the next layer';
  if (write.valueChangesEveryRun) {
    const so = guarded ? 'so the comparison with the old one never holds, and every run' : 'so every run';
    const message =
      `${attribute} of ${kind} gets a new value on every run, ${so} starts ${next} again, even when ` +
      'nothing has changed. Write a checksum of what was made, with hashlib.';
    return { message, severity: 'information' };
  }
  if (write.valueMayChange) {
    const message =
      `${attribute} of ${kind} comes from hash(), which gives another number for the same text in every process: ` +
      `then every run starts ${next} again. Use hashlib.`;
    return { message };
  }
  if (!owner) {
    const message = `Every run saves ${attribute} of every ${kind}, even when it is the same. Compare it with the old value first.`;
    return { message };
  }
  const message =
    `Every run saves ${attribute} of every ${kind} with tracking, which makes ${generator.name} its owner: one that ` +
    'is not found any more is deleted, and so would be one that a comparison leaves out. Save with ' +
    'update_group_context=False first, when these objects are out of the tracking groups of the generator on every ' +
    'branch, and then compare with the old value.';
  return { message, severity: 'information' };
}

/** Puts the write and the save behind it into an `if`; a tracked save becomes a plain update, or leaving it out deletes. */
function guardFixes({ write, path }: SignalWrite, project: Project): Fix[] {
  const file = project.fileAt(path);
  const tree = file?.facts.pythonTree?.();
  if (!file || !tree || write.guarded || write.valueChangesEveryRun || write.valueMayChange) return [];
  const only = `only when ${write.attribute} differs`;
  const title = write.tracked ? `Save without tracking, and ${only}` : `Save ${only}`;
  const untracked = write.tracked === false ? { edits: [] } : untrackedFix(write, path, title, project);
  if (write.tracked === undefined || !untracked) return [];
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
    const unit = indent.includes('\t') ? '\t' : pythonStyle(text, tree.body).indent;
    const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    const head = `if ${slice(target.span)} != ${slice(assign.value.span)}:\n${indent}${unit}`;
    const insert = (start: number, newText: string) => ({
      at: pythonPlace(project, path, { start, end: start }),
      newText,
    });
    const edits = [insert(assign.span.start, head), insert(save.span.start, unit), ...untracked.edits];
    return [{ ...untracked, title, safe: false, edits }];
  }
  return [];
}

function untrackedFix({ saveFile, saveRange }: AttributeWrite, path: string, title: string, project: Project) {
  return saveRange && untrackedSave(project, { path: saveFile || path, range: saveRange, title });
}

function isOneLine(text: string, { span }: Statement): boolean {
  return !text.slice(span.start, span.end).includes('\n');
}
