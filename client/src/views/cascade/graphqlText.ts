import { usableSelections, type TargetSelection } from '../../../../server/src/infrahub/operations/targets';
import type { CascadeLayer } from './layers';
import type { CascadeTarget } from './targets';

/** What a query is to ask for: some targets of a layer, or all of them when none is given. */
export interface QueryWish {
  readonly layer: Pick<CascadeLayer, 'signals' | 'file' | 'watched'>;
  readonly targets: readonly Pick<CascadeTarget, 'target'>[];
}

/**
 * The query of the guide (step 6) for the signals of targets, filled in with their ids. Undefined when no kind is known
 * that could be asked for.
 */
export function graphqlText({ layer, targets }: QueryWish): string | undefined {
  const kinds = targets.length > 0 ? targets.map(({ target }) => target.kind) : kindsOf(layer);
  const selections = usableSelections(
    [...new Set(kinds)].map((kind) => ({
      kind,
      attributes: layer.signals.filter((signal) => signal.kind === kind).map(({ attribute }) => attribute),
    })),
  );
  if (selections.length === 0) return undefined;
  return `query {\n${selections.map((selection) => fieldText(selection, targets)).join('')}}\n`;
}

function kindsOf({ signals, file, watched }: QueryWish['layer']): string[] {
  return [...signals.map(({ kind }) => kind), ...(file?.kinds ?? []), ...watched.map(({ kind }) => kind)];
}

function fieldText({ kind, attributes }: TargetSelection, targets: QueryWish['targets']): string {
  const ids = targets.flatMap(({ target }) => (target.kind === kind ? [target.id] : []));
  const filter = ids.length > 0 ? `(ids: ${JSON.stringify(ids)})` : '';
  const fields = ['id', 'display_label', ...attributes.map((name) => `${name} { value updated_at }`)];
  const lines = fields.map((field) => `        ${field}\n`).join('');
  return `  ${kind}${filter} {\n    edges {\n      node {\n${lines}      }\n    }\n  }\n`;
}
