import { relative, resolve, sep } from 'node:path';
import { URI } from 'vscode-uri';
import type { TextRange } from '../base/textRange';
import { isBelow } from '../base/uris';
import { createDiskWorkspace } from '../disk/diskWorkspace';
import type { ProjectFile } from '../model/project/project';
import { isCandidatePath } from '../model/project/roles';
import type { Diagnostic } from '../rules/diagnose';
import { rules } from '../rules/index';
import { createService, type Service } from '../service';
import { settingsSchema } from '../settings';
import { applySafeFixes } from './applyFixes';
import { withFingerprints, withoutBaseline, writeBaseline } from './baseline';
import type { CheckedFinding, CheckReport } from './checkedFinding';
import type { CheckOptions } from './checkOptions';
import { githubFormat } from './formats/github';
import { jsonFormat } from './formats/json';
import { prettyFormat } from './formats/pretty';
import { sarifFormat } from './formats/sarif';
import { changedSince } from './git';
import type { Terminal } from './terminal';
import { reportRoot, requireProjects, wantedPath, type WantedPath } from './wantedPaths';

/**
 * Checks every project that the paths touch and prints the findings. Gives the exit code: 1 with a finding of error
 * level, else 0. Throws `UsageError` when it cannot do what was asked.
 */
export async function check(options: CheckOptions, terminal: Terminal): Promise<number> {
  const wanted = await Promise.all(options.paths.map((path) => wantedPath(terminal.cwd, path)));
  const settings = settingsSchema.parse({});
  const workspace = createDiskWorkspace({ maxFileSize: () => settings.maxFileSizeKb * 1024, exclude: () => [] });
  const service = createService({ workspace, now: terminal.now, log: terminal.error });
  service.configure(settings, { serverVersion: options.serverVersion, profile: options.profile });
  terminal.progress('Reading files…');
  await service.index([...new Set(wanted.map((each) => each.readUri))]);
  requireProjects(wanted, service.projects());
  const files = filesOf(service);
  // Whoever passes on all files that changed names some that are nobody's.
  if (wanted.every((each) => filesBelow(each, files).length === 0)) {
    const names = wanted.map(({ named }) => named).join(', ');
    terminal.error(`Nothing to check: an Infrahub repository has no use for ${names}.`);
  }
  const uris = await filesToCheck(files, wanted, options.since);
  terminal.progress(options.fix ? 'Fixing…' : 'Checking…');
  const fixed = options.fix ? await applySafeFixes(service, uris) : new Set<string>();
  const root = await reportRoot(wanted);
  const all = withFingerprints(uris.flatMap((uri) => checkFile(service, uri, root)));
  terminal.progress('');
  if (options.writeBaseline !== undefined) {
    await writeBaseline(resolve(terminal.cwd, options.writeBaseline), all);
    if (!options.quiet)
      terminal.error(`${all.length} ${all.length === 1 ? 'finding' : 'findings'} written to ${options.writeBaseline}.`);
    return 0;
  }
  const { baseline } = options;
  const fresh = baseline === undefined ? all : await withoutBaseline(resolve(terminal.cwd, baseline), all);
  const findings = options.quiet ? fresh.filter((finding) => finding.severity === 'error') : fresh;
  const report = {
    root,
    findings,
    checkedFiles: uris.length,
    inBaseline: all.length - fresh.length,
    fixedFiles: fixed.size,
    toolVersion: terminal.version,
  };
  terminal.write(print(report, options, terminal));
  return findings.some((finding) => finding.severity === 'error') ? 1 : 0;
}

/** Addresses of all files that are checked, sorted. */
function filesOf(service: Service): string[] {
  return service
    .projects()
    .flatMap((project) => [...project.allFiles()])
    .flatMap(({ uri, path, facts }) => (facts.role === 'other' && !isCandidatePath(path) ? [] : [uri]))
    .toSorted();
}

function filesBelow({ uri }: WantedPath, files: readonly string[]): string[] {
  return files.filter((file) => file === uri || isBelow(uri, file));
}

async function filesToCheck(
  files: readonly string[],
  wanted: readonly WantedPath[],
  since: string | undefined,
): Promise<string[]> {
  if (since === undefined) return distinct(wanted.flatMap((each) => filesBelow(each, files)));
  const changed = await Promise.all(
    wanted.map(async (each) => {
      const isChanged = await changedSince(each.folder, since);
      return filesBelow(each, files).filter((uri) => isChanged(URI.parse(uri).fsPath));
    }),
  );
  return distinct(changed.flat());
}

function distinct(uris: readonly string[]): string[] {
  return [...new Set(uris)].toSorted();
}

function checkFile(service: Service, uri: string, root: string): Omit<CheckedFinding, 'fingerprint'>[] {
  const file = service.target(uri)?.file;
  return file ? service.diagnostics(uri).map((diagnostic) => toFinding(service, file, diagnostic, root)) : [];
}

function toFinding(
  service: Service,
  file: ProjectFile,
  diagnostic: Diagnostic,
  root: string,
): Omit<CheckedFinding, 'fingerprint'> {
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
