import { DiagnosticSeverity, DiagnosticTag, type Diagnostic as LspDiagnostic } from 'vscode-languageserver';
import type { ProjectFile } from '../model/project/project';
import type { Diagnostic } from '../rules/diagnose';
import type { LspContext } from './context';
import { toRange, toRangeIn } from './convert';
import { ruleLink } from './ruleLink';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tagNumbers = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated };

/** A finding as LSP, with what the client can show: rule links, related places, tags. */
export function toLspDiagnostic(
  { service, capabilities, options, open }: LspContext,
  file: ProjectFile,
  { range, severity, message, related, finding }: Diagnostic,
): LspDiagnostic {
  const client = capabilities.textDocument?.publishDiagnostics;
  const { id } = finding.rule;
  const tags = (finding.tags ?? [])
    .map((tag) => tagNumbers[tag])
    .filter((tag) => client?.tagSupport?.valueSet.includes(tag));
  const relatedInformation = client?.relatedInformation
    ? related.map((entry) => ({
        location: { uri: open.clientUri(entry.uri), range: toRangeIn(service, entry.uri, entry.range) },
        message: entry.message,
      }))
    : [];
  return {
    range: toRange(file, range),
    severity: severities[severity],
    source: 'infrahub-cascade',
    code: id,
    ...(client?.codeDescriptionSupport ? { codeDescription: { href: ruleLink(options, id) } } : {}),
    message,
    ...(relatedInformation.length > 0 ? { relatedInformation } : {}),
    ...(tags.length > 0 ? { tags } : {}),
  };
}
