import { readGeneratorRuns } from '../../../../server/src/infrahub/readCascade';
import { readFailedTargets } from '../../../../server/src/infrahub/readFailedTargets';
import type { CallOptions, Transport } from '../../../../server/src/infrahub/transport';
import { passes, type CascadeFilter } from '../../views/cascade/filter';
import { selectionsOf } from '../../views/cascade/layers';
import { targetNode, type TargetNode } from '../../views/cascade/nodes';
import type { ShownLayer } from '../../views/cascade/situation';
import { cascadeTargets, knownRuns } from '../../views/cascade/targets';

/** Where failed targets are looked for that a view has not read. */
export interface BeyondQuestion {
  readonly transport: Transport;
  readonly call: CallOptions & { readonly branch: string };
  readonly layers: readonly ShownLayer[];
  readonly filter: CascadeFilter;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export interface FailedBeyond {
  /** With the states that they would have in the view. */
  readonly lines: readonly TargetNode[];
  /** Generators of which more failed than one question tells. */
  readonly cut: readonly string[];
}

/** Those layers of which only the first targets were read. */
export function partlyRead(layers: readonly ShownLayer[]): readonly ShownLayer[] {
  return layers.filter(({ layer, count, targets }) => layer.definition?.targets && targets.length < count);
}

/**
 * The targets of layers that were read in part whose last run failed and that were not read. Rejects with
 * `InfrahubError`.
 */
export async function readFailedBeyond(question: BeyondQuestion): Promise<FailedBeyond> {
  const { transport, call, filter, now } = question;
  const layers = partlyRead(question.layers);
  const lines: TargetNode[] = [];
  const cut: string[] = [];
  if (layers.length === 0) return { lines, cut };
  const runs = knownRuns(await readGeneratorRuns(transport, call.branch, call), undefined, now);
  for (const { layer, targets } of layers) {
    const { definition, name } = layer;
    if (!definition?.targets) continue;
    const { isCut, ...page } = await readFailedTargets(
      transport,
      {
        definition: definition.id,
        group: definition.targets.id,
        selections: selectionsOf(layer),
        known: new Set(targets.map(({ target }) => target.id)),
      },
      call,
    );
    if (isCut) cut.push(name);
    for (const target of cascadeTargets(layer, page, runs)) {
      if (passes(target, filter)) lines.push(targetNode(layer, target));
    }
  }
  return { lines, cut };
}
