import type { CancellationToken } from 'vscode-languageserver';
import type { PlannedEdits } from '../actions/plan';
import {
  type ConnectableRepository,
  connectableRequest,
  type ConnectChoices,
  type ConnectChoicesParams,
  connectChoicesRequest,
  type ConnectPlanParams,
  connectPlanRequest,
} from '../protocol/connect';
import {
  newGeneratorChoicesRequest,
  newGeneratorPlanRequest,
  type NewGeneratorChoices,
  type NewGeneratorParams,
} from '../protocol/newGenerator';
import type { Plan } from '../protocol/plan';
import { copyTriggersRequest, type CopyTriggersParams } from '../protocol/triggers';
import { snapshotPlanRequest, type SnapshotPlanParams } from '../protocol/remote';
import type { LspContext } from './context';
import { toRangeIn } from './convert';
import { runSafe } from './runSafe';

/**
 * Answers what the commands that write several files at once ask. `readAgain` takes the addresses of files, and resolves
 * when what stands on disk now is known: a plan must not rest on what a watcher has yet to tell.
 */
export function registerPlans(context: LspContext, readAgain: (uris: readonly string[]) => Promise<void>): void {
  const { connection, service } = context;
  const failed = { refusal: 'That went wrong: see the log.' };

  const toPlan = (planned: PlannedEdits): Plan => {
    if ('refusal' in planned) return planned;
    return {
      notes: planned.notes,
      changes: planned.edits.map((edit) => {
        if ('createUri' in edit) return edit;
        return { ...edit, uri: context.open.clientUri(edit.uri), range: toRangeIn(service, edit.uri, edit.range) };
      }),
    };
  };

  const planOf = <P>(make: (params: P) => PlannedEdits): ((params: P) => Promise<Plan>) => {
    return async (params) => {
      const first = make(params);
      if ('refusal' in first) return first;
      await readAgain([...new Set(first.edits.map((edit) => ('createUri' in edit ? edit.createUri : edit.uri)))]);
      return toPlan(make(params));
    };
  };

  // The protocol library cannot tell which part of a union is an answer, so it is not asked to.
  const connectable = runSafe<void, unknown>(context, [], (): readonly ConnectableRepository[] =>
    service.connectable(),
  );
  const choices = runSafe<void, unknown>(context, [], (): readonly NewGeneratorChoices[] =>
    service.newGeneratorChoices(),
  );
  // A request without parameters is handed the token alone.
  connection.onRequest(connectableRequest, (token: CancellationToken) => connectable(undefined, token));
  connection.onRequest(newGeneratorChoicesRequest, (token: CancellationToken) => choices(undefined, token));
  connection.onRequest(
    connectChoicesRequest,
    runSafe<ConnectChoicesParams, unknown>(context, failed, (params): ConnectChoices => service.connectChoices(params)),
  );
  connection.onRequest(
    connectPlanRequest,
    runSafe<ConnectPlanParams, unknown>(context, failed, planOf(service.planConnection)),
  );
  connection.onRequest(
    copyTriggersRequest,
    runSafe<CopyTriggersParams, unknown>(context, failed, planOf(service.planCopy)),
  );
  connection.onRequest(
    snapshotPlanRequest,
    runSafe<SnapshotPlanParams, unknown>(context, failed, planOf(service.planSnapshotSetting)),
  );
  connection.onRequest(
    newGeneratorPlanRequest,
    runSafe<NewGeneratorParams, unknown>(context, failed, planOf(service.planNewGenerator)),
  );
}
