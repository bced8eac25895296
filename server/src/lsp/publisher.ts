import type { Diagnostic } from 'vscode-languageserver';
import { CancelledError, createYielder } from '../base/cancellation';
import { canonicalUri } from '../base/uris';
import type { FindingCounts } from '../protocol/status';
import type { LspContext } from './context';
import { describe } from './runSafe';
import { areSame, shownFindings, type ShownFindings } from './shownFindings';

/** Dependants of an edit are checked when the user has paused this long, in milliseconds. */
const idleMs = 50;

/** What was last sent about a file. */
interface Sent {
  /** As the client spells it. */
  readonly uri: string;
  readonly version: number | undefined;
  /** For telling news. */
  readonly diagnostics: readonly Diagnostic[];
  readonly counts: FindingCounts;
}

/** `isNews`: it differs from what was sent last, or answers another version. */
interface Looked extends ShownFindings {
  readonly isNews: boolean;
}

/** A run over some files; cancelled when something newer makes it pointless. */
interface Round {
  isCancellationRequested: boolean;
}

export interface PublisherEvents {
  /** Findings of some files were published. */
  readonly onPublished: () => void;
  /** Everything was looked at anew: other answers may have changed too. */
  readonly onAllPublished: () => void;
}

/**
 * Publishes findings: an edited document in the next turn of the event loop, every other file when idle. Work on large
 * files gives the event loop its turns and ends when an edit arrives. What is published is computed from the text as it
 * is in that turn, so nothing stale can follow something newer.
 */
export class Publisher {
  /** By canonical address. */
  private readonly sent = new Map<string, Sent>();
  private readonly waiting = new Set<string>();
  private immediate: NodeJS.Immediate | undefined;
  private idle: NodeJS.Timeout | undefined;
  private editRound: Round = { isCancellationRequested: false };
  private fullRound: Round = { isCancellationRequested: false };
  private lastBug = '';

  constructor(
    private readonly context: LspContext,
    private readonly events: PublisherEvents,
  ) {}

  /** A document was opened, edited or closed. */
  documentChanged(uri: string): void {
    this.waiting.add(canonicalUri(uri));
    this.editRound.isCancellationRequested = true;
    this.immediate ??= setImmediate(() => {
      this.immediate = undefined;
      void this.publishWaiting();
    });
  }

  /** Something changed that any file may depend on. */
  projectsChanged(delay = idleMs): void {
    this.fullRound.isCancellationRequested = true;
    clearTimeout(this.idle);
    this.idle = setTimeout(() => void this.publishAll(), delay);
  }

  /** Publishes every file anew; ends early when another round begins. */
  async publishAll(): Promise<void> {
    clearTimeout(this.idle);
    this.fullRound.isCancellationRequested = true;
    this.fullRound = { isCancellationRequested: false };
    await this.inRound(this.fullRound, async (pause) => {
      const wanted = this.wantedFiles();
      for (const uri of wanted) await this.publish(uri, pause);
      for (const uri of this.sent.keys()) if (!wanted.has(uri)) this.clear(uri);
      this.events.onAllPublished();
    });
  }

  /** How many findings are shown now. */
  counts(): FindingCounts {
    const sum = { error: 0, warning: 0, information: 0, hint: 0 };
    for (const { counts } of this.sent.values()) {
      for (const severity of ['error', 'warning', 'information', 'hint'] as const) sum[severity] += counts[severity];
    }
    return sum;
  }

  dispose(): void {
    this.editRound.isCancellationRequested = true;
    this.fullRound.isCancellationRequested = true;
    clearTimeout(this.idle);
    clearImmediate(this.immediate);
  }

  private async publishWaiting(): Promise<void> {
    this.editRound = { isCancellationRequested: false };
    await this.inRound(this.editRound, async (pause) => {
      for (const uri of this.waiting) {
        await this.publish(uri, pause);
        this.waiting.delete(uri);
      }
    });
  }

  private async inRound(round: Round, work: (pause: () => Promise<void>) => Promise<void>): Promise<void> {
    try {
      await work(createYielder(round, () => performance.now()));
      this.events.onPublished();
    } catch (error) {
      if (!(error instanceof CancelledError)) this.logBug(error);
    }
  }

  private wantedFiles(): Set<string> {
    const { service, documents, settings } = this.context;
    const open = documents.keys().flatMap((uri) => service.target(uri)?.file.uri ?? []);
    if (settings().diagnostics.scope === 'openFiles') return new Set(open);
    const files = service.projects().flatMap((project) => [...project.allFiles()].map((file) => file.uri));
    // What someone looks at comes first.
    return new Set([...open, ...files]);
  }

  private async publish(uri: string, pause: () => Promise<void>): Promise<void> {
    try {
      const steps = this.look(uri);
      let step = steps.next();
      for (; !step.done; step = steps.next()) await pause();
      if (step.value) this.publishNow(uri, step.value);
      else this.clear(uri);
    } catch (error) {
      if (error instanceof CancelledError) throw error;
      this.logBug(error);
    }
  }

  /** What there is to show of a file, and whether it differs from what was; begins anew when that changed meanwhile. */
  private *look(uri: string): Generator<void, Looked | undefined> {
    for (;;) {
      const shown = yield* shownFindings(this.context, uri);
      if (!shown) return undefined;
      const before = this.sent.get(uri);
      // A new version is answered whatever there is to show.
      const isNews = this.isNewVersion(uri) || !(yield* areSame(before?.diagnostics ?? [], shown.diagnostics));
      if (shown.isCurrent() && this.sent.get(uri) === before) return { ...shown, isNews };
    }
  }

  /** An open document's every version is answered, so that a client can tell checked from not yet checked. */
  private isNewVersion(uri: string): boolean {
    const version = this.context.open.at(uri)?.version;
    return version !== undefined && version !== this.sent.get(uri)?.version;
  }

  private publishNow(uri: string, { diagnostics, counts, isNews }: Looked): void {
    const { connection, open, settings } = this.context;
    const document = open.at(uri);
    if (!document && settings().diagnostics.scope === 'openFiles') return this.clear(uri);
    const now: Sent = { uri: open.clientUri(uri), version: document?.version, diagnostics, counts };
    const before = this.sent.get(uri);
    const isMoved = before !== undefined && before.uri !== now.uri;
    if (!isNews && !isMoved && !this.isNewVersion(uri)) return;
    if (isMoved) this.clear(uri);
    this.sent.set(uri, now);
    void connection.sendDiagnostics({ uri: now.uri, version: now.version, diagnostics });
  }

  private clear(uri: string): void {
    const before = this.sent.get(uri);
    if (!before || !this.sent.delete(uri)) return;
    void this.context.connection.sendDiagnostics({ uri: before.uri, diagnostics: [] });
  }

  private logBug(error: unknown): void {
    const text = describe(error);
    if (text !== this.lastBug) this.context.connection.console.error(text);
    this.lastBug = text;
  }
}
