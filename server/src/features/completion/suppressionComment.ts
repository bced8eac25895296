import type { TextRange } from '../../base/textRange';
import type { ProjectFile } from '../../model/project/project';
import type { Diagnostic } from '../../rules/diagnose';
import { rules } from '../../rules/index';
import type { Rule } from '../../rules/rule';
import { begunSuppression, suppressedIdAt, suppressionKeyword } from '../../rules/suppressions';
import type { CompletionItem, CompletionRequest, CompletionResult } from './completion';
import { ruleText } from './ruleText';

/**
 * The comment that silences rules on the next line, and the ids in it, in files of every language that has findings; what is
 * found on that line comes first. Undefined where the cursor is in no such comment. `findings`: those of the file.
 */
export function suppressionCompletion(
  { file, offset }: CompletionRequest,
  findings: () => readonly Diagnostic[],
): CompletionResult | undefined {
  if (!hasComments(file)) return undefined;
  const lines = file.lines();
  const { line } = lines.positionAt(offset);
  const start = lines.lineStart(line);
  const [text = ''] = /^[^\r\n]*/.exec(file.text.slice(start)) ?? [];
  const column = offset - start;
  const next = (): Rule[] => {
    const onNext = findings().filter(({ range }) => lines.positionAt(range.start).line === line + 1);
    return [...new Set(onNext.map(({ finding }) => finding.rule))];
  };
  const at = (word: TextRange): TextRange => ({ start: start + word.start, end: start + word.end });
  const named = suppressedIdAt(text, column);
  if (named) {
    const first = next();
    const all = [...first, ...rules.filter((rule) => !first.includes(rule))];
    const offered = all.filter(({ id }) => !named.others.includes(id));
    return list(offered.map((rule) => item(rule.id, rule, at(named.word))));
  }
  const begun = begunSuppression(text.slice(0, column));
  const behind = /^[a-z-]*/.exec(text.slice(column))?.[0].length ?? 0;
  if (begun === undefined || text.slice(column + behind).trim() !== '') return undefined;
  const range = at({ start: column - begun.length, end: column + behind });
  return list([
    ...next().map((rule) => item(`${suppressionKeyword} ${rule.id}`, rule, range)),
    {
      label: suppressionKeyword,
      kind: 'key',
      detail: 'silences rules on the next line',
      edit: { range, newText: `${suppressionKeyword} ` },
    },
  ]);
}

function hasComments({ path, facts }: ProjectFile): boolean {
  return facts.role !== 'other' && facts.role !== 'parked' && !path.toLowerCase().endsWith('.json');
}

function item(label: string, rule: Rule, range: TextRange): CompletionItem {
  return { label, kind: 'choice', ...ruleText(rule), edit: { range, newText: label } };
}

/** In this order, whatever the labels. */
function list(items: readonly CompletionItem[]): CompletionResult {
  const sorted = items.map((each, index) => ({ ...each, sortText: String(index).padStart(5, '0') }));
  return { items: sorted, isIncomplete: false };
}
