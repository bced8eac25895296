import type { GraphqlField, GraphqlFragment, GraphqlSelection } from '../../syntax/graphql/nodes';

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
): { readonly paths: readonly string[]; readonly unresolved: readonly string[] } {
  const paths = new Set<string>();
  const unresolved = new Set<string>();
  const open = new Set<string>();
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
  /** Below a root field or a relationship: the way to the node. */
  const wrapper = (selections: readonly GraphqlSelection[], prefix: readonly string[]): void =>
    unfold(selections, (child) => {
      if (child.name === 'edges') wrapper(child.selections, prefix);
      else if (child.name === 'node' || (child.name === 'object' && prefix.length === 0)) {
        members(child.selections, prefix);
      }
    });
  const members = (selections: readonly GraphqlSelection[], prefix: readonly string[]): void =>
    unfold(selections, (child) => {
      const path = [...prefix, child.name];
      const leaf = path.length >= maxNames || !leadsToNode(child.selections);
      if (leaf) paths.add(path.join('.'));
      else wrapper(child.selections, path);
    });
  const leadsToNode = (selections: readonly GraphqlSelection[]): boolean => {
    let found = false;
    unfold(selections, (child) => {
      found ||= child.name === 'edges' || child.name === 'node';
    });
    return found;
  };

  wrapper(field.selections, []);
  return { paths: [...paths], unresolved: [...unresolved] };
}
