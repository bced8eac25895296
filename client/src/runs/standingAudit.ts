import type { GeneratorObjects } from '../../../server/src/protocol/generatorObjects';
import type { Access } from '../connection/access';
import { serverKey, type Server } from '../connection/servers';
import { inTurns, type Turns } from '../views/poll';
import { auditTracking, type TrackingAudit } from './audit';

/** What a view says of the tracking groups of the server in use. */
export interface AuditWarning {
  /** Targets that a run can delete. */
  readonly count: number;
  /** Branches on which there are some. */
  readonly branches: number;
  /** False when not everything could be looked at: there may be more. */
  readonly isWhole: boolean;
}

/** What an audit has found. */
type Found = Pick<TrackingAudit, 'count' | 'branches' | 'isWhole'>;

/** Looks through the tracking groups now and then, without anybody asking. */
export interface StandingAudit {
  /** Looks when it is time, and nobody looks yet. Never rejects. */
  look(): Promise<void>;
  /** What a person's own audit has found on a server. */
  note(server: Server, audit: Found): void;
}

export interface StandingAuditOptions {
  readonly access: () => Promise<Access>;
  readonly generators: () => Promise<readonly GeneratorObjects[]>;
  /** Undefined: there is nothing to warn of, or it is not known. */
  readonly onWarning: (warning: AuditWarning | undefined) => void;
  readonly now: () => number;
  /** Requests take turns with those of the view; what is under way when nobody looks any more is looked at anew later. */
  readonly turns: Turns;
  /** A server with many groups is not read to the end without being asked; in milliseconds. */
  readonly maxTime?: number;
}

/** Groups change with runs of generators; every branch is read, page by page. In milliseconds. */
const interval = 1_800_000;

export function createStandingAudit({
  access,
  generators,
  onWarning,
  now,
  turns,
  maxTime = 60_000,
}: StandingAuditOptions): StandingAudit {
  /** The server that was looked at last, and when. */
  let last: { readonly key: string; readonly at: number } | undefined;
  /** What was warned of last, and where. */
  let warned: { readonly key: string; readonly warning: AuditWarning } | undefined;
  let isLooking = false;

  function note(server: Server, { count, branches, isWhole }: Found): void {
    last = { key: serverKey(server), at: now() };
    // What was found before is there as long as nobody has looked to the end.
    const before = warned?.key === last.key && !isWhole && count === 0 ? warned.warning : undefined;
    const warning = before ? { ...before, isWhole } : { count, branches: branches.length, isWhole };
    warned = warning.count > 0 ? { key: last.key, warning } : undefined;
    onWarning(warning.count > 0 || !isWhole ? warning : undefined);
  }

  async function lookNow(): Promise<void> {
    const way = await turns.between(access);
    if (!('transport' in way)) return onWarning(undefined);
    const key = serverKey(way.server);
    if (last?.key === key && now() - last.at < interval) return;
    if (last?.key !== key) onWarning(undefined);
    // Noted before: a server that fails is not asked at every turn.
    last = { key, at: now() };
    const { looking } = turns;
    const tooLong = AbortSignal.timeout(maxTime);
    const signal = AbortSignal.any([looking, tooLong]);
    const transport = inTurns(way.transport, turns);
    try {
      const audit = await auditTracking({ transport, generators: await generators(), signal });
      if (!looking.aborted) note(way.server, audit);
    } catch (error) {
      if (!tooLong.aborted || looking.aborted) throw error;
      note(way.server, { count: 0, branches: [], isWhole: false });
    } finally {
      if (looking.aborted) last = undefined;
    }
  }

  return {
    note,
    async look() {
      if (isLooking) return;
      isLooking = true;
      // Nobody asked: what a server has against it, the view says of its own reads.
      await lookNow().catch(() => undefined);
      isLooking = false;
    },
  };
}
