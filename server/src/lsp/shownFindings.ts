import type { Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { FindingCounts } from '../protocol/status';
import type { LspContext } from './context';
import { toLspDiagnostic } from './diagnostic';

/** The findings of a file as the client is given them. */
export interface ShownFindings {
  readonly diagnostics: LspDiagnostic[];
  readonly counts: FindingCounts;
  /**
   * False when the file changed since they were found: ranges may be those of another text. What others change meanwhile has
   * a check of its own; waiting for them would hold back the first findings until all files are read.
   */
  readonly isCurrent: () => boolean;
}

/** Findings that are looked at between two steps. */
const perStep = 256;

/** Checks a file and gives what is to be shown of it; undefined for a file of no project. Who iterates may rest. */
export function* shownFindings(context: LspContext, uri: string): Generator<void, ShownFindings | undefined> {
  const { service, options } = context;
  const all = yield* service.diagnosticSteps(uri);
  const found = service.target(uri);
  if (!found) return undefined;
  const { file } = found;
  const diagnostics: LspDiagnostic[] = [];
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const [at, diagnostic] of all.entries()) {
    if (at % perStep === perStep - 1) yield;
    if (diagnostic.finding.rule.id === 'yaml-syntax-error' && options.yamlSyntaxErrors === 'leaveToOthers') continue;
    diagnostics.push(toLspDiagnostic(context, file, diagnostic));
    counts[diagnostic.severity]++;
  }
  const isCurrent = (): boolean => service.target(uri)?.file === file;
  return { diagnostics, counts, isCurrent };
}

/** True when a client sees no difference. Who iterates may rest. */
export function* areSame(some: readonly LspDiagnostic[], others: readonly LspDiagnostic[]): Generator<void, boolean> {
  if (some.length !== others.length) return false;
  for (const [at, one] of some.entries()) {
    if (at % perStep === perStep - 1) yield;
    if (!isSameJson(one, others[at])) return false;
  }
  return true;
}

/** Compares values that are made for JSON. */
function isSameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) return false;
  const [some, others] = [Object.entries(a), new Map(Object.entries(b))];
  return some.length === others.size && some.every(([key, value]) => isSameJson(value, others.get(key)));
}
