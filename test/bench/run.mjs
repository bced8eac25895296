// `npm run bench`: our server and command line against yaml-language-server and a plain `yaml` parse, in one run on one Node.
// Cold processes, medians of three runs, ratios with their targets. Exit code 1 when a target is missed.
//   --write   also puts the table into ARCHITECTURE.md
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { measureServer, statistics } from './measureServer.mjs';
import { measurePythonEdits } from './pythonEdit.mjs';
import { objectFileSchema } from './objectFileSchema.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..', '..');
const node = process.execPath;
const runs = 3;
/** Edits that every server is given; bursts, completions and schema edits follow from it. */
const edits = 60;
const triggers = 'objects/90_triggers.yml';
const schemaFile = 'schemas/layers.yml';

const temp = mkdtempSync(join(tmpdir(), 'cascade-bench-'));
try {
  execFileSync(node, [join(root, 'scripts', 'build.mjs'), '--minify'], { stdio: 'inherit' });
  const small = join(temp, 'small');
  const large = join(temp, 'large');
  execFileSync(node, [join(here, 'makeWorkspace.mjs'), small, '3', '150']);
  execFileSync(node, [join(here, 'makeWorkspace.mjs'), large, '3', '150', '200', '100']);
  const rows = await measure(small, large);
  const table = toMarkdown(rows);
  console.log(table);
  if (process.argv.includes('--write')) writeTable(table);
  if (rows.some((row) => !row.met)) process.exitCode = 1;
} finally {
  rmSync(temp, { recursive: true, force: true });
}

async function measure(small, large) {
  const bareSmall = await times(() => bareParse(small, [triggers, schemaFile]));
  const bareLarge = await times(() => bareParse(large, []));
  const ours = await times(() => measureServer({ ...ourServer(small), schemaFile, edits }));
  const oursLarge = await times(() => watched(ourServer(large)));
  const theirs = await times(() => measureServer({ ...yamlServer(small, false), edits }));
  const theirsFast = await times(() => measureServer({ ...yamlServer(small, true), edits }));
  const python = await times(() => measurePythonEdits({ ...ourServer(small), edits: 120 }));
  const check = await times(() => timedProcess([join(root, 'dist', 'cli.js'), 'check', large]));
  const sideBar = await times(measureSideBar);

  const bareFile = middle(bareSmall, (run) => run.warm[0]);
  const bareAffected = middle(bareSmall, (run) => run.warm[0] + run.warm[1]);
  const edit = middle(ours, (run) => run.edit.median);
  const editLimit = Math.max(0.15 * bareFile, 5);
  const editLarge = middle(oursLarge, (run) => run.edit.median);
  return [
    row('edit → diagnostics, median', edit, editLimit, `max(0.15 × bare parse ${ms(bareFile)}, 5 ms)`),
    row(
      'edit → diagnostics, 95th percentile',
      middle(ours, (run) => run.edit.p95),
      3 * editLimit,
      '3 × that',
    ),
    row(
      'burst of 5 edits → diagnostics, median',
      middle(ours, (run) => run.burst.median),
      5 * editLimit,
      '5 × the limit of one edit',
    ),
    row(
      'edit, against yaml-language-server as shipped',
      edit,
      middle(theirs, (run) => run.edit.median) / 40,
      `1/40 of ${ms(middle(theirs, (run) => run.edit.median))}; without its delay ${ms(middle(theirsFast, (run) => run.edit.median))}`,
    ),
    row(
      'schema edit → diagnostics of the trigger file',
      middle(ours, (run) => run.schemaEdit.median),
      2 * bareAffected,
      `2 × bare parse of both ${ms(bareAffected)}`,
    ),
    row(
      'spawn → first diagnostics',
      middle(ours, (run) => run.firstDiagnostics),
      middle(theirsFast, (run) => run.firstDiagnostics) / 2,
      `1/2 of ${ms(middle(theirsFast, (run) => run.firstDiagnostics))} without its delay; as shipped ${ms(middle(theirs, (run) => run.firstDiagnostics))}`,
    ),
    row(
      'completion, median',
      middle(ours, (run) => run.completion.median),
      middle(theirs, (run) => run.completion.median) / 4,
      `1/4 of ${ms(middle(theirs, (run) => run.completion.median))}`,
    ),
    row(
      'peak memory of the server',
      middle(ours, (run) => run.peakMiB),
      0.6 * middle(theirs, (run) => run.peakMiB),
      `0.6 × ${middle(theirs, (run) => run.peakMiB).toFixed(0)} MiB`,
      'MiB',
    ),
    row(
      '`check` of 90k lines, start-up included',
      middle(check, (run) => run.wall),
      1.5 * middle(bareLarge, (run) => run.wall),
      `1.5 × bare parse of all files ${ms(middle(bareLarge, (run) => run.wall))}`,
    ),
    row(
      'peak memory of `check`',
      middle(check, (run) => run.peakMiB),
      3 * middle(bareLarge, (run) => run.peakMiB),
      `3 × ${middle(bareLarge, (run) => run.peakMiB).toFixed(0)} MiB`,
      'MiB',
    ),
    row('edit in 90k lines', editLarge, Math.max(1.3 * edit, edit + 2), '1.3 × the small one, or 2 ms more'),
    row(
      'edit in a generator of 2,000 lines, median',
      middle(python, (run) => run.median),
      30,
      '30 ms',
    ),
    row(
      'longest event-loop stretch in 90k lines',
      middle(oursLarge, (run) => run.longestStretch),
      100,
      '100 ms',
    ),
    row(
      'side bar: a page of 200 of 10,000 targets',
      middle(sideBar, (run) => run.page),
      20,
      '20 ms of the client',
    ),
    row(
      'side bar: memory of 10,000 targets',
      middle(sideBar, (run) => run.memory),
      32,
      '32 MiB',
      'MiB',
    ),
  ];
}

/** The client's part of the view Cascade, in a process of its own. */
function measureSideBar() {
  const file = join(temp, 'sideBar.mjs');
  buildSync({
    entryPoints: [join(here, 'sideBar.ts')],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    // Where the recorded answers lie.
    define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'infrahubApi')) },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return JSON.parse(timedProcess(['--expose-gc', file]).stdout);
}

async function times(measureOnce) {
  const results = [];
  for (let run = 0; run < runs; run++) results.push(await measureOnce());
  return results;
}

function middle(results, of) {
  return statistics(results.map(of)).median;
}

function bareParse(folder, files) {
  const measured = timedProcess([join(here, 'bareParse.mjs'), folder, ...files]);
  return { ...measured, ...JSON.parse(measured.stdout) };
}

/** A whole process: wall time from spawn to exit, and its peak memory where GNU time is not needed for it. */
function timedProcess(args) {
  const report = join(temp, 'usage.json');
  const begun = performance.now();
  const preload = pathToFileURL(join(here, 'usage.mjs')).href;
  const child = spawnSync(node, [`--import=${preload}`, ...args], {
    encoding: 'utf8',
    env: { ...process.env, USAGE_FILE: report },
    maxBuffer: 1 << 28,
  });
  const wall = performance.now() - begun;
  if (child.status !== 0)
    throw new Error(`${args.join(' ')} ended with ${child.status}\n${child.stdout}\n${child.stderr}`);
  return { wall, stdout: child.stdout, ...JSON.parse(readFileSync(report, 'utf8')) };
}

function ourServer(folder) {
  const watch = join(temp, 'loop');
  const preload = pathToFileURL(join(here, 'loopWatch.mjs')).href;
  return {
    command: [node, `--import=${preload}`, join(root, 'dist', 'server.js'), '--stdio'],
    folder,
    file: triggers,
    settings: {},
    env: { LOOP_WATCH: watch },
    watch,
  };
}

/** The measures of our server and its longest event-loop stretch. */
async function watched({ watch, ...server }) {
  const measured = await measureServer({ ...server, edits });
  return { ...measured, longestStretch: Number(readFileSync(watch, 'utf8')) };
}

function yamlServer(folder, fast) {
  const schema = join(temp, 'objects.schema.json');
  writeFileSync(schema, JSON.stringify(objectFileSchema));
  const settings = {
    yaml: {
      validate: true,
      completion: true,
      hover: true,
      schemaStore: { enable: false },
      schemas: { [pathToFileURL(schema).href]: '/objects/*.yml' },
    },
  };
  const preload = fast ? [`--import=${pathToFileURL(join(here, 'noDelay.mjs')).href}`] : [];
  const bin = join(root, 'node_modules', 'yaml-language-server', 'bin', 'yaml-language-server');
  return { command: [node, ...preload, bin, '--stdio'], folder, file: triggers, settings };
}

function row(what, value, limit, target, unit = 'ms') {
  return { what, value, limit, target, unit, met: value <= limit };
}

function ms(value) {
  return `${value.toFixed(value < 10 ? 1 : 0)} ms`;
}

function toMarkdown(rows) {
  const show = (value, unit) => (unit === 'ms' ? ms(value) : `${value.toFixed(0)} ${unit}`);
  const lines = rows.map(
    ({ what, value, limit, target, unit, met }) =>
      `| ${what} | ${show(value, unit)} | ${show(limit, unit)} | ${(value / limit).toFixed(2)} | ${target} | ${met ? 'yes' : '**no**'} |`,
  );
  return ['| What | Ours | Limit | Of the limit | The limit is | Met |', '|---|---|---|---|---|---|', ...lines].join(
    '\n',
  );
}

function writeTable(table) {
  const file = join(root, 'ARCHITECTURE.md');
  const text = readFileSync(file, 'utf8');
  const begin = '<!-- bench -->';
  const end = '<!-- /bench -->';
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < 0) throw new Error(`ARCHITECTURE.md has no ${begin} … ${end}`);
  writeFileSync(file, `${text.slice(0, from)}${begin}\n${table}\n${text.slice(to)}`);
}
