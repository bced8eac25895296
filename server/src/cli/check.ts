import { stat } from 'node:fs/promises';
import { dirname, relative, resolve, sep } from 'node:path';
import { URI } from 'vscode-uri';
import type { TextRange } from '../base/textRange';
import { isBelow } from '../base/uris';
import { createDiskWorkspace } from '../disk/diskWorkspace';
import { findProjectRoot } from '../disk/projectRoot';
import type { ProjectFile } from '../model/project/project';
import type { Diagnostic } from '../rules/diagnose';
import { rules } from '../rules/index';
import { createService, type Service } from '../service';
import { settingsSchema } from '../settings';
import { applySafeFixes } from './applyFixes';
import { withoutBaseline, writeBaseline } from './baseline';
import type { CheckedFinding, CheckReport } from './checkedFinding';
import type { CheckOptions } from './checkOptions';
import { githubFormat } from './formats/github';
import { jsonFormat } from './formats/json';
import { prettyFormat } from './formats/pretty';
import { sarifFormat } from './formats/sarif';
import { changedSince, gitRoot } from './git';
import type { Terminal } from './terminal';
import { UsageError } from './usageError';

/**
 * Checks every project that the paths touch and prints the findings. Gives the exit code: 1 with a finding of error
 * level, else 0. Throws `UsageError` when it cannot do what was asked.
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const wanted = await Promise.all(options.paths.map((path) => wantedPath(terminal.cwd, path)));
  const settings = settingsSchema.parse({});
  const workspace = createDiskWorkspace({ maxFileSize: () => settings.maxFileSizeKb * 1024, exclude: () => [] });
  const service = createService({ workspace, now: terminal.now, log: terminal.error });
  const commandLine = { serverVersion: options.serverVersion, profile: options.profile };
  service.configure(settings, commandLine);
  terminal.progress('Reading files…');
  await service.index([...new Set(wanted.map((each) => each.folder))]);
  if (service.projects().length === 0) {
    throw new UsageError(
      `No .infrahub.yml found in ${options.paths.join(', ')}: name a folder of an Infrahub repository.`,
    );
  }
  const uris = await filesToCheck(service, wanted, options.since);
  terminal.progress(options.fix ? 'Fixing…' : 'Checking…');
  const fixed = options.fix ? await applySafeFixes(service, uris) : new Set<string>();
  const root = await reportRoot(wanted);
  const all = uris.flatMap((uri) => checkFile(service, uri, root));
  terminal.progress('');
  if (options.writeBaseline !== undefined) {
    await writeBaseline(resolve(terminal.cwd, options.writeBaseline), all);
    if (!options.quiet) terminal.error(`${all.length} findings written to ${options.writeBaseline}.`);
    return 0;
  }
  const { baseline } = options;
  const fresh = baseline === undefined ? all : await withoutBaseline(resolve(terminal.cwd, baseline), all);
  const findings = options.quiet ? fresh.filter((finding) => finding.severity === 'error') : fresh;
  const inBaseline = all.length - fresh.length;
  const { version: toolVersion } = terminal;
  terminal.write(
    print(
      { root, findings, checkedFiles: uris.length, inBaseline, fixedFiles: fixed.size, toolVersion },
      options,
      terminal,
    ),
  );
  return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}

interface WantedPath {
  /** System path of what was named. */
  readonly path: string;
  /** Address of the folder to read: the project around the path, or the folder itself. */
  readonly folder: string;
}

async function wantedPath(cwd: string, path: string): Promise<WantedPath> {
  const full = resolve(cwd, path);
  const info = await stat(full).catch(() => undefined);
  if (!info) throw new UsageError(`${path} does not exist.`);
  const start = info.isDirectory() ? full : dirname(full);
  return { path: full, folder: URI.file((await findProjectRoot(start)) ?? start).toString() };
}

async function filesToCheck(
  service: Service,
  wanted: readonly WantedPath[],
  since: string | undefined,
): Promise<string[]> {
  const named = wanted.map((each) => URI.file(each.path).toString());
  const uris = service
    .projects()
    .flatMap((project) => [...project.allFiles()].filter((file) => file.facts.role !== 'other').map((file) => file.uri))
    .filter((uri) => named.some((name) => uri === name || isBelow(name, uri)))
    .toSorted();
  if (since === undefined) return uris;
  const first = wanted[0]?.path ?? '.';
  const changed = await changedSince((await stat(first)).isDirectory() ? first : dirname(first), since);
  return uris.filter((uri) => changed.has(URI.parse(uri).fsPath));
}

/** The git root if there is one, else what was named (or the folder of a named file). */
async function reportRoot(wanted: readonly WantedPath[]): Promise<string> {
  const first = wanted[0]?.path ?? '.';
  const folder = (await stat(first)).isDirectory() ? first : dirname(first);
  return (await gitRoot(folder)) ?? (wanted.length === 1 ? folder : URI.parse(wanted[0]?.folder ?? '').fsPath);
}

function checkFile(service: Service, uri: string, root: string): CheckedFinding[] {
  const file = service.target(uri)?.file;
  return file ? service.diagnostics(uri).map((diagnostic) => toFinding(service, file, diagnostic, root)) : [];
}

function toFinding(service: Service, file: ProjectFile, diagnostic: Diagnostic, root: string): CheckedFinding {
  const place = (at: ProjectFile, range: TextRange) => ({
    path: relative(root, URI.parse(at.uri).fsPath).split(sep).join('/'),
    start: at.lines().positionAt(range.start),
    end: at.lines().positionAt(range.end),
  });
  const own = place(file, diagnostic.range);
  const lines = file.lines();
  return {
    ...own,
    severity: diagnostic.severity,
    rule: diagnostic.finding.rule,
    message: diagnostic.message,
    lineText: file.text.slice(lines.lineStart(own.start.line), lines.lineEnd(own.start.line)),
    related: diagnostic.related.flatMap(({ uri, range, message }) => {
      const other = service.target(uri)?.file;
      return other ? [{ ...place(other, range), message }] : [];
    }),
  };
}

function print(report: CheckReport, { format, quiet }: CheckOptions, { colour }: Terminal): string {
  switch (format) {
    case 'pretty':
      return prettyFormat(report, { colour, quiet });
    case 'json':
      return jsonFormat(report);
    case 'sarif':
      return sarifFormat(report, rules);
    case 'github':
      return githubFormat(report);
  }
}
