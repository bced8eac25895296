import { commands, type Disposable, l10n, ProgressLocation, window } from 'vscode';
import { clearAttribute } from '../../../../server/src/infrahub/operations/targets';
import { schema } from '../../../../server/src/infrahub/operations/schema';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { readTriggers } from '../../../../server/src/infrahub/readTriggers';
import { showFailure } from '../../connection/showFailure';
import type { Access } from '../../connection/access';
import type { Context } from '../../context';
import { rulesFiredByClearing, type FiredRule } from '../../views/cascade/clearing';
import type { TargetNode } from '../../views/cascade/nodes';
import type { CascadeView } from '../../views/cascade/provider';
import type { CascadeLine } from '../../views/cascade/treeItem';
import { chosenTargets } from './chosen';

type Open = Access & { readonly kind: 'open' };

/** What is to be cleared. */
interface Job {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly attribute: string;
  readonly value: string;
}

/** "Clear Signal": takes the signal of targets away, after saying which rules that starts. */
export function registerClearSignal({ connection }: Context, view: CascadeView): Disposable {
  return commands.registerCommand(
    'infrahubCascade.clearSignal',
    async (line?: CascadeLine, all?: readonly CascadeLine[]): Promise<void> => {
      const jobs = chosenTargets(view, line, all).flatMap(jobOf);
      const access = await connection.access().catch(() => undefined);
      if (jobs.length === 0 || access?.kind !== 'open') {
        void window.showInformationMessage(l10n.t('Choose a target with a signal in the view Cascade first.'));
        return;
      }
      try {
        const effects = await readEffects(access, jobs);
        if (!(await isConfirmed(access, jobs, effects))) return;
        await clear(access, jobs);
        void window.showInformationMessage(doneText(jobs, effects.rules));
      } catch (error) {
        await showFailure(error, access.server, connection);
      }
      await view.refresh();
    },
  );
}

function jobOf({ target: { target, signal } }: TargetNode): Job[] {
  if (signal?.value === undefined) return [];
  return [{ id: target.id, kind: target.kind, name: target.name, attribute: signal.attribute, value: signal.value }];
}

interface Effects {
  readonly rules: readonly FiredRule[];
  /** Kinds whose objects are the same on every branch (facts 11.3). */
  readonly agnosticKinds: readonly string[];
}

async function readEffects({ transport, branch }: Open, jobs: readonly Job[]): Promise<Effects> {
  const progress = { location: ProgressLocation.Window, title: l10n.t('Looking for the rules that this starts…') };
  return window.withProgress(progress, async () => {
    const { rules } = await readTriggers(transport, {}, branch.isDefault ? undefined : branch.name);
    const { agnostic } = await transport.get(schema, {}, { branch: branch.name });
    const fired = jobs.flatMap(({ kind, attribute, value }) =>
      rulesFiredByClearing(rules, { kind, attribute, value, branch }),
    );
    return {
      rules: [...new Map(fired.map((rule) => [rule.name, rule])).values()],
      agnosticKinds: [...new Set(jobs.map(({ kind }) => kind))].filter((kind) => agnostic.has(kind)),
    };
  });
}

async function isConfirmed({ server, branch }: Open, jobs: readonly Job[], effects: Effects): Promise<boolean> {
  const [first] = jobs;
  const name = jobs.length === 1 ? plainText(first?.name ?? '') : l10n.t('{0} targets', jobs.length);
  const message = l10n.t(
    'Clear {0} of {1} on the branch {2} of {3}?',
    first?.attribute ?? '',
    name,
    branch.name,
    server.name,
  );
  const kinds = effects.agnosticKinds.join(', ');
  const started = effects.rules.map((rule) => `${plainText(rule.name)} → ${plainText(rule.action)}`);
  const detail = [
    branch.isDefault ? l10n.t('{0} is the default branch: this is in production at once.', branch.name) : '',
    kinds === '' ? '' : l10n.t('{0} is the same on every branch: this changes all of them.', kinds),
    started.length > 0
      ? l10n.t('A value that goes is an update too. Rules that it starts:\n{0}', started.slice(0, 20).join('\n'))
      : l10n.t('It starts no rule.'),
    l10n.t('The next run of the generator above signals again.'),
  ];
  const go = l10n.t('Clear Signal');
  const text = detail.filter(Boolean).join('\n\n');
  return (await window.showWarningMessage(message, { modal: true, detail: text }, go)) === go;
}

async function clear({ transport, branch }: Open, jobs: readonly Job[]): Promise<void> {
  const progress = { location: ProgressLocation.Notification, title: l10n.t('Clearing…') };
  await window.withProgress(progress, async ({ report }) => {
    for (const [index, { id, kind, name, attribute }] of jobs.entries()) {
      report({ message: plainText(name), increment: index === 0 ? 0 : 100 / jobs.length });
      const operation = clearAttribute(kind, attribute);
      if (operation) await transport.run(operation, { id }, { branch: branch.name });
    }
  });
}

function doneText(jobs: readonly Job[], rules: readonly FiredRule[]): string {
  const [first] = jobs;
  const names = jobs.length === 1 ? plainText(first?.name ?? '') : l10n.t('{0} targets', jobs.length);
  return rules.length > 0
    ? l10n.t(
        'The signal of {0} is cleared. Rules that see it: {1}',
        names,
        rules.map(({ name }) => plainText(name)).join(', '),
      )
    : l10n.t('The signal of {0} is cleared. No rule sees it.', names);
}
