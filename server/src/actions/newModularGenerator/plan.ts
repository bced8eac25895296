import { ProjectDraft } from '../../edits/projectDraft';
import type { Edit } from '../../edits/edit';
import type { YamlDataMap } from '../../edits/yamlText';
import { isOwnKind } from '../../model/kinds/kind';
import { entriesOf, normalPath } from '../../model/config/configFile';
import { entryLabel } from '../../model/config/configWords';
import { classSections } from '../../model/project/definitions';
import { hasSyntaxProblems } from '../../model/project/fileFacts';
import type { Project } from '../../model/project/project';
import type { NewGeneratorParams } from '../../protocol/newGenerator';
import type { PlanNote, Refusal } from '../../protocol/plan';
import { addToSection, usualPath } from '../../rules/config/edits';
import { entriesAt } from '../../rules/config/registration';
import { addObject } from '../addObject';
import type { PlannedEdits } from '../plan';
import { isKeptByServer } from './choices';
import { identityOfKind, namesOf } from './names';
import { pythonFileText, queryText, type Texts } from './texts';

/** Plans the files of a new generator: query, Python, registration and, if there is none of that name, the group. */
export function planNewGenerator(
  project: Project,
  { name, kind, group: given, folder }: Omit<NewGeneratorParams, 'root'>,
): PlannedEdits {
  const group = given.trim();
  const target = project.kinds.get(kind);
  const reason = refusal(project, { name, group, folder });
  if (reason) return { refusal: reason };
  if (!target || target.isGeneric)
    return { refusal: `${kind} is no kind of objects in the schemas of this repository.` };
  const identity = identityOfKind(project.kinds, target);
  const names = namesOf(name, target, identity);
  const query = freeQueryName(project, names.stem);
  const texts: Texts = { definition: name, group, kind: target, names, identity, query };
  const draft = new ProjectDraft(project);
  const taken = addFiles(draft, texts, normalPath(folder)) ?? addGroup(draft, group);
  if (taken) return taken;
  return { edits: draft.edits(), notes: notesFor(project, texts) };
}

type Answers = Pick<NewGeneratorParams, 'name' | 'group' | 'folder'>;

function refusal(project: Project, { name, group, folder }: Answers): string | undefined {
  const file = project.configUri === undefined ? undefined : project.file(project.configUri);
  if (!file || hasSyntaxProblems(file.facts)) {
    return 'The .infrahub.yml of this repository cannot be read: mend its syntax first.';
  }
  if (!project.config?.root)
    return 'The .infrahub.yml of this repository has no sections yet: list its schema files under schemas.';
  if (!project.kinds.nodes().some(isOwnKind))
    return 'This repository has no kinds of its own yet: list its schema files under schemas of .infrahub.yml.';
  if (!/^[A-Za-z](?:[\w-]*[A-Za-z\d])?$/.test(name)) {
    return (
      `'${name}' is no name for a generator: begin with a letter, go on with letters, digits, - and _, and end ` +
      'with a letter or digit.'
    );
  }
  if (group === '' || /\p{Cc}/u.test(group)) return 'A generator needs the name of a target group, in one line.';
  if (!/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[\w.@/-]*$/.test(folder))
    return `${folder} is no folder of this repository: write it from the root, such as generators.`;
  const isTaken = entriesOf(project.config, 'generator_definitions').some((entry) => entry.name?.value === name);
  if (isTaken) return `There is a generator ${name} already.`;
  const kept = project.triggers.groups.find((each) => each.name.value === group && isKeptByServer(each.kind));
  return kept && `${group} is a ${kept.kind}, which Infrahub fills and empties itself: take another group.`;
}

/** Query, Python and their entries; gives why not when a file is in the way. */
function addFiles(draft: ProjectDraft, texts: Texts, folder: string): Refusal | undefined {
  const { project } = draft;
  const { definition, group, names, identity, query: queryName } = texts;
  const queryPath = usualPath(project, 'queries', queryName);
  const pythonPath = `${folder === '' || folder === '.' ? '' : `${folder}/`}${names.stem}.py`;
  const blocked = [queryPath, pythonPath].find((path) => project.lookUp(path));
  if (blocked) return { refusal: `${blocked} is there already: take another name, or another folder.` };
  const user = Object.keys(classSections).flatMap((section) => entriesAt(project, section, pythonPath))[0];
  if (user) {
    return { refusal: `${pythonPath} is the file of ${entryLabel(user)}: take another name, or another folder.` };
  }
  draft.apply([{ createPath: queryPath, text: queryText(texts) }], `New query ${queryName}`);
  draft.apply([{ createPath: pythonPath, text: pythonFileText(texts) }], `New generator ${definition}`);
  const entries: [string, YamlDataMap][] = [
    ['queries', { name: queryName, file_path: queryPath }],
    [
      'generator_definitions',
      knownKeys(project, {
        name: definition,
        file_path: pythonPath,
        query: queryName,
        targets: group,
        parameters: { [names.variable]: identity.path },
        class_name: names.className,
        convert_query_response: false,
        execute_in_proposed_change: true,
        // Switching it off later would leave behind what was made until then (facts 10.8).
        execute_after_merge: false,
      }),
    ],
  ];
  for (const [section, data] of entries) {
    const edit = project.config && addToSection(project.config, section, data);
    if (!edit) return { refusal: `${section} of .infrahub.yml is no list that can be added to.` };
    draft.apply([edit], `Register ${definition}`);
  }
  return undefined;
}

function addGroup(draft: ProjectDraft, name: string): Refusal | undefined {
  const edits: Edit[] | undefined = draft.project.triggers.groupsByName.has(name)
    ? []
    : addObject(draft.project, { kind: 'CoreStandardGroup', data: { name }, stem: 'groups' });
  if (!edits)
    return {
      refusal: `The group ${name} cannot be written: objects of .infrahub.yml is no list that can be added to.`,
    };
  draft.apply(edits, `New group ${name}`);
  return undefined;
}

function freeQueryName(project: Project, stem: string): string {
  const taken = new Set(entriesOf(project.config, 'queries').map((entry) => entry.name?.value));
  const isFree = (name: string): boolean => {
    const path = usualPath(project, 'queries', name);
    return !taken.has(name) && !project.lookUp(path) && entriesAt(project, 'queries', path).length === 0;
  };
  for (let count = 1; ; count++) {
    const name = count === 1 ? stem : `${stem}_${count}`;
    if (isFree(name)) return name;
  }
}

/** Without keys that the target version does not know: one of them makes the loader refuse the file. */
function knownKeys(project: Project, data: YamlDataMap): YamlDataMap {
  const section = project.configModel.rootKeys.find(({ key }) => key === 'generator_definitions');
  if (!section || section.element === 'path') return data;
  const known = new Set(section.element.keys.map(({ key }) => key));
  return Object.fromEntries(Object.entries(data).filter(([key]) => known.has(key)));
}

function notesFor(project: Project, { definition, group, kind }: Texts): PlanNote[] {
  const hasMembers = project.triggers.membersOf.get(group)?.has(kind.kind) === true;
  const members = {
    title: `${definition} runs for members of ${group} only`,
    detail: `Give its targets member_of_groups: [${group}], or add them in Infrahub.`,
  };
  const start = {
    title: 'Rules can start it later',
    detail: 'Infrahub knows the generator once it is on the default branch and imported.',
  };
  return [...(hasMembers ? [] : [members]), start];
}
