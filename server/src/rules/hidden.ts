import type { TextPart } from '../base/place';
import { hasSyntaxProblems } from '../model/project/fileFacts';
import type { ConfigFile } from '../model/config/configFile';
import type { ObjectItem } from '../model/objects/objectFile';
import type { GeneratorClass } from '../model/project/generatorClass';
import type { Project, ProjectFile } from '../model/project/project';
import type { YamlEntry } from '../syntax/yaml/nodes';
import type { YamlChunk, YamlFile } from '../syntax/yaml/yamlFile';

/** True while a syntax error keeps the configuration from being read. */
export function isConfigBroken(project: Project): boolean {
  const config = configOf(project);
  return config !== undefined && hasSyntaxProblems(config.facts);
}

/**
 * Where in the chunk of the configuration the first broken thing begins, an entry or section; infinite when there is none.
 * What stands there and behind it may only seem to say what it says.
 */
export function brokenFrom({ chunk, root }: ConfigFile, { configModel }: Project): number {
  const problem = Math.min(...chunk.tree.problems.map(({ range }) => range.start));
  if (problem === Infinity) return problem;
  // The line that is being typed may be fine by itself, so that the error stands on the next one.
  const above = chunk.text.slice(0, chunk.text.lastIndexOf('\n', problem - 1) + 1).trimEnd();
  const first = above.lastIndexOf('\n') + 1;
  // What begins at the left by mistake ends the section above, and looks like one itself.
  const known = new Set(configModel.rootKeys.map(({ key }) => key));
  const isSection = ({ key, range }: YamlEntry): boolean => range.start < first && known.has(key?.source ?? '');
  const section = root?.entries.findLast(isSection);
  const items = section?.value?.type === 'list' ? section.value.items : [];
  const item = items.findLast((each) => each !== undefined && each.range.start < first);
  return item?.range.start ?? section?.range.start ?? 0;
}

/** False until all files are read, and where nobody knows what the configuration says: its names are missing then. */
export function knowsFiles(project: Project): boolean {
  return project.indexed && (configOf(project)?.lastGood !== undefined || !isConfigBroken(project));
}

/** True for an object in a part with a syntax error: its keys may only seem to say what they say. */
export function isItemBroken({ chunk }: ObjectItem): boolean {
  return isBroken(chunk);
}

/**
 * Parts of which nothing is to be shown: those that a syntax error took the place of (what they said still counts), and
 * those of object files that it stands in.
 */
export function unsureParts(project: Project): ReadonlySet<TextPart> {
  const unsure = new Set<TextPart>();
  for (const { facts, lastGood } of project.allFiles()) {
    const now = facts.yaml;
    if (lastGood?.yaml) {
      for (const chunk of allChunks(lastGood.yaml)) unsure.add(chunk);
      if (now) for (const chunk of allChunks(now)) unsure.delete(chunk);
    }
    if (!now || facts.role !== 'object' || !hasSyntaxProblems(facts)) continue;
    for (const chunk of allChunks(now)) if (isBroken(chunk)) unsure.add(chunk);
  }
  return unsure;
}

/** True for a class of which only the configuration as it was before a syntax error says that it runs so. */
export function isOutdated({ generators }: GeneratorClass, project: Project): boolean {
  const config = configOf(project);
  if (!config?.lastGood) return false;
  return !generators.every(({ definition: { entry } }) => {
    const { start, end } = entry.node.range;
    return config.text.includes(entry.chunk.text.slice(start, end));
  });
}

function configOf(project: Project): ProjectFile | undefined {
  return project.configUri === undefined ? undefined : project.file(project.configUri);
}

function isBroken({ tree }: YamlChunk): boolean {
  return tree.problems.length > 0;
}

function allChunks({ documents }: YamlFile): YamlChunk[] {
  return documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks]);
}
