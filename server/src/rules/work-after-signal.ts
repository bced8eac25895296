import type { AttributeWrite, NodeCreate, SaveCall } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import { mayFollow } from '../model/generators/order';
import type { Project } from '../model/project/project';
import { oncePerPlace, signalWrites, type SignalWrite } from './cascade/signalWrites';
import { listOf, pythonPlace } from './cascade/steps';
import { moveEdits, type Move } from './python/moveStatements';
import { movedChecksum, movedSignal } from './python/moveSignal';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'work-after-signal',
  catalogue: 'GEN19',
  title: 'A signal is sent before the work is done',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `The signal has to be the last step of \`generate\` (guide, step 2): the next layer starts as soon as it is
saved, and does not find what is made afterwards. Objects get into the tracking context by their tracked save and not
before, so what is saved later is not in the checksum either, and a change there starts nothing (facts 1e). Compute
the checksum and write it when everything is saved. The fix moves what is too early within \`generate\`; none where a
later statement changes what it reads, or may return.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    const made = new Map<ResolvedClass, Work[]>();
    for (const signal of signalWrites(project)) {
      const { code, write, path, generator } = signal;
      const work = made.get(code) ?? workOf(code);
      made.set(code, work);
      const later = workAfter(signal, work);
      const [first] = later;
      if (first && isNew(path, write.range)) {
        const next = signal.starts.map(({ name }) => name);
        report({
          at: pythonPlace(project, path, write.range),
          message:
            `${generator.name} sets ${write.attribute} of ${write.kind ?? 'its targets'} and goes on to make ` +
            `${kindsOf(later)}: ${next.length > 0 ? `${listOf(next)} may start` : 'the next layer may start'} ` +
            'before that is ' +
            'there. Send the signal as the last step.',
          related: later.map((work) => ({
            at: pythonPlace(project, work.file || path, work.range),
            message: `${work.kind ?? 'this'} is made after the signal`,
          })),
          fixes: () => fixOf(project, movedSignal(project, signal, later), 'Send the signal as the last step'),
        });
      }
      if (first) continue;
      for (const checksum of code.checksums) {
        const missing = work.filter((each) => isSaveOfOthers(each, write) && mayFollow(checksum, each));
        const file = checksum.file || path;
        if (missing.length === 0 || !mayFollow(checksum, write) || isComputedAgain(checksum, signal)) continue;
        if (!isNew(file, checksum.range)) continue;
        report({
          at: pythonPlace(project, file, checksum.range),
          message:
            `The checksum is computed before ${kindsOf(missing)} is saved, so it does not change with it, and ` +
            `${generator.name} starts nothing when only that changes. Compute it when everything is saved.`,
          related: missing.map((work) => ({
            at: pythonPlace(project, work.file || path, work.range),
            message: `${work.kind ?? 'this'} is saved after the checksum`,
          })),
          fixes: () =>
            fixOf(project, movedChecksum(project, { checksum, file, missing }), 'Compute it when everything is saved'),
        });
      }
    }
  },
});

type Work = NodeCreate | SaveCall;

/** What the generator makes and tracks; signals, flags and what it only looks up are no work. */
function workOf(code: ResolvedClass): Work[] {
  return [...code.creates, ...code.saves.filter(({ created }) => created)].filter(({ tracked }) => tracked === true);
}

function workAfter({ code, write }: SignalWrite, made: readonly Work[]): Work[] {
  const later = made.filter((work) => isOfOthers(work, write) && mayFollow(write, work));
  // Of several writes of a status only the last one says that the work is done.
  const isSetAgain = code.writes.some(
    (other) => other.attribute === write.attribute && other.kind === write.kind && mayFollow(write, other),
  );
  return later.length > 0 && isSetAgain ? [] : later;
}

function isOfOthers({ kind }: Work, write: AttributeWrite): boolean {
  return kind === undefined || kind !== write.kind;
}

function isSaveOfOthers(work: Work, write: AttributeWrite): boolean {
  return 'upsert' in work && isOfOthers(work, write);
}

function isComputedAgain(checksum: SignalWrite['code']['checksums'][number], { code, write }: SignalWrite): boolean {
  return code.checksums.some((other) => mayFollow(checksum, other) && mayFollow(other, write));
}

function kindsOf(work: readonly Work[]): string {
  return listOf([...new Set(work.map(({ kind }) => kind ?? 'objects'))]);
}

function fixOf(project: Project, move: Move | undefined, title: string): Fix[] {
  const edits = move && moveEdits(project, move);
  return edits ? [{ title, safe: false, edits }] : [];
}
