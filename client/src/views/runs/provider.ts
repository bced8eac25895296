import { commands, Disposable, type Event, EventEmitter, l10n, type TreeView, window } from 'vscode';
import { everyStep } from '../../../../server/src/infrahub/trace/collectTraces';
import { plainText } from '../../../../server/src/infrahub/plainText';
import type { CascadeTrace } from '../../../../server/src/infrahub/trace/trace';
import { layersRequest, type FileLayers } from '../../../../server/src/protocol/layers';
import { describeFailure } from '../../connection/connect';
import type { Context } from '../../context';
import { noticeText } from '../../notice';
import { createPoll, inTurns, type PollLimits, type Turns } from '../poll';
import { showWaiting } from '../showWaiting';
import { accessForCommand, type AccessForCommand } from '../waiting';
import { isFiltered, type RunsFilter } from './filter';
import { intervalOf } from './interval';
import { readMadeObjects, type MadeObject } from './madeObjects';
import { childrenOf, pathTo, runsNodes, type ObjectsNode, type RunsNode } from './nodes';
import type { RunsSituation } from './situation';
import { createRunsSource } from './source';
import { treeItemOf, type RunsLine } from './treeItem';
import { stateText } from './words';

/** The view "Runs": the cascades of a branch, each from what began it to the last run. */
export interface RunsView extends Disposable {
  readonly situation: RunsSituation;
  readonly onDidChange: Event<void>;
  readonly filter: RunsFilter;
  /** The line that a person has chosen. */
  selected(): RunsLine | undefined;
  /** The cascade with a step of an id. */
  traceWith(id: string): CascadeTrace | undefined;
  /** The lines below one, or those of the top. */
  children(line?: RunsLine): Promise<readonly RunsLine[]>;
  /** The way to the server in use for commands of the view: their requests take turns with its own. */
  access(): Promise<AccessForCommand>;
  refresh(): Promise<void>;
  setFilter(filter: RunsFilter): void;
  /** Shows the cascades of another branch than the one in use; undefined goes back to that. */
  look(branch: string | undefined): Promise<void>;
  /** Chooses the line of a task or event, or the newest cascade; gives false when there is none. */
  reveal(id: string | undefined): Promise<boolean>;
}

const viewId = 'infrahubCascade.runs';

/** How long a view may take to appear, in milliseconds. */
const appearTime = 3000;

export function createRunsView({ server, connection, log }: Pick<Context, 'server' | 'connection' | 'log'>): RunsView {
  const changed = new EventEmitter<void>();
  let situation: RunsSituation = { kind: 'loading' };
  let changedAt = Date.now();
  let filter: RunsFilter = {};
  let nodes: readonly RunsNode[] = [];
  let parents = new Map<string, RunsLine>();
  /** What was read below runs, by line. */
  const objects = new Map<string, { readonly key: string; readonly lines: Promise<readonly MadeObject[]> }>();

  const source = createRunsSource({
    files: () => server.request<FileLayers>(layersRequest),
    access: () => connection.access(),
    onFailure: (message) => log.warn(message),
    onBranchGone: (branch) =>
      void window.showInformationMessage(
        l10n.t(
          'The branch {0} is not on the server any more: the view Runs shows the branch in use again.',
          noticeText(branch),
        ),
      ),
    onChange(next) {
      situation = next;
      changedAt = Date.now();
      show();
    },
  });
  const limits: PollLimits = {
    get interval() {
      return intervalOf(situation, Date.now() - changedAt);
    },
    maxInterval: 300_000,
  };
  const poll = createPoll((signal) => source.read(signal), limits);

  async function below(line: RunsLine | undefined): Promise<readonly RunsLine[]> {
    if (!line) return nodes;
    if (line.kind === 'object') return [];
    const children = line.kind === 'objects' ? await objectsBelow(line) : childrenOf(line);
    for (const child of children) parents.set(child.id, line);
    return children;
  }

  async function objectsBelow(node: ObjectsNode): Promise<readonly MadeObject[]> {
    const key = `${node.branch} ${node.step.state} ${node.step.updatedAt}`;
    const held = objects.get(node.id);
    if (held?.key === key) return held.lines;
    const read = objectLines(node, connection, poll).catch((error: unknown) => {
      objects.delete(node.id);
      log.warn(describeFailure(error));
      return [{ kind: 'object', id: `${node.id} failure`, label: plainText(describeFailure(error)) } as const];
    });
    objects.set(node.id, { key, lines: read });
    return read;
  }

  const view = window.createTreeView<RunsLine>(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (line) => [...(await below(line))],
      getTreeItem: (line) => treeItemOf(line, Date.now()),
      getParent: (line) => parents.get(line.id),
    },
  });

  function show(): void {
    nodes = runsNodes(situation, filter);
    parents = new Map();
    describe(view, situation);
    view.message = isFiltered(filter) && situation.kind === 'shown' ? filterText(filter) : undefined;
    void commands.executeCommand('setContext', `${viewId}.state`, situation.kind);
    void commands.executeCommand('setContext', `${viewId}.filtered`, isFiltered(filter));
    changed.fire();
  }
  show();

  const parts = Disposable.from(
    view,
    changed,
    poll,
    view.onDidChangeVisibility(({ visible }) => poll.setVisible(visible)),
    connection.onDidChange(() => {
      source.look(undefined);
      objects.clear();
      void poll.refresh();
    }),
    server.onDidChangeState((state) => {
      if (state.kind === 'running' && situation.kind === 'loading') void poll.refresh();
    }),
  );
  poll.setVisible(view.visible);
  return {
    get situation() {
      return situation;
    },
    get filter() {
      return filter;
    },
    onDidChange: changed.event,
    selected: () => view.selection[0],
    access: () => accessForCommand(() => connection.access(), poll, showWaiting),
    traceWith: (id) =>
      situation.kind === 'shown'
        ? situation.traces.find(({ steps }) => [...everyStep(steps)].some((step) => step.id === id))
        : undefined,
    children: below,
    refresh: () => poll.refresh(),
    setFilter(next) {
      filter = next;
      show();
    },
    async look(branch) {
      source.look(branch);
      if (!view.visible) await whenVisible(view);
      await poll.refresh();
    },
    async reveal(id) {
      const first = nodes.find(({ kind }) => kind === 'trace');
      const path = id === undefined ? (first ? [first] : []) : pathTo(nodes, id);
      path.slice(1).forEach((line, index) => parents.set(line.id, path[index] ?? line));
      const last = path.at(-1);
      if (!last) return false;
      await view.reveal(last, { select: true, focus: true, expand: 2 });
      return true;
    },
    dispose: () => void parts.dispose(),
  };
}

async function objectLines(
  { id, step, branch }: ObjectsNode,
  connection: Context['connection'],
  turns: Turns,
): Promise<readonly MadeObject[]> {
  const access = await turns.between(() => connection.access());
  if (!('transport' in access)) return [];
  const { members, count } = await readMadeObjects(inTurns(access.transport, turns), step, { branch });
  if (members.length === 0) return [{ kind: 'object', id: `${id} none`, label: l10n.t('None') }];
  const lines = members.map((member) => {
    return { kind: 'object', id: `${id} ${member.id}`, label: member.name, description: member.kind } as const;
  });
  const left = count - members.length;
  if (left <= 0) return lines;
  return [...lines, { kind: 'object', id: `${id} left`, label: l10n.t('{0} more are not shown', left) }];
}

/** Nothing is read while nobody looks; a view that was just asked for takes a moment to appear. */
function whenVisible(view: TreeView<RunsLine>): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      listener.dispose();
      resolve();
    };
    const timer = setTimeout(done, appearTime);
    const listener = view.onDidChangeVisibility(({ visible }) => {
      if (visible) done();
    });
  });
}

/** Whose server and which branch it is beside the title. */
function describe(view: TreeView<RunsLine>, situation: RunsSituation): void {
  const parts = [
    'server' in situation ? situation.server : undefined,
    'branch' in situation ? situation.branch.name : undefined,
  ];
  view.description = parts
    .filter((part) => part !== undefined)
    .map(plainText)
    .join(' · ');
}

function filterText({ generator, state }: RunsFilter): string {
  const parts = [generator, state === undefined ? undefined : stateText(state)];
  return l10n.t(
    'Only: {0}',
    parts
      .filter((part) => part !== undefined)
      .map(plainText)
      .join(' · '),
  );
}
