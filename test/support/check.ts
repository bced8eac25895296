import { expect, vi } from 'vitest';
import type { ResolvedFixEdit } from '../../server/src/edits/resolvedEdit';
import type { RemoteKnowledge } from '../../server/src/remoteKnowledge';
import type { Settings } from '../../server/src/settings';
import { parseFixture, type Mark } from './fixture';
import { openRepository, type Repository } from './repository';

/**
 * The marks of the fixture equal the findings of the named rules exactly, in every file; a finding without a mark fails.
 * `rule` is one id, several, or undefined for all rules; `remote` is what the connected server holds.
 */
export const checkDiagnostics = vi.defineHelper(
  async (
    rule: string | readonly string[] | undefined,
    source: string,
    settings?: Partial<Settings>,
    remote?: RemoteKnowledge,
  ): Promise<void> => {
    const { files, marks } = parseFixture(source);
    const repository = await openRepository(files, { settings, remote });
    const ids = typeof rule === 'string' ? [rule] : rule;
    const found = findings(repository, files.keys()).filter((each) => ids === undefined || ids.includes(each.id));
    expect(found.map((each) => show(each, repository))).toEqual(
      marks.filter((each) => each.id).map((each) => show(expectedFrom(each, found), repository)),
    );
  },
);

/**
 * Applying a fix of the rule in `before` gives `after` in every file, and the rule is silent there. `title`: which fix;
 * the first when missing. The files of `after` are those that the fix changes.
 */
export const checkFix = vi.defineHelper(
  async (rule: string, before: string, after: string, title?: string): Promise<void> => {
    const { files } = parseFixture(before);
    const repository = await openRepository(files);
    const { uri, fix, titles } = findFix(repository, files.keys(), rule, title);
    if (!fix) throw new Error(`no such fix; there are: ${titles.join(', ') || 'none'}`);
    const changed = applyEdits(repository, repository.service.resolveFix(uri, fix));
    const expected = parseFixture(after).files;
    for (const [path, text] of expected) expect(changed.get(path), path).toBe(text);
    const original = (path: string): string | undefined => repository.files.get(repository.uri(path));
    const others = [...changed.keys()].filter((path) => !expected.has(path) && changed.get(path) !== original(path));
    expect(others, 'files changed besides').toEqual([]);
    const fixed = await openRepository(changed);
    expect(findings(fixed, changed.keys()).filter((each) => each.id === rule)).toEqual([]);
  },
);

/** The titles of the fixes that a rule offers for its first finding. */
export const fixTitles = vi.defineHelper(async (rule: string, source: string): Promise<string[]> => {
  const { files } = parseFixture(source);
  return findFix(await openRepository(files), files.keys(), rule, undefined).titles;
});

/** The text of every file after the edits, by path. */
export function applyEdits(repository: Repository, edits: readonly ResolvedFixEdit[]): Map<string, string> {
  const texts = new Map([...repository.files].map(([uri, text]) => [uri.slice(repository.uri('').length), text]));
  const byPath = new Map<string, { start: number; end: number; newText: string }[]>();
  for (const edit of edits) {
    if ('createUri' in edit) {
      texts.set(edit.createUri.slice(repository.uri('').length), edit.text);
      continue;
    }
    if ('deleteUri' in edit) {
      texts.delete(edit.deleteUri.slice(repository.uri('').length));
      continue;
    }
    const path = edit.uri.slice(repository.uri('').length);
    byPath.set(path, [...(byPath.get(path) ?? []), { ...edit.range, newText: edit.newText }]);
  }
  for (const [path, list] of byPath) {
    let text = texts.get(path) ?? '';
    // From the end, so that earlier offsets stay; equal offsets keep the order given.
    for (const edit of list.toReversed().sort((a, b) => b.start - a.start)) {
      text = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
    }
    texts.set(path, text);
  }
  return texts;
}

function findFix(repository: Repository, paths: Iterable<string>, rule: string, title: string | undefined) {
  const titles: string[] = [];
  for (const path of paths) {
    const uri = repository.uri(path);
    for (const { finding } of repository.service.diagnostics(uri)) {
      if (finding.rule.id !== rule) continue;
      const fixes = finding.fixes?.() ?? [];
      titles.push(...fixes.map((fix) => fix.title));
      const fix = title === undefined ? fixes[0] : fixes.find((each) => each.title === title);
      if (fix) return { uri, fix, titles };
    }
  }
  return { uri: '', fix: undefined, titles };
}

function findings(repository: Repository, paths: Iterable<string>): Mark[] {
  return [...paths].flatMap((path) =>
    repository.service.diagnostics(repository.uri(path)).map(({ range, severity, message, finding }) => ({
      path,
      start: range.start,
      end: range.end,
      severity,
      id: finding.rule.id,
      text: message,
    })),
  );
}

/** A mark whose text is part of the message found at its place stands for that message. */
function expectedFrom(mark: Mark, found: readonly Mark[]): Mark {
  const match = found.find(
    (each) =>
      each.path === mark.path && each.start === mark.start && each.id === mark.id && each.text.includes(mark.text),
  );
  return match ? { ...mark, text: match.text } : mark;
}

function show(mark: Mark, repository: Repository): string {
  const text = repository.text(mark.path);
  const line = text.slice(0, mark.start).split('\n').length;
  return `${mark.path}:${line} ${JSON.stringify(text.slice(mark.start, mark.end))} ${mark.severity} ${mark.id}: ${mark.text}`;
}
