import type { TextRange } from '../base/textRange';
import type { Kind } from '../model/kinds/kind';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { judgeMissing } from './openWorld';
import { replacement } from './python/fixes';
import { defineRule, type Fix } from './rule';
import { isComplete } from './triggers/parts';

export const rule = defineRule({
  id: 'unknown-field-in-generator',
  catalogue: 'GEN10',
  title: 'A generator creates or looks for objects by a field that their kind does not have',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `\`client.create\` drops a field that the kind does not have without a word (recorded from SDK 1.23.2:
\`rolle="leaf"\` is in no mutation): a warning. A filter becomes an argument of the GraphQL query, and the server
refuses unknown ones (facts 4), so the run fails. Filters are \`name__value\`, \`name__values\`, \`parent__ids\`,
\`parent__name__value\`; a bare \`name\` is none. Reported where all schemas are in the files, or the name nearly
equals one that is there.`,
  appliesTo: 'generatorClass',
  check({ code, file }, { project, report }) {
    if (code.stub) return;
    for (const { kind: name, attributes, file: path } of code.creates) {
      const kind = name === undefined ? undefined : project.kinds.get(name);
      for (const given of kind ? attributes : []) {
        if (!kind || kind.attributes.has(given.name) || kind.relationships.has(given.name)) continue;
        if (ownFields.has(given.name) || given.name.startsWith('_')) continue;
        const known = [...kind.attributes.keys(), ...kind.relationships.keys()];
        const complete = isComplete(kind, project);
        const judged = judgeMissing({
          name: given.name,
          known,
          complete,
          severity: 'warning',
          hidden: project.kinds.halfWritten,
        });
        if (judged.severity !== 'warning') continue;
        const at = path || file.path;
        const range = nameRange(project, at, given);
        report({
          at: pythonPlace(project, at, range),
          message: `${kind.kind} has no field '${given.name}', so the SDK drops this value.${judged.question}`,
          severity: 'warning',
          fixes: () => renames({ project, path: at, range, name: given.name, names: judged.suggestions }),
        });
      }
    }
    for (const { kind: name, filters, file: path } of code.fetches) {
      const kind = name === undefined ? undefined : project.kinds.get(name);
      for (const filter of kind ? filters : []) {
        const problem = kind && filterProblem(kind, filter.name, project);
        if (!problem) continue;
        const at = path || file.path;
        const range = nameRange(project, at, filter);
        report({
          at: pythonPlace(project, at, range),
          message: `The server refuses this query, and the run fails: ${problem.what}`,
          fixes: () => renames({ project, path: at, range, name: filter.name, names: problem.names }),
        });
      }
    }
  },
});

/** Given beside the fields of a kind. */
const ownFields: ReadonlySet<string> = new Set(['id', 'hfid', 'display_label', 'kind', 'object_template']);
/** First words of filters that every kind has, and arguments of the SDK's own. */
const ownFilters =
  /^(?:ids?|hfid|any|limit|offset|order|partial_match|node_metadata|is_default|display_labels?|priority|query_name)$/;
/** What follows a relationship besides the attributes of its peer. */
const peerFilters = /^(?:ids?|hfid|isnull|is_visible|is_protected|source|owner|any|count|updated_at|node_metadata)$/;

interface FilterProblem {
  readonly what: string;
  /** What the whole filter may have to be. */
  readonly names: readonly string[];
}

function filterProblem(kind: Kind, filter: string, project: Project): FilterProblem | undefined {
  const [head = '', ...rest] = filter.split('__');
  if (ownFilters.test(head)) return undefined;
  if (kind.hierarchical || kind.hierarchy !== undefined) {
    if (/^(?:parent|children|ancestors|descendants)$/.test(head)) return undefined;
  }
  const complete = isComplete(kind, project);
  if (kind.attributes.has(head)) {
    if (rest.length > 0) return undefined;
    return {
      what: `'${head}' is an attribute of ${kind.kind}, its filter is '${head}__value'.`,
      names: [`${head}__value`],
    };
  }
  const relationship = kind.relationships.get(head);
  if (!relationship) {
    const known = [...kind.attributes.keys(), ...kind.relationships.keys()];
    // A name alone may be an argument of a later SDK.
    const judged = judgeMissing({
      name: head,
      known,
      complete: complete && rest.length > 0,
      severity: 'error',
      hidden: project.kinds.halfWritten,
    });
    if (judged.severity !== 'error') return undefined;
    const names = judged.suggestions.map((name) => [name, ...rest].join('__'));
    return { what: `${kind.kind} has no field '${head}' to filter by.${judged.question}`, names };
  }
  const [next, ...last] = rest;
  if (next === undefined) {
    return {
      what: `'${head}' is a relationship of ${kind.kind}, its filter is '${head}__ids'.`,
      names: [`${head}__ids`],
    };
  }
  const peer = project.kinds.get(relationship.peer);
  if (!peer || peerFilters.test(next) || peer.attributes.has(next) || peer.relationships.has(next)) return undefined;
  const known = peer.attributes.keys();
  const judged = judgeMissing({
    name: next,
    known,
    complete: isComplete(peer, project),
    severity: 'error',
    hidden: project.kinds.halfWritten,
  });
  if (judged.severity !== 'error') return undefined;
  const names = judged.suggestions.map((name) => [head, name, ...last].join('__'));
  return { what: `${peer.kind} has no attribute '${next}' to filter by.${judged.question}`, names };
}

/** The name of an argument or the key of a mapping, without what is given for it. */
function nameRange(project: Project, path: string, { name, range }: { name: string; range: TextRange }): TextRange {
  const text = project.fileAt(path)?.text ?? '';
  const start = /["']/.test(text[range.start] ?? '') ? range.start + 1 : range.start;
  return text.startsWith(name, start) ? { start, end: start + name.length } : range;
}

interface Renames {
  readonly project: Project;
  readonly path: string;
  readonly range: TextRange;
  readonly name: string;
  readonly names: readonly string[];
}

function renames({ project, path, range, name, names }: Renames): Fix[] {
  if (project.fileAt(path)?.text.slice(range.start, range.end) !== name) return [];
  return names.map((each) => replacement(project, { title: `Change to ${each}`, path, range, newText: each }));
}
