import type { Place } from '../base/place';
import type { TextRange } from '../base/textRange';
import type { Kind } from '../model/kinds/kind';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import { signalWrites } from './cascade/signalWrites';
import { replaceScalar } from '../edits/yamlEdits';
import { textOf } from '../syntax/yaml/access';
import { pythonPlace } from './cascade/steps';
import { declaredMap, ownEntry } from './declaredMap';
import { defineRule, type Fix } from './rule';

export const rule = defineRule({
  id: 'branch-agnostic-cascade-kind',
  catalogue: 'SCH14',
  title: 'A cascade writes a kind that is the same on all branches',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `Objects of a kind with \`branch: agnostic\` are on no branch: their attributes are agnostic too. A checksum
written on a branch was at once on main, and deleting the object on a branch deleted it on main (facts 11.3,
observed). So a cascade that runs in a proposed change, or a clean-up after a tracked save, changes production before
anybody has reviewed it. \`branch: aware\`, which is the default, keeps both on the branch. On a kind that is loaded
already the change is a schema migration.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const use of uses(project)) {
      const kind = project.kinds.get(use.kind);
      const leak = kind && leakOf(kind, use);
      if (!kind || !leak || seen.has(leak.of)) continue;
      seen.add(leak.of);
      report({
        at: leak.at,
        message:
          `${leak.of} is branch-agnostic, and ${use.generator.name} ` +
          `${use.attribute ? `writes ${use.attribute} of it` : 'makes such objects'}: ` +
          `${use.attribute ? 'what a run on a branch writes' : 'what a run on a branch makes or cleans up'} ` +
          'changes the default branch at once. Use branch: aware.',
        related: [{ at: pythonPlace(project, use.path, use.range), message: `${use.generator.name} does it here` }],
        fixes: () => fixesFor(leak.at, project),
      });
    }
  },
});

interface Use {
  readonly generator: Generator;
  readonly kind: string;
  /** Written on an object that was there before; none when such objects are made. */
  readonly attribute?: string;
  readonly path: string;
  readonly range: TextRange;
}

/** What the generators of the cascade write, make and track. */
function uses(project: Project): Use[] {
  const signals = signalWrites(project);
  const inCascade = new Set([...signals.map(({ generator }) => generator), ...project.cascade.triggered.keys()]);
  return [...inCascade].flatMap((generator) => {
    const { code, pythonFile } = generator;
    const pathOf = (file: string): string => file || (pythonFile?.path ?? '');
    const writes = (code?.writes ?? []).flatMap(
      ({ kind, fetched, attribute, file, range, saveRange, tracked }): Use[] => {
        const isSaved = saveRange !== undefined || tracked !== undefined;
        return kind !== undefined && fetched && isSaved
          ? [{ generator, kind, attribute, path: pathOf(file), range }]
          : [];
      },
    );
    const creates = (code?.creates ?? []).flatMap(({ kind, tracked, file, range }): Use[] =>
      kind !== undefined && tracked !== undefined ? [{ generator, kind, path: pathOf(file), range }] : [],
    );
    return [...writes, ...creates];
  });
}

/** What is agnostic, the kind or only the attribute, and where the schema says so. */
function leakOf(kind: Kind, { attribute: name }: Use): { of: string; at: Place } | undefined {
  const attribute = name === undefined ? undefined : kind.attributes.get(name);
  if (name !== undefined && attribute?.branch !== 'agnostic') return undefined;
  if (kind.branch === 'agnostic') return kind.declaredAt && { of: kind.kind, at: kind.declaredAt };
  return name !== undefined && attribute?.declaredAt
    ? { of: `${name} of ${kind.kind}`, at: attribute.declaredAt }
    : undefined;
}

function fixesFor(at: Place, project: Project): Fix[] {
  const found = declaredMap(project, at);
  const value = found && ownEntry(found, 'branch')?.value;
  if (!found || value?.type !== 'scalar' || textOf(value) !== 'agnostic') return [];
  const title = 'Change to branch: aware (a schema migration where it is loaded already)';
  return [{ title, safe: false, edits: [replaceScalar(found.chunk, value, 'aware')] }];
}
