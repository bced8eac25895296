import type { TextRange } from '../base/textRange';
import type { RaiseSite } from '../model/generators/facts';
import type { Constant } from '../syntax/python/ast';
import type { ResolvedClass } from '../model/generators/resolveClass';
import { mayFollow } from '../model/generators/order';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { oncePerPlace, signalWrites, type SignalWrite } from './cascade/signalWrites';
import { argumentChanges } from '../edits/python/callArguments';
import { ownExpressions, withInner } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { pythonFix } from './python/fixes';
import { statementAt } from './python/statementAt';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'signal-to-rejected-targets',
  catalogue: 'GEN27',
  title: 'A signal goes to other targets than the next generator takes',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `The next generator refuses some of its targets, as the guide's pod generator does with a ValueError for
excluded roles (guide, step 3), and the generator above signals them too: their instances fail with every signal and
stay in the status Error (facts 1c, 10.3). Leave them out where the signal is sent. A \`limit\` in the other direction
leaves targets out that should run.`,
  appliesTo: 'project',
  check(project, { report }) {
    const isNew = oncePerPlace();
    const looksAt = attributeReader(project);
    for (const signal of signalWrites(project)) {
      const { generator, code, write, path } = signal;
      const cut = cutFetchOf(signal);
      if (cut && isNew(cut.file || path, cut.range)) {
        report({
          at: pythonPlace(project, cut.file || path, cut.range),
          message:
            `${generator.name} signals ${firstOf(cut.limit, write.kind ?? 'target')} only: the others keep their old ` +
            `${write.attribute}, and nothing runs for them. Fetch all of them.`,
          fixes: () => withoutLimit(project, cut.file || path, cut.range),
        });
      }
      for (const next of signal.starts) {
        const refusal = refusalOf(next, signal, project);
        if (!refusal || looksAt(code, refusal.attribute) || !isNew(path, write.range)) continue;
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

interface CutFetch {
  readonly file: string;
  readonly range: TextRange;
  readonly limit?: Constant;
}

/** The `limit` of the one list that the targets can come from. */
function cutFetchOf({ code, write }: SignalWrite): CutFetch | undefined {
  const lists = code.fetches.filter(
    (fetch) => fetch.kind === write.kind && /^(?:filters|all)$/.test(fetch.call) && mayFollow(fetch, write),
  );
  const limit = lists[0]?.filters.find(({ name }) => name === 'limit');
  if (!limit || !lists[0] || lists.length !== 1) return undefined;
  return { file: lists[0].file, range: limit.range, limit: limit.constant };
}

function firstOf(limit: Constant | undefined, kind: string): string {
  if (limit === 1) return `the first ${kind}`;
  return typeof limit === 'number' ? `the first ${limit} objects of ${kind}` : `the first objects of ${kind}`;
}

/** The call without its `limit`; none where an `offset` shows that it reads page by page. */
function withoutLimit(project: Project, path: string, { start }: TextRange): Fix[] {
  const found = statementAt(project, path, start);
  const last = found?.steps.at(-1);
  const inside = last ? ownExpressions(last.statement).flatMap((each) => [...withInner(each)]) : [];
  for (const each of inside) {
    if (each.kind !== 'call' || !each.args.some(({ name, span }) => name === 'limit' && span.start === start)) continue;
    if (!found || each.args.some(({ name }) => name === 'offset')) return [];
    const changes = argumentChanges(found.text, each, { set: {}, remove: ['limit'] });
    return changes ? pythonFix(project, { title: 'Fetch all of them', path, changes }) : [];
  }
  return [];
}

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

/** Tells whether code reads an attribute, or filters by it, wherever that may be; looks once. */
function attributeReader(project: Project): (code: ResolvedClass, attribute: string) => boolean {
  const known = new Map<ResolvedClass, Map<string, boolean>>();
  return (code, attribute) => {
    const answers = known.get(code) ?? new Map<string, boolean>();
    known.set(code, answers);
    const answer = answers.get(attribute);
    if (answer !== undefined) return answer;
    const mention = new RegExp(String.raw`\b${attribute}(?:\.value|__values?)\b|["']${attribute}(?:__values?)?["']`);
    const found = code.methods.some(({ file, method }) =>
      mention.test(project.fileAt(file)?.text.slice(method.range.start, method.range.end) ?? ''),
    );
    answers.set(attribute, found);
    return found;
  };
}
