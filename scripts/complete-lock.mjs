// Adds to package-lock.json the optional packages of other platforms that npm left out. A registry mirror that lacks them
// makes npm write an incomplete lock file without a word, and `npm ci` then refuses it, everywhere. Run it after every
// `npm install` that changes the lock file. What it adds is what the packages themselves ask for, to the version.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const file = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'mips64el', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64'];

/** Where a package may be used, read off its name, such as `@oxlint/binding-linux-arm64-musl`. */
function platform(name) {
  const words = name.split(/[-/]/);
  const pick = (known) => known.filter((word) => words.includes(word));
  const os = pick(systems);
  const cpu = pick(processors);
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: for which platform?`);
  const isMusl = words.some((word) => word.startsWith('musl'));
  const isGnu = words.some((word) => word.startsWith('gnu'));
  return { cpu, ...(isMusl ? { libc: ['musl'] } : {}), ...(isGnu ? { libc: ['glibc'] } : {}), os };
}

/** Whether a package in `path` finds `name`, as Node looks for it. */
function isFound(path, name) {
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (`${at}/node_modules/${name}` in packages) return true;
    if (!at.includes('/node_modules/')) break;
  }
  return `node_modules/${name}` in packages;
}

let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (path === '' || isFound(path, name)) continue;
    if (!/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${path} asks for ${name} ${version}: not one version`);
    packages[`node_modules/${name}`] = { version, ...(dev ? { dev } : {}), optional: true, ...platform(name) };
    added++;
  }
}
const [project, ...others] = Object.entries(packages);
lock.packages = Object.fromEntries([project, ...others.toSorted(([one], [other]) => one.localeCompare(other, 'en'))]);
if (added > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} packages added`);
