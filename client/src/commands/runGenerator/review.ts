import { commands, Disposable, l10n, type QuickPickItem, QuickPickItemKind, ThemeIcon, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { iconless } from '../../connection/connect';
import type { Server } from '../../connection/servers';
import type { Verdict } from '../../runs/planRun';
import { noticesOf, type BeforeRun, type Notice } from '../../runs/preflight';
import { rightingOf, type Righting } from '../../runs/putRight';
import type { PlannedRun } from '../../runs/readPreflight';
import { answerOf } from '../../wizard/pick';
import type { Answer, StepView } from '../../wizard/steps';
import { namesInLine, noticeLine } from './noticeText';

/** Objects that are listed one by one. */
const maxMembers = 200;

type Item = QuickPickItem & { readonly verdict?: Verdict; readonly notice?: Notice };

export interface ReviewedRun {
  readonly run: PlannedRun;
  readonly before: BeforeRun;
  readonly server: Server;
}

/** Shows what there is to know before a run; the first line starts it. */
export async function review({ run, before, server }: ReviewedRun, view: StepView): Promise<Answer<Verdict>> {
  const picker = window.createQuickPick<Item>();
  const notices = noticesOf(before);
  picker.placeholder =
    notices.length === 0 ? l10n.t('Nothing stands in the way') : l10n.t('Read what is known before you start');
  picker.items = [...startItems(run, before), ...noticeItems(notices)];
  picker.matchOnDetail = true;
  let asked: Righting | undefined;
  const answer = await answerOf<Verdict>(picker, view, (done) =>
    Disposable.from(
      picker.onDidAccept(() => {
        const [item] = picker.selectedItems;
        if (item?.verdict) done(item.verdict);
        asked = item?.notice && rightingOf(item.notice, run, server);
        if (asked) done('again');
      }),
    ),
  );
  if (answer.kind === 'chosen' && asked) await commands.executeCommand(asked.command, asked.given);
  return answer;
}

function startItems({ definition, branch, targets }: PlannedRun, { here }: BeforeRun): Item[] {
  const what =
    targets === undefined
      ? l10n.t('all {0} targets', definition.targets?.count ?? 0)
      : targets.length === 1
        ? plainText(targets[0]?.name ?? '')
        : l10n.t('{0} targets', targets.length);
  const commit = here?.commit === undefined ? '' : l10n.t('commit {0}', here.commit.slice(0, 8));
  return [
    {
      label: l10n.t('Run {0} for {1} on {2}', iconless(definition.name), iconless(what), iconless(branch.name)),
      description: commit,
      iconPath: new ThemeIcon('play'),
      alwaysShow: true,
      verdict: 'server',
    },
    {
      label: l10n.t('Run locally with infrahubctl instead'),
      description: l10n.t('the files as they are here; writes to the same branch, and deletes too'),
      iconPath: new ThemeIcon('terminal'),
      alwaysShow: true,
      verdict: 'local',
    },
  ];
}

function noticeItems(notices: readonly Notice[]): Item[] {
  if (notices.length === 0) return [];
  const lines = notices.map((notice): Item => {
    const { icon, label, detail } = noticeLine(notice);
    return {
      label: iconless(label),
      detail: iconless(detail),
      iconPath: new ThemeIcon(icon),
      alwaysShow: true,
      notice,
    };
  });
  return [separator(l10n.t('Before you start')), ...lines, ...notices.flatMap(memberItems)];
}

/** Each object that a run can delete, by name: the line about them has room for some. */
function memberItems(notice: Notice): Item[] {
  if (notice.kind !== 'trackedTargets' || notice.members.length <= namesInLine) return [];
  const members = notice.members.slice(0, maxMembers).map(({ name, kind }): Item => {
    const label = iconless(name);
    return { label, description: iconless(kind), iconPath: new ThemeIcon('trash'), alwaysShow: true, notice };
  });
  const left = notice.members.length - members.length;
  const rest: Item[] = left > 0 ? [{ label: l10n.t('{0} more are not shown', left), alwaysShow: true, notice }] : [];
  return [separator(l10n.t('Targets that this run can delete')), ...members, ...rest];
}

function separator(label: string): Item {
  return { label, kind: QuickPickItemKind.Separator };
}
