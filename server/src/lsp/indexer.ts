import { CancelledError } from '../base/cancellation';
import type { FileEvent } from '../model/project/projectSet';
import type { LspContext } from './context';
import { withProgress } from './progress';
import { describe } from './runSafe';

export interface IndexerOptions {
  readonly context: LspContext;
  /** The workspace folders as they are when reading begins. */
  readonly folders: () => readonly string[];
  /** `busy` has changed. */
  readonly onState: () => void;
  /** The open documents of a project were read, before its other files. */
  readonly onOpenRead: () => void;
  /** Everything was read; awaited before the next work begins. */
  readonly onIndexed: () => Promise<void>;
  /** Files changed on disk and were read. */
  readonly onChanged: () => void;
}

/** Reads the disk: one piece of work at a time, in the order asked; a new index ends the one that runs. */
export class Indexer {
  /** True until everything has been read once, and whenever it is read anew. */
  busy = true;
  private work: Promise<void> = Promise.resolve();
  private token = { isCancellationRequested: false };
  private next: Promise<void> | undefined;
  private events: FileEvent[] = [];
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly options: IndexerOptions) {}

  /** Reads every file of every project. Resolves when that is done or was cancelled; never rejects. */
  index(): Promise<void> {
    this.token.isCancellationRequested = true;
    this.next ??= this.inTurn(async () => {
      this.next = undefined;
      await this.indexNow();
    });
    return this.next;
  }

  /** Takes changes of files on disk. */
  filesChanged(events: readonly FileEvent[]): void {
    const isWaiting = this.events.length > 0;
    this.events.push(...events);
    if (!isWaiting && events.length > 0) void this.inTurn(() => this.readChanges());
  }

  /** Resolves when everything was read or reading was cancelled, changes that are known by now included. */
  async whenRead(): Promise<void> {
    if (this.busy) await new Promise<void>((resolve) => this.waiting.push(resolve));
    await this.work;
  }

  dispose(): void {
    this.token.isCancellationRequested = true;
  }

  private async indexNow(): Promise<void> {
    const { context, folders, onState, onOpenRead, onIndexed } = this.options;
    const token = { isCancellationRequested: false };
    this.token = token;
    this.busy = true;
    onState();
    const cancel = (): void => void (token.isCancellationRequested = true);
    try {
      await withProgress(context, 'Reading Infrahub repositories', cancel, async () => {
        await context.service.index(folders(), token, onOpenRead);
        this.busy = false;
        await onIndexed();
      });
    } finally {
      this.busy = this.next !== undefined;
      onState();
      if (!this.busy) for (const resolve of this.waiting.splice(0)) resolve();
    }
  }

  private async readChanges(): Promise<void> {
    const events = this.events;
    this.events = [];
    if (await this.options.context.service.filesChanged(events)) this.options.onChanged();
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    this.work = this.work.then(work).catch((error: unknown) => {
      if (error instanceof CancelledError) return;
      this.options.context.connection.console.error(describe(error));
    });
    return this.work;
  }
}
