import { commands, Disposable, type Event, EventEmitter, l10n, type TreeView, window } from 'vscode';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { TargetAttribute } from '../../../../server/src/infrahub/operations/targets';
import { type FileLayers, layersRequest } from '../../../../server/src/protocol/layers';
import { describeFailure } from '../../connection/connect';
import type { Context } from '../../context';
import type { AuditWarning } from '../../runs/standingAudit';
import { createPoll, type PollLimits, type Turns } from '../poll';
import { showWaiting } from '../showWaiting';
import { accessForCommand, type AccessForCommand } from '../waiting';
import { detailsKey, readWatched, targetDetails, type TargetDetail } from './details';
import { cutGenerators, isFiltered, type CascadeFilter } from './filter';
import { cascadeNodes, childrenOf, type CascadeLook, type CascadeNode, type TargetNode } from './nodes';
import { intervalOf, type CascadeSituation } from './situation';
import { createCascadeSource } from './source';
import { treeItemOf, type CascadeLine } from './treeItem';
import { stateText } from './words';

/** The view "Cascade": generators in order, their targets, and how far each has come. */
export interface CascadeView extends Disposable {
  readonly situation: CascadeSituation;
  readonly onDidChange: Event<void>;
  /** The whole tree but for the details of targets. */
  readonly nodes: readonly CascadeNode[];
  readonly look: CascadeLook;
  /** The lines that a person has chosen. */
  selected(): readonly CascadeLine[];
  /** What is told below a target; read from the server when it has changed. */
  details(node: TargetNode): Promise<readonly TargetDetail[]>;
  /** The way to the server in use for commands of the view: their requests take turns with its own. */
  access(): Promise<AccessForCommand>;
  /** Reads files and server anew. */
  refresh(): Promise<void>;
  showMore(generator: string): Promise<void>;
  setFilter(filter: CascadeFilter): void;
  setByParent(byParent: boolean): Promise<void>;
  /** What asks the server beside the view does so in its turn. */
  readonly turns: Turns;
  /** Shows what tracking groups hold that a run can delete; undefined takes it away. */
  warn(warning: AuditWarning | undefined): void;
}

const viewId = 'infrahubCascade.cascade';
const byParentKey = 'infrahubCascade.cascade.byParent';

/** Typing changes the files often; in milliseconds. */
const filesDelay = 300;

const oneMinute = 60_000;

export function createCascadeView({ extension, server, connection, log }: Context): CascadeView {
  const changed = new EventEmitter<void>();
  const memory = extension.workspaceState;
  let situation: CascadeSituation = { kind: 'loading' };
  let changedAt = Date.now();
  let nodes: readonly CascadeNode[] = [];
  let look: CascadeLook = { filter: {}, byParent: memory.get(byParentKey) !== false };
  let warning: AuditWarning | undefined;
  let filesTimer: NodeJS.Timeout | undefined;
  let shownAt = 0;
  /** Something was not read, because nobody looked any more. */
  let isLeft = false;
  /** What was read below targets, by target. */
  const read = new Map<string, { readonly key: string; readonly attributes: Promise<readonly TargetAttribute[]> }>();

  const source = createCascadeSource({
    files: () => server.request<FileLayers>(layersRequest),
    access: () => connection.access(),
    filter: () => look.filter,
    now: Date.now,
    onFailure: (message) => log.warn(message),
    onChange(next) {
      situation = next;
      changedAt = Date.now();
      show();
    },
  });
  const limits: PollLimits = {
    get interval() {
      return intervalOf(situation, Date.now(), Date.now() - changedAt);
    },
    maxInterval: 300_000,
  };
  const poll = createPoll(async (signal) => {
    const isGood = await source.read(signal);
    // Lines tell how long ago something was.
    if (Date.now() - shownAt > oneMinute) show();
    return isGood;
  }, limits);

  const attributesOf = ({ target, layer }: TargetNode): Promise<readonly TargetAttribute[]> =>
    poll.between(async (signal) => {
      const access = await connection.access();
      if (access.kind !== 'open') return [];
      const { transport, branch } = access;
      return readWatched(transport, { target, layer }, { branch: branch.name, signal });
    });
  const details = async (node: TargetNode): Promise<readonly TargetDetail[]> => {
    const key = detailsKey(node.target);
    const known = read.get(node.id);
    const attributes = known?.key === key ? known.attributes : attributesOf(node);
    read.set(node.id, { key, attributes });
    const { looking } = poll;
    try {
      return targetDetails(node.target, await attributes, node.layer);
    } catch (error) {
      if (read.get(node.id)?.attributes === attributes) read.delete(node.id);
      if (looking.aborted) isLeft = true;
      else log.warn(describeFailure(error));
      return targetDetails(node.target, node.target.target.attributes, node.layer);
    }
  };

  const view: TreeView<CascadeLine> = window.createTreeView<CascadeLine>(viewId, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (line) => (line ? below(line) : [...nodes]),
      getTreeItem: (line) => treeItemOf(line, Date.now()),
    },
  });
  const below = (line: CascadeLine): CascadeLine[] | Promise<CascadeLine[]> => {
    if (line.kind === 'target') return details(line).then((found) => [...found]);
    return line.kind === 'layer' || line.kind === 'parent' ? [...childrenOf(line)] : [];
  };

  function show(): void {
    shownAt = Date.now();
    nodes = cascadeNodes(situation, look, warning);
    view.description = descriptionOf(situation);
    view.message =
      isFiltered(look.filter) && situation.kind === 'shown' ? messageOf(look.filter, situation) : undefined;
    setKey('state', situation.kind);
    setKey('filtered', isFiltered(look.filter));
    setKey('byParent', look.byParent);
    changed.fire();
  }

  const refresh = async (): Promise<void> => {
    source.forget();
    read.clear();
    await poll.refresh();
  };
  const readFiles = async (): Promise<void> => {
    if (await source.readFiles()) await poll.refresh();
  };
  const filesChanged = (): void => {
    clearTimeout(filesTimer);
    if (!view.visible) return;
    filesTimer = setTimeout(() => void readFiles(), filesDelay);
  };
  show();
  const parts = Disposable.from(
    view,
    changed,
    poll,
    new Disposable(() => clearTimeout(filesTimer)),
    view.onDidChangeVisibility(({ visible }) => {
      poll.setVisible(visible);
      if (visible && isLeft) {
        isLeft = false;
        changed.fire();
      }
    }),
    connection.onDidChange(() => void refresh()),
    // Of a server that ends, too: its files are shown as older then.
    server.onDidChangeState(filesChanged),
  );
  poll.setVisible(view.visible);
  return {
    get situation() {
      return situation;
    },
    get nodes() {
      return nodes;
    },
    get look() {
      return look;
    },
    onDidChange: changed.event,
    selected: () => view.selection,
    access: () => accessForCommand(() => connection.access(), poll, showWaiting),
    details,
    refresh,
    async showMore(generator) {
      source.showMore(generator);
      await poll.refresh();
    },
    setFilter(filter) {
      look = { ...look, filter };
      show();
      // Targets that were not read yet are looked for too.
      void poll.refresh();
    },
    async setByParent(byParent) {
      look = { ...look, byParent };
      show();
      await memory.update(byParentKey, byParent);
    },
    turns: poll,
    warn(next) {
      if (JSON.stringify(next) === JSON.stringify(warning)) return;
      warning = next;
      show();
    },
    dispose: () => void parts.dispose(),
  };
}

function setKey(name: string, value: unknown): void {
  void commands.executeCommand('setContext', `${viewId}.${name}`, value);
}

/** Whose server and which branch it is, beside the title. */
function descriptionOf(situation: CascadeSituation): string {
  const parts = [
    'server' in situation ? situation.server : undefined,
    'branch' in situation ? situation.branch.name : undefined,
    'account' in situation ? situation.account : undefined,
  ];
  return parts
    .filter(Boolean)
    .map((part) => plainText(part ?? ''))
    .join(' · ');
}

function messageOf({ state, text }: CascadeFilter, situation: CascadeSituation): string {
  const wanted = state === undefined ? `“${text}”` : stateText(state);
  const shown = l10n.t('Targets with: {0}', wanted);
  const cut = cutGenerators(situation);
  if (cut.length === 0) return shown;
  return `${shown}. ${l10n.t('There may be more of {0} than are shown.', cut.map(plainText).join(', '))}`;
}
