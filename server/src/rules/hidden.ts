import type { TextPart } from '../base/place';
import { hasSyntaxProblems } from '../model/project/fileFacts';
import type { Project, ProjectFile } from '../model/project/project';
import type { YamlChunk, YamlFile } from '../syntax/yaml/yamlFile';

/** True while a syntax error keeps the configuration from being read. */
export function isConfigBroken(project: Project): boolean {
  const config = configOf(project);
  return config !== undefined && hasSyntaxProblems(config.facts);
}

/** False until all files are read, and where nobody knows what the configuration says: its names are missing then. */
export function knowsFiles(project: Project): boolean {
  return project.indexed && (configOf(project)?.lastGood !== undefined || !isConfigBroken(project));
}

/** Parts that a syntax error took the place of: what they said still counts, and is nowhere to be shown. */
export function staleParts(project: Project): ReadonlySet<TextPart> {
  const stale = new Set<TextPart>();
  for (const { facts, lastGood } of project.allFiles()) {
    if (!lastGood?.yaml) continue;
    for (const chunk of allChunks(lastGood.yaml)) stale.add(chunk);
    if (facts.yaml) for (const chunk of allChunks(facts.yaml)) stale.delete(chunk);
  }
  return stale;
}

function configOf(project: Project): ProjectFile | undefined {
  return project.configUri === undefined ? undefined : project.file(project.configUri);
}

function allChunks({ documents }: YamlFile): YamlChunk[] {
  return documents.flatMap(({ head, itemChunks }) => [head, ...itemChunks]);
}
