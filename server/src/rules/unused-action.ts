import { nearestNames } from '../base/nearest';
import { generatorDefinitions } from '../model/config/configFile';
import type { Kind } from '../model/kinds/kind';
import { placeOf } from '../model/named';
import { field, type ObjectItem } from '../model/objects/objectFile';
import type { Project } from '../model/project/project';
import { asTriggerRule, type Action } from '../model/triggers/triggers';
import { isNull } from '../syntax/yaml/access';
import { defineRule, type Fix, type RuleContext } from './rule';
import { change, changeTo, freeName } from './triggers/fixes';
import { isNodeId } from './triggers/parts';
import { newObject } from './triggers/stubs';

export const rule = defineRule({
  id: 'unused-action',
  catalogue: 'TRG26',
  title: 'No rule runs the action',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `An action does nothing by itself: a rule has to name it. The rule may be made elsewhere, in the web interface or another
repository; then this can be switched off for the file.`,
  appliesTo: 'project',
  check({ triggers, hidesObjects }, context) {
    if (hidesObjects) return;
    for (const each of triggers.actions) checkAction(each, context);
  },
});

function checkAction(action: Action, { project, report }: RuleContext): void {
  const { item, name } = action;
  if (!name || project.triggers.rulesByAction.has(name.value) || isMeantToRun(item)) return;
  if (project.server?.usedActions().has(name.value)) return;
  report({
    at: placeOf(item.chunk, name),
    message: `No rule of this repository runs the action '${name.value}': it does nothing until one does.`,
    fixes: () => [
      ...changeTo(item, placeOf(item.chunk, name), meantNames(name.value, project)),
      ...createRule(action, name.value, project),
    ],
  });
}

/** The name that rules run and nobody declares, when only one is nearly this one: the slip is likely in the declaration. */
function meantNames(name: string, project: Project): string[] {
  const { linkedRules } = project.triggers;
  const run = new Set(
    linkedRules.flatMap(({ rule, actions }) => (actions.length > 0 ? [] : (rule.action?.value ?? []))),
  );
  const server = project.server?.actions();
  const near = nearestNames(
    name,
    [...run].filter((each) => !isNodeId(each) && !server?.has(each)),
    2,
  );
  return near.length === 1 ? near : [];
}

/** Written into its rule, or with rules written into it: where that block is wrong, that is another finding. */
function isMeantToRun(item: ObjectItem): boolean {
  const isInRule = item.nestedIn?.field.key === 'action' && asTriggerRule(item.nestedIn.item) !== undefined;
  return isInRule || !isNull(field(item, 'triggers')?.node);
}

/** A rule for the kinds of the objects that join the generator's target group. */
function createRule({ item, generator }: Action, action: string, project: Project): Fix[] {
  const definition = generatorDefinitions(project.readableConfig).find((each) => each.name?.value === generator?.value);
  const members = definition?.targets && project.triggers.membersOf.get(definition.targets.value);
  return [...(members?.keys() ?? [])].flatMap((kindName) => {
    const kind = project.kinds.get(kindName);
    if (!kind || kind.isGeneric) return [];
    const data = ruleFor(kind, freeName(`trigger-${action}`, project), action);
    const edits = newObject({ project, near: item, where: 'after', kind: 'CoreNodeTriggerRule', data });
    return change(`Create a rule on ${kind.kind} that runs it`, edits);
  });
}

function ruleFor(kind: Kind, name: string, action: string) {
  const signal = kind.attributes.has('checksum');
  const head = { name, branch_scope: 'other_branches', node_kind: kind.kind };
  if (!signal) return { ...head, mutation_action: 'created', action };
  const data = [{ attribute_name: 'checksum', value_match: 'any' }];
  return {
    ...head,
    mutation_action: 'updated',
    action,
    matches: { kind: 'CoreNodeTriggerAttributeMatch', data },
  };
}
