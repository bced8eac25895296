import { resolve } from 'node:path';
import { URI } from 'vscode-uri';
import { relativePath } from '../base/uris';
import { createDiskWorkspace } from '../disk/diskWorkspace';
import { createService } from '../service';
import { settingsSchema } from '../settings';

export interface CheckOptions {
  readonly paths: readonly string[];
  readonly write: (text: string) => void;
}

/** Prints the findings of every project below the paths; gives the exit code: 1 with an error among them, else 0. */
export async function check({ paths, write }: CheckOptions): Promise<number> {
  const settings = settingsSchema.parse({});
  const workspace = createDiskWorkspace({
    maxFileSize: () => settings.maxFileSizeKb * 1024,
    exclude: () => settings.exclude,
  });
  const service = createService({ workspace, now: () => performance.now(), log: (line) => write(`${line}\n`) });
  service.configure(settings);
  await service.index((paths.length > 0 ? paths : ['.']).map((path) => URI.file(resolve(path)).toString()));
  let errors = 0;
  for (const project of service.projects()) {
    for (const file of project.allFiles()) {
      for (const { range, severity, message, finding } of service.diagnostics(file.uri)) {
        const { line, character } = file.lines().positionAt(range.start);
        write(
          `${relativePath(project.root, file.uri)}:${line + 1}:${character + 1} ${severity} ${finding.rule.id}: ${message}\n`,
        );
        if (severity === 'error') errors++;
      }
    }
  }
  return errors > 0 ? 1 : 0;
}
