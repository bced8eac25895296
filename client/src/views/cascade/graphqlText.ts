import { usableSelections } from '../../../../server/src/infrahub/operations/targets';
import { isMemberName } from '../../../../server/src/infrahub/operations/documentNames';
import type { CascadeLayer } from './layers';
import type { CascadeTarget } from './targets';

/** What a query is to ask for: some targets of a layer, or all of them when none is given. */
export interface QueryWish {
  readonly layer: Pick<CascadeLayer, 'signals' | 'file' | 'watched'>;
  readonly targets: readonly Pick<CascadeTarget, 'target'>[];
}

/** What the guide's query names things by, where the server has that: the attribute `name`. */
export interface GuideNames {
  /** Kinds of targets that have it. */
  readonly kinds: ReadonlySet<string>;
  /** By kind: the parents of all of its targets that are asked for. */
  readonly parents: ReadonlyMap<string, NamedParents>;
}

export interface NamedParents {
  /** The relationship from the target. */
  readonly relationship: string;
  readonly names: readonly string[];
}

/**
 * The query of the guide (step 6) for the signals of targets, filled in: those below the parents of the chosen ones, by
 * name; by id where names are not known. Undefined when no kind is known that could be asked for.
 */
export function graphqlText({ layer, targets }: QueryWish, names: GuideNames): string | undefined {
  const selections = usableSelections(
    wantedKinds({ layer, targets }).map((kind) => ({
      kind,
      attributes: layer.signals.filter((signal) => signal.kind === kind).map(({ attribute }) => attribute),
    })),
  );
  if (selections.length === 0) return undefined;
  const fields = selections.map(({ kind, attributes }) => {
    const head = names.kinds.has(kind) ? ['name { value }'] : ['id', 'display_label'];
    const values = attributes.filter((name) => name !== 'name').map((name) => `${name} { value }`);
    const lines = [...head, ...values].map((field) => `        ${field}\n`).join('');
    return `  ${kind}${filterOf(kind, targets, names)} {\n    edges {\n      node {\n${lines}      }\n    }\n  }\n`;
  });
  return `query {\n${fields.join('')}}\n`;
}

/** The kinds that a query is about, each once. */
export function wantedKinds({ layer: { signals, file, watched }, targets }: QueryWish): string[] {
  const ofLayer = [...signals.map(({ kind }) => kind), ...(file?.kinds ?? []), ...watched.map(({ kind }) => kind)];
  return [...new Set(targets.length > 0 ? targets.map(({ target }) => target.kind) : ofLayer)];
}

function filterOf(kind: string, targets: QueryWish['targets'], { parents }: GuideNames): string {
  const ids = targets.flatMap(({ target }) => (target.kind === kind ? [target.id] : []));
  if (ids.length === 0) return '';
  const { relationship = '', names = [] } = parents.get(kind) ?? {};
  const [only] = names;
  if (only === undefined || !isMemberName(relationship)) return `(ids: ${JSON.stringify(ids)})`;
  return names.length === 1
    ? `(${relationship}__name__value: ${JSON.stringify(only)})`
    : `(${relationship}__name__values: ${JSON.stringify(names)})`;
}
