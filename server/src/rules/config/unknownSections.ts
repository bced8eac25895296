import { sectionOf } from '../../model/config/configFile';
import type { Project } from '../../model/project/project';

/** True when `.infrahub.yml` has a section that Infrahub does not know: entries of any section may stand there. */
export function hasUnknownSection({ readableConfig, configModel }: Project): boolean {
  const known = new Set(configModel.rootKeys.map(({ key }) => key));
  return readableConfig?.sections.some(({ field }) => field.key !== '<<' && !known.has(field.key)) ?? false;
}

/** True when the section is missing and may be one that is misspelt: what misses its entries is not worth a finding. */
export function maybeMisspelt(project: Project, section: string): boolean {
  return sectionOf(project.readableConfig, section) === undefined && hasUnknownSection(project);
}
