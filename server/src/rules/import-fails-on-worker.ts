import type { Project } from '../model/project/project';
import { pythonPlace } from './cascade/steps';
import { replacement } from './python/fixes';
import { judgedImports, type JudgedImport } from './python/workerImports';
import { wholeImportEdits } from './python/wholeImport';
import { defineRule, type Fix, type Severity } from './rule';

export const rule = defineRule({
  id: 'import-fails-on-worker',
  catalogue: 'GEN32',
  title: 'An import of a generator is not found on the worker, or not locally',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `infrahubctl runs a generator with the root of the repository on the path; the worker imports it as
\`commits.<commit>.<folder>.<module>\`. So \`from generators.common import …\` works locally and ends the import on
the server with \`No module named 'generators'\`; \`from .common import …\` works in both. \`from common import …\`
works in neither. \`from ..lib.naming import …\` out of a folder at the root works on the worker and fails locally
with \`attempted relative import beyond top-level package\`: an information (all recorded from SDK 1.23.2). Keep what
generators share in a folder below theirs. \`import generators.common\` becomes \`from . import common\`, and
\`common.names()\` stands for every \`generators.common.names()\` of the file.

Silent for imports under \`TYPE_CHECKING\` and in \`try\`, where \`sys.path\` is changed, for packages that
\`pyproject.toml\` makes of the repository, and for names it requires.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const { code } of project.generators) {
      for (const found of code ? judgedImports(project, code) : []) {
        const { path, range, judgement } = found;
        const said = texts[judgement];
        const key = `${path} ${range.start}`;
        if (!said || seen.has(key)) continue;
        seen.add(key);
        report({
          at: pythonPlace(project, path, range),
          message: said.message(found),
          severity: said.severity,
          fixes: () => relativeFixes(project, found),
        });
      }
    }
  },
});

function relativeFixes(project: Project, { path, range, relative, statement, whole }: JudgedImport): Fix[] {
  if (!relative) return [];
  const where = relative.local ? '' : ' (works on the worker, no longer with infrahubctl)';
  const title = `Import from ${relative.text}${where}`;
  if (whole) {
    const edits = wholeImportEdits(project, { path, ...whole, from: relative.text });
    return edits ? [{ title, safe: false, edits }] : [];
  }
  const newText = statement?.text ?? relative.text;
  return [replacement(project, { title, path, range: statement?.range ?? range, newText })];
}

interface Said {
  readonly severity?: Severity;
  readonly message: (found: JudgedImport) => string;
}

const texts: Readonly<Record<JudgedImport['judgement'], Said | undefined>> = {
  'fails on the worker': {
    message: ({ written, relative }) =>
      `infrahubctl finds '${written}', the worker does not: there the repository is commits.<commit>, and its import ` +
      `fails. ${relative?.local ? `Import from '${relative.text}'.` : 'Import it relatively.'}`,
  },
  'fails everywhere': {
    message: ({ written }) =>
      `Neither infrahubctl nor the worker looks for '${written}' beside this file. Import from '.${written}'.`,
  },
  'not there': {
    message: ({ written }) => `The repository has no module '${written}', so the import of this file fails.`,
  },
  'fails locally': {
    severity: 'information',
    message: ({ written }) =>
      `The worker finds '${written}', infrahubctl does not: locally the folder of this file is the topmost package.`,
  },
  'installed package': undefined,
};
