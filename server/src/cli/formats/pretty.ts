import { groupBy } from '../../base/groupBy';
import type { Severity } from '../../rules/rule';
import { countSeverities, type CheckReport } from '../checkedFinding';

const colours: Record<Severity, number> = { error: 31, warning: 33, information: 36, hint: 90 };

const maxShown = 160;

/** For people: a block per file with the lines themselves, and a summary. */
export function prettyFormat(report: CheckReport, { colour, quiet }: { colour: boolean; quiet: boolean }): string {
  const paint = (code: number, text: string): string => (colour ? `\u001B[${code}m${text}\u001B[0m` : text);
  const lines: string[] = [];
  for (const [path, findings] of groupBy(report.findings, (finding) => finding.path)) {
    lines.push(paint(4, visible(path)));
    for (const { start, end, severity, rule, message, lineText } of findings) {
      const place = `${start.line + 1}:${start.character + 1}`;
      lines.push(`  ${place}  ${paint(colours[severity], severity)}  ${visible(message)}  ${paint(90, rule.id)}`);
      if (!lineText.trim()) continue;
      // Of a very long line only the surroundings.
      const from = start.character > maxShown / 2 ? start.character - maxShown / 2 : 0;
      const shown = visible(lineText.slice(from, from + maxShown));
      const last = end.line === start.line ? Math.min(end.character, from + maxShown) : start.character;
      const marks = '^'.repeat(Math.max(1, last - start.character));
      lines.push(
        paint(90, `    | ${shown}`),
        `    | ${' '.repeat(start.character - from)}${paint(colours[severity], marks)}`,
      );
    }
    lines.push('');
  }
  if (!quiet) lines.push(summary(report));
  return lines.length > 0 ? `${lines.join('\n')}\n` : '';
}

/** What a file says must not steer the terminal; every other character keeps its column. */
function visible(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ');
}

function summary({ findings, checkedFiles, inBaseline, fixedFiles }: CheckReport): string {
  const counts = countSeverities(findings);
  const parts = (['error', 'warning', 'information', 'hint'] as const).flatMap((severity) =>
    counts[severity] > 0 ? [plural(counts[severity], severity)] : [],
  );
  const found = parts.length > 0 ? parts.join(', ') : 'No findings';
  const fixed = fixedFiles > 0 ? ` ${plural(fixedFiles, 'file')} fixed.` : '';
  const known = inBaseline > 0 ? ` ${inBaseline} in the baseline.` : '';
  return `${found} in ${plural(checkedFiles, 'file')}.${fixed}${known}`;
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 || word === 'information' ? '' : 's'}`;
}
