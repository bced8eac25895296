import picomatch from 'picomatch';
import type { YamlFile } from '../../syntax/yaml/yamlFile';
import { readProjectSettings, type ProjectSettingsFile } from './projectSettings';

/** Reads `.infrahub-cascade.yml`; what did not change is read once. */
export class SettingsReader {
  private last: { readonly yaml: YamlFile | undefined; readonly settings: ProjectSettingsFile } | undefined;
  private ignoring: { readonly globs: string; readonly matches: (path: string) => boolean } | undefined;

  read(yaml: YamlFile | undefined): ProjectSettingsFile {
    if (!this.last || this.last.yaml !== yaml) {
      this.last = { yaml, settings: readProjectSettings(yaml?.documents[0]?.head.tree.root) };
    }
    return this.last.settings;
  }

  /** True for a path that the settings want left alone. */
  isIgnored({ values: { ignore = [] } }: ProjectSettingsFile, path: string): boolean {
    const globs = ignore.join('\n');
    if (this.ignoring?.globs !== globs) {
      this.ignoring = { globs, matches: picomatch([...ignore], { dot: true }) };
    }
    return ignore.length > 0 && this.ignoring.matches(path);
  }
}
