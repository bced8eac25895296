import { coreAvailability } from '../data/coreKinds';
import { compareServerVersions, parseServerVersion } from '../data/versions';
import type { Kind } from '../model/kinds/kind';
import { fieldOf, placeOf } from '../model/named';
import type { ObjectDocument } from '../model/objects/objectFile';
import { asMap, entryOf, keyText, textOf } from '../syntax/yaml/access';
import { isReadable } from './filePlaces';
import { nodeKindNames } from './kindNames';
import { askedKey, misspeltKey, renameMisspelt } from './misspeltKey';
import { judgeMissing } from './openWorld';
import { defineRule } from './rule';
import { replaceScalar } from '../edits/yamlEdits';

/** How many kinds are offered for a generic. */
const maxOffers = 6;

export const rule = defineRule({
  id: 'unknown-object-kind',
  catalogue: 'OBJ04',
  title: 'spec.kind names no kind whose objects can be created',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  dependsOnVersion: true,
  docs: `The loader refuses a kind that the schema does not have (\`Unable to find the schema 'CoreStandardGroups'.\`), and a
document without \`spec.kind\`; nothing of any file is loaded then. A generic passes the loader, but the server can create no
objects of it, so the load stops there (facts/versions/object-files.md §3, and recorded from the SDK).`,
  appliesTo: 'objectDocument',
  check(document, { project, report }) {
    const { root, chunk, yaml, kind } = document;
    const specEntry = root?.entries.findLast((entry) => keyText(entry) === 'spec');
    const spec = asMap(specEntry?.value);
    if (!spec || textOf(document.documentKind && entryOf(root, 'kind')?.value) !== 'Object' || !isReadable(yaml))
      return;
    if (!kind) {
      const empty = fieldOf(entryOf(spec, 'kind'));
      const isOwn = specEntry?.value?.type === 'map';
      const slip = empty || !isOwn ? undefined : misspeltKey(spec, 'kind', ['data', 'parameters']);
      const range = empty?.keyRange ?? (slip?.key ?? specEntry?.key ?? spec).range;
      report({
        at: { part: chunk, range },
        message:
          'The loader refuses this file, and with it the whole load: spec.kind must name the kind of the objects.' +
          askedKey(slip),
        fixes: () => (slip ? renameMisspelt(chunk, slip) : []),
      });
      return;
    }
    const at = placeOf(chunk, kind);
    const node = entryOf(spec, 'kind')?.value;
    const fixes = (names: readonly string[]) => () =>
      names.flatMap((name) =>
        node ? [{ title: `Change to '${name}'`, safe: false, edits: [replaceScalar(chunk, node, name)] }] : [],
      );
    const found = project.kinds.get(kind.value);
    if (found?.isGeneric) {
      const heirs = fittingFirst(project.kinds.heirs(found.kind), document).map((heir) => heir.kind);
      report({
        at,
        message:
          `The server cannot create these objects: ${kind.value} is a generic, which has no objects of its own. Name one of ` +
          'the kinds that inherit from it.',
        fixes: fixes(heirs.slice(0, maxOffers)),
      });
    }
    if (found) return;
    const since = coreAvailability({ kind: kind.value })?.since;
    const { version, source } = project.targetVersion;
    if (since !== undefined && compareServerVersions(parseServerVersion(since) ?? version, version) > 0) {
      report({
        at,
        message:
          `The loader refuses this file, and with it the whole load: ${kind.value} came with Infrahub ${since}, and this ` +
          `repository is checked against ${version} (${source}).`,
      });
      return;
    }
    const known = nodeKindNames(project.kinds, kind.value);
    const judged = judgeMissing({
      name: kind.value,
      known,
      complete: project.schemasComplete,
      severity: 'error',
      hidden: project.kinds.halfWritten,
    });
    const sure = judged.severity === 'error';
    report({
      at,
      message: sure
        ? `The loader refuses this file, and with it the whole load: there is no kind ${kind.value}.${judged.question}`
        : `The kind ${kind.value} is in no schema of this repository; if the server does not have it either, nothing is loaded.`,
      severity: judged.severity,
      oncePerFile: judged.oncePerFile,
      fixes: fixes(judged.suggestions),
    });
  },
});

/** Kinds that have more of the fields which the objects give before those that have fewer. */
function fittingFirst(kinds: readonly Kind[], { items }: ObjectDocument): Kind[] {
  const given = new Set(items.flatMap(({ node, nestedIn }) => (nestedIn ? [] : node.entries.map(keyText))));
  const fit = ({ attributes, relationships }: Kind): number =>
    [...given].filter((key) => key !== undefined && (attributes.has(key) || relationships.has(key))).length;
  return kinds.toSorted((one, other) => fit(other) - fit(one));
}
