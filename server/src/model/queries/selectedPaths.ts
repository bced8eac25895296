import type { GraphqlField, GraphqlFragment, GraphqlSelection } from '../../syntax/graphql/nodes';
import type { AliasFacts } from './queryFacts';

const maxPaths = 1_000;
const maxNames = 20;
/** Fragments that spread each other can unfold without end; this many selections are looked at. */
const maxSteps = 20_000;

/**
 * The attribute paths a root field reads, in order, each once: `edges { node { … } }` is passed through, an attribute
 * stands for its `value` and properties. A relationship of which only `count` or properties are read gives its name.
 * `object` of a mutation's answer counts as the node.
 */
export function selectedPaths(
  field: GraphqlField,
  fragments: ReadonlyMap<string, GraphqlFragment>,
): {
  readonly paths: readonly string[];
  readonly unresolved: readonly string[];
  readonly aliases: readonly AliasFacts[];
} {
  const paths = new Set<string>();
  const unresolved = new Set<string>();
  const open = new Set<string>();
  const aliases = new Map<string, string>();
  const plain = new Set<string>();
  let steps = 0;

  const unfold = (selections: readonly GraphqlSelection[], visit: (field: GraphqlField) => void): void => {
    for (const selection of selections) {
      if (++steps > maxSteps || paths.size >= maxPaths) return;
      if (selection.type === 'field') visit(selection);
      else if (selection.type === 'inline') unfold(selection.selections, visit);
      else {
        const fragment = fragments.get(selection.name);
        if (!fragment) unresolved.add(selection.name);
        else if (!open.has(fragment.name)) {
          open.add(fragment.name);
          unfold(fragment.selections, visit);
          open.delete(fragment.name);
        }
      }
    }
  };
  /** Keeps what a field is called in the answer, and gives its way there. */
  const named = ({ name, alias }: GraphqlField, above: string): string => {
    const way = above === '' ? name : `${above}.${name}`;
    if (alias === undefined || alias === name) plain.add(way);
    else if (!aliases.has(way)) aliases.set(way, alias);
    return way;
  };
  /** Below a root field or a relationship: the way to the node. */
  const wrapper = (selections: readonly GraphqlSelection[], prefix: readonly string[], above: string): void =>
    unfold(selections, (child) => {
      const way = named(child, above);
      if (child.name === 'edges') wrapper(child.selections, prefix, way);
      else if (child.name === 'node' || (child.name === 'object' && prefix.length === 0)) {
        members(child.selections, prefix, way);
      }
    });
  const members = (selections: readonly GraphqlSelection[], prefix: readonly string[], above: string): void =>
    unfold(selections, (child) => {
      const way = named(child, above);
      const path = [...prefix, child.name];
      const leaf = path.length >= maxNames || !leadsToNode(child.selections);
      if (!leaf) wrapper(child.selections, path, way);
      else {
        paths.add(path.join('.'));
        unfold(child.selections, (property) => named(property, way));
      }
    });
  const leadsToNode = (selections: readonly GraphqlSelection[]): boolean => {
    let found = false;
    unfold(selections, (child) => {
      found ||= child.name === 'edges' || child.name === 'node';
    });
    return found;
  };

  wrapper(field.selections, [], '');
  const given = [...aliases].filter(([path]) => !plain.has(path)).map(([path, alias]) => ({ path, alias }));
  return { paths: [...paths], unresolved: [...unresolved], aliases: given };
}
