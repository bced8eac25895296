import { commands, Disposable, l10n, ProgressLocation, window } from 'vscode';
import { plainText } from '../../../server/src/infrahub/plainText';
import { type GeneratorObjects, signalTargetsRequest } from '../../../server/src/protocol/generatorObjects';
import { describeFailure } from '../connection/connect';
import { reachServer } from '../connection/reach';
import { serverKey } from '../connection/servers';
import { showFailure } from '../connection/showFailure';
import type { Context } from '../context';
import { auditText, auditTracking, type TrackingAudit } from '../runs/audit';
import type { ResultDocuments } from '../runs/resultDocuments';
import { createStandingAudit } from '../runs/standingAudit';
import type { CascadeView } from '../views/cascade/provider';
import { signalOf } from './runGenerator/signal';

/**
 * "Audit Tracking Groups": looks on all branches for targets that a run would delete; gives how many, false without a
 * server. While the view Cascade shows a server it looks now and then by itself, and warns there.
 */
export function registerAuditTrackingGroups(
  { connection, server: language, log }: Context,
  { results, cascade }: { readonly results: ResultDocuments; readonly cascade: CascadeView },
): Disposable {
  const generators = (): Promise<GeneratorObjects[]> =>
    language.request<GeneratorObjects[]>(signalTargetsRequest).catch((error: unknown) => {
      log.warn(describeFailure(error));
      return [];
    });
  const standing = createStandingAudit({
    access: () => connection.access(),
    generators,
    onWarning: (warning) => cascade.warn(warning),
    now: Date.now,
    turns: cascade.turns,
  });
  const command = commands.registerCommand('infrahubCascade.auditTrackingGroups', async () => {
    const reached = await reachServer(connection, l10n.t('Look through the tracking groups of which server?'));
    if (!reached) return false;
    const { server, transport } = reached;
    try {
      const options = {
        location: ProgressLocation.Notification,
        title: l10n.t('Looking through the tracking groups…'),
        cancellable: true,
      };
      const known = await generators();
      const audit = await window.withProgress(options, (progress, token) =>
        auditTracking({
          transport,
          generators: known,
          signal: signalOf(token),
          // VS Code's `report` works as a method only.
          onBranch: (name) => progress.report({ message: plainText(name) }),
        }),
      );
      standing.note(server, audit);
      const showList = () => results.show('tracking-groups', auditText(audit, server.name));
      void tell(audit, serverKey(server), showList);
      return audit.count;
    } catch (error) {
      log.error(describeFailure(error));
      await showFailure(error, server, connection);
      return false;
    }
  });
  return Disposable.from(
    command,
    cascade.onDidChange(() => {
      if (cascade.situation.kind === 'shown' && !cascade.situation.failure) void standing.look();
    }),
  );
}

async function tell(
  { count, branches, unsure, isWhole }: TrackingAudit,
  server: string,
  showList: () => Promise<void>,
): Promise<void> {
  const [untrack, list] = [l10n.t('Untrack…'), l10n.t('Show List')];
  if (count === 0) {
    const isSure = unsure === 0 && isWhole;
    const message = isSure
      ? l10n.t('No tracking group holds a target of a cascade.')
      : l10n.t('No tracking group surely holds a target of a cascade; not everything could be looked at or judged.');
    const answer = await (isSure ? window.showInformationMessage(message) : window.showWarningMessage(message, list));
    if (answer === list) await showList();
    return;
  }
  const danger = l10n.t(
    '{0} targets are in tracking groups, on {1} branches: a run that does not save them deletes them.',
    count,
    branches.length,
  );
  const message = isWhole ? danger : `${danger} ${l10n.t('There may be more: not everything could be looked at.')}`;
  const answer = await window.showWarningMessage(message, untrack, list);
  if (answer === list) await showList();
  if (answer === untrack) await commands.executeCommand('infrahubCascade.untrackSignalTargets', { server });
}
