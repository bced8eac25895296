import type { TextRange } from '../base/textRange';
import type { NodeCreate } from '../model/generators/facts';
import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { judgeMissing } from './openWorld';
import { replacement } from './python/fixes';
import { defineRule, type Fix, type RuleContext } from './rule';

/** How many kinds are offered for a generic. */
const maxOffers = 6;

export const rule = defineRule({
  id: 'unknown-kind-in-generator',
  catalogue: 'GEN10',
  title: 'A generator creates or reads a kind that does not exist',
  severity: 'error',
  recommended: true,
  evidence: 'project',
  docs: `The SDK asks the schema for the kind first; \`create\`, \`get\` and \`filters\` end with
\`Unable to find the schema 'NetworkDevise'.\` (recorded from SDK 1.23.2). Write the full name of the kind, namespace
and name in one, or use the class that \`infrahubctl protocols\` makes. An error only where all schemas are in the
files, or the name nearly equals one that is there. A generic can be read, but the server has no mutation that makes an object
of one (facts/versions/object-files.md §3).`,
  appliesTo: 'generatorClass',
  check({ code, file }, context) {
    const { project, report } = context;
    if (code.stub) return;
    for (const create of code.creates) checkGeneric(create, file.path, context);
    for (const { kind, kindRange, file: path } of [...code.creates, ...code.fetches]) {
      if (kind === undefined || !kindRange || !/^\w+$/.test(kind) || project.kinds.get(kind)) continue;
      const kinds = project.kinds.all();
      const sameName = kinds.filter(({ name }) => name.toLowerCase() === kind.toLowerCase()).map((each) => each.kind);
      // Kinds of the server's own may come with another version or edition.
      const ofServer = /^(?:Core|Builtin|Internal|Schema|Profile|Template|Lineage|Ipam|Menu)[A-Z]/.test(kind);
      const judged = judgeMissing({
        name: kind,
        known: kinds.map((each) => each.kind),
        complete: (project.schemasComplete && !ofServer) || (sameName.length > 0 && !project.kinds.halfWritten),
        severity: 'error',
        hidden: project.kinds.halfWritten,
      });
      const suggestions = sameName.length > 0 ? sameName : judged.suggestions;
      const question = sameName[0] === undefined ? judged.question : ` Did you mean '${sameName[0]}'?`;
      const at = path || file.path;
      report({
        at: pythonPlace(project, at, kindRange),
        message:
          judged.severity === 'error'
            ? `The run fails here: there is no kind '${kind}'.${question}`
            : `The schemas of this repository have no kind '${kind}'. If the server has none either, the run fails here.`,
        severity: judged.severity,
        oncePerFile: judged.oncePerFile,
        fixes: () => changesTo(suggestions, { project, path: at, kindRange, kind }),
      });
    }
  },
});

/** Only what is saved goes to the server. */
function checkGeneric(create: NodeCreate, own: string, { project, report }: RuleContext): void {
  const { kind, kindRange, tracked, save } = create;
  const found = kind === undefined ? undefined : project.kinds.get(kind);
  if (!found?.isGeneric || !kindRange || (tracked === undefined && !save)) return;
  const path = create.file || own;
  report({
    at: pythonPlace(project, path, kindRange),
    message:
      `${found.kind} is a generic, and the server makes no objects of one: the run fails when it is saved. Name one of the ` +
      'kinds that inherit from it.',
    fixes: () => {
      const heirs = project.kinds.heirs(found.kind).map((heir) => heir.kind);
      return changesTo(heirs.slice(0, maxOffers), { project, path, kindRange, kind: found.kind });
    },
  });
}

interface Written {
  readonly project: Project;
  readonly path: string;
  readonly kindRange: TextRange;
  readonly kind: string;
}

function changesTo(names: readonly string[], { project, path, kindRange, kind }: Written): Fix[] {
  const range = innerRange(project, path, kindRange, kind);
  if (!range) return [];
  return names.map((name) => replacement(project, { title: `Change to ${name}`, path, range, newText: name }));
}

/** The name inside the quotes; undefined when it is not written there. */
function innerRange(project: Project, path: string, { start, end }: TextRange, name: string): TextRange | undefined {
  const text = project.fileAt(path)?.text.slice(start, end) ?? '';
  const at = /^["']/.test(text) ? text.indexOf(name) : -1;
  return at < 0 ? undefined : { start: start + at, end: start + at + name.length };
}
