import type { PlannedEdits } from '../actions/plan';
import {
  newGeneratorChoicesRequest,
  newGeneratorPlanRequest,
  type NewGeneratorChoices,
  type NewGeneratorParams,
  type Plan,
} from '../protocol';
import type { LspContext } from './context';
import { toRangeIn } from './convert';
import { runSafe } from './runSafe';

/** Answers what the commands that write several files at once ask. */
export function registerPlans(context: LspContext): void {
  const { connection, service } = context;
  const failed = { refusal: 'That went wrong: see the log.' } as Plan;

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

  connection.onRequest(
    newGeneratorChoicesRequest,
    runSafe(context, [] as readonly NewGeneratorChoices[], () => service.newGeneratorChoices()),
  );
  connection.onRequest(
    newGeneratorPlanRequest,
    runSafe(context, failed, (params: NewGeneratorParams): Plan => toPlan(service.planNewGenerator(params))),
  );
}
