import { commands, Disposable, type Event, EventEmitter, type TreeView, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import { fileTriggersRequest, type FileTriggers } from '../../../../server/src/protocol/triggers';
import type { Context } from '../../context';
import { createPoll, pollLimits } from '../poll';
import { showWaiting } from '../showWaiting';
import { accessForCommand, type AccessForCommand } from '../waiting';
import { childrenOf, triggerNodes, type TriggerNode } from './nodes';
import type { Situation } from './situation';
import { createTriggersSource } from './source';
import { treeItemOf } from './treeItem';

/** The view "Triggers": rules and actions of the server in use and of the files side by side. */
export interface TriggersView extends Disposable {
  readonly situation: Situation;
  readonly onDidChange: Event<void>;
  /** The line that a person has chosen. */
  selected(): TriggerNode | undefined;
  /** The way to the server in use for commands of the view: their requests take turns with its own. */
  access(): Promise<AccessForCommand>;
  /** Reads files and server anew. */
  refresh(): Promise<void>;
}

const viewId = 'infrahubCascade.triggers';

/** Typing changes the files often; in milliseconds. */
const filesDelay = 300;

export function createTriggersView({
  server,
  connection,
  log,
}: Pick<Context, 'server' | 'connection' | 'log'>): TriggersView {
  const changed = new EventEmitter<void>();
  let situation: Situation = { kind: 'loading' };
  let nodes: readonly TriggerNode[] = [];
  let filesTimer: NodeJS.Timeout | undefined;

  const source = createTriggersSource({
    files: () => server.request<FileTriggers>(fileTriggersRequest),
    access: () => connection.access(),
    onFailure: (message) => log.warn(message),
    onChange(next) {
      situation = next;
      nodes = triggerNodes(next);
      show(view, next);
      changed.fire();
    },
  });
  const poll = createPoll((signal) => source.read(signal), pollLimits);
  const view = window.createTreeView<TriggerNode>(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node ? childrenOf(node) : nodes)],
      getTreeItem: treeItemOf,
    },
  });
  show(view, situation);

  const readFiles = async (): Promise<void> => {
    if (await source.readFiles()) await poll.refresh();
  };
  const filesChanged = (): void => {
    clearTimeout(filesTimer);
    if (!view.visible) return;
    filesTimer = setTimeout(() => void readFiles(), filesDelay);
  };
  const parts = Disposable.from(
    view,
    changed,
    poll,
    new Disposable(() => clearTimeout(filesTimer)),
    view.onDidChangeVisibility(({ visible }) => poll.setVisible(visible)),
    connection.onDidChange(() => void poll.refresh()),
    // Of a server that ends, too: its files are shown as older then.
    server.onDidChangeState(filesChanged),
  );
  poll.setVisible(view.visible);
  return {
    get situation() {
      return situation;
    },
    onDidChange: changed.event,
    selected: () => view.selection[0],
    access: () => accessForCommand(() => connection.access(), poll, showWaiting),
    refresh: () => poll.refresh(),
    dispose: () => void parts.dispose(),
  };
}

/** Whose server it is beside the title; the key chooses the welcome. */
function show(view: TreeView<TriggerNode>, situation: Situation): void {
  const parts = [
    'server' in situation ? situation.server : undefined,
    'account' in situation ? situation.account : undefined,
  ];
  view.description = parts
    .filter(Boolean)
    .map((part) => plainText(part ?? ''))
    .join(' · ');
  void commands.executeCommand('setContext', `${viewId}.state`, situation.kind);
}
