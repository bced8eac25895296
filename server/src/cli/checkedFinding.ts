import type { LinePosition } from '../base/lineIndex';
import type { Rule, Severity } from '../rules/rule';

/** A finding as the formats print it. Positions are zero-based here; formats count from 1. */
export interface CheckedFinding {
  /** POSIX, relative to the root of the report. */
  readonly path: string;
  readonly start: LinePosition;
  readonly end: LinePosition;
  readonly severity: Severity;
  readonly rule: Rule;
  readonly message: string;
  /** The text of the first line, for pretty output and the fingerprint. */
  readonly lineText: string;
  /** Names the finding among all of a run, and survives edits elsewhere in the file. */
  readonly fingerprint: string;
  readonly related: readonly {
    readonly path: string;
    readonly start: LinePosition;
    readonly end: LinePosition;
    readonly message: string;
  }[];
}

/** Everything one run has to say. */
export interface CheckReport {
  /** System path that every `path` is relative to. */
  readonly root: string;
  readonly findings: readonly CheckedFinding[];
  readonly checkedFiles: number;
  /** Findings that the baseline lists. */
  readonly inBaseline: number;
  readonly fixedFiles: number;
  readonly toolVersion: string;
}

/** How many findings have each severity. */
export function countSeverities(findings: readonly CheckedFinding[]): Record<Severity, number> {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of findings) counts[severity]++;
  return counts;
}
