import type { RaiseSite } from '../model/generators/facts';
import type { ResolvedClass } from '../model/generators/resolveClass';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { oncePerPlace, signalWrites, type SignalWrite } from './cascade/signalWrites';
import { pythonPlace } from './cascade/steps';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'signal-to-rejected-targets',
  catalogue: 'GEN27',
  title: 'A signal goes to other targets than the next generator takes',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `The next generator refuses some of its targets, as the guide's pod generator does with a ValueError for excluded roles
(guide, step 3), and the generator above signals them too: their instances fail with every signal and stay in the status
Error (facts 1c, 10.3). Leave them out where the signal is sent. A \`limit\` in the other direction leaves targets out that
should run.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    const texts = new Map<ResolvedClass, string>();
    for (const signal of signalWrites(project)) {
      const { generator, code, write, path } = signal;
      for (const fetch of code.fetches) {
        const limit = fetch.filters.find(({ name }) => name === 'limit');
        const file = fetch.file || path;
        if (!limit || fetch.kind !== write.kind || fetch.call === 'get' || !isNew(file, limit.range)) continue;
        report({
          at: pythonPlace(project, file, limit.range),
          message:
            `${generator.name} signals the first ${write.kind ?? 'objects'} only: the others keep their old ` +
            `${write.attribute}, and nothing runs for them. Fetch all of them.`,
        });
      }
      for (const next of signal.starts) {
        const refusal = refusalOf(next, signal, project);
        const text = texts.get(code) ?? textOf(code, project);
        texts.set(code, text);
        if (!refusal || mentions(text, refusal.attribute) || !isNew(path, write.range)) continue;
        report({
          at: pythonPlace(project, path, write.range),
          message:
            `${generator.name} signals every ${write.kind}, but ${next.name} refuses some of them by their ` +
            `${refusal.attribute}: those runs fail each time. Leave them out here too.`,
          related: [
            {
              at: pythonPlace(project, refusal.raise.file || (next.pythonFile?.path ?? path), refusal.raise.range),
              message: `${next.name} refuses them here`,
            },
          ],
        });
      }
    }
  },
});

interface Refusal {
  readonly raise: RaiseSite;
  readonly attribute: string;
}

/** Where the next generator raises because of what its target is, not because something is missing. */
function refusalOf({ code }: Generator, { write }: SignalWrite, { kinds }: Project): Refusal | undefined {
  for (const raise of code?.raises ?? []) {
    const { attribute } = raise;
    if (
      attribute === undefined ||
      raise.guardedByNotReady ||
      raise.trackedBefore !== 'none' ||
      raise.fetched.length > 0
    )
      continue;
    if (write.kind !== undefined && kinds.attribute(write.kind, attribute)) return { raise, attribute };
  }
  return undefined;
}

/** The code above reads the attribute, or filters by it, wherever that may be. */
function mentions(text: string, attribute: string): boolean {
  return new RegExp(String.raw`\b${attribute}(?:\.value|__values?)\b|["']${attribute}(?:__values?)?["']`).test(text);
}

/** The text of all methods that may run. */
function textOf({ methods }: ResolvedClass, project: Project): string {
  return methods
    .map(({ file, method }) => project.fileAt(file)?.text.slice(method.range.start, method.range.end) ?? '')
    .join('\n');
}
