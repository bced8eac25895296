import { fileOf, layers } from '../server/cascade/layers';

/** Where the class under test stands. */
export const generatorPath = '/generators/generate_fabric.py';

/** A repository of three layers whose first generator has these lines in `generate`. */
export function withBody(body: string, files: Readonly<Record<string, string>> = {}): string {
  return layers({ fabric: body, files });
}

/** A repository of three layers whose first generator is this file; its class is `FabricGenerator`. */
export function withFile(text: string, files: Readonly<Record<string, string>> = {}): string {
  return layers({ files: { ...files, [generatorPath]: text.replace(/^\n/, '') } });
}

/** The one file that a fix changes, with other lines in `generate`. */
export function fixedBody(body: string): string {
  return fileOf(layers({ fabric: body }), generatorPath);
}

/** The one file that a fix changes, as a whole. */
export function fixedFile(text: string): string {
  return `#- ${generatorPath}\n${text.replace(/^\n/, '')}`;
}
