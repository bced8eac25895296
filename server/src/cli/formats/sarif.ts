import { pathToFileURL } from 'node:url';
import type { LinePosition } from '../../base/lineIndex';
import type { Rule, Severity } from '../../rules/rule';
import type { CheckReport } from '../checkedFinding';
import { homepage, ruleHelpUri } from '../../homepage';

const levels: Record<Severity, string> = { error: 'error', warning: 'warning', information: 'note', hint: 'note' };

/** SARIF 2.1.0 for code scanning services; lines and columns count from 1, columns in UTF-16 code units. */
export function sarifFormat({ root, findings, toolVersion }: CheckReport, allRules: readonly Rule[]): string {
  const index = new Map(allRules.map((rule, at) => [rule.id, at]));
  const location = (path: string, start: LinePosition, end: LinePosition) => ({
    physicalLocation: {
      artifactLocation: { uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: {
        startLine: start.line + 1,
        startColumn: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1,
      },
    },
  });
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'infrahub-cascade',
            version: toolVersion,
            informationUri: homepage,
            rules: allRules.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.title },
              fullDescription: { text: rule.title },
              help: { text: rule.docs, markdown: rule.docs },
              helpUri: ruleHelpUri(rule.id),
              defaultConfiguration: { level: levels[rule.severity], enabled: rule.recommended },
              properties: { catalogue: rule.catalogue },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { '%SRCROOT%': { uri: `${pathToFileURL(root).href.replace(/\/$/, '')}/` } },
        results: findings.map(({ path, start, end, severity, rule, message, related, fingerprint }) => ({
          ruleId: rule.id,
          ruleIndex: index.get(rule.id) ?? -1,
          level: levels[severity],
          message: { text: message },
          locations: [location(path, start, end)],
          ...(related.length > 0
            ? {
                relatedLocations: related.map((each, id) => ({
                  id,
                  ...location(each.path, each.start, each.end),
                  message: { text: each.message },
                })),
              }
            : {}),
          partialFingerprints: { 'infrahubCascade/v1': fingerprint },
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
