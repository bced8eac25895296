import type { LinePosition } from '../../base/lineIndex';
import { countSeverities, type CheckReport } from '../checkedFinding';

/** For scripts: one object; lines and columns count from 1, ends are exclusive. */
export function jsonFormat({ findings, checkedFiles, inBaseline, fixedFiles, toolVersion }: CheckReport): string {
  const place = (start: LinePosition, end: LinePosition) => ({
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  });
  const value = {
    version: toolVersion,
    files: checkedFiles,
    fixedFiles,
    inBaseline,
    counts: countSeverities(findings),
    findings: findings.map(({ path, start, end, severity, rule, message, related }) => ({
      path,
      ...place(start, end),
      severity,
      rule: rule.id,
      catalogue: rule.catalogue,
      message,
      related: related.map((each) => ({ path: each.path, ...place(each.start, each.end), message: each.message })),
    })),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
