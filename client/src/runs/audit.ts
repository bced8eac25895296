import { branches } from '../../../server/src/infrahub/operations/branches';
import { plainText } from '../../../server/src/infrahub/plainText';
import type { Transport } from '../../../server/src/infrahub/transport';
import { cutText, planUntrack, type UntrackPlan } from '../../../server/src/infrahub/untrackPlan';
import type { GeneratorObjects } from '../../../server/src/protocol/generatorObjects';

/** The generic of the documented pattern; other targets are known from the code. */
const targetGeneric = 'GeneratorTarget';

export interface AuditOptions {
  readonly transport: Transport;
  /** What the files say about generators. */
  readonly generators: readonly GeneratorObjects[];
  readonly signal: AbortSignal;
  readonly onBranch?: (name: string) => void;
}

/** Targets of cascades that tracking groups hold: each can be deleted by a run that does not save it (facts 1a). */
export interface TrackingAudit {
  readonly plan: UntrackPlan;
  /** How many targets, counted once for each branch and group. */
  readonly count: number;
  /** Branches on which there are some. */
  readonly branches: readonly string[];
  /** Targets in groups of generators whose code does not show whether they belong there. */
  readonly unsure: number;
  /** False when a branch, a part of one, or what the server shows as targets could not be read: there may be more. */
  readonly isWhole: boolean;
}

/** Looks through the tracking groups of all branches. Rejects with `InfrahubError`. */
export async function auditTracking({ transport, generators, signal, onBranch }: AuditOptions): Promise<TrackingAudit> {
  const all = await transport.run(branches, {}, { signal });
  const wish = { branches: all, kinds: [], generics: [targetGeneric], generators };
  const plan = await planUntrack(transport, wish, { signal, onBranch: ({ name }) => onBranch?.(name) });
  return {
    plan,
    count: plan.steps.reduce((sum, { targets }) => sum + targets.length, 0),
    branches: [...new Set(plan.steps.map(({ branch }) => branch.name))],
    unsure: plan.skipped.filter(({ reason }) => reason === 'unsure').reduce((sum, { count }) => sum + count, 0),
    isWhole: plan.failures.length + plan.cut.length + plan.gaps.length === 0,
  };
}

/** The audit as a document of plain text: branch by branch, group by group. */
export function auditText({ plan, branches: names, unsure }: TrackingAudit, server: string): string {
  const lines = [plainText(`Targets of cascades in tracking groups of ${server}`)];
  for (const name of names) {
    lines.push('', plainText(`Branch ${name}`));
    for (const { group, targets } of plan.steps.filter(({ branch }) => branch.name === name)) {
      const parameters = group.parameters ? ` (${group.parameters})` : '';
      lines.push(`  ${plainText(`${group.generator ?? group.name}${parameters}`)}`);
      lines.push(...targets.map((target) => plainText(`${target.kind} ${target.name}`)).map((line) => `    ${line}`));
    }
  }
  if (unsure > 0) {
    lines.push('', `Not judged, because no code here shows whether they belong there: ${unsure}`);
    const skipped = plan.skipped.filter(({ reason }) => reason === 'unsure');
    lines.push(
      ...skipped.map(
        ({ branch, group, kind, count }) => `  ${plainText(`${count} ${kind} in ${group.name} on ${branch.name}`)}`,
      ),
    );
  }
  const failures = plan.failures.map(({ error }) => plainText(error.message));
  const unread = [...failures, ...plan.cut.map(cutText), ...plan.gaps];
  if (unread.length > 0) lines.push('', 'Not read:', ...unread.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
