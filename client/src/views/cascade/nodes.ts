import type { BranchInUse } from '../../connection/branchChoice';
import type { AuditWarning } from '../../runs/standingAudit';
import type { Failure } from '../failure';
import { passes, type CascadeFilter } from './filter';
import { isUnmerged } from './layers';
import type { CascadeSituation, ShownLayer } from './situation';
import { targetStates, type TargetState } from './states';
import type { CascadeTarget } from './targets';

/** A line of the tree. `id` stays the same while the thing does, so that what is open stays open. */
export type CascadeNode =
  /** Where this is read, and with whose token. */
  | {
      readonly kind: 'server';
      readonly id: string;
      readonly server: string;
      readonly account: string;
      readonly branch: BranchInUse;
    }
  /** The last attempt to read the server failed. */
  | { readonly kind: 'failure'; readonly id: string; readonly failure: Failure }
  /** The language server does not tell the files: what is shown of them is older. */
  | { readonly kind: 'filesOld'; readonly id: string }
  /** The server does not give its rules. */
  | { readonly kind: 'withoutRules'; readonly id: string; readonly reason: string }
  /** Tracking groups hold targets that a run can delete. */
  | { readonly kind: 'audit'; readonly id: string; readonly warning: AuditWarning }
  | LayerNode
  | ParentNode
  | TargetNode
  | { readonly kind: 'note'; readonly id: string; readonly note: LayerNote; readonly layer: ShownLayer }
  /** There are more targets than were read. */
  | { readonly kind: 'more'; readonly id: string; readonly generator: string; readonly left: number };

/** What a person has to know of a layer. */
export type LayerNote =
  | 'onlyInFiles'
  | 'withoutGroup'
  | 'isDeaf'
  | 'isUnmerged'
  | 'withoutAttributes'
  | 'withoutTargets';

export interface LayerNode {
  readonly kind: 'layer';
  readonly id: string;
  readonly shown: ShownLayer;
  /** Of the targets that were read, whatever the filter. */
  readonly counts: ReadonlyMap<TargetState, number>;
  readonly children: readonly CascadeNode[];
}

/** An object of the layer above. */
export interface ParentNode {
  readonly kind: 'parent';
  readonly id: string;
  readonly parent: NonNullable<CascadeTarget['target']['parent']>;
  readonly counts: ReadonlyMap<TargetState, number>;
  readonly children: readonly TargetNode[];
}

export interface TargetNode {
  readonly kind: 'target';
  readonly id: string;
  readonly target: CascadeTarget;
  readonly layer: ShownLayer['layer'];
}

/** The line of a target below a generator; several may have it. */
export function targetNode(layer: TargetNode['layer'], target: CascadeTarget): TargetNode {
  return { kind: 'target', id: targetLineId(layer, target), target, layer };
}

/** What the lines below that line begin with, too. */
export function targetLineId({ name }: Pick<TargetNode['layer'], 'name'>, { target }: CascadeTarget): string {
  return `layer ${name} ${target.id}`;
}

/** How the tree is shown. */
export interface CascadeLook {
  readonly filter: CascadeFilter;
  readonly byParent: boolean;
}

/** The whole tree but for the details of targets; empty where a welcome is shown instead. */
export function cascadeNodes(
  situation: CascadeSituation,
  look: CascadeLook,
  warning?: AuditWarning,
): readonly CascadeNode[] {
  if (situation.kind !== 'shown') return [];
  const { server, account, branch, failure, areFilesOld, layers, withoutRules: reason } = situation;
  return [
    { kind: 'server', id: 'server', server, account, branch },
    ...(failure ? [{ kind: 'failure', id: 'failure', failure } as const] : []),
    ...(areFilesOld ? [{ kind: 'filesOld', id: 'filesOld' } as const] : []),
    ...(reason === undefined ? [] : [{ kind: 'withoutRules', id: 'withoutRules', reason } as const]),
    ...(warning ? [{ kind: 'audit', id: 'audit', warning } as const] : []),
    ...layers.map((layer) => layerNode(layer, look)),
  ];
}

/** What lies below a line, but for the details of a target. */
export function childrenOf(node: CascadeNode): readonly CascadeNode[] {
  return 'children' in node ? node.children : [];
}

/** The targets below a line, or the line itself when it is one. */
export function targetsBelow(node: CascadeNode): readonly TargetNode[] {
  return node.kind === 'target' ? [node] : childrenOf(node).flatMap(targetsBelow);
}

function layerNode(shown: ShownLayer, { filter, byParent }: CascadeLook): LayerNode {
  const { layer, count, targets } = shown;
  const id = `layer ${layer.name}`;
  const lines = targets.filter((target) => passes(target, filter)).map((target) => targetNode(layer, target));
  const left = count - targets.length;
  return {
    kind: 'layer',
    id,
    shown,
    counts: countsOf(targets),
    children: [
      ...notesOf(shown).map((note) => ({ kind: 'note', id: `${id} note ${note}`, note, layer: shown }) as const),
      ...(byParent ? families(lines, id) : lines),
      ...(left > 0 ? [{ kind: 'more', id: `${id} more`, generator: layer.name, left } as const] : []),
    ],
  };
}

/** Targets below their parents; those without one stay where they are. */
function families(lines: readonly TargetNode[], layer: string): CascadeNode[] {
  const found: CascadeNode[] = [];
  const known = new Map<string, { readonly children: TargetNode[]; readonly at: number }>();
  for (const line of lines) {
    const { parent } = line.target.target;
    const family = parent && known.get(parent.id);
    if (family) family.children.push(line);
    else if (!parent) found.push(line);
    else {
      const children = [line];
      known.set(parent.id, { children, at: found.length });
      found.push({ kind: 'parent', id: `${layer} parent ${parent.id}`, parent, counts: new Map(), children });
    }
  }
  return found.map((node) =>
    node.kind === 'parent' ? { ...node, counts: countsOf(node.children.map(({ target }) => target)) } : node,
  );
}

/** How many are in each state, what needs care first. */
function countsOf(targets: readonly CascadeTarget[]): ReadonlyMap<TargetState, number> {
  const counts = new Map<TargetState, number>();
  for (const { state } of targets) counts.set(state, (counts.get(state) ?? 0) + 1);
  return new Map(targetStates.flatMap((state) => (counts.has(state) ? [[state, counts.get(state) ?? 0]] : [])));
}

function notesOf({ layer, count, withoutAttributes }: ShownLayer): LayerNote[] {
  if (!layer.definition) return ['onlyInFiles'];
  if (!layer.definition.targets) return ['withoutGroup'];
  return [
    ...(layer.isDeaf ? (['isDeaf'] as const) : []),
    ...(isUnmerged(layer) ? (['isUnmerged'] as const) : []),
    ...(withoutAttributes === undefined ? [] : (['withoutAttributes'] as const)),
    ...(count === 0 ? (['withoutTargets'] as const) : []),
  ];
}
