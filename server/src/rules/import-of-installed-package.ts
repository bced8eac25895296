import { pythonPlace } from './cascade/steps';
import { judgedImports } from './python/workerImports';
import { defineRule } from './rule';

export const rule = defineRule({
  id: 'import-of-installed-package',
  catalogue: 'GEN32',
  title: 'A generator imports a package that the repository is installed as',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `The worker imports files of the repository as \`commits.<commit>.<folder>.<module>\` (recorded from SDK
1.23.2), so the package of the repository itself (\`src/<package>\`, or a folder that \`pyproject.toml\` packages) is
found there only when it is installed in the worker's image. A commit then changes the generator, but not the package:
that needs a rebuilt worker. Code that changes with the generators belongs beside them, imported relatively.`,
  appliesTo: 'project',
  check(project, { report }) {
    const seen = new Set<string>();
    for (const { code } of project.generators) {
      for (const { path, range, judgement, written } of code ? judgedImports(project, code) : []) {
        const key = `${path} ${range.start}`;
        if (judgement !== 'installed package' || seen.has(key)) continue;
        seen.add(key);
        report({
          at: pythonPlace(project, path, range),
          message:
            `The worker finds '${written}' only if the repository is installed in its image, and a commit does not ` +
            'change it there: rebuild the worker, or import from a file beside the generators.',
        });
      }
    }
  },
});
