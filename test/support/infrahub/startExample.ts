import { readRecording } from './recordings';
import { startDemoServer, type DemoServer } from './startDemoServer';

interface ExampleOptions {
  /** A copy of examples/fabric. */
  readonly folder: string;
  readonly branch: string;
  /** Folder of this repository. */
  readonly root: string;
}

/** Serves a copy of examples/fabric, with a branch to work on, until it is closed. */
export async function startExample({ folder, branch, root }: ExampleOptions): Promise<DemoServer> {
  return startDemoServer({ repository: folder, branches: [branch], recording: readRecording('fabric', root), root });
}
