import type { Edit } from '../edits/edit';
import { insertItem } from '../edits/yamlEdits';
import { blockEntries, type YamlDataMap } from '../edits/yamlText';
import { normalPath, pathsOf } from '../model/config/configFile';
import type { Project } from '../model/project/project';
import { isDataPath } from '../model/project/roles';
import type { Action as TriggerAction, TriggerRule } from '../model/triggers/triggers';
import { addToSection } from '../rules/config/edits';
import { freeName } from '../rules/triggers/fixes';
import { newObject } from '../rules/triggers/stubs';

/** An attribute to be watched, with any change of it or with one value only. */
export interface WatchedAttribute {
  readonly attribute: string;
  /** As the event has it: texts compare, and a Boolean is `True` or `False`. */
  readonly value?: string;
}

export interface WatchRequest {
  readonly project: Project;
  /** Name of the generator definition that is to run. */
  readonly generator: string;
  /** A concrete kind: rules on generics are refused (facts 2). */
  readonly kind: string;
  /** One rule for each: two matches of one rule would have to change in one mutation (facts 2). */
  readonly attributes: readonly WatchedAttribute[];
  /** That of the rules beside it when missing, else `other_branches` (guide, step 4). */
  readonly scope?: string;
}

/** The edits that add a rule per attribute, and the action where there is none; in the file of the rules that are there. */
export function watchEdits(request: WatchRequest): Edit[] | undefined {
  const { project, generator } = request;
  const [action] = project.triggers.actionsByGenerator.get(generator);
  const near = ruleBeside(request, action);
  const name = action?.name?.value ?? freeName(`run-${generator}`, project);
  const rules = rulesOf(request, name, near);
  const actionData: YamlDataMap | undefined = action ? undefined : { name, generator };
  if (near) return inRulesFile(project, { near, rules, action: actionData });
  if (action) return behindAction(project, action, rules);
  return inAnyFile(project, rules, actionData);
}

/** The rule whose place and scope the new ones take: of the same action, else of the same kind, else any node rule. */
function ruleBeside({ project, kind }: WatchRequest, action: TriggerAction | undefined): TriggerRule | undefined {
  const rules = project.triggers.rules.filter(
    ({ kind: type, item }) =>
      type === 'CoreNodeTriggerRule' && !item.nestedIn && project.file(item.chunk.uri) !== undefined,
  );
  const name = action?.name?.value;
  return (
    rules.findLast((rule) => name !== undefined && rule.action?.value === name) ??
    rules.findLast((rule) => rule.nodeKind?.value === kind) ??
    rules.at(-1)
  );
}

function rulesOf(
  { project, generator, kind, attributes, scope }: WatchRequest,
  action: string,
  near?: TriggerRule,
): YamlDataMap[] {
  const taken = new Set<string>();
  return attributes.map(({ attribute, value }) => {
    const name = freeName(`trigger-${generator}-${attribute.replaceAll('_', '-')}`, project, taken);
    taken.add(name);
    return {
      name,
      branch_scope: scope ?? near?.branchScope?.value ?? 'other_branches',
      node_kind: kind,
      mutation_action: 'updated',
      action,
      matches: {
        kind: 'CoreNodeTriggerAttributeMatch',
        data: [
          {
            attribute_name: attribute,
            value_match: value === undefined ? 'any' : 'value',
            ...(value === undefined ? {} : { value }),
          },
        ],
      },
    };
  });
}

interface RulesFile {
  readonly near: TriggerRule;
  readonly rules: readonly YamlDataMap[];
  readonly action: YamlDataMap | undefined;
}

function inRulesFile(project: Project, { near, rules, action }: RulesFile): Edit[] | undefined {
  const edits = rules.map((data) => insertItem(near.item.chunk, near.item.node, data));
  const before = action
    ? newObject({ project, near: near.item, where: 'before', kind: 'CoreGeneratorAction', data: action })
    : [];
  const made = edits.flatMap((edit) => edit ?? []);
  return made.length === rules.length && (!action || before.length > 0) ? [...before, ...made] : undefined;
}

function behindAction(project: Project, { item }: TriggerAction, rules: readonly YamlDataMap[]): Edit[] {
  const [first, ...others] = rules;
  if (!first) return [];
  const edits = newObject({ project, near: item, where: 'after', kind: 'CoreNodeTriggerRule', data: first });
  const last = edits.at(-1);
  if (!last || !('at' in last)) return edits;
  // The further rules are items of the document that the first one makes.
  const more = others.map((data) => `    - ${blockEntries(data, 6)}\n`).join('');
  return [...edits.slice(0, -1), { ...last, newText: last.newText + more }];
}

/** A file of triggers that is there without rules or actions, or a new one that `.infrahub.yml` lists. */
function inAnyFile(
  project: Project,
  rules: readonly YamlDataMap[],
  action: YamlDataMap | undefined,
): Edit[] | undefined {
  const { config } = project;
  if (!config) return undefined;
  const documents = [
    ...(action ? [documentOf('CoreGeneratorAction', [action])] : []),
    documentOf('CoreNodeTriggerRule', rules),
  ];
  const listed = pathsOf(config, 'objects').map(({ value }) => normalPath(value));
  const folder = listed.find((path) => !isDataPath(path));
  const sibling = listed.find((path) => path.includes('/'));
  const home = folder ?? (sibling === undefined ? 'objects' : sibling.slice(0, sibling.lastIndexOf('/')));
  const isNumbered = [...project.allPaths()].some(
    (path) => path.startsWith(`${home}/`) && /\/\d+[_-][^/]*$/.test(path),
  );
  const stems = isNumbered ? ['90_triggers', '95_triggers', '99_triggers'] : ['triggers', 'cascade_triggers'];
  const path = stems.map((stem) => `${home}/${stem}.yml`).find((each) => project.lookUp(each) === undefined);
  if (path === undefined) return undefined;
  const registered = folder === undefined ? addToSection(config, 'objects', path) : undefined;
  if (folder === undefined && !registered) return undefined;
  return [{ createPath: path, text: documents.join('') }, ...(registered ? [registered] : [])];
}

function documentOf(kind: string, data: readonly YamlDataMap[]): string {
  const head = { apiVersion: 'infrahub.app/v1', kind: 'Object', spec: { kind, data } };
  return `---\n${blockEntries(head, 0)}\n`;
}
