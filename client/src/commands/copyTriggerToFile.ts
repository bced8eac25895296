import { commands, type Disposable, l10n, Range, Uri, window } from 'vscode';
import type { ServerAction, ServerRule } from '../../../server/src/infrahub/operations/triggerRules';
import { actionKinds, ruleKinds } from '../../../server/src/infrahub/operations/triggerWrites';
import { connectableRequest, type ConnectableRepository } from '../../../server/src/protocol/connect';
import type { Plan } from '../../../server/src/protocol/plan';
import {
  copyTriggersRequest,
  fileTriggersRequest,
  type CopiedTrigger,
  type CopyTriggersParams,
  type FileTriggers,
} from '../../../server/src/protocol/triggers';
import { describeFailure } from '../connection/connect';
import type { Context } from '../context';
import { noticeText } from '../notice';
import { carryOut } from '../plans/offerPlan';
import { chooseRepository } from '../plans/chooseRepository';
import { whenRead } from '../plans/whenRead';
import type { TriggersView } from '../views/triggers/provider';
import { actionOnServer, chosenNode, ruleOnServer } from './triggers/chosen';

/** "Copy Trigger into the File": makes the files say of a rule or action what the server has. */
export function registerCopyTriggerToFile(context: Context, triggers: TriggersView): Disposable {
  return commands.registerCommand('infrahubCascade.copyTriggerToFile', async (given?: unknown) => {
    const node = chosenNode(given, triggers);
    const chosen = ruleOnServer(node) ?? actionOnServer(node);
    if (!chosen || !isKnown(chosen.server)) {
      void window.showInformationMessage(l10n.t('Choose a rule or action of the server in the view Triggers first.'));
      return;
    }
    try {
      await whenRead(context.server);
      const root = chosen.file ? undefined : (await repository(context))?.root;
      if (!chosen.file && root === undefined) return;
      const params: CopyTriggersParams = { root, objects: objectsFor(chosen.server, triggers) };
      const plan = await context.server.request<Plan>(copyTriggersRequest, params);
      if ('refusal' in plan) {
        void window.showErrorMessage(noticeText(plan.refusal));
        return;
      }
      const isWritten = await carryOut(plan, false);
      if (isWritten && plan.changes.length > 0) await reveal(chosen.name, context, triggers);
    } catch (error) {
      context.log.error(describeFailure(error));
      void window.showErrorMessage(noticeText(describeFailure(error)));
    }
  });
}

function isKnown({ kind }: ServerAction): boolean {
  return [...ruleKinds, ...actionKinds].some((each) => each === kind);
}

async function repository({ server }: Context): Promise<ConnectableRepository | undefined> {
  return chooseRepository(await server.request<ConnectableRepository[]>(connectableRequest), undefined);
}

/** The object, behind the action it names when only the server has that: a file without it could not be loaded. */
function objectsFor(object: ServerAction | ServerRule, { situation }: TriggersView): CopiedTrigger[] {
  const actions = situation.kind === 'shown' ? situation.comparison.actions : [];
  const action = actions.find(({ server, file }) => server && !file && server.id === object.ids['action'])?.server;
  return [...(action && isKnown(action) ? [copied(action)] : []), copied(object)];
}

function copied(object: ServerAction | ServerRule): CopiedTrigger {
  const { kind, name, fields } = object;
  return 'matches' in object ? { kind, name, fields, matches: object.matches } : { kind, name, fields };
}

/** Shows what was written, in its file, and in the view. */
async function reveal(name: string, { server }: Context, triggers: TriggersView): Promise<void> {
  const { rules, actions } = await server.request<FileTriggers>(fileTriggersRequest);
  const written = [...rules, ...actions].find((each) => each.name === name);
  if (written) {
    const { start, end } = written.range;
    const selection = new Range(start.line, start.character, end.line, end.character);
    await window.showTextDocument(Uri.parse(written.uri), { selection });
  }
  await triggers.refresh();
}
