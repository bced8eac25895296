import { test } from 'vitest';
import { checkDiagnostics } from '../../support/check';
import { withFile } from '../../support/generators';
import { marked } from '../cascade/layers';

const rules = ['import-of-installed-package', 'import-fails-on-worker'];
const [rule = '', failing = ''] = rules;
const builds = '[build-system]\nrequires = ["hatchling"]\n';

function file(imported: string): string {
  return `from infrahub_sdk.generator import InfrahubGenerator

${imported}


class FabricGenerator(InfrahubGenerator):
    async def generate(self, data: dict) -> None:
        pass
`;
}

const what = `information ${rule}: rebuild the worker`;

test('a src layout', async () => {
  const files = { '/src/bundle/__init__.py': '', '/src/bundle/naming.py': '', '/pyproject.toml': builds };
  const source = withFile(file('from bundle.naming import names'), files);
  await checkDiagnostics(rules, marked(source, 'from ', 'bundle.naming', what));
  await checkDiagnostics(rules, marked(withFile(file('import bundle'), files), 'import ', 'bundle', what));
});

test.each([
  `${builds}[project]\nname = "lib"\n`,
  `${builds}[project]\nname = "network"\n[tool.hatch.build.targets.wheel]\npackages = ["lib"]\n`,
  '[tool.poetry]\nname = "network"\npackages = [{ include = "lib" }]\n',
  `${builds}[project]\nname = "network"\n`,
])('a folder that pyproject.toml may package: %s', async (pyproject) => {
  const files = { '/lib/__init__.py': '', '/lib/naming.py': '', '/pyproject.toml': pyproject };
  const source = withFile(file('from lib.naming import names'), files);
  await checkDiagnostics(rules, marked(source, 'from ', 'lib.naming', what));
});

test.each([
  '[project]\nname = "lib"\n',
  '[tool.poetry]\nname = "lib"\npackage-mode = false\n',
  `${builds}[tool.hatch.build.targets.wheel]\npackages = ["src/other"]\n`,
])('one that it does not: %s', async (pyproject) => {
  const files = { '/lib/naming.py': '', '/pyproject.toml': pyproject };
  const source = withFile(file('from lib.naming import names'), files);
  await checkDiagnostics(rules, marked(source, 'from ', 'lib.naming', `warning ${failing}: the worker does not`));
});
