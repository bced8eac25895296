import type { ConfigEntry } from '../config/configFile';
import { entriesOf, entryText, normalPath } from '../config/configFile';
import type { DeclaredClass, PythonFacts } from '../generators/facts';
import type { OperationFacts } from '../queries/queryFacts';
import type { Project, ProjectFile } from './project';

/** Sections whose entries name a Python class, with the class of the SDK that it has to inherit from. */
export const classSections: Readonly<Record<string, { base: string; module: string; defaultName: string }>> = {
  generator_definitions: { base: 'InfrahubGenerator', module: 'infrahub_sdk.generator', defaultName: 'Generator' },
  check_definitions: { base: 'InfrahubCheck', module: 'infrahub_sdk.checks', defaultName: 'Check' },
  python_transforms: { base: 'InfrahubTransform', module: 'infrahub_sdk.transforms', defaultName: 'Transform' },
};

/** The Python file of an entry, and the name of its class (the loader's default when not written). */
export interface EntryClass {
  readonly file: ProjectFile;
  readonly facts: PythonFacts;
  readonly className: string;
  /** The class, when this very file declares it. */
  readonly declared: DeclaredClass | undefined;
}

/** The class of a generator, check or Python transform; undefined when there is no such file. */
export function classOf(project: Project, entry: ConfigEntry): EntryClass | undefined {
  const section = classSections[entry.section];
  const path = entryText(entry, 'file_path');
  const file = section && path && project.fileAt(normalPath(path.value));
  const facts = file?.facts.python?.();
  if (!file || !facts) return undefined;
  const className = entryText(entry, 'class_name')?.value ?? section.defaultName;
  return { file, facts, className, declared: facts.classes.find((each) => each.name === className) };
}

/**
 * The name of the query whose variables the `parameters` of the entry fill: its own `query`, the class's (checks), or
 * that of its transformation (artifacts). Undefined when the files do not show it, when the class fetches its data
 * itself, and for a check without targets, which runs once and whose parameters are not followed from anything.
 */
export function queryNameOf(project: Project, entry: ConfigEntry): string | undefined {
  switch (entry.section) {
    case 'generator_definitions':
      return fetchesItself(project, entry) ? undefined : entryText(entry, 'query')?.value;
    case 'jinja2_transforms':
      return entryText(entry, 'query')?.value;
    case 'check_definitions':
      return entryText(entry, 'targets') ? queryOfClass(project, entry) : undefined;
    case 'python_transforms':
      return queryOfClass(project, entry);
    case 'artifact_definitions': {
      const name = entryText(entry, 'transformation')?.value;
      const found = ['jinja2_transforms', 'python_transforms'].flatMap((section) =>
        entriesOf(project.readableConfig, section).filter((each) => name !== undefined && each.name?.value === name),
      );
      return found.length === 1 && found[0] ? queryNameOf(project, found[0]) : undefined;
    }
    default:
      return undefined;
  }
}

function queryOfClass(project: Project, entry: ConfigEntry): string | undefined {
  return fetchesItself(project, entry) ? undefined : classOf(project, entry)?.declared?.query;
}

/** True when the class has a method of its own in place of the SDK's that passes the parameters to the query. */
function fetchesItself(project: Project, entry: ConfigEntry): boolean {
  const methods = classOf(project, entry)?.declared?.methods ?? [];
  return methods.some((method) => method.name === 'collect_data' || method.name === 'run');
}

/** The one operation of a registered query; undefined for several, none, or a file that GraphQL refuses. */
export function operationOf(
  project: Project,
  query: string | undefined,
): { readonly file: ProjectFile; readonly operation: OperationFacts } | undefined {
  const entry = query === undefined ? undefined : entriesOf(project.readableConfig, 'queries').find(named(query));
  const path = entry && entryText(entry, 'file_path');
  const file = path && project.fileAt(normalPath(path.value));
  const facts = file?.facts.query?.();
  const operation = facts && !facts.syntaxError && facts.operations.length === 1 ? facts.operations[0] : undefined;
  return file && operation ? { file, operation } : undefined;
}

/** Kinds of the objects that the entry runs for. */
export interface TargetKinds {
  readonly kinds: readonly string[];
  /**
   * `members`: objects in the files are members of the group; `rules`: trigger rules start the generator for these
   * kinds; `query`: only the query's root says so, which proves little; `some`: a guess for who wants to show something,
   * members besides others of unknown kinds, or whatever the query reads at its root.
   */
  readonly proof: 'members' | 'rules' | 'query' | 'some';
}

/** The known kinds of the targets by the best proof there is; undefined when nothing shows them. */
export function targetKinds(project: Project, entry: ConfigEntry): TargetKinds | undefined {
  const group = entryText(entry, 'targets')?.value;
  const members = group === undefined ? [] : [...(project.triggers.membersOf.get(group)?.keys() ?? [])];
  const isOpen = members.includes('');
  if (members.length > 0 && !isOpen) return { kinds: members, proof: 'members' };
  const known = members.filter((kind) => project.kinds.get(kind));
  if (known.length > 0) return { kinds: known, proof: 'some' };
  const byRules = entry.section === 'generator_definitions' ? kindsOfRules(project, entry.name?.value ?? '') : [];
  if (byRules.length > 0) return { kinds: byRules, proof: isOpen ? 'some' : 'rules' };
  const found = operationOf(project, queryNameOf(project, entry));
  const roots = (found?.operation.rootFields ?? []).filter((field) => project.kinds.get(field.name));
  const named = roots.filter((field) => field.arguments.some((argument) => argument.variables.length > 0));
  const kinds = [...new Set((named.length > 0 ? named : roots).map((field) => field.name))];
  if (kinds.length === 0) return undefined;
  return { kinds, proof: named.length > 0 && kinds.length === 1 && !isOpen ? 'query' : 'some' };
}

function kindsOfRules(project: Project, generator: string): string[] {
  const { actionsByGenerator, rulesByAction } = project.triggers;
  const kinds = new Set<string>();
  for (const action of actionsByGenerator.get(generator)) {
    for (const rule of rulesByAction.get(action.name?.value ?? '')) {
      if (rule.nodeKind && project.kinds.get(rule.nodeKind.value)) kinds.add(rule.nodeKind.value);
    }
  }
  return [...kinds];
}

function named(name: string): (entry: ConfigEntry) => boolean {
  return (entry) => entry.name?.value === name;
}
