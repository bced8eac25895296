import { URI } from 'vscode-uri';
import { createDiskWorkspace } from '../disk/diskWorkspace';
import { findProjectRoot } from '../disk/projectRoot';
import type { GeneratorObjects } from '../protocol/generatorObjects';
import { createService } from '../service';
import { settingsSchema } from '../settings';
import type { Terminal } from './terminal';

/** What the generators of the repository around a folder, and of those below it, signal and create. */
export async function localGenerators({ cwd, now, error }: Terminal): Promise<readonly GeneratorObjects[]> {
  const settings = settingsSchema.parse({});
  const workspace = createDiskWorkspace({ maxFileSize: () => settings.maxFileSizeKb * 1024, exclude: () => [] });
  const service = createService({ workspace, now, log: error });
  await service.index([URI.file((await findProjectRoot(cwd)) ?? cwd).toString()]);
  return service.signalTargets();
}
