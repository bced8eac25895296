import { InfrahubError } from '../../../../server/src/infrahub/infrahubError';
import { account } from '../../../../server/src/infrahub/operations/account';
import { branches } from '../../../../server/src/infrahub/operations/branches';
import { taskLogs } from '../../../../server/src/infrahub/operations/taskLogs';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { createTraceReader, type TraceReader } from '../../../../server/src/infrahub/readTrace';
import { everyStep } from '../../../../server/src/infrahub/trace/collectTraces';
import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';
import type { Transport } from '../../../../server/src/infrahub/transport';
import type { FileLayers } from '../../../../server/src/protocol/layers';
import type { Access } from '../../connection/access';
import type { BranchInUse } from '../../connection/branchChoice';
import { reasonOf } from '../../runs/outcome';
import { serverKey } from '../../connection/servers';
import { createFilesSide, readServerBeside } from '../filesSide';
import { createServerReader, type ServerSide, type Way } from '../serverSide';
import { runsSituation, type ReadRuns, type RunsSituation } from './situation';

export interface RunsSourceOptions {
  /** Asks the language server; rejects while it does not run. */
  readonly files: () => Promise<FileLayers>;
  readonly access: () => Promise<Access>;
  readonly onChange: (situation: RunsSituation) => void;
  readonly onFailure: (message: string) => void;
  /** Told when the branch that `look` was given is not there any more; the one in use is shown again. */
  readonly onBranchGone?: (branch: string) => void;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** What the view shows, read piece by piece; the last that is known stays. */
export interface RunsSource {
  /**
   * Reads files and server; gives false when the server did not answer. Nothing is shown of the files: a language server
   * that does not answer any more stops nothing.
   */
  read(signal: AbortSignal): Promise<boolean>;
  /** Shows another branch than the one in use; undefined goes back to that. */
  look(branch: string | undefined): void;
}

/** What follows one branch of one server. */
interface Following {
  readonly where: string;
  readonly account: string;
  readonly branch: BranchInUse;
  readonly reader: TraceReader;
  /** What failed runs say, with how often their log was read: it comes late (facts 4). */
  readonly reasons: Map<string, { readonly reason: string; readonly reads: number }>;
}

/** Whether there is a repository changes seldom: it is not asked each time while something runs; in milliseconds. */
const filesAge = 30_000;

/** Logs of failed runs that are read at once; more are read at the next time. */
const logsPerRead = 10;

/** Reads of a log that does not tell why. */
const maxReads = 5;

export function createRunsSource({
  files,
  access,
  onChange,
  onFailure,
  onBranchGone,
  now,
}: RunsSourceOptions): RunsSource {
  const clock = now ?? Date.now;
  const here = createFilesSide(files, onFailure);
  let filesReadAt = 0;
  let side: ServerSide<ReadRuns> | undefined;
  let following: Following | undefined;
  let other: string | undefined;
  let shown = '';
  const server = createServerReader<ReadRuns>({
    access,
    onFailure,
    scope: (way) => other ?? (way.kind === 'open' ? way.branch.name : ''),
    read: async (way, signal) => {
      const wanted = other;
      try {
        return await readServer(way, signal);
      } catch (error) {
        if (wanted === undefined || wanted !== other || !isGone(error)) throw error;
        other = undefined;
        onBranchGone?.(wanted);
        return readServer(way, signal);
      }
    },
  });

  function show(): void {
    const situation = runsSituation(here.known?.repositories, side);
    const text = keyOf(situation);
    if (text === shown) return;
    shown = text;
    onChange(situation);
  }

  async function readServer(way: Way, signal: AbortSignal): Promise<ReadRuns> {
    if (way.kind === 'noBranch' && other === undefined) return { kind: 'noBranch', gitBranch: way.gitBranch };
    const { account: name, branch, reader, reasons } = await follow(way, signal);
    const read = await reader.read({ transport: way.transport, signal });
    await readReasons(way.transport, { traces: read.traces, reasons }, signal);
    const key = serverKey(way.server);
    return { kind: 'runs', key, account: name, branch, ...read, reasons: told(reasons) };
  }

  async function follow(way: Way, signal: AbortSignal): Promise<Following> {
    const { transport } = way;
    const wanted = other ?? (way.kind === 'open' ? way.branch.name : '');
    const where = JSON.stringify([serverKey(way.server), wanted]);
    const { name } = await transport.run(account, {}, { signal });
    if (following?.where === where && following.account === plainText(name)) return following;
    const branch = await branchNamed(way, wanted, signal);
    following = {
      where,
      account: plainText(name),
      branch,
      reader: createTraceReader({ branch, now }),
      reasons: new Map(),
    };
    return following;
  }

  return {
    look(branch) {
      other = branch;
    },
    async read(signal) {
      if (!here.known?.repositories || clock() - filesReadAt >= filesAge) {
        await here.read();
        filesReadAt = clock();
        show();
      }
      return readServerBeside(
        here,
        () => server.read(signal),
        (next) => {
          side = next;
          show();
        },
      );
    },
  };
}

function isGone(error: unknown): boolean {
  return error instanceof InfrahubError && error.problem.kind === 'unknown-branch';
}

/** Differs when something that is shown does. Cascades may be nested deeper than JSON can be written. */
function keyOf(situation: RunsSituation): string {
  if (situation.kind !== 'shown') return JSON.stringify(situation);
  const { traces, ...rest } = situation;
  const steps = [...everyStep(traces.flatMap((trace) => trace.steps))].map((step) => {
    switch (step.kind) {
      case 'signal':
        return [step.id, step.node.name, step.writer, step.starts.length];
      case 'start':
        return [step.id, step.outcome, step.rule?.name, step.task?.updatedAt, step.runs.length, step.signals.length];
      case 'request':
      case 'run':
        return [step.id, step.state, step.updatedAt, 'target' in step ? step.target.name : step.runs.length];
    }
  });
  return JSON.stringify([rest, traces.map(({ id, counts, loops }) => [id, counts, loops]), steps]);
}

async function branchNamed(way: Way, name: string, signal: AbortSignal): Promise<BranchInUse> {
  if (way.kind === 'open' && way.branch.name === name) return way.branch;
  const found = (await way.transport.run(branches, {}, { signal })).find((branch) => branch.name === name);
  return { name, isDefault: found?.isDefault ?? false };
}

function told(reasons: Following['reasons']): Record<string, string> {
  return Object.fromEntries([...reasons].flatMap(([id, { reason }]) => (reason === '' ? [] : [[id, reason]])));
}

interface Failed {
  readonly traces: readonly CascadeTrace[];
  readonly reasons: Following['reasons'];
}

/** Reads why runs and actions have failed, the newest first. */
async function readReasons(transport: Transport, { traces, reasons }: Failed, signal: AbortSignal): Promise<void> {
  const failed: string[] = [];
  for (const step of everyStep(traces.flatMap(({ steps }) => steps))) {
    if (step.kind === 'run' && step.state === 'failed') failed.push(step.id);
    if (step.kind === 'start' && step.outcome === 'failed' && step.task) failed.push(step.task.id);
  }
  const isOpen = (id: string): boolean => {
    const { reason = '', reads = 0 } = reasons.get(id) ?? {};
    return reason === '' && reads < maxReads;
  };
  for (const id of failed.filter(isOpen).slice(0, logsPerRead)) {
    const lines = await transport.run(taskLogs, { id, offset: 0 }, { signal });
    reasons.set(id, { reason: reasonOf(lines ?? []), reads: (reasons.get(id)?.reads ?? 0) + 1 });
  }
}
