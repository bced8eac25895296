import { configureRules, type Configuration, type RuleWorld } from '../../../../server/src/model/simulate/configure';
import type { RuleMatch, SimulatedAction, SimulatedRule } from '../../../../server/src/model/simulate/simulatedRule';
import { defaultBranch, nodeAt, nodesOf, textOf, valueOf, type StoredNode, type World } from './world';

/** The rules, actions, generators and groups as the default branch has them (facts 11.4). */
export function ruleWorld(world: World): RuleWorld {
  const at = { world, branch: defaultBranch(world) };
  const peerOf = (node: StoredNode, relationship: string): StoredNode | undefined => {
    const [id] = node.peers.get(relationship) ?? [];
    return id === undefined ? undefined : nodeAt(at, id);
  };
  const nameOf = (node: StoredNode | undefined): string => text(node, 'name');
  const rules = nodesOf(at, 'CoreTriggerRule').map((node): SimulatedRule => {
    const base = {
      name: nameOf(node),
      active: valueOf(node, 'active') !== false,
      branchScope: text(node, 'branch_scope') || 'default_branch',
      action: nameOf(peerOf(node, 'action')),
    };
    if (node.kind === 'CoreGroupTriggerRule') {
      return {
        type: 'group',
        ...base,
        group: nameOf(peerOf(node, 'group')),
        memberUpdate: text(node, 'member_update'),
      };
    }
    const matches = (node.peers.get('matches') ?? []).flatMap((id) => nodeAt(at, id) ?? []).map(matchOf);
    const own = { nodeKind: text(node, 'node_kind'), mutation: text(node, 'mutation_action'), matches };
    return { type: 'node', ...base, ...own };
  });
  const actions = nodesOf(at, 'CoreAction').map((node): SimulatedAction => {
    const name = nameOf(node);
    if (node.kind === 'CoreGeneratorAction')
      return { type: 'generator', name, generator: nameOf(peerOf(node, 'generator')) };
    const memberAction = text(node, 'member_action') === 'remove_member' ? 'remove_member' : 'add_member';
    return { type: 'group', name, group: nameOf(peerOf(node, 'group')), memberAction };
  });
  const generators = nodesOf(at, 'CoreGeneratorDefinition').map(
    (node) => [nameOf(node), nameOf(peerOf(node, 'targets'))] as const,
  );
  const groups = new Set(nodesOf(at, 'CoreGroup').map(nameOf));
  return { rules, actions, generators: new Map(generators), groups };
}

/** Configures the rules as they are now; a rule that is as it was before counts as the same. */
export function configured(world: World): Configuration {
  const fresh = ruleWorld(world);
  const before = new Set(world.configuration.configured.map((rule) => JSON.stringify(rule)));
  return configureRules(
    fresh,
    fresh.rules.filter((rule) => before.has(JSON.stringify(rule))),
  );
}

function matchOf(node: StoredNode): RuleMatch {
  if (node.kind === 'CoreNodeTriggerAttributeMatch') {
    return {
      type: 'attribute',
      attribute: text(node, 'attribute_name'),
      valueMatch: text(node, 'value_match') || 'value',
      value: text(node, 'value'),
      valuePrevious: text(node, 'value_previous'),
    };
  }
  return {
    type: 'relationship',
    relationship: text(node, 'relationship_name'),
    modificationType: text(node, 'modification_type') || 'added',
    peer: text(node, 'peer') || undefined,
  };
}

function text(node: StoredNode | undefined, attribute: string): string {
  return textOf(valueOf(node, attribute));
}
