import type { Severity } from '../../rules/rule';
import type { CheckReport } from '../checkedFinding';

const commands: Record<Severity, string> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** For GitHub Actions: one workflow command per finding, so that it shows beside the changed line. */
export function githubFormat({ findings }: CheckReport): string {
  return findings
    .map(({ path, start, end, severity, rule, message }) => {
      const properties = [
        `file=${escapeProperty(path)}`,
        `line=${start.line + 1}`,
        `endLine=${end.line + 1}`,
        `col=${start.character + 1}`,
        ...(end.line === start.line ? [`endColumn=${end.character + 1}`] : []),
        `title=${escapeProperty(rule.id)}`,
      ];
      return `::${commands[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
    })
    .join('');
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
