// Stages the .vsix and the command line's tarball in dist/package, each from a generated manifest: what people install
// has no dependencies, no scripts and nothing of the development.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildProduct } from './build.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist', 'package');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const texts = ['README.md', 'CHANGELOG.md', 'LICENSE'];

/** The licences of the packages that are part of the bundles: these ask for it. */
function notices(files) {
  const folders = files.flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []);
  const entries = [...new Set(folders)]
    .toSorted((one, other) => one.localeCompare(other))
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry));
      const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
      return [`${name} ${version}`, `${name} ${version}\n\n${text}\n`];
    });
  const line = `\n${'-'.repeat(80)}\n\n`;
  return `Parts of other projects are included, under these licences.\n${line}${[...new Map(entries).values()].join(line)}`;
}

/** The named fields of the repository's manifest, those that it has. */
function pick(...fields) {
  return Object.fromEntries(fields.filter((field) => field in manifest).map((field) => [field, manifest[field]]));
}

/** A fresh folder with the given files and folders of the repository (those that exist) and a manifest. */
function stage(name, content, files) {
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  for (const file of files.filter((entry) => existsSync(join(root, entry)))) {
    cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  writeFileSync(join(folder, 'ThirdPartyNotices.txt'), notices(inputs));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`);
  return folder;
}

function copyBundles(folder, ...names) {
  mkdirSync(join(folder, 'dist'));
  for (const name of names) cpSync(join(out, 'bundles', name), join(folder, 'dist', name));
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const inputs = await buildProduct({ outdir: 'dist/package/bundles', minify: true });

const common = pick('name', 'description', 'version', 'license', 'keywords', 'homepage', 'repository', 'bugs');
const english = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8'));

const extension = stage(
  'extension',
  {
    ...common,
    ...pick(
      'displayName',
      'publisher',
      'categories',
      'icon',
      'galleryBanner',
      'extensionKind',
      'capabilities',
      'main',
      'l10n',
    ),
    engines: { vscode: manifest.engines.vscode },
    ...pick('activationEvents', 'contributes'),
  },
  [...texts, 'package.nls.json', 'media', 'syntaxes', 'l10n'],
);
writeFileSync(join(extension, '.vscodeignore'), ''); // all of it
copyBundles(extension, 'extension.js', 'server.js', 'languageServer.js');

const cli = stage(
  'cli',
  {
    ...common,
    description: english['extension.description'],
    engines: { node: manifest.engines.node },
    ...pick('bin'),
  },
  texts,
);
copyBundles(cli, 'cli.js', 'languageServer.js', 'checkCommand.js', 'untrackCommand.js');
chmodSync(join(cli, 'dist', 'cli.js'), 0o755);

const base = `${manifest.name}-${manifest.version}`;
const vsce = join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
const run = (file, args, cwd) =>
  execFileSync(process.execPath, [file, ...args], { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
run(vsce, ['package', '--no-dependencies', '-o', join(out, `${base}.vsix`)], extension);
const npm = process.env.npm_execpath;
if (npm) run(npm, ['pack', '--silent', '--pack-destination', out], cli);
else
  execFileSync('npm', ['pack', '--silent', '--pack-destination', out], {
    cwd: cli,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
rmSync(join(out, 'bundles'), { recursive: true });
for (const file of [`${base}.vsix`, `${base}.tgz`]) console.log(join('dist', 'package', file));
