import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import { CancelledError, createYielder } from '../base/cancellation';
import type { FindingCounts } from '../protocol';
import type { Diagnostic } from '../rules/diagnose';
import type { ProjectFile } from '../model/project/project';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { ruleLink } from './ruleLink';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Dependants of an edit are checked when the user has paused this long, in milliseconds. */
const idleMs = 150;

/**
 * Publishes findings: an edited document in the next turn of the event loop, every other file when idle. What is
 * published is computed from the text as it is in that turn, so nothing stale can follow something newer.
 */
export class Publisher {
  private readonly published = new Map<string, { text: string; counts: FindingCounts }>();
  private readonly waiting = new Set<string>();
  private immediate: NodeJS.Immediate | undefined;
  private idle: NodeJS.Timeout | undefined;
  private round = { isCancellationRequested: false };

  constructor(
    private readonly context: LspContext,
    private readonly onPublished: () => void,
  ) {}

  /** A document was opened or edited. */
  documentChanged(uri: string): void {
    this.waiting.add(uri);
    this.immediate ??= setImmediate(() => {
      this.immediate = undefined;
      for (const each of this.waiting) this.publish(each);
      this.waiting.clear();
      this.onPublished();
    });
  }

  /** Something changed that any file may depend on. */
  projectsChanged(delay = idleMs): void {
    this.round.isCancellationRequested = true;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.publishAll(), delay);
  }

  /** Publishes every file anew; ends early when another round begins. */
  async publishAll(): Promise<void> {
    this.round.isCancellationRequested = true;
    const round = { isCancellationRequested: false };
    this.round = round;
    const pause = createYielder(round, () => performance.now());
    try {
      const wanted = this.wantedFiles();
      for (const uri of wanted) {
        this.publish(uri);
        await pause();
      }
      for (const uri of this.published.keys()) if (!wanted.has(uri)) this.clear(uri);
      this.onPublished();
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
    }
  }

  /** How many findings are shown now. */
  counts(): FindingCounts {
    const sum = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { counts } of this.published.values()) {
      for (const severity of ['error', 'warning', 'information', 'hint'] as const) sum[severity] += counts[severity];
    }
    return sum;
  }

  dispose(): void {
    this.round.isCancellationRequested = true;
    clearTimeout(this.idle);
    clearImmediate(this.immediate);
  }

  private wantedFiles(): Set<string> {
    const { service, documents, settings } = this.context;
    const openOnly = settings().diagnostics.scope === 'openFiles';
    const open = documents.keys().filter((uri) => service.target(uri));
    if (openOnly) return new Set(open);
    const files = service.projects().flatMap((project) => [...project.allFiles()].map((file) => file.uri));
    return new Set([...files, ...open.map((uri) => service.target(uri)?.file.uri ?? uri)]);
  }

  private publish(uri: string): void {
    const { connection, service } = this.context;
    const file = service.target(uri)?.file;
    if (!file) return this.clear(uri);
    const document = this.context.documents.all().find((open) => service.target(open.uri)?.file === file);
    const found = service.diagnostics(uri).filter((diagnostic) => !this.leftToOthers(diagnostic));
    const diagnostics = found.map((diagnostic) => this.toLsp(file, diagnostic));
    const version = document?.version;
    const text = JSON.stringify(diagnostics);
    const before = this.published.get(file.uri);
    // An open document's every version is answered, so that a client can tell checked from not yet checked.
    if (version === undefined && (before ? before.text === text : found.length === 0)) return;
    this.published.set(file.uri, { text, counts: countOf(found) });
    void connection.sendDiagnostics({ uri: document?.uri ?? file.uri, version, diagnostics });
  }

  private clear(uri: string): void {
    if (!this.published.delete(uri)) return;
    void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  private leftToOthers({ finding }: Diagnostic): boolean {
    return finding.rule.id === 'yaml-syntax-error' && this.context.options.yamlSyntaxErrors === 'leaveToOthers';
  }

  private toLsp(file: ProjectFile, { range, severity, message, related, finding }: Diagnostic): LspDiagnostic {
    const capabilities = this.context.capabilities.textDocument?.publishDiagnostics;
    const { id } = finding.rule;
    return {
      range: toRange(file, range),
      severity: severities[severity],
      source: 'infrahub-cascade',
      code: id,
      ...(capabilities?.codeDescriptionSupport
        ? { codeDescription: { href: ruleLink(this.context.options, id) } }
        : {}),
      message,
      ...(capabilities?.relatedInformation && related.length > 0
        ? {
            relatedInformation: related.map((entry) => ({
              location: { uri: entry.uri, range: toRangeIn(this.context.service, entry.uri, entry.range) },
              message: entry.message,
            })),
          }
        : {}),
      ...(finding.tags && finding.tags.length > 0
        ? {
            tags: finding.tags.map((tag) =>
              tag === 'unnecessary' ? DiagnosticTag.Unnecessary : DiagnosticTag.Deprecated,
            ),
          }
        : {}),
    };
  }
}

function countOf(found: readonly Diagnostic[]): FindingCounts {
  const counts = { error: 0, warning: 0, information: 0, hint: 0 };
  for (const { severity } of found) counts[severity]++;
  return counts;
}
